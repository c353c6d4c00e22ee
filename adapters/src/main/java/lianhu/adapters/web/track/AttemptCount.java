package lianhu.adapters.web.track;

import java.time.Duration;
import java.time.Instant;

/**
 * Wrong last-four-digits given for one number.
 *
 * @param first when the first of them was given
 */
record AttemptCount(int failures, Instant first) {
    static final int MAX_ATTEMPTS = 5;
    static final Duration LOCK_DURATION = Duration.ofDays(1);

    /** No try is looked at any more; true from the fifth wrong one until a day after the first. */
    boolean isLocked(Instant now) {
        return failures >= MAX_ATTEMPTS && now.isBefore(unlocksAt());
    }

    /** This try came after the last one allowed. */
    boolean isExceeded(Instant now) {
        return failures > MAX_ATTEMPTS && now.isBefore(unlocksAt());
    }

    Instant unlocksAt() {
        return first.plus(LOCK_DURATION);
    }

    int attemptsLeft() {
        return Math.max(0, MAX_ATTEMPTS - failures);
    }
}
