package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import lianhu.bot.talk.Memo;
import lianhu.bot.talk.MemoryMemo;

/** Notes for all copies: a button pressed at one is followed by words at another. Each copy also keeps its own, for when Redis is away. */
public final class RedisMemo implements Memo {
    private static final int BOUND = 10_000;

    private final RedisHints redis;
    private final Memo alone;

    public RedisMemo(Redis redis, InstantSource clock) {
        this.redis = new RedisHints(redis, clock);
        this.alone = new MemoryMemo(clock, BOUND);
    }

    @Override
    public Uni<Void> keep(String key, String note, Duration remembered) {
        return alone.keep(key, note, remembered)
                .chain(() -> redis.<Boolean>ask(
                        Command.SET,
                        answer -> true,
                        () -> Uni.createFrom().item(false),
                        "memo:" + key,
                        note,
                        "PX",
                        Long.toString(remembered.toMillis())))
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<String>> find(String key) {
        return redis.ask(Command.GET, answer -> answer.map(Object::toString), () -> alone.find(key), "memo:" + key);
    }

    @Override
    public Uni<Void> forget(String key) {
        return alone.forget(key)
                .chain(() -> redis.<Boolean>ask(
                        Command.DEL, answer -> true, () -> Uni.createFrom().item(false), "memo:" + key))
                .replaceWithVoid();
    }
}
