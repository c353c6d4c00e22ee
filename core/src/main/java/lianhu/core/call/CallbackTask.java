package lianhu.core.call;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Optional;
import lianhu.core.deadline.BusinessCalendar;

/**
 * A caller to be called back. Missed calls of one number that are waiting together are one task.
 *
 * @param since when the call ended, of several the oldest
 * @param firstAttempt when somebody called back for the first time; empty while nobody has
 * @param calledAgain when the caller got through by a later call, and nobody had called back; empty otherwise
 */
public record CallbackTask(Instant since, Optional<Instant> firstAttempt, Optional<Instant> calledAgain) {
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final LocalTime DAY = LocalTime.of(8, 0);
    private static final LocalTime EVENING = LocalTime.of(18, 0);
    private static final LocalTime MORNING = LocalTime.of(8, 30);

    /** Within half an hour by day; who calls in the evening or at night is called back by half past eight. */
    public static Instant due(Instant since) {
        ZonedDateTime at = since.atZone(BusinessCalendar.ZONE);
        if (at.toLocalTime().isBefore(DAY)) {
            return at.with(MORNING).toInstant();
        }
        return at.toLocalTime().isBefore(EVENING)
                ? since.plus(LIMIT)
                : at.plusDays(1).with(MORNING).toInstant();
    }

    /** Whether the time limit lies in this time, {@code to} not included. */
    public boolean isDueBetween(Instant from, Instant to) {
        return !due(since).isBefore(from) && due(since).isBefore(to);
    }

    public boolean isInTime() {
        return firstAttempt.filter(at -> !at.isAfter(due(since))).isPresent();
    }

    /** Who gets through before the time limit is not to be called back any more. */
    public boolean isDue(Instant now) {
        return firstAttempt.isPresent() || due(since).isBefore(calledAgain.orElse(now));
    }
}
