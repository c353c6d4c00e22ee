package lianhu.app.flow;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lianhu.adapters.store.StoreSettings;
import lianhu.adapters.store.outbox.BroadcastOutboxSettings;
import lianhu.adapters.store.outbox.Outbox;
import lianhu.adapters.store.outbox.OutboxPartitions;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.app.boot.InstanceName;

/** Runs the outboxes: one for tickets, two for broadcasts. */
@ApplicationScoped
public class OutboxRunner {
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(8);

    private final List<Outbox> outboxes = new ArrayList<>();

    OutboxRunner(
            Vertx vertx,
            Pool pool,
            OutboxSignal outboxSignal,
            StoreSettings settings,
            InstanceName instanceName,
            NotificationDelivery notificationDelivery,
            MeterRegistry meters) {
        Outbox outbox = startRunner(
                vertx,
                pool,
                instanceName,
                OutboxPartitions.TICKETS,
                settings.outbox(),
                outboxSignal,
                notificationDelivery);
        BroadcastOutboxSettings many = new BroadcastOutboxSettings(settings.outbox(), settings.broadcast());
        // Urgent broadcasts have their own partitions and their own bound, so that no long broadcast delays them.
        outboxes.add(outbox);
        outboxes.add(startRunner(
                vertx, pool, instanceName, OutboxPartitions.EMERGENCIES, many, outboxSignal, notificationDelivery));
        outboxes.add(startRunner(
                vertx, pool, instanceName, OutboxPartitions.BROADCASTS, many, outboxSignal, notificationDelivery));
        OutboxMeterBinder.bind(meters, outbox.metrics());
    }

    private static Outbox startRunner(
            Vertx vertx,
            Pool pool,
            InstanceName instanceName,
            int priority,
            StoreSettings.OutboxSettings settings,
            OutboxSignal outboxSignal,
            NotificationDelivery notificationDelivery) {
        return new Outbox(
                vertx, pool, instanceName.name(), priority, settings, outboxSignal, notificationDelivery::deliver);
    }

    public Uni<Void> start() {
        return all(outboxes.stream().map(Outbox::start).toList());
    }

    private static Uni<Void> all(List<Uni<Void>> works) {
        return Uni.join().all(works).andCollectFailures().replaceWithVoid();
    }

    void stop(@Observes ShutdownEvent event) {
        all(outboxes.stream().map(Outbox::stop).toList()).await().atMost(SHUTDOWN_TIMEOUT);
    }
}
