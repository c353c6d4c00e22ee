package lianhu.bot.wecom;

import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Ways out that are closed for a while, for all copies: WeCom asked for a pause, or an operator must act first. */
final class Gates {
    static final String PREFIX = "lianhu:wecom:closed:";

    private final SharedMemory memory;
    private final InstantSource clock;
    private final Map<String, Instant> own = new ConcurrentHashMap<>();

    Gates(SharedMemory memory, InstantSource clock) {
        this.memory = memory;
        this.clock = clock;
    }

    void close(String way, Duration time) {
        own.put(way, clock.instant().plus(time));
        memory.ask(answer -> 0, () -> 0, Command.SET, PREFIX + way, "1", "PX", Long.toString(time.toMillis()));
    }

    /** How long it stays closed; empty when it is open. */
    Optional<Duration> closed(String way) {
        // Redis answers a negative number where there is no such key.
        long millis = memory.ask(
                answer -> answer == null ? 0 : answer.toLong(), () -> ownMillis(way), Command.PTTL, PREFIX + way);
        return millis > 0 ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
    }

    private long ownMillis(String way) {
        Instant until = own.get(way);
        return until == null ? 0 : Duration.between(clock.instant(), until).toMillis();
    }
}
