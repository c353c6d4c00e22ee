package lianhu.bot.wecom;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns while Redis is away: this copy's part of every limit, and nothing at once, since others may just have used up what
 * a bucket held. Slower, never above.
 */
final class LoneTurns {
    private final Turns.Rate minute;
    private final Turns.Rate hour;
    private final long robotEach;
    private final Map<String, Long> robots = new HashMap<>();
    private long minuteFull;
    private long hourFull;
    private long began;

    LoneTurns(Turns.Rate minute, Turns.Rate hour, int copies) {
        this.minute = minute.part(copies);
        this.hour = hour.part(copies);
        robotEach = Pace.WEBHOOK.each().toNanos() / 1_000 * copies;
    }

    /** From here on alone: every bucket begins empty. What was reserved before stays so. */
    synchronized void begin(Instant now) {
        began = Turns.micros(now);
        minuteFull = Math.max(minuteFull, began);
        hourFull = Math.max(hourFull, began);
        robots.values().removeIf(full -> full < began);
    }

    /** The answer of {@link Turns}' script. */
    synchronized long take(String robot, boolean isUrgent, Instant at) {
        long now = Turns.micros(at);
        long full = Math.max(robots.getOrDefault(robot, began + robotEach), now);
        minuteFull = Math.max(minuteFull, now);
        hourFull = Math.max(hourFull, now);
        long spare = isUrgent ? 0 : minute.each();
        long wait = Math.max(full - now, Math.max(minuteFull - now, hourFull - now) + spare);
        long millis = (wait + 999) / 1_000;
        if (millis > Turns.LONGEST_WAIT.toMillis()) {
            return -millis - 1;
        }
        robots.put(robot, full + robotEach);
        minuteFull += minute.each();
        hourFull += hour.each();
        return millis;
    }
}
