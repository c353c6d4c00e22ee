package lianhu.core.report;

/** Something the gateway stands on is away for the moment: nothing was kept, try again. Doors answer 5xx. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreUnavailableException(String what, Throwable cause) {
        super(what, cause);
    }
}
