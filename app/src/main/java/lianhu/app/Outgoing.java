package lianhu.app;

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
import lianhu.adapters.store.BroadcastLane;
import lianhu.adapters.store.Doorbell;
import lianhu.adapters.store.Outbox;
import lianhu.adapters.store.StoreSettings;

/** Runs the outboxes: one for single tickets, two for notices to many. */
@ApplicationScoped
class Outgoing {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(8);

    private final List<Outbox> lanes = new ArrayList<>();

    Outgoing(
            Vertx vertx,
            Pool pool,
            Doorbell doorbell,
            StoreSettings settings,
            Instance instance,
            Teller teller,
            MeterRegistry meters) {
        Outbox outbox = lane(vertx, pool, instance, 0, settings.outbox(), doorbell, teller);
        BroadcastLane many = new BroadcastLane(settings.outbox(), settings.broadcast());
        // What is urgent has its own partitions and its own room, so that no long notice stands before it.
        lanes.add(outbox);
        lanes.add(lane(vertx, pool, instance, 2, many, doorbell, teller));
        lanes.add(lane(vertx, pool, instance, 1, many, doorbell, teller));
        OutgoingMeters.bind(meters, outbox.figures());
    }

    private static Outbox lane(
            Vertx vertx,
            Pool pool,
            Instance instance,
            int lane,
            StoreSettings.Outgoing settings,
            Doorbell doorbell,
            Teller teller) {
        return new Outbox(vertx, pool, instance.name(), lane, settings, doorbell, teller::tell);
    }

    Uni<Void> start() {
        return all(lanes.stream().map(Outbox::start).toList());
    }

    private static Uni<Void> all(List<Uni<Void>> works) {
        return Uni.join().all(works).andCollectFailures().replaceWithVoid();
    }

    void stop(@Observes ShutdownEvent event) {
        all(lanes.stream().map(Outbox::stop).toList()).await().atMost(LONGEST_STOP);
    }
}
