package lianhu.app.cli;

/** Ends a command with an exit code. The message is for the operator and says what is wrong and what to do. */
final class ExitException extends RuntimeException {
    /** The exit code for arguments that the command rejects after parsing. */
    static final int WRONG_USAGE = 2;

    /** The exit code for a port on which another program listens. */
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
