package lianhu.desk.intake;

/**
 * What the call says of its caller.
 *
 * @param number empty for a visitor, or when it was withheld
 * @param language tag; empty for that of the county
 */
record IntakeCaller(String number, String language) {
    static final IntakeCaller NONE = new IntakeCaller("", "");

    /** Without the number. */
    @Override
    public String toString() {
        return "IntakeCaller[" + language + "]";
    }
}
