package lianhu.app.flow;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lianhu.adapters.store.StoreSettings;
import lianhu.adapters.store.outbox.BroadcastOutboxSettings;
import lianhu.adapters.store.outbox.Outbox;
import lianhu.adapters.store.outbox.OutboxMetrics;
import lianhu.adapters.store.outbox.OutboxPartitions;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.app.boot.InstanceName;
import lianhu.core.query.SystemStatus.OutboxPriority;
import lianhu.core.query.SystemStatus.OutboxStatus;

/** Runs the outboxes: for emergencies, for tickets and for broadcasts. */
@ApplicationScoped
public class OutboxRunner {
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(8);

    private final Map<OutboxPriority, Outbox> outboxes = new EnumMap<>(OutboxPriority.class);

    OutboxRunner(
            Vertx vertx,
            Pool pool,
            OutboxSignal outboxSignal,
            StoreSettings settings,
            InstanceName instanceName,
            NotificationDelivery notificationDelivery,
            MeterRegistry meters) {
        BroadcastOutboxSettings many = new BroadcastOutboxSettings(settings.outbox(), settings.broadcast());
        // Urgent notices have their own partitions and their own bound, so that no long queue delays them.
        for (OutboxPriority priority : OutboxPriority.values()) {
            Outbox outbox = new Outbox(
                    vertx,
                    pool,
                    instanceName.name(),
                    number(priority),
                    priority == OutboxPriority.TICKETS ? settings.outbox() : many,
                    outboxSignal,
                    notificationDelivery::deliver);
            outboxes.put(priority, outbox);
            OutboxMeterBinder.bind(meters, priority.name().toLowerCase(Locale.ROOT), outbox.metrics());
        }
    }

    private static short number(OutboxPriority priority) {
        return switch (priority) {
            case TICKETS -> OutboxPartitions.TICKETS;
            case BROADCASTS -> OutboxPartitions.BROADCASTS;
            case EMERGENCIES -> OutboxPartitions.EMERGENCIES;
        };
    }

    /** The status of each priority, the most urgent first. */
    public List<OutboxStatus> statuses() {
        return outboxes.entrySet().stream()
                .map(one -> {
                    OutboxMetrics metrics = one.getValue().metrics();
                    return new OutboxStatus(
                            one.getKey(), metrics.isRunning(), metrics.pending(), metrics.oldestPending());
                })
                .toList();
    }

    public Uni<Void> start() {
        return all(outboxes.values().stream().map(Outbox::start).toList());
    }

    private static Uni<Void> all(List<Uni<Void>> works) {
        return Uni.join().all(works).andCollectFailures().replaceWithVoid();
    }

    void stop(@Observes ShutdownEvent event) {
        all(outboxes.values().stream().map(Outbox::stop).toList()).await().atMost(SHUTDOWN_TIMEOUT);
    }
}
