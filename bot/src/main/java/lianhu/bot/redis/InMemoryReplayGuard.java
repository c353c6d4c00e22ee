package lianhu.bot.redis;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The claims of one copy. It is bounded and drops its oldest claim when full: a flood may cost the memory of a replay
 * (the database still recognises repetitions) but never a genuine message.
 */
public final class InMemoryReplayGuard implements ReplayGuard {

    private final InstantSource clock;
    private final int bound;
    private final Map<String, Instant> until = new LinkedHashMap<>();

    public InMemoryReplayGuard(InstantSource clock, int bound) {
        this.clock = clock;
        this.bound = bound;
    }

    @Override
    public Uni<Boolean> claim(String key, Duration remembered) {
        return Uni.createFrom().item(() -> tryClaim(key, remembered));
    }

    @Override
    public Uni<Void> release(String key) {
        return Uni.createFrom().voidItem().invoke(() -> {
            synchronized (until) {
                until.remove(key);
            }
        });
    }

    private boolean tryClaim(String key, Duration remembered) {
        Instant now = clock.instant();
        synchronized (until) {
            removeExpired(now);
            Instant seen = until.get(key);
            if (seen != null && seen.isAfter(now)) {
                return false;
            }
            if (seen == null && until.size() >= bound) {
                removeOldest();
            }
            until.put(key, now.plus(remembered));
            return true;
        }
    }

    /** Claims are in the order of their arrival; with one duration for all, the expired ones are at the front. */
    private void removeExpired(Instant now) {
        Iterator<Instant> oldest = until.values().iterator();
        while (oldest.hasNext() && !oldest.next().isAfter(now)) {
            oldest.remove();
        }
    }

    private void removeOldest() {
        Iterator<Instant> oldest = until.values().iterator();
        oldest.next();
        oldest.remove();
    }

    int size() {
        synchronized (until) {
            return until.size();
        }
    }
}
