package lianhu.app;

/**
 * One line of the doctor. Never a secret, a resident's word, name or number.
 *
 * @param advice what to do; empty when all is well
 */
record Finding(Grade grade, String what, String advice) {
    /** How bad it is. */
    enum Grade {
        GOOD("✓"),
        /** Works, but a person should know. */
        ODD("⚠"),
        /** Something the county needs does not work. */
        BAD("✗");

        private final String sign;

        Grade(String sign) {
            this.sign = sign;
        }
    }

    static Finding good(String what) {
        return new Finding(Grade.GOOD, what, "");
    }

    static Finding odd(String what, String advice) {
        return new Finding(Grade.ODD, what, advice);
    }

    static Finding bad(String what, String advice) {
        return new Finding(Grade.BAD, what, advice);
    }

    /** What a start would say, in one line: its Chinese part says what and how. */
    static Finding bad(RuntimeException refusal) {
        return bad(String.valueOf(refusal.getMessage()).strip().replaceAll("\\s*\\R\\s*", " "), "");
    }

    String line() {
        return grade.sign + " " + what + (advice.isEmpty() ? "" : " → " + advice);
    }
}
