package lianhu.adapters.store;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;

/** Writes outcomes, all that gathered while the last ones were being written. Used on the outbox's event loop only. */
final class Marks {
    private static final Logger LOG = Logger.getLogger(Marks.class);
    private static final long AGAIN_MS = 500;

    private final Vertx vertx;
    private final OutboxStatements statements;
    private final IntConsumer written;
    private List<Mark> gathered = new ArrayList<>();
    private boolean isWriting;

    Marks(Vertx vertx, OutboxStatements statements, IntConsumer written) {
        this.vertx = vertx;
        this.statements = statements;
        this.written = written;
    }

    void add(Mark mark) {
        gathered.add(mark);
        if (!isWriting) {
            isWriting = true;
            // After what else this turn of the loop brings.
            vertx.runOnContext(go -> write());
        }
    }

    private void write() {
        List<Mark> batch = gathered;
        gathered = new ArrayList<>();
        write(batch);
    }

    /** Again and again until the database takes it: to forget an outcome would make it UNKNOWN. */
    private void write(List<Mark> batch) {
        KillPoint.BEFORE_MARK.reach();
        statements.mark(batch).subscribe().with(done -> after(batch), e -> {
            LOG.warn("outcomes of deliveries cannot be written now", e);
            vertx.setTimer(AGAIN_MS, again -> write(batch));
        });
    }

    private void after(List<Mark> batch) {
        KillPoint.AFTER_MARK.reach();
        written.accept(batch.size());
        if (gathered.isEmpty()) {
            isWriting = false;
        } else {
            write();
        }
    }
}
