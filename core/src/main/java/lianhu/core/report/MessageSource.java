package lianhu.core.report;

/**
 * Identifies a message, so that a repeated delivery has one effect: {@code <type>:<account>:<id>}, for instance {@code
 * aibot:AIBOT0001:<msgid>}.
 */
public record MessageSource(String sourceType, String account, String id) {
    /** Type and account; half of the unique key. */
    public String sourceAccount() {
        return sourceType + ":" + account;
    }

    @Override
    public String toString() {
        return sourceType + ":" + account + ":" + id;
    }
}
