package lianhu.bot.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import lianhu.bot.conversation.ConversationStore;
import lianhu.bot.conversation.InMemoryConversationStore;

/**
 * Notes for all copies: a button may be pressed at one copy and the text sent to another. Each copy also keeps its own
 * notes, for the time Redis is unavailable.
 */
@Singleton
public final class RedisConversationStore implements ConversationStore {
    private static final String PREFIX = "lianhu:memo:";
    private static final int BOUND = 10_000;

    private final RedisWithFallback redis;
    private final ConversationStore fallback;

    public RedisConversationStore(RedisWithFallback redis, InstantSource clock) {
        this.redis = redis;
        this.fallback = new InMemoryConversationStore(clock, BOUND);
    }

    @Override
    public Uni<Void> store(String key, String note, Duration remembered) {
        return fallback.store(key, note, remembered)
                .chain(() -> redis.<Boolean>execute(
                        Command.SET,
                        answer -> true,
                        () -> Uni.createFrom().item(false),
                        PREFIX + key,
                        note,
                        "PX",
                        Long.toString(remembered.toMillis())))
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<String>> find(String key) {
        return redis.execute(
                Command.GET, answer -> answer.map(Object::toString), () -> fallback.find(key), PREFIX + key);
    }

    @Override
    public Uni<Void> remove(String key) {
        return fallback.remove(key)
                .chain(() -> redis.<Boolean>execute(
                        Command.DEL, answer -> true, () -> Uni.createFrom().item(false), PREFIX + key))
                .replaceWithVoid();
    }
}
