package lianhu.core.call;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.report.ReceiptNo;

/** The calls as people at the desk see them. */
public interface CallLog {
    /** A caller who is not reached so often is not tried again. */
    int MAX_CALLBACK_ATTEMPTS = 3;

    /** The newest calls first, open ones among them. */
    Uni<List<LoggedCall>> recent(int limit);

    /** Calls whose callers wait to be called back, the longest waiting first. */
    Uni<List<LoggedCall>> callbacks(int limit);

    Uni<CallTotals> count(Instant from);

    Uni<Optional<LoggedCall>> find(String call);

    /**
     * Remembers who saw the number of a caller last. False when there is no number to see.
     *
     * @param by login of the person
     */
    Uni<Boolean> recordNumberShown(String call, String by, Instant at);

    /**
     * Records an attempt to call back. False when the call waits for none, for instance because a colleague has settled it
     * meanwhile.
     *
     * @param by login of the person who called
     */
    Uni<Boolean> recordCallback(String call, CallbackOutcome result, String by, Instant at);

    /**
     * Records that the caller was reached and what that led to. False as above.
     *
     * @param receipt of the report: when its persons are erased, so is the number of the call
     */
    Uni<Boolean> recordReport(String call, ReceiptNo receipt, String by, Instant at);
}
