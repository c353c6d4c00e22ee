package lianhu.bot.wecom.client;

/** WeCom gave no access token, so the message has certainly not been sent. */
public final class AccessTokenException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** WeCom's errcode; 0 when there was no answer that could be read. */
    final int code;

    AccessTokenException(int code, Throwable cause) {
        super("no access token (" + code + ")", cause);
        this.code = code;
    }
}
