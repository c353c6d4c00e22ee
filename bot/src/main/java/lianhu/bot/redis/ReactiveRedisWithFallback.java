package lianhu.bot.redis;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Calls Redis without waiting for one that is unavailable: then the caller's own memory answers. */
final class ReactiveRedisWithFallback {
    private static final Logger LOG = Logger.getLogger(ReactiveRedisWithFallback.class);
    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(2);
    private static final String PREFIX = "lianhu:";

    private final Redis redis;
    private final InstantSource clock;
    private volatile Instant retryAt = Instant.MIN;

    ReactiveRedisWithFallback(Redis redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** @param words the arguments of the command; the first is the key */
    <T> Uni<T> execute(Command command, Function<Optional<Response>, T> read, Supplier<Uni<T>> alone, String... words) {
        if (clock.instant().isBefore(retryAt)) {
            return alone.get();
        }
        Request request = Request.cmd(command).arg(PREFIX + words[0]);
        for (int i = 1; i < words.length; i++) {
            request.arg(words[i]);
        }
        return redis.send(request)
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .map(answer -> read.apply(Optional.ofNullable(answer)))
                .onFailure()
                .recoverWithUni(failure -> {
                    // The class alone: a message of Redis may quote what was asked.
                    LOG.warnf(
                            "Redis is away, going on without it (%s)",
                            failure.getClass().getSimpleName());
                    retryAt = clock.instant().plus(RETRY_INTERVAL);
                    return alone.get();
                });
    }
}
