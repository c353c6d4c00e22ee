package lianhu.adapters.store.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.StoreSettings;
import lianhu.core.notice.ChannelSender;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.report.Channel;
import lianhu.core.roster.PostId;

/** Copies of the gateway that send from one database, and what they sent. */
public final class OutboxCluster {
    /** Short times, so that a test sees a lease end. */
    public record ClusterSettings(
            int inFlight, Duration pollInterval, Duration partitionLease, Duration sendTimeout, int maxAttempts)
            implements StoreSettings.OutboxSettings {
        public static final ClusterSettings QUICK =
                new ClusterSettings(32, Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(3), 3);

        ClusterSettings withInFlight(int most) {
            return new ClusterSettings(most, pollInterval, partitionLease, sendTimeout, maxAttempts);
        }

        ClusterSettings withSendTimeout(Duration limit) {
            return new ClusterSettings(inFlight, pollInterval, partitionLease, limit, maxAttempts);
        }

        @Override
        public Duration maxBackoff() {
            return Duration.ofMillis(200);
        }

        @Override
        public Duration shutdownTimeout() {
            return Duration.ofSeconds(2);
        }
    }

    /**
     * One call.
     *
     * @param batch the deliveries of a digest, or the one
     */
    public record SentDelivery(String copy, long id, String audience, List<Long> batch) {}

    private final PostgresFixture postgresFixture;
    private final OutboxSignal outboxSignal = new OutboxSignal();
    private final List<Outbox> running = new ArrayList<>();
    private final List<SentDelivery> sentDelivery = new CopyOnWriteArrayList<>();

    public OutboxCluster(PostgresFixture postgresFixture) {
        this.postgresFixture = postgresFixture;
    }

    Outbox start(String name, ClusterSettings clusterSettings, Function<Delivery, Uni<ChannelSender.Outcome>> then) {
        return start(name, postgresFixture.pool(), clusterSettings, then);
    }

    public Outbox start(
            String name,
            short priority,
            ClusterSettings clusterSettings,
            Function<Delivery, Uni<ChannelSender.Outcome>> then) {
        return start(name, priority, postgresFixture.pool(), clusterSettings, then);
    }

    Outbox start(
            String name,
            Pool pool,
            ClusterSettings clusterSettings,
            Function<Delivery, Uni<ChannelSender.Outcome>> then) {
        return start(name, OutboxPartitions.TICKETS, pool, clusterSettings, then);
    }

    public Outbox start(
            String name,
            short priority,
            Pool pool,
            ClusterSettings clusterSettings,
            Function<Delivery, Uni<ChannelSender.Outcome>> then) {
        Outbox outbox = create(name, priority, pool, clusterSettings, then);
        PostgresFixture.await(outbox.start());
        running.add(outbox);
        return outbox;
    }

    /** Starts it without waiting until it runs. */
    Outbox launch(String name, Function<Delivery, Uni<ChannelSender.Outcome>> then) {
        Outbox outbox = create(name, OutboxPartitions.TICKETS, postgresFixture.pool(), ClusterSettings.QUICK, then);
        outbox.start().subscribe().with(started -> {}, failure -> {});
        running.add(outbox);
        return outbox;
    }

    private Outbox create(
            String name,
            short priority,
            Pool pool,
            ClusterSettings clusterSettings,
            Function<Delivery, Uni<ChannelSender.Outcome>> then) {
        return new Outbox(postgresFixture.vertx(), pool, name, priority, clusterSettings, outboxSignal, batch -> {
            Delivery first = batch.getFirst();
            sentDelivery.add(new SentDelivery(
                    name,
                    first.id(),
                    first.recipient().encode(),
                    batch.stream().map(Delivery::id).toList()));
            return then.apply(first);
        });
    }

    void signal() {
        outboxSignal.signal(Stream.of(NewDelivery.pending(
                NoticeType.ASSIGNED, Optional.empty(), new Recipient.PostHolder(new PostId("1")), Channel.PRIVATE)));
    }

    public List<SentDelivery> sent() {
        return sentDelivery;
    }

    List<Long> idsOf(String audience) {
        return sentDelivery.stream()
                .filter(one -> one.audience().equals(audience))
                .map(SentDelivery::id)
                .toList();
    }

    public void stop() {
        running.forEach(outbox -> PostgresFixture.await(outbox.stop()));
    }

    public static Uni<ChannelSender.Outcome> delivered() {
        return Uni.createFrom().item(new ChannelSender.Outcome.Delivered("ok"));
    }
}
