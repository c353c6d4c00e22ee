package lianhu.core.call;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.Optional;
import lianhu.core.deadline.BusinessCalendar;

/**
 * A caller to be called back.
 *
 * @param since when the call ended
 * @param firstAttempt when somebody called back for the first time; empty while nobody has
 */
public record CallbackTask(Instant since, Optional<Instant> firstAttempt) {
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

    boolean isInTime() {
        return firstAttempt.filter(at -> !at.isAfter(due(since))).isPresent();
    }

    boolean isDue(Instant now) {
        return firstAttempt.isPresent() || due(since).isBefore(now);
    }
}
