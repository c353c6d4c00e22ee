package lianhu.adapters.web.track;

import java.time.Duration;
import java.time.Instant;

/**
 * Wrong attempts at the last four digits for one receipt number, from one address or from all of them.
 *
 * @param first time of the first attempt
 * @param max attempts that are looked at within a day
 */
record AttemptCount(int failures, Instant first, int max) {
    static final Duration LOCK_DURATION = Duration.ofDays(1);

    /** One attempt more; a count older than the lock starts again at one. */
    AttemptCount next(Instant now) {
        return now.isBefore(unlocksAt()) ? new AttemptCount(failures + 1, first, max) : new AttemptCount(1, now, max);
    }

    /** True from the last allowed attempt until one day after the first. */
    boolean isLocked(Instant now) {
        return failures >= max && now.isBefore(unlocksAt());
    }

    /** True for an attempt after the last allowed one. */
    boolean isExceeded(Instant now) {
        return failures > max && now.isBefore(unlocksAt());
    }

    Instant unlocksAt() {
        return first.plus(LOCK_DURATION);
    }

    int attemptsLeft() {
        return Math.max(0, max - failures);
    }

    /** The count that leaves fewer attempts. */
    AttemptCount stricter(AttemptCount other) {
        return attemptsLeft() <= other.attemptsLeft() ? this : other;
    }
}
