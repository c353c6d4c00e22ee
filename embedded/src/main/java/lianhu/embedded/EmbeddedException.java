package lianhu.embedded;

/** Thrown for what a person must correct; the message says, in Chinese first, what it is and what to do. */
public final class EmbeddedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final StartFailure startFailure;

    EmbeddedException(StartFailure startFailure, String message) {
        super(message);
        this.startFailure = startFailure;
    }

    EmbeddedException(StartFailure startFailure, String message, Throwable cause) {
        super(message, cause);
        this.startFailure = startFailure;
    }

    /** The kind of failure. */
    public StartFailure failure() {
        return startFailure;
    }

    /** The exit code with which the program should end. */
    public int exitCode() {
        return startFailure.exitCode();
    }
}
