package lianhu.bot.wecom;

import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What copies of the gateway remember together, in Redis: hints, never a truth. While Redis is away everybody is on his
 * own. For virtual threads only, since it waits.
 */
final class SharedMemory {
    private static final Logger LOG = Logger.getLogger(SharedMemory.class);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** So that not every message waits for a Redis that is away. */
    private static final Duration REST = Duration.ofSeconds(2);

    private final Redis redis;
    private final AtomicLong askAgainNanos = new AtomicLong(System.nanoTime());

    SharedMemory(Redis redis) {
        this.redis = redis;
    }

    /** @param alone the answer while Redis is away */
    <T extends @Nullable Object> T ask(
            Function<@Nullable Response, T> read, Supplier<T> alone, Command command, String... words) {
        if (System.nanoTime() - askAgainNanos.get() < 0) {
            return alone.get();
        }
        Request request = Request.cmd(command);
        for (String word : words) {
            request = request.arg(word);
        }
        Response answer;
        try {
            answer = redis.send(request).await().atMost(PATIENCE);
        } catch (RuntimeException e) {
            // The class alone: a message of Redis may quote what was asked.
            LOG.warnf("Redis is away, going on without it (%s)", e.getClass().getSimpleName());
            askAgainNanos.set(System.nanoTime() + REST.toNanos());
            return alone.get();
        }
        return read.apply(answer);
    }
}
