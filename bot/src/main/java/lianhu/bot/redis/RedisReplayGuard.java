package lianhu.bot.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Claims for all copies. While Redis is unavailable each copy has its own: a replay may pass once more, and the
 * database recognises it.
 */
@Singleton
public final class RedisReplayGuard implements ReplayGuard {
    private static final String PREFIX = "lianhu:once:";
    private static final int BOUND = 200_000;

    private final RedisWithFallback redis;
    private final ReplayGuard fallback;

    public RedisReplayGuard(RedisWithFallback redis, InstantSource clock) {
        this.redis = redis;
        this.fallback = new InMemoryReplayGuard(clock, BOUND);
    }

    @Override
    public Uni<Boolean> claim(String key, Duration remembered) {
        return redis.execute(
                Command.SET,
                Optional::isPresent,
                () -> fallback.claim(key, remembered),
                PREFIX + key,
                "1",
                "NX",
                "PX",
                Long.toString(remembered.toMillis()));
    }

    @Override
    public Uni<Void> release(String key) {
        return fallback.release(key)
                .chain(() -> redis.<Boolean>execute(
                        Command.DEL, answer -> true, () -> Uni.createFrom().item(false), PREFIX + key))
                .replaceWithVoid();
    }
}
