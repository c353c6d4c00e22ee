package lianhu.app.doctor;

import lianhu.core.report.TextSanitizer;

/**
 * One line of the doctor's output. Never holds a secret or a resident's words, name or number.
 *
 * @param advice what to do; empty when all is well
 */
public record DiagnosticResult(Severity severity, String message, String advice) {
    /** The severity. */
    public enum Severity {
        OK("✓"),
        /** Works, but a person should look at it. */
        WARNING("⚠"),
        /** Something that the county needs does not work. */
        ERROR("✗");

        private final String sign;

        Severity(String sign) {
            this.sign = sign;
        }
    }

    static DiagnosticResult ok(String what) {
        return new DiagnosticResult(Severity.OK, what, "");
    }

    static DiagnosticResult warning(String what, String advice) {
        return new DiagnosticResult(Severity.WARNING, what, advice);
    }

    static DiagnosticResult error(String what, String advice) {
        return new DiagnosticResult(Severity.ERROR, what, advice);
    }

    /** The message of a refused start in one line; its Chinese part says what is wrong and what to do. */
    static DiagnosticResult error(RuntimeException refusal) {
        return error(TextSanitizer.singleLine(refusal.getMessage()), "");
    }

    String line() {
        return severity.sign + " " + message + (advice.isEmpty() ? "" : " → " + advice);
    }
}
