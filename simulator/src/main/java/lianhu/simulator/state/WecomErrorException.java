package lianhu.simulator.state;

/** A refused request: WeCom's error code and the reason. */
public final class WecomErrorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    public WecomErrorException(int code, String why) {
        super(why, null, false, false);
        this.code = code;
    }

    public int code() {
        return code;
    }

    public String why() {
        return String.valueOf(getMessage());
    }
}
