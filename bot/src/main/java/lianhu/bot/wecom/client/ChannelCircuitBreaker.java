package lianhu.bot.wecom.client;

import io.vertx.mutiny.redis.client.Command;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lianhu.bot.redis.RedisWithFallback;

/**
 * Pauses a channel for all copies, because WeCom asked for a pause or an operator must act first. A library's breaker
 * counts failures in one process; this one opens by error code, for the time WeCom names, in every copy.
 */
@Singleton
public final class ChannelCircuitBreaker {
    public static final String PREFIX = "lianhu:wecom:closed:";

    private final RedisWithFallback redis;
    private final InstantSource clock;
    private final Map<String, Instant> local = new ConcurrentHashMap<>();

    public ChannelCircuitBreaker(RedisWithFallback redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
    }

    void trip(String way, Duration time) {
        local.put(way, clock.instant().plus(time));
        redis.executeBlocking(
                answer -> 0, () -> 0, Command.SET, PREFIX + way, "1", "PX", Long.toString(time.toMillis()));
    }

    /** The rest of the pause; empty when calls are permitted. */
    public Optional<Duration> remainingPause(String way) {
        // Redis answers a negative number for a missing key.
        long millis = redis.executeBlocking(
                answer -> answer == null ? 0 : answer.toLong(), () -> localMillis(way), Command.PTTL, PREFIX + way);
        return millis > 0 ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
    }

    private long localMillis(String way) {
        Instant until = local.get(way);
        return until == null ? 0 : Duration.between(clock.instant(), until).toMillis();
    }
}
