package lianhu.telephony.ari;

import java.util.regex.Pattern;

/** A request that Asterisk refused, or whose outcome is unknown. The message holds no telephone number. */
public final class AriException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Names of recordings may hold a caller's number, and Asterisk repeats them in its refusals. */
    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{5,30}");

    private final int status;

    /**
     * @param status the HTTP status of the answer, 0 when there was none: the request may or may not have been carried
     *     out
     */
    AriException(int status, AriOperation operation, String reason) {
        super(operation + ": " + (status == 0 ? "" : status + " ")
                + LONG_NUMBER.matcher(reason).replaceAll("…"));
        this.status = status;
    }

    /** Asterisk answered that it did not carry the request out. False when nothing is known about the outcome. */
    public boolean isRefused() {
        return status != 0;
    }

    /** The request comes too late or a second time: the call was claimed, the recording exists. */
    public boolean isConflict() {
        return status == 409;
    }

    /** The channel, playback or recording is gone: normal after a hang-up. */
    public boolean isNotFound() {
        return status == 404;
    }
}
