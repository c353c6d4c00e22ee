package lianhu.adapters.web;

import java.time.Duration;
import java.time.Instant;

/**
 * Wrong last-four-digits given for one number.
 *
 * @param first when the first of them was given
 */
record Tries(int failures, Instant first) {
    static final int MOST = 5;
    static final Duration LOCK = Duration.ofDays(1);

    /** No try is looked at any more; true from the fifth wrong one until a day after the first. */
    boolean isLocked(Instant now) {
        return failures >= MOST && now.isBefore(free());
    }

    /** This try came after the last one allowed. */
    boolean isOver(Instant now) {
        return failures > MOST && now.isBefore(free());
    }

    Instant free() {
        return first.plus(LOCK);
    }

    int left() {
        return Math.max(0, MOST - failures);
    }
}
