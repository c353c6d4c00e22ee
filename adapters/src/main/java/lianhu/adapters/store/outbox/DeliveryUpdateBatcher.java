package lianhu.adapters.store.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import lianhu.adapters.sql.Failpoint;
import lianhu.core.report.ReportRejectedException;
import org.jboss.logging.Logger;

/** Writes outcomes in batches. Outcomes that arrive during a write form the next batch. Not thread-safe. */
final class DeliveryUpdateBatcher {
    private static final Logger LOG = Logger.getLogger(DeliveryUpdateBatcher.class);
    private static final Duration RETRY = Duration.ofMillis(500);

    private final Vertx vertx;
    private final OutboxSql statements;
    private final IntConsumer onWrittenCount;
    private List<DeliveryUpdate> pending = new ArrayList<>();
    private boolean isWriting;

    DeliveryUpdateBatcher(Vertx vertx, OutboxSql statements, IntConsumer written) {
        this.vertx = vertx;
        this.statements = statements;
        this.onWrittenCount = written;
    }

    void add(DeliveryUpdate deliveryUpdate) {
        pending.add(deliveryUpdate);
        if (!isWriting) {
            isWriting = true;
            // Other tasks of the event loop run first, so that their outcomes join this batch.
            vertx.runOnContext(go -> write());
        }
    }

    private void write() {
        List<DeliveryUpdate> batch = pending;
        pending = new ArrayList<>();
        write(batch).subscribe().with(done -> onWritten(batch.size()), e -> onWritten(batch.size()));
    }

    /**
     * Retries until the database accepts the batch: a lost outcome would become UNKNOWN. A batch with a row that the
     * database refuses is halved until that row is alone; it stays in state SENDING and becomes UNKNOWN when its lease ends.
     */
    private Uni<Void> write(List<DeliveryUpdate> batch) {
        Failpoint.BEFORE_MARK.reach();
        return statements.update(batch).onFailure().recoverWithUni(e -> {
            if (!(e instanceof ReportRejectedException)) {
                LOG.warnf("outcomes of deliveries cannot be written now: %s", e.getMessage());
                return Uni.createFrom().voidItem().onItem().delayIt().by(RETRY).chain(() -> write(batch));
            }
            if (batch.size() == 1) {
                LOG.errorf(
                        "the outcome of delivery %d is refused: %s",
                        batch.getFirst().id(), e.getMessage());
                return Uni.createFrom().voidItem();
            }
            int middle = batch.size() / 2;
            return write(batch.subList(0, middle)).chain(() -> write(batch.subList(middle, batch.size())));
        });
    }

    private void onWritten(int count) {
        Failpoint.AFTER_MARK.reach();
        onWrittenCount.accept(count);
        if (pending.isEmpty()) {
            isWriting = false;
        } else {
            write();
        }
    }
}
