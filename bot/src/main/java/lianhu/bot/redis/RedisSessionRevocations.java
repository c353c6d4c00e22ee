package lianhu.bot.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import lianhu.bot.conversation.ConversationStore;
import lianhu.bot.conversation.InMemoryConversationStore;
import lianhu.core.roster.SessionRevocations;

/**
 * Remembers ended sessions for all copies of the gateway and over a restart. The copy that ended a session also
 * remembers it in its own memory, for the time Redis is unavailable; other copies do not know of it until Redis is back.
 */
@Singleton
public final class RedisSessionRevocations implements SessionRevocations {
    private static final String PREFIX = "lianhu:session-revoked:";
    private static final int BOUND = 10_000;

    private final RedisWithFallback redis;
    private final ConversationStore own;

    public RedisSessionRevocations(RedisWithFallback redis, InstantSource clock) {
        this.redis = redis;
        this.own = new InMemoryConversationStore(clock, BOUND);
    }

    @Override
    public Uni<Void> revoke(String id, Duration remaining) {
        return own.store(id, "", remaining)
                .chain(() -> redis.<Boolean>execute(
                        Command.SET,
                        answer -> true,
                        () -> Uni.createFrom().item(false),
                        PREFIX + id,
                        "",
                        "PX",
                        Long.toString(Math.max(1, remaining.toMillis()))))
                .replaceWithVoid();
    }

    @Override
    public Uni<Boolean> isRevoked(String id) {
        return own.find(id)
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(true)
                        : redis.execute(
                                Command.GET,
                                Optional::isPresent,
                                () -> Uni.createFrom().item(false),
                                PREFIX + id));
    }
}
