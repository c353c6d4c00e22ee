package lianhu.adapters.store.outbox;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import lianhu.adapters.sql.Failpoint;
import org.jboss.logging.Logger;

/** Writes outcomes, all that gathered while the last ones were being written. Used on the outbox's event loop only. */
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
            // After what else this turn of the loop brings.
            vertx.runOnContext(go -> write());
        }
    }

    private void write() {
        List<DeliveryUpdate> batch = pending;
        pending = new ArrayList<>();
        write(batch);
    }

    /** Again and again until the database takes it: to forget an outcome would make it UNKNOWN. */
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
