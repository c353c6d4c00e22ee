package lianhu.app.cli;

/** Ends a command with this exit code; the message says to a person what is wrong and what to do. */
final class ExitException extends RuntimeException {
    /** Something in the command line that only the command itself can judge. */
    static final int WRONG_USAGE = 2;

    /** A port on which another program listens. */
    static final int PORT_TAKEN = 5;

    private static final long serialVersionUID = 1;

    private final int exitCode;

    ExitException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
