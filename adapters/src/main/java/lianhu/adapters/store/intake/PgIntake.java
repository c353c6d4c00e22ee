package lianhu.adapters.store.intake;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.core.intake.IntakeStore;
import lianhu.core.intake.TicketDraft;
import lianhu.core.notice.Receipt;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.report.ReceiptCipher;

/** Stores drafts, many in one commit. One conversation always uses the same batcher, which keeps its order. */
@ApplicationScoped
public class PgIntake implements IntakeStore {
    private final ColumnEncryption columnEncryption;
    private final List<IntakeBatcher> batchers;

    @Inject
    public PgIntake(
            Vertx vertx,
            Pool pool,
            FieldEncryption fieldEncryption,
            NotificationPolicy notificationPolicy,
            OutboxSignal outboxSignal,
            IntakeSettings settings) {
        this(vertx, pool, fieldEncryption, notificationPolicy, outboxSignal, settings.batchers(), settings.batchSize());
    }

    public PgIntake(
            Vertx vertx,
            Pool pool,
            FieldEncryption fieldEncryption,
            NotificationPolicy notificationPolicy,
            OutboxSignal outboxSignal,
            int batcherCount,
            int batch) {
        columnEncryption = new ColumnEncryption(fieldEncryption);
        ReceiptCipher cipher = new ReceiptCipher(fieldEncryption.receiptKey());
        IntakeInsert statement = new IntakeInsert(pool, columnEncryption);
        DuplicateReceiptLookup duplicateReceiptLookup =
                new DuplicateReceiptLookup(pool, columnEncryption, notificationPolicy);
        this.batchers = IntStream.range(0, batcherCount)
                .mapToObj(i -> new IntakeBatcher(
                        ((VertxInternal) vertx).createEventLoopContext(),
                        statement,
                        duplicateReceiptLookup,
                        new NumberAllocator(pool, cipher),
                        notificationPolicy,
                        outboxSignal,
                        batch))
                .toList();
    }

    /** Encrypts on the caller's thread, so that only the write is queued. */
    @Override
    public Uni<Receipt> store(TicketDraft ticketDraft) {
        int batcher = Math.floorMod(ticketDraft.report().conversation().hashCode(), batchers.size());
        return Uni.createFrom()
                .item(() -> EncryptedDraft.of(ticketDraft, columnEncryption))
                .chain(batchers.get(batcher)::store);
    }

    /** Drafts sent to the database since the start, including repeated attempts. */
    public long drafts() {
        return batchers.stream().mapToLong(IntakeBatcher::drafts).sum();
    }

    /** Transactions since the start; {@link #drafts} divided by this is the mean batch size. */
    public long statements() {
        return batchers.stream().mapToLong(IntakeBatcher::statements).sum();
    }
}
