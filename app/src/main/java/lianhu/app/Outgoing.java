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
import lianhu.adapters.store.Doorbell;
import lianhu.adapters.store.Outbox;
import lianhu.adapters.store.StoreSettings;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Reach;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** The outbox at the head of the channel {@code notices}. */
@ApplicationScoped
class Outgoing {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(8);

    private final Outbox outbox;

    Outgoing(
            Vertx vertx,
            Pool pool,
            Doorbell doorbell,
            StoreSettings settings,
            Instance instance,
            // the outbox itself bounds what is in flight
            @Channel("notices") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER) MutinyEmitter<Delivery> notices,
            MeterRegistry meters) {
        outbox = new Outbox(
                vertx,
                pool,
                instance.name(),
                0,
                settings.outbox(),
                doorbell,
                delivery -> Road.<Delivery, Reach.Outcome>send(notices, delivery));
        OutgoingMeters.bind(meters, outbox.figures());
    }

    Uni<Void> start() {
        return outbox.start();
    }

    void stop(@Observes ShutdownEvent event) {
        outbox.stop().await().atMost(LONGEST_STOP);
    }
}
