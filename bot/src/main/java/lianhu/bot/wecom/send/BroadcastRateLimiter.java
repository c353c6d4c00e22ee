package lianhu.bot.wecom.send;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import lianhu.bot.wecom.client.ChannelCircuitBreaker;
import lianhu.bot.wecom.client.WecomSettings;
import org.jboss.logging.Logger;

/**
 * Limits the rate of notices to thousands of groups: one bucket for each robot, shared with single messages, and two for the
 * corp. Requests that arrive during a call to Redis share the next call. A granted permit with a delay is reserved.
 */
@Singleton
public final class BroadcastRateLimiter {
    private static final Logger LOG = Logger.getLogger(BroadcastRateLimiter.class);

    /** A permit that is farther away is not reserved: a gateway that dies would leave it unused. */
    static final Duration MAX_WAIT = Duration.ofSeconds(4);

    private static final Duration TIMEOUT = Duration.ofMillis(500);

    /** Longer than the window of a robot's limit, so that what was sent alone and what is sent together never add up. */
    private static final Duration LOCAL_PERIOD = Duration.ofSeconds(61);

    private static final int MAX_BATCH = 500;

    /**
     * A bucket is one number, the time from which it is full again; the corp's in microseconds. Keys: the corp's minute and
     * hour, then bucket and circuit breaker of each robot. Returns the wait in milliseconds; negative when no permit is granted,
     * then one less than the negated wait.
     */
    private static final String ACQUIRE_SCRIPT = """
            local now = tonumber(ARGV[1])
            local ms = math.floor(now / 1000)
            local minute = math.max(tonumber(redis.call('get', KEYS[1]) or '0'), now)
            local hour = math.max(tonumber(redis.call('get', KEYS[2]) or '0'), now)
            local answers = {}
            for i = 1, #ARGV - 8 do
              local urgent = ARGV[8 + i] == '1'
              local shut = redis.call('pttl', KEYS[2 * i + 2])
              local full = math.max(tonumber(redis.call('get', KEYS[2 * i + 1]) or '0'), ms)
              local own = full - ms - ARGV[7] + (urgent and 0 or ARGV[6])
              local part = urgent and 1 or 0.75
              local corp = math.max(minute - now - ARGV[3] * part, hour - now - ARGV[5] * part) / 1000
              local wait = math.ceil(math.max(own, corp, 0))
              if shut > 0 then
                answers[i] = -shut - 1
              elseif wait > tonumber(ARGV[8]) then
                answers[i] = -wait - 1
              else
                full = full + ARGV[6]
                redis.call('set', KEYS[2 * i + 1], string.format('%.0f', full), 'px', string.format('%.0f', full - ms))
                minute = minute + ARGV[2]
                hour = hour + ARGV[4]
                answers[i] = wait
              end
            end
            redis.call('set', KEYS[1], string.format('%.0f', minute), 'px', string.format('%.0f', (minute - now) / 1000 + 1))
            redis.call('set', KEYS[2], string.format('%.0f', hour), 'px', string.format('%.0f', (hour - now) / 1000 + 1))
            return answers
            """;

    private final Redis redis;
    private final InstantSource clock;
    private final Rate minute;
    private final Rate hour;
    private final LocalRateLimiter local;
    private List<PermitRequest> queue = new ArrayList<>();
    private boolean isRequestRunning;
    private volatile Instant redisRetryAt = Instant.MIN;

    /** @param isUrgent has priority: other notices leave a part of every bucket to it */
    private record PermitRequest(String robot, boolean isUrgent, UniEmitter<? super Permit> emitter) {}

    /**
     * The answer to a request.
     *
     * @param delay the time before the call, or before the next request when not granted
     */
    record Permit(Duration delay, boolean isGranted) {
        static Permit of(long answer) {
            return answer < 0
                    ? new Permit(Duration.ofMillis(-answer - 1), false)
                    : new Permit(Duration.ofMillis(answer), true);
        }
    }

    /**
     * A bucket in microseconds.
     *
     * @param each time to gain one
     * @param fill time to fill it but for one
     */
    record Rate(long each, long fill) {
        /** 80 % of a limit: a twentieth of it at once, the rest evenly, so that no window ever holds more. */
        static Rate of(int limit, Duration window, double burst) {
            double allowed = limit * 0.8;
            return new Rate(
                    Math.max(1, Math.round(window.toNanos() / 1_000.0 / (allowed * (1 - burst)))),
                    Math.round(window.toNanos() / 1_000.0 * burst / (1 - burst)));
        }

