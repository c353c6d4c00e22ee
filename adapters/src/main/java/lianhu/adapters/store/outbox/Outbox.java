package lianhu.adapters.store.outbox;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import lianhu.adapters.sql.Failpoint;
import lianhu.adapters.store.StoreSettings;
import lianhu.core.notice.ChannelSender;
import lianhu.core.notice.Delivery;
import lianhu.core.report.StoreUnavailableException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends deliveries, in order for each recipient. The outbox commits the state SENDING before a call and writes the
 * outcome after the call, many in one batch. A delivery whose instance died during the call becomes UNKNOWN and is
 * never sent again automatically. All state lives on one event loop, so there are no locks.
 */
public final class Outbox {
    private static final Logger LOG = Logger.getLogger(Outbox.class);
    /** Signals arrive with each commit; a shorter pause between two claims would only load the database. */
    private static final long PAUSE_MS = 15;

    private static final Duration FIRST_START_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_START_RETRY = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Context loop;
    private final short priority;
    private final OutboxSql statements;
    private final StoreSettings.OutboxSettings settings;
    private final RetryPolicy retryPolicy;
    private final DeliveryCalls calls;
    private final DeliveryUpdateBatcher deliveryUpdateBatcher;
    private final OutboxMetrics metrics = new OutboxMetrics();
    private final CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();

    private int open;
    private boolean isClaiming;
    private boolean wantsMore;
    private boolean isBackingOff;
    private boolean isStarted;
    private boolean isStopping;
    private long ticks;
    private long timer = -1;

    /**
     * @param instance the name of this instance. No two running instances may share it; an instance that restarts under
     *     its old name keeps its partitions
     * @param priority one of the constants of {@link OutboxPartitions}
     * @param handler makes one call for one delivery or, for several cards to one recipient, one digest of them, with the
     *     most urgent first; the outcome is that of each. It fails with {@link StoreUnavailableException} only before the call; after any
     *     other failure it is not known whether the call was made
     */
    public Outbox(
            Vertx vertx,
            Pool pool,
            String instance,
            short priority,
            StoreSettings.OutboxSettings settings,
            OutboxSignal outboxSignal,
            Function<List<Delivery>, Uni<ChannelSender.Outcome>> handler) {
        this.vertx = vertx;
        this.loop = ((VertxInternal) vertx).createEventLoopContext();
        this.priority = priority;
        this.settings = settings;
        this.calls = new DeliveryCalls(handler, settings.sendTimeout());
        this.retryPolicy = new RetryPolicy(settings.maxAttempts(), settings.maxBackoff());
        Duration sendingLease = settings.sendTimeout().multipliedBy(2);
        this.statements = new OutboxSql(pool, instance, priority, settings.partitionLease(), sendingLease);
        this.deliveryUpdateBatcher = new DeliveryUpdateBatcher(vertx, statements, this::onUpdated);
        outboxSignal.subscribe(priority, this::wake);
    }

