package lianhu.simulator.control;

/** What the real world would not allow either, or what is not imitated: a status and a sentence. */
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
