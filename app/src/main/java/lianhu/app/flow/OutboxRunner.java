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
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.app.boot.InstanceName;

/** Runs the outboxes: one for single tickets, two for notices to many. */
@ApplicationScoped
public class OutboxRunner {
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(8);

    private final List<Outbox> lanes = new ArrayList<>();

    OutboxRunner(
            Vertx vertx,
            Pool pool,
            OutboxSignal outboxSignal,
            StoreSettings settings,
            InstanceName instanceName,
            NotificationDelivery notificationDelivery,
            MeterRegistry meters) {
        Outbox outbox =
                startRunner(vertx, pool, instanceName, 0, settings.outbox(), outboxSignal, notificationDelivery);
        BroadcastOutboxSettings many = new BroadcastOutboxSettings(settings.outbox(), settings.broadcast());
        // What is urgent has its own partitions and its own room, so that no long notice stands before it.
        lanes.add(outbox);
        lanes.add(startRunner(vertx, pool, instanceName, 2, many, outboxSignal, notificationDelivery));
        lanes.add(startRunner(vertx, pool, instanceName, 1, many, outboxSignal, notificationDelivery));
        OutboxMeterBinder.bind(meters, outbox.metrics());
    }

    private static Outbox startRunner(
            Vertx vertx,
            Pool pool,
            InstanceName instanceName,
            int lane,
            StoreSettings.OutboxSettings settings,
            OutboxSignal outboxSignal,
            NotificationDelivery notificationDelivery) {
        return new Outbox(
                vertx, pool, instanceName.name(), lane, settings, outboxSignal, notificationDelivery::deliver);
    }

    public Uni<Void> start() {
        return all(lanes.stream().map(Outbox::start).toList());
    }

    private static Uni<Void> all(List<Uni<Void>> works) {
        return Uni.join().all(works).andCollectFailures().replaceWithVoid();
    }

    void stop(@Observes ShutdownEvent event) {
        all(lanes.stream().map(Outbox::stop).toList()).await().atMost(SHUTDOWN_TIMEOUT);
    }
}
