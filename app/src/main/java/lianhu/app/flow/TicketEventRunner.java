package lianhu.app.flow;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import lianhu.adapters.events.TicketCloudEvent;
import lianhu.adapters.events.TicketEventFeed;
import lianhu.adapters.events.TicketEventMetrics;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Publishes the committed ticket events to Kafka where {@code kafka.bootstrap.servers} is set; does nothing elsewhere. */
@ApplicationScoped
public class TicketEventRunner {
    public static final String CHANNEL = "ticket-events";

    private static final Logger LOG = Logger.getLogger(TicketEventRunner.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(300);
    private static final Duration MAX_BACK_OFF = Duration.ofSeconds(15);
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Instance<MutinyEmitter<String>> emitter;
    private final TicketEventMetrics metrics;
    private final TicketEventFeed feed;
    private final boolean isEnabled;
    private volatile boolean isStopped;
    private Duration backOff = POLL_INTERVAL;

    TicketEventRunner(
            Vertx vertx,
            Pool pool,
            InstantSource clock,
            MeterRegistry meters,
            @Channel(CHANNEL) Instance<MutinyEmitter<String>> emitter,
            @ConfigProperty(name = KafkaChannelConfig.SERVERS) Optional<String> servers) {
        this.vertx = vertx;
        this.emitter = emitter;
        this.metrics = new TicketEventMetrics(clock);
        this.feed = new TicketEventFeed(pool, UUID.randomUUID().toString(), this::send, metrics);
        this.isEnabled = servers.isPresent();
        if (isEnabled) {
            bind(meters);
        }
    }

    public void start() {
        if (isEnabled) {
            publish();
        }
    }

    void stop(@Observes ShutdownEvent event) {
        isStopped = true;
        if (isEnabled) {
            feed.release().onFailure().recoverWithNull().await().atMost(SHUTDOWN_TIMEOUT);
        }
    }

    private void publish() {
        if (!isStopped) {
            Uni.createFrom().deferred(feed::publishNext).subscribe().with(this::goOn, this::retry);
        }
    }

    private void goOn(boolean isMoreWaiting) {
        backOff = POLL_INTERVAL;
        schedule(isMoreWaiting ? Duration.ofMillis(1) : POLL_INTERVAL);
    }

    private void retry(Throwable failure) {
        metrics.failed();
        LOG.warnf("ticket events wait, next attempt in %s: %s", backOff, rootCause(failure));
        schedule(backOff);
        Duration doubled = backOff.multipliedBy(2);
        backOff = doubled.compareTo(MAX_BACK_OFF) < 0 ? doubled : MAX_BACK_OFF;
    }

    /** The class alone: a message may quote what was sent. */
    private static String rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getClass().getName();
    }

    private void schedule(Duration delay) {
        vertx.setTimer(delay.toMillis(), timer -> publish());
    }

    /** The key keeps the events of one ticket in one partition. */
    private Uni<Void> send(TicketCloudEvent event) {
        return emitter.get()
                .sendMessage(Message.of(event.json())
                        .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                                .withKey(event.ticket().value())
                                .build()));
    }

    private void bind(MeterRegistry meters) {
        Gauge.builder("lianhu.ticket.events.lag.seconds", metrics, m -> m.lag().toMillis() / 1000.0)
                .description("age of the oldest committed ticket event that is not published")
                .register(meters);
        FunctionCounter.builder("lianhu.ticket.events", metrics, TicketEventMetrics::sent)
                .tag("outcome", "sent")
                .register(meters);
        FunctionCounter.builder("lianhu.ticket.events", metrics, TicketEventMetrics::skipped)
                .tag("outcome", "skipped")
                .register(meters);
        FunctionCounter.builder("lianhu.ticket.events.failures", metrics, TicketEventMetrics::failures)
                .register(meters);
    }
}
