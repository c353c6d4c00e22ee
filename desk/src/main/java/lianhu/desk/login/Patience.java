package lianhu.desk.login;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing: after five wrong passwords from one address each further try has to wait, twice as long every time.
 * Kept by this copy alone; with a password of 79 bits that is enough.
 */
public final class Patience {
    private static final int FREE = 5;
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int REMEMBERED = 10_000;

    private record Wrong(int count, Instant next) {}

    private final InstantSource clock;
    private final Map<String, Wrong> wrong = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Wrong> eldest) {
            return size() > REMEMBERED;
        }
    };

    public Patience(InstantSource clock) {
        this.clock = clock;
    }

    /** How long this address has to wait before it may try; zero when it may. A try that may is counted until it succeeds. */
    public synchronized Duration ask(String address) {
        Instant now = clock.instant();
        Wrong before = wrong.getOrDefault(address, new Wrong(0, now));
        if (now.isBefore(before.next())) {
            return Duration.between(now, before.next());
        }
        int count = before.count() + 1;
        wrong.put(address, new Wrong(count, count < FREE ? now : now.plus(pause(count))));
        return Duration.ZERO;
    }

    public synchronized void forget(String address) {
        wrong.remove(address);
    }

    private static Duration pause(int count) {
        Duration pause = FIRST.multipliedBy(1L << Math.min(count - FREE, 10));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
