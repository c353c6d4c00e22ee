package lianhu.simulator.state;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** So many a window for each key; the window slides. */
public final class CallQuota {

    private final int limit;
    private final long windowMillis;
    private final InstantSource time;
    private final Map<String, Deque<Long>> taken = new HashMap<>();

    public CallQuota(int limit, Duration window, InstantSource time) {
        this.limit = limit;
        this.windowMillis = window.toMillis();
        this.time = time;
    }

    public synchronized boolean acquire(String key) {
        boolean free = isAvailable(key);
        if (free) {
            taken.computeIfAbsent(key, k -> new ArrayDeque<>()).add(time.millis());
        }
        return free;
    }

    public synchronized boolean isAvailable(String key) {
        Deque<Long> times = taken.get(key);
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
