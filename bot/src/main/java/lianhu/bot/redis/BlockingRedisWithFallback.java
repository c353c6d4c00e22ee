package lianhu.bot.redis;

import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Shares hints among the copies of the gateway through Redis; never a truth. While Redis is unavailable each copy works
 * alone. It blocks, so it is for virtual threads only.
 */
@Singleton
public final class BlockingRedisWithFallback {
    private static final Logger LOG = Logger.getLogger(BlockingRedisWithFallback.class);
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    /** Without it every message would wait for an unavailable Redis. */
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(2);

    private final Redis redis;
    private final AtomicLong retryAtNanos = new AtomicLong(System.nanoTime());

    public BlockingRedisWithFallback(Redis redis) {
        this.redis = redis;
    }

    /** @param alone supplies the result while Redis is unavailable */
    public <T extends @Nullable Object> T execute(
            Function<@Nullable Response, T> read, Supplier<T> alone, Command command, String... words) {
        if (System.nanoTime() - retryAtNanos.get() < 0) {
            return alone.get();
        }
        Request request = Request.cmd(command);
        for (String word : words) {
            request = request.arg(word);
        }
        Response answer;
        try {
            answer = redis.send(request).await().atMost(TIMEOUT);
        } catch (RuntimeException e) {
            // The class alone: a message of Redis may quote what was asked.
            LOG.warnf("Redis is away, going on without it (%s)", e.getClass().getSimpleName());
            retryAtNanos.set(System.nanoTime() + RETRY_INTERVAL.toNanos());
            return alone.get();
        }
        return read.apply(answer);
    }
}
