package lianhu.core.report;

/** A service the gateway needs is unavailable: nothing was stored, try again. Channels answer 5xx. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreUnavailableException(String what, Throwable cause) {
        super(what, cause);
    }
}
