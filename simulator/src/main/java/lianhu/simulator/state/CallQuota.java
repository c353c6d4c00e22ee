package lianhu.simulator.state;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Limits the calls of each key within a sliding window. */
public final class CallQuota {

    private final int limit;
    private final long windowMillis;
    private final InstantSource time;
    private final Map<String, Deque<Long>> acquired = new HashMap<>();

    public CallQuota(int limit, Duration window, InstantSource time) {
        this.limit = limit;
        this.windowMillis = window.toMillis();
        this.time = time;
    }

    public synchronized boolean acquire(String key) {
        boolean available = isAvailable(key);
        if (available) {
            acquired.computeIfAbsent(key, k -> new ArrayDeque<>()).add(time.millis());
        }
        return available;
    }

    public synchronized boolean isAvailable(String key) {
        Deque<Long> times = acquired.get(key);
        if (times == null) {
            return true;
        }
        long start = time.millis() - windowMillis;
        while (!times.isEmpty() && times.getFirst() <= start) {
            times.removeFirst();
        }
        return times.size() < limit;
    }
}
