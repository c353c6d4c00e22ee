package lianhu.app;

/** Something a person must put right before the gateway can start; the message says what and how. */
final class Fault extends RuntimeException {
    private static final long serialVersionUID = 1;

    Fault(String message) {
        super(message);
    }
}
