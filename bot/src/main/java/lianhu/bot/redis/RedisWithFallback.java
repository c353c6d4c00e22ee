package lianhu.bot.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Shares hints among the copies of the gateway through Redis; never a truth. After a failure the callers use their own
 * memory for two seconds before Redis is called again.
 */
@Singleton
public final class RedisWithFallback {
    private static final Logger LOG = Logger.getLogger(RedisWithFallback.class);
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    /** Without it every message would wait for an unavailable Redis. */
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(2);

    private final Redis redis;
    private final AtomicLong retryAtNanos = new AtomicLong(System.nanoTime());

    public RedisWithFallback(Redis redis) {
        this.redis = redis;
    }

    /**
     * Calls Redis without blocking.
     *
     * @param alone supplies the result while Redis is unavailable
     * @param words the arguments of the command
     */
    <T> Uni<T> execute(Command command, Function<Optional<Response>, T> read, Supplier<Uni<T>> alone, String... words) {
        if (isUnavailable()) {
            return alone.get();
        }
        return redis.send(request(command, words))
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .map(answer -> read.apply(Optional.ofNullable(answer)))
                .onFailure()
                .recoverWithUni(failure -> {
                    recordFailure(failure);
                    return alone.get();
                });
    }

    /**
     * Calls Redis and blocks, for virtual threads only.
     *
     * @param alone supplies the result while Redis is unavailable
     * @param words the arguments of the command
     */
    public <T extends @Nullable Object> T executeBlocking(
            Function<@Nullable Response, T> read, Supplier<T> alone, Command command, String... words) {
        if (isUnavailable()) {
            return alone.get();
        }
        Response answer;
        try {
            answer = redis.send(request(command, words)).await().atMost(TIMEOUT);
        } catch (RuntimeException e) {
            recordFailure(e);
            return alone.get();
        }
        return read.apply(answer);
    }

    private boolean isUnavailable() {
        return System.nanoTime() - retryAtNanos.get() < 0;
    }

    private void recordFailure(Throwable failure) {
        // The class alone: a message of Redis may quote the arguments.
        LOG.warnf(
                "Redis is unavailable, each copy goes on alone (%s)",
                failure.getClass().getSimpleName());
        retryAtNanos.set(System.nanoTime() + RETRY_INTERVAL.toNanos());
    }

    private static Request request(Command command, String... words) {
        Request request = Request.cmd(command);
        for (String word : words) {
            request.arg(word);
        }
        return request;
    }
}
