package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** One memory for all copies. While Redis is away each copy has its own: a replay may pass once more, the database keeps it apart. */
public final class RedisOnce implements Once {
    private static final int BOUND = 200_000;

    private final RedisHints redis;
    private final Once alone;

    public RedisOnce(Redis redis, InstantSource clock) {
        this(new RedisHints(redis, clock), new MemoryOnce(clock, BOUND));
    }

    RedisOnce(RedisHints redis, Once alone) {
        this.redis = redis;
        this.alone = alone;
    }

    @Override
    public Uni<Boolean> first(String key, Duration remembered) {
        return redis.ask(
                Command.SET,
                Optional::isPresent,
                () -> alone.first(key, remembered),
                "once:" + key,
                "1",
                "NX",
                "PX",
                Long.toString(remembered.toMillis()));
    }

    @Override
    public Uni<Void> forget(String key) {
        return alone.forget(key)
                .chain(() -> redis.<Boolean>ask(
                        Command.DEL, answer -> true, () -> Uni.createFrom().item(false), "once:" + key))
                .replaceWithVoid();
    }
}