    /** Completes when this instance holds its leases. Until the database answers, it tries again. */
    public Uni<Void> start() {
        return onLoop(Uni.createFrom()
                .deferred(statements::recoverOwn)
                .invoke(metrics::lost)
                .chain(() -> statements.renewLeases())
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "the outbox of priority %d waits for the database: %s",
                        priority, failure.getClass().getName()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_START_RETRY, LONGEST_START_RETRY)
                .until(failure -> !isStopping)
                .emitOn(go -> loop.runOnContext(on -> go.run()))
                .invoke(() -> {
                    isStarted = true;
                    metrics.running(true);
                    timer = vertx.setPeriodic(
                            settings.pollInterval().toMillis(), tick -> loop.runOnContext(go -> tick()));
                    claim();
                }));
    }

    /** Makes the outbox look for deliveries. The call is cheap and may come from any thread. */
    public void wake() {
        loop.runOnContext(go -> {
            wantsMore = true;
            claim();
        });
    }

    /** Claims nothing more, waits for calls in flight up to the shutdown timeout, and releases the partitions. */
    public Uni<Void> stop() {
        return onLoop(Uni.createFrom().deferred(() -> {
            isStopping = true;
            metrics.running(false);
            vertx.cancelTimer(timer);
            if (open == 0 && !isClaiming) {
                drained.complete(null);
            }
            return Uni.createFrom()
                    .completionStage(drained)
                    .ifNoItem()
                    .after(settings.shutdownTimeout())
                    .fail()
                    .onFailure(TimeoutException.class)
                    .recoverWithNull()
                    .chain(statements::release);
        }));
    }

    public OutboxMetrics metrics() {
        return metrics;
    }

    /** Claims at every tick; every quarter of a lease also renews leases and expires the calls of dead instances. */
    private void tick() {
        claim();
        long leaseTicks = Math.max(
                1,
                settings.partitionLease().dividedBy(4).toMillis()
                        / settings.pollInterval().toMillis());
        if (ticks++ % leaseTicks == 0) {
            statements
                    .renewLeases()
                    .chain(statements::expireSending)
                    .invoke(metrics::lost)
                    .chain(statements::backlog)
                    .subscribe()
                    .with(metrics::backlog, e -> LOG.warn("the outbox cannot renew its leases", e));
        }
    }

    private void claim() {
        if (!isStarted || isStopping || isClaiming || isBackingOff || settings.inFlight() <= open) {
            return;
        }
        int limit = settings.inFlight() - open;
        isClaiming = true;
        isBackingOff = true;
        vertx.setTimer(
                PAUSE_MS,
                elapsed -> loop.runOnContext(go -> {
                    isBackingOff = false;
                    if (wantsMore) {
                        claim();
                    }
                }));
        wantsMore = false;
        statements.claim(limit).subscribe().with(claimed -> loop.runOnContext(go -> dispatch(claimed, limit)), e -> {
            LOG.warn("the outbox cannot claim deliveries", e);
            loop.runOnContext(go -> dispatch(List.of(), limit));
        });
    }

    private void dispatch(List<Delivery> claimed, int limit) {
        isClaiming = false;
        wantsMore |= claimed.size() == limit;
        open += claimed.size();
        if (!claimed.isEmpty()) {
            Failpoint.BEFORE_SEND.reach();
        }
        long until = System.nanoTime() + settings.sendTimeout().toNanos();
        Map<String, Queue<Delivery>> byRecipient = new LinkedHashMap<>();
        claimed.forEach(one -> byRecipient
                .computeIfAbsent(one.recipient().encode(), key -> new ArrayDeque<>())
                .add(one));
        byRecipient.values().forEach(queue -> sendQueue(queue, until));
        if (wantsMore) {
            claim();
        }
        finishIfDrained();
    }

    private void sendQueue(Queue<Delivery> queue, long until) {
        if (!CardDigest.isNeeded(queue)) {
            sendNext(queue, until);
            return;
        }
        statements
                .claimDigest(queue.stream().filter(CardDigest::isCard).toList())
                .subscribe()
                .with(claimed -> loop.runOnContext(go -> sendDigest(claimed, queue, until)), e -> {
                    LOG.warn("the outbox cannot claim the cards of a digest", e);
                    loop.runOnContext(go -> sendNext(queue, until));
                });
    }

    /** A digest overtakes the notices of its recipient that are no cards; those keep their order. */
    private void sendDigest(List<Delivery> cards, Queue<Delivery> queue, long until) {
        Set<Long> ids = cards.stream().map(Delivery::id).collect(Collectors.toSet());
        int before = queue.size();
        queue.removeIf(one -> ids.contains(one.id()));
        open += cards.size() - (before - queue.size());
        if (cards.isEmpty()) {
            sendNext(queue, until);
        } else {
            send(cards, queue, until);
        }
    }

    /** Sends one delivery after the other. A delivery that has to wait holds back those behind it. */
    private void sendNext(Queue<Delivery> queue, long until) {
        Delivery next = queue.poll();
        if (next != null) {
            send(List.of(next), queue, until);
        }
    }

    private void send(List<Delivery> batch, Queue<Delivery> queue, long until) {
        if (isStopping || System.nanoTime() - until > 0) {
            // The lease of the remaining deliveries could end during the call.
            queue.addAll(batch);
            release(queue);
            return;
        }
        calls.make(batch)
                .subscribe()
                .with(
                        outcome -> complete(batch, outcome, queue, until),
                        failure -> complete(batch, DeliveryCalls.unknown(batch, failure), queue, until));
    }

    private void complete(List<Delivery> batch, ChannelSender.Outcome outcome, Queue<Delivery> queue, long until) {
        loop.runOnContext(go -> {
            Failpoint.AFTER_SEND.reach();
            boolean isLater = outcome instanceof ChannelSender.Outcome.RetryLater
                    || outcome instanceof ChannelSender.Outcome.Paused;
            // The attempt counts for the oldest alone, as if the others stood behind it.
            List<Delivery> done =
                    isLater ? List.of(Collections.min(batch, Comparator.comparingLong(Delivery::id))) : batch;
            done.forEach(one -> deliveryUpdateBatcher.add(retryPolicy.toUpdate(one, outcome)));
            done.forEach(one -> metrics.count(outcome));
            if (isLater) {
                queue.addAll(batch);
                queue.removeAll(done);
                release(queue);
            } else {
                sendNext(queue, until);
            }
        });
    }

    private void release(Collection<Delivery> unsent) {
        new ArrayList<>(unsent).forEach(one -> deliveryUpdateBatcher.add(DeliveryUpdate.unsent(one)));
        unsent.clear();
    }

    private void onUpdated(int count) {
        loop.runOnContext(go -> {
            open -= count;
            wantsMore = true;
            claim();
            finishIfDrained();
        });
    }

    private void finishIfDrained() {
        if (isStopping && open == 0 && !isClaiming) {
            drained.complete(null);
        }
    }

    private <T> Uni<T> onLoop(Uni<T> work) {
        return Uni.createFrom()
                .emitter(emitter -> loop.runOnContext(go -> work.subscribe().with(emitter::complete, emitter::fail)));
    }
}
