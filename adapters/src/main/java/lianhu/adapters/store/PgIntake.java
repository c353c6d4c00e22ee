package lianhu.adapters.store;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.IntStream;
import lianhu.adapters.vault.Vault;
import lianhu.core.intake.IntakeStore;
import lianhu.core.intake.TicketDraft;
import lianhu.core.notice.Receipt;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.report.ReceiptCipher;

/** Keeps filings durably, many in one commit. One conversation always takes the same lane, so its order holds. */
@ApplicationScoped
public class PgIntake implements IntakeStore {
    private final Sealed sealed;
    private final List<Lane> lanes;

    @Inject
    public PgIntake(
            Vertx vertx,
            Pool pool,
            Vault vault,
            NotificationPolicy notificationPolicy,
            Doorbell doorbell,
            StoreSettings settings) {
        this(vertx, pool, vault, notificationPolicy, doorbell, settings.lanes(), settings.batch());
    }

    PgIntake(
            Vertx vertx,
            Pool pool,
            Vault vault,
            NotificationPolicy notificationPolicy,
            Doorbell doorbell,
            int lanes,
            int batch) {
        sealed = new Sealed(vault);
        ReceiptCipher cipher = new ReceiptCipher(vault.receiptKey());
        FilingStatement statement = new FilingStatement(pool, sealed);
        OldReceipts oldReceipts = new OldReceipts(pool, sealed, notificationPolicy);
        this.lanes = IntStream.range(0, lanes)
                .mapToObj(i -> new Lane(
                        ((VertxInternal) vertx).createEventLoopContext(),
                        statement,
                        oldReceipts,
                        new Numbers(pool, cipher),
                        notificationPolicy,
                        doorbell,
                        batch))
                .toList();
    }

    /** Encrypts on the caller's thread, so that only the writing waits in line. */
    @Override
    public Uni<Receipt> store(TicketDraft ticketDraft) {
        int lane = Math.floorMod(ticketDraft.report().conversation().hashCode(), lanes.size());
        return Uni.createFrom().item(() -> SealedFiling.of(ticketDraft, sealed)).chain(lanes.get(lane)::keep);
    }

    /** Filings sent to the database since the start, repeats included. */
    public long filings() {
        return lanes.stream().mapToLong(Lane::filings).sum();
    }

    /** Transactions they took; the quotient is the mean batch. */
    public long statements() {
        return lanes.stream().mapToLong(Lane::statements).sum();
    }
}
