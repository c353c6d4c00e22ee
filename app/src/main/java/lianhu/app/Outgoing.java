package lianhu.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
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
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Reach;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** The outbox at the head of the channel {@code notices}: a lane for single matters, two for notices to many. */
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
            // the outbox itself bounds what is in flight
            @Channel("notices") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<Delivery> notices,
            MeterRegistry meters) {
        Outbox outbox = lane(vertx, pool, instance, 0, settings.outbox(), doorbell, notices);
        BroadcastLane many = new BroadcastLane(settings.outbox(), settings.broadcast());
        // What is urgent has its own partitions and its own room, so that no long notice stands before it.
        lanes.add(outbox);
        lanes.add(lane(vertx, pool, instance, 2, many, doorbell, notices));
        lanes.add(lane(vertx, pool, instance, 1, many, doorbell, notices));
        OutgoingMeters.bind(meters, outbox.figures());
    }

    private static Outbox lane(
            Vertx vertx,
            Pool pool,
            Instance instance,
            int lane,
            StoreSettings.Outgoing settings,
            Doorbell doorbell,
            MutinyEmitter<Delivery> notices) {
        return new Outbox(
                vertx,
                pool,
                instance.name(),
                lane,
                settings,
                doorbell,
                delivery -> Road.<Delivery, Reach.Outcome>send(notices, delivery));
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
