package lianhu.simulator.control;

/** A request that WeCom would not allow or that is not simulated; becomes an HTTP status and a sentence. */
final class InvalidRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    InvalidRequestException(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
