package lianhu.bot.wecom.send;

import io.vertx.mutiny.redis.client.Command;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import lianhu.bot.redis.RedisWithFallback;

/**
 * A token bucket for each channel, shared by all copies. It is kept as one number, the instant from which the bucket is
 * full again, so that a script can take a token in one step.
 */
@Singleton
public final class WecomRateLimiter {
    /**
     * For one webhook key. WeCom refuses the 21st message of any minute; four at once and then 16 a minute, 80 % of the
     * limit, make at most 20 in any minute.
     */
    static final Bucket WEBHOOK_BUCKET = new Bucket("webhook", 4, Duration.ofMillis(3_750));

    /**
     * For one member from one application. WeCom silently drops what exceeds 30 a minute or 1,000 an hour (document
     * 90454); eight at once and then 800 an hour stay below 80 % of both.
     */
    static final Bucket MEMBER_BUCKET = new Bucket("member", 8, Duration.ofMillis(4_500));

    /**
     * Urgent notices have a share of the limits of one member to themselves, four at once and then 180 an hour, before
     * they use the bucket above. Of both together at most 28 go out in any minute and 992 in any hour.
     */
    static final Bucket URGENT_MEMBER_BUCKET = new Bucket("urgent-member", 4, Duration.ofSeconds(20));

    /** A member gets one digest in five minutes: a flood that lasts an hour becomes twelve messages. */
    static final Bucket DIGEST_BUCKET = new Bucket("digest", 1, Duration.ofMinutes(5));

    static final String PREFIX = "lianhu:wecom:rate-limit:";

    /** Arguments: now, time to gain a token, time to fill the bucket but one token; all in milliseconds. */
    private static final String ACQUIRE_SCRIPT = """
            local full = math.max(tonumber(redis.call('get', KEYS[1]) or '0'), tonumber(ARGV[1]))
            local wait = full - ARGV[1] - ARGV[3]
            if wait > 0 then return wait end
            full = full + ARGV[2]
            redis.call('set', KEYS[1], string.format('%.0f', full), 'px', string.format('%.0f', full - ARGV[1]))
            return 0
            """;

    private final RedisWithFallback redis;
    private final InstantSource clock;
    private final Map<String, Long> local = new ConcurrentHashMap<>();

    /**
     * @param burst tokens of a full bucket
     * @param interval time to gain one
     */
    record Bucket(String name, int burst, Duration interval) {
        long fillMillis() {
            return interval.toMillis() * (burst - 1);
        }
    }

    public WecomRateLimiter(RedisWithFallback redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /**
     * Takes a token.
     *
     * @param way without secrets, it becomes part of a key
     * @return zero, or how long to wait before asking again
     */
    Duration acquire(Bucket bucket, String way) {
        long now = clock.millis();
        String key = PREFIX + bucket.name + ":" + way;
        long wait = redis.executeBlocking(
                answer -> answer == null ? 0 : answer.toLong(),
                () -> acquireLocally(bucket, key, now),
                Command.EVAL,
                ACQUIRE_SCRIPT,
                "1",
                key,
                Long.toString(now),
                Long.toString(bucket.interval.toMillis()),
                Long.toString(bucket.fillMillis()));
        return Duration.ofMillis(wait);
    }

    private long acquireLocally(Bucket bucket, String key, long now) {
        AtomicLong wait = new AtomicLong();
        local.compute(key, (k, before) -> {
            long full = before == null ? now : Math.max(before, now);
            wait.set(Math.max(0, full - now - bucket.fillMillis()));
            return wait.get() > 0 ? full : full + bucket.interval.toMillis();
        });
        return wait.get();
    }
}
