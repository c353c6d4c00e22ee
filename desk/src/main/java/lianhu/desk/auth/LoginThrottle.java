package lianhu.desk.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing: after five wrong passwords from one address each further try has to wait, twice as long every time.
 * Kept by this copy alone; with a password of 79 bits that is enough.
 */
public final class LoginThrottle {
    private static final int FREE_ATTEMPTS = 5;
    private static final Duration FIRST_DELAY = Duration.ofSeconds(10);
    private static final Duration MAX_DELAY = Duration.ofMinutes(15);
    private static final int MAX_ADDRESSES = 10_000;

    private record FailedAttempts(int count, Instant next) {}

    private final InstantSource clock;
    private final Map<String, FailedAttempts> failedAttempts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FailedAttempts> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    public LoginThrottle(InstantSource clock) {
        this.clock = clock;
    }

    /** How long this address has to wait before it may try; zero when it may. A try that may is counted until it succeeds. */
    public synchronized Duration acquire(String address) {
        Instant now = clock.instant();
        FailedAttempts before = failedAttempts.getOrDefault(address, new FailedAttempts(0, now));
        if (now.isBefore(before.next())) {
            return Duration.between(now, before.next());
        }
        int count = before.count() + 1;
        failedAttempts.put(
                address, new FailedAttempts(count, count < FREE_ATTEMPTS ? now : now.plus(delayAfter(count))));
        return Duration.ZERO;
    }

    public synchronized void reset(String address) {
        failedAttempts.remove(address);
    }

    private static Duration delayAfter(int count) {
        Duration pause = FIRST_DELAY.multipliedBy(1L << Math.min(count - FREE_ATTEMPTS, 10));
        return pause.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : pause;
    }
}
