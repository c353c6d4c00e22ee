package lianhu.core.intake;

import io.smallrye.mutiny.Uni;
import lianhu.core.notice.Receipt;

/** Stores new tickets, by inserts only. A repeated report returns its first receipt. */
public interface IntakeStore {
    Uni<Receipt> store(TicketDraft ticketDraft);
}
