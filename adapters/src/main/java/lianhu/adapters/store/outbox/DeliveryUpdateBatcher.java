package lianhu.adapters.store.outbox;

import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntConsumer;
import lianhu.adapters.sql.Failpoint;
import lianhu.core.report.ReportRejectedException;
import org.jboss.logging.Logger;

/** Writes outcomes in batches. Outcomes that arrive during a write form the next batch. Not thread-safe. */
final class DeliveryUpdateBatcher {
    private static final Logger LOG = Logger.getLogger(DeliveryUpdateBatcher.class);
    private static final long RETRY_MS = 500;

    private final Vertx vertx;
    private final OutboxSql statements;
    private final IntConsumer onWrittenCount;
    private List<DeliveryUpdate> pending = new ArrayList<>();
    private final Deque<List<DeliveryUpdate>> halves = new ArrayDeque<>();
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
        write(batch);
    }

    private void write(List<DeliveryUpdate> batch) {
        Failpoint.BEFORE_MARK.reach();
        statements.update(batch).subscribe().with(done -> onWritten(batch.size()), e -> onFailure(batch, e));
    }

    /**
     * Retries until the database accepts the batch: a lost outcome would become UNKNOWN. A batch with a row that the
     * database refuses is halved until that row is alone; it stays in state SENDING and becomes UNKNOWN when its lease ends.
     */
    private void onFailure(List<DeliveryUpdate> batch, Throwable e) {
        if (!(e instanceof ReportRejectedException)) {
            LOG.warnf("outcomes of deliveries cannot be written now: %s", e.getMessage());
            vertx.setTimer(RETRY_MS, again -> write(batch));
        } else if (batch.size() == 1) {
            LOG.errorf(
                    "the outcome of delivery %d is refused: %s",
                    batch.getFirst().id(), e.getMessage());
            onWritten(1);
        } else {
            int middle = batch.size() / 2;
            halves.push(batch.subList(middle, batch.size()));
            write(batch.subList(0, middle));
        }
    }

    private void onWritten(int count) {
        Failpoint.AFTER_MARK.reach();
        onWrittenCount.accept(count);
        if (!halves.isEmpty()) {
            write(halves.pop());
        } else if (pending.isEmpty()) {
            isWriting = false;
        } else {
            write();
        }
    }
}
