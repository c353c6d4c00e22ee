package lianhu.bench.reconciliation;

import java.time.Duration;
import java.time.Instant;

/**
 * How long one delivery was SENDING in the database.
 *
 * @param delivery its number
 * @param until when another state followed; {@link Instant#MAX} when none did
 * @param isSent the state that followed is SENT
 */
public record SendingInterval(long delivery, Instant from, Instant until, boolean isSent) {
    boolean overlaps(KillWindow kill) {
        return !from.isAfter(kill.until()) && !until.isBefore(kill.from());
    }

    /** The interval, at most as long as an undisturbed attempt takes. */
    SendingInterval first(Duration time) {
        Instant end = from.plus(time);
        return end.isBefore(until) ? new SendingInterval(delivery, from, end, isSent) : this;
    }
}
