package lianhu.adapters.web.track;

import java.time.Duration;
import java.time.Instant;

/**
 * Wrong attempts at the last four digits for one receipt number.
 *
 * @param first time of the first attempt
 */
record AttemptCount(int failures, Instant first) {
    static final int MAX_ATTEMPTS = 5;
    static final Duration LOCK_DURATION = Duration.ofDays(1);

    /** True from the fifth wrong attempt until one day after the first. */
    boolean isLocked(Instant now) {
        return failures >= MAX_ATTEMPTS && now.isBefore(unlocksAt());
    }

    /** True for an attempt after the last allowed one. */
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
