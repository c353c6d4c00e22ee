package lianhu.app.boot;

/** Thrown for what a person must correct before the gateway can start; the message says what and how. */
public final class StartupException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StartupException(String message) {
        super(message);
    }
}
