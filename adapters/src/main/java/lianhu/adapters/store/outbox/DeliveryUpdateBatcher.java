package lianhu.adapters.store.outbox;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import lianhu.adapters.sql.Failpoint;
import org.jboss.logging.Logger;

/** Writes outcomes in batches. Outcomes that arrive during a write form the next batch. Not thread-safe. */
final class DeliveryUpdateBatcher {
    private static final Logger LOG = Logger.getLogger(DeliveryUpdateBatcher.class);
    private static final long RETRY_MS = 500;

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
        write(batch);
    }

    /** Retries until the database accepts the batch: a lost outcome would become UNKNOWN. */
    private void write(List<DeliveryUpdate> batch) {
        Failpoint.BEFORE_MARK.reach();
        statements.update(batch).subscribe().with(done -> onWritten(batch), e -> {
            LOG.warn("outcomes of deliveries cannot be written now", e);
            vertx.setTimer(RETRY_MS, again -> write(batch));
        });
    }

    private void onWritten(List<DeliveryUpdate> batch) {
        Failpoint.AFTER_MARK.reach();
        onWrittenCount.accept(batch.size());
        if (pending.isEmpty()) {
            isWriting = false;
        } else {
            write();
        }
    }
}
