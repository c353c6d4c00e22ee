package lianhu.telephony.ari;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Endless exponential backoff with jitter, 100 ms to 10 s: a call in Stasis hears silence while we wait. */
final class ReconnectBackoff {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int DOUBLINGS = 6;

    private final RandomGenerator random;
    private int failures;

    ReconnectBackoff(RandomGenerator random) {
        this.random = random;
    }

    Duration next() {
        long ceiling = Math.min(LONGEST.toMillis(), FIRST.toMillis() << failures);
        failures = Math.min(failures + 1, DOUBLINGS);
        return Duration.ofMillis(random.nextLong(SHORTEST.toMillis(), ceiling + 1));
    }

    void reset() {
        failures = 0;
    }
}