        Rate share(int copies) {
            return new Rate(each * copies, fill);
        }
    }

    @Inject
    BroadcastRateLimiter(Redis redis, WecomSettings settings, InstantSource clock) {
        this(redis, settings.rateLimit(), clock);
    }

    BroadcastRateLimiter(Redis redis, WecomSettings.RateLimit settings, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
        minute = Rate.of(settings.perMinute(), Duration.ofMinutes(1), 0.05);
        hour = Rate.of(settings.perHour(), Duration.ofHours(1), 1 / 6.0);
        local = new LocalRateLimiter(minute, hour, settings.instances());
    }

    /** @param robot the fingerprint of its key */
    Uni<Permit> acquire(String robot, boolean isUrgent) {
        return Uni.createFrom().emitter(emitter -> enqueue(new PermitRequest(robot, isUrgent, emitter)));
    }

    private void enqueue(PermitRequest permitRequest) {
        List<PermitRequest> batch;
        synchronized (this) {
            queue.add(permitRequest);
            if (isRequestRunning) {
                return;
            }
            isRequestRunning = true;
            batch = nextBatch();
        }
        send(batch);
    }

    private List<PermitRequest> nextBatch() {
        List<PermitRequest> batch = queue;
        queue = new ArrayList<>();
        if (batch.size() > MAX_BATCH) {
            queue.addAll(batch.subList(MAX_BATCH, batch.size()));
            batch = new ArrayList<>(batch.subList(0, MAX_BATCH));
        }
        return batch;
    }

    private void send(List<PermitRequest> batch) {
        Instant now = clock.instant();
        if (now.isBefore(redisRetryAt)) {
            completeAll(batch, acquireLocally(batch, now));
            return;
        }
        redis.send(buildRequest(batch, now))
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .subscribe()
                .with(answer -> completeAll(batch, parsePermits(answer, batch.size())), failure -> {
                    // The class alone: a message of Redis may quote what was asked.
                    LOG.warnf(
                            "Redis is unavailable, notices go out slower (%s)",
                            failure.getClass().getSimpleName());
                    local.start(now);
                    redisRetryAt = now.plus(LOCAL_PERIOD);
                    completeAll(batch, acquireLocally(batch, now));
                });
    }

    private List<Permit> acquireLocally(List<PermitRequest> batch, Instant now) {
        return batch.stream()
                .map(permitRequest -> Permit.of(local.acquire(permitRequest.robot(), permitRequest.isUrgent(), now)))
                .toList();
    }

    private Request buildRequest(List<PermitRequest> batch, Instant now) {
        Request request = Request.cmd(Command.EVAL).arg(ACQUIRE_SCRIPT).arg(2 + 2 * batch.size());
        request.arg(WecomRateLimiter.PREFIX + "corp:minute").arg(WecomRateLimiter.PREFIX + "corp:hour");
        for (PermitRequest permitRequest : batch) {
            request.arg(WecomRateLimiter.PREFIX + WecomRateLimiter.WEBHOOK_BUCKET.name() + ":" + permitRequest.robot())
                    .arg(ChannelCircuitBreaker.PREFIX + "webhook:" + permitRequest.robot());
        }
        request.arg(micros(now))
                .arg(minute.each())
                .arg(minute.fill())
                .arg(hour.each())
                .arg(hour.fill())
                .arg(WecomRateLimiter.WEBHOOK_BUCKET.interval().toMillis())
                .arg(WecomRateLimiter.WEBHOOK_BUCKET.fillMillis())
                .arg(MAX_WAIT.toMillis());
        batch.forEach(permitRequest -> request.arg(permitRequest.isUrgent() ? "1" : "0"));
        return request;
    }

    private static List<Permit> parsePermits(Response answer, int size) {
        List<Permit> permits = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            permits.add(Permit.of(answer.get(i).toLong()));
        }
        return permits;
    }

    private void completeAll(List<PermitRequest> batch, List<Permit> permits) {
        List<PermitRequest> more;
        synchronized (this) {
            more = nextBatch();
            isRequestRunning = !more.isEmpty();
        }
        if (!more.isEmpty()) {
            send(more);
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).emitter().complete(permits.get(i));
        }
    }

    static long micros(Instant now) {
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }
}
