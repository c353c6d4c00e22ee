package lianhu.core.outbound;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.notice.Recipient;

/**
 * Stores outbound calls and the journal of their attempts. One row for each matter and recipient; a call is a row before it is
 * placed, and of all calls to one number at most one is with an instance at any time.
 */
public interface OutboundCallStore {
    /**
     * The posts and offices that a message calls to an open emergency, and that no row calls yet. Those without a number that may
     * be called come again after a minute: the roster may have been corrected.
     */
    Uni<List<Uncalled>> findUncalled(int limit, Instant now);

    /**
     * The reporters by telephone or at the counter of tickets that are open to all, said to be solved, not changed since {@code
     * before}, and not answered; no row calls them.
     */
    Uni<List<Uncalled>> findUnasked(int limit, Instant before);

    /** Stores the call. One of this recipient for this matter stays as it is, unless it had no number that may be called. */
    Uni<Void> plan(PlannedCall call, Instant now);

    /**
     * Stores that an agent calls back the caller of a missed call. Needed for two minutes, while the call waits to be called back.
     *
     * @param number of the caller, as it is dialled
     * @return false when somebody calls back this call, or this agent somebody, at present
     */
    Uni<Boolean> planCallback(CallMatter.OfCallback callback, String number, Instant now);

    /**
     * Claims calls that are due and still needed, the longest due first; each claim begins an attempt. A number is asked about one
     * ticket in 24 hours.
     */
    Uni<List<OutboundCall>> claim(Claim claim);

    /** Ends the calls that wait although nobody needs them any more; returns their number. */
    Uni<Integer> endUnneeded(Instant now);

    /** The calls of this instance that nobody needs any more: somebody answered, or the matter ended. */
    Uni<List<OutboundCall>> findUnneeded(String owner, Instant now);

    /** The calls that this instance claimed and did not end. */
    Uni<List<OutboundCall>> findClaimed(String owner);

    /** Holds these calls of this instance on: no other takes them over before {@code leaseUntil}. */
    Uni<Void> renew(String owner, Set<Long> calls, Instant leaseUntil);

    /** Takes over the calls whose lease has ended, of whichever instance. */
    Uni<List<OutboundCall>> takeOver(String owner, Instant now, Instant leaseUntil);

    /**
     * Ends the attempt. Nothing happens when it has ended before. What came of calling back a missed call is recorded with it, see
     * {@link CallbackCalls#outcome}, and its agent wraps up.
     *
     * @param cause of Q.850, 0 when there is none
     * @param next when the next attempt is due; empty when none follows
     */
    Uni<Void> end(OutboundCall call, OutboundResult result, int cause, Instant at, Optional<Instant> next);

    /**
     * The calls about a matter: first those that go on, then the newest.
     *
     * @param perDay as in {@link Claim}
     */
    Uni<CallBoard> findByMatter(CallMatter matter, int limit, Instant now, int perDay);

    /** @param matter the emergency to which {@code recipient} is called */
    record Uncalled(CallMatter matter, Recipient recipient) {}

    /**
     * @param lines calls that all instances together may have at once
     * @param perDay attempts to one number in 24 hours
     * @param followUpLines of {@code lines} those that may be used to ask reporters; an emergency goes first
     */
    record Claim(String owner, Instant now, Instant leaseUntil, int lines, int perDay, int followUpLines) {}

    /** @param total of all calls about the matter, also those that are not in the list */
    record CallBoard(List<CalledRecipient> calls, int total) {}

    /** @param result of the newest attempt, or why there is none; empty while the first one waits or runs */
    record CalledRecipient(
            Recipient recipient, Progress progress, Optional<OutboundResult> result, List<Attempt> attempts) {}

    /** Where a call stands. */
    enum Progress {
        /** The next attempt comes. */
        WAITING,
        /** The number was called as often as is allowed in 24 hours. */
        AT_DAILY_LIMIT,
        RINGING,
        ENDED
    }

    /** @param result empty while it runs */
    record Attempt(Instant at, Optional<OutboundResult> result) {}
}
