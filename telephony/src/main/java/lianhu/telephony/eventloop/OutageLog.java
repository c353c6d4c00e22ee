package lianhu.telephony.eventloop;

import java.lang.System.Logger.Level;

/** Logs the first failure of work that is repeated, and not those that follow from the same outage. Used on one event loop only. */
public final class OutageLog {
    private final System.Logger log;
    private final String message;
    private boolean isOut;

    /** @param message what is not known or not done meanwhile */
    public OutageLog(System.Logger log, String message) {
        this.log = log;
        this.message = message;
    }

    /** The message of a failure may quote a caller, so that its class alone is logged. */
    public void failed(Throwable failure) {
        if (!isOut) {
            isOut = true;
            log.log(Level.WARNING, "{0}: {1}", message, failure.getClass().getName());
        }
    }

    /** The work was done: the next failure begins another outage. */
    public void worked() {
        isOut = false;
    }
}
