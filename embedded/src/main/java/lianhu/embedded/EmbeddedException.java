package lianhu.embedded;

/** Something a person must put right; the message says, in Chinese first, what it is and what to do. */
public final class EmbeddedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Trouble trouble;

    EmbeddedException(Trouble trouble, String message) {
        super(message);
        this.trouble = trouble;
    }

    EmbeddedException(Trouble trouble, String message, Throwable cause) {
        super(message, cause);
        this.trouble = trouble;
    }

    /** What kind of trouble it is. */
    public Trouble trouble() {
        return trouble;
    }

    /** The exit code with which the program should end. */
    public int exitCode() {
        return trouble.exitCode();
    }
}
