package lianhu.bot.wecom.send;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns while Redis is away: this copy's part of every limit, and nothing at once, since others may just have used up what
 * a bucket held. Slower, never above.
 */
final class LocalRateLimiter {
    private final BroadcastRateLimiter.Rate minute;
    private final BroadcastRateLimiter.Rate hour;
    private final long robotEach;
    private final Map<String, Long> robots = new HashMap<>();
    private long minuteFull;
    private long hourFull;
    private long began;

    LocalRateLimiter(BroadcastRateLimiter.Rate minute, BroadcastRateLimiter.Rate hour, int copies) {
        this.minute = minute.share(copies);
        this.hour = hour.share(copies);
        robotEach = WecomRateLimiter.WEBHOOK_BUCKET.interval().toNanos() / 1_000 * copies;
    }

    /** From here on alone: every bucket begins empty. What was reserved before stays so. */
    synchronized void start(Instant now) {
        began = BroadcastRateLimiter.micros(now);
        minuteFull = Math.max(minuteFull, began);
        hourFull = Math.max(hourFull, began);
        robots.values().removeIf(full -> full < began);
    }

    /** The answer of {@link BroadcastRateLimiter}' script. */
    synchronized long acquire(String robot, boolean isUrgent, Instant at) {
        long now = BroadcastRateLimiter.micros(at);
        long full = Math.max(robots.getOrDefault(robot, began + robotEach), now);
        minuteFull = Math.max(minuteFull, now);
        hourFull = Math.max(hourFull, now);
        long spare = isUrgent ? 0 : minute.each();
        long wait = Math.max(full - now, Math.max(minuteFull - now, hourFull - now) + spare);
        long millis = (wait + 999) / 1_000;
        if (millis > BroadcastRateLimiter.MAX_WAIT.toMillis()) {
            return -millis - 1;
        }
        robots.put(robot, full + robotEach);
        minuteFull += minute.each();
        hourFull += hour.each();
        return millis;
    }
}
