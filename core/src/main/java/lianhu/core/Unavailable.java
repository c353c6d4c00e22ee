package lianhu.core;

/** Something the gateway stands on is away for the moment: nothing was kept, try again. Doors answer 5xx. */
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unavailable(String what, Throwable cause) {
        super(what, cause);
    }
}
