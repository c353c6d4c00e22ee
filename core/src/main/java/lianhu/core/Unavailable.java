package lianhu.core;

/** Something we need does not answer: nothing was acknowledged, whoever asked may come again. */
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unavailable(String what, Throwable cause) {
        super(what, cause);
    }
}
