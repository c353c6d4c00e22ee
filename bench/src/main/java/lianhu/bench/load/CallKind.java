package lianhu.bench.load;

import java.time.Duration;

/** What a caller of the measurement does. */
public enum CallKind {
    /** Speaks from the answer on and hangs up in the middle of the message: a ticket. */
    SPEAKS,
    /** Hangs up during the greeting: a task to call back. */
    HANGS_UP,
    /** The same with a withheld number: an empty call. */
    WITHHELD;

    /** Shorter than the greeting. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    /** Every second caller speaks; of those who hang up early one in four withholds the number. */
    static CallKind of(int index) {
        if (index % 2 == 0) {
            return SPEAKS;
        }
        return index % 8 == 7 ? WITHHELD : HANGS_UP;
    }

    /** How many calls are up at the same time on average. */
    public static double atOnce(double rate, Duration hold) {
        return rate / 2 * (hold.toSeconds() + SHORT.toSeconds());
    }

    Duration length(Duration hold) {
        return this == SPEAKS || hold.compareTo(SHORT) < 0 ? hold : SHORT;
    }
}
