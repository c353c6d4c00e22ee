package lianhu.adapters.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import lianhu.core.notice.ChannelSender;
import lianhu.core.notice.Delivery;

/** Copies of the gateway that send from one database, and what they sent. */
final class Copies {
    /** Short times, so that a test sees a lease end. */
    record Settings(int inFlight, Duration poll, Duration slotLease, Duration callLimit, int attempts)
            implements StoreSettings.Outgoing {
        static final Settings QUICK =
                new Settings(32, Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(3), 3);

        Settings withCallLimit(Duration limit) {
            return new Settings(inFlight, poll, slotLease, limit, attempts);
        }

        @Override
        public Duration longestPause() {
            return Duration.ofMillis(200);
        }

        @Override
        public Duration drain() {
            return Duration.ofSeconds(2);
        }
    }

    /** One call. */
    record Sent(String copy, long id, String audience) {}

    private final Database database;
    private final Doorbell doorbell = new Doorbell();
    private final List<Outbox> running = new ArrayList<>();
    private final List<Sent> sent = new CopyOnWriteArrayList<>();

    Copies(Database database) {
        this.database = database;
    }

    Outbox start(String name, Settings settings, Function<Delivery, Uni<ChannelSender.Outcome>> then) {
        return start(name, database.pool(), settings, then);
    }

    Outbox start(String name, int lane, Settings settings, Function<Delivery, Uni<ChannelSender.Outcome>> then) {
        return start(name, lane, database.pool(), settings, then);
    }

    Outbox start(String name, Pool pool, Settings settings, Function<Delivery, Uni<ChannelSender.Outcome>> then) {
        return start(name, 0, pool, settings, then);
    }

    Outbox start(
            String name, int lane, Pool pool, Settings settings, Function<Delivery, Uni<ChannelSender.Outcome>> then) {
        Outbox outbox = new Outbox(database.vertx(), pool, name, lane, settings, doorbell, delivery -> {
            sent.add(new Sent(name, delivery.id(), delivery.recipient().encode()));
            return then.apply(delivery);
        });
        Database.await(outbox.start());
        running.add(outbox);
        return outbox;
    }

    void ring() {
        doorbell.ring();
    }

    List<Sent> sent() {
        return sent;
    }

    List<Long> idsOf(String audience) {
        return sent.stream()
                .filter(one -> one.audience().equals(audience))
                .map(Sent::id)
                .toList();
    }

    void stop() {
        running.forEach(outbox -> Database.await(outbox.stop()));
    }

    static Uni<ChannelSender.Outcome> shown() {
        return Uni.createFrom().item(new ChannelSender.Outcome.Delivered("ok"));
    }
}
