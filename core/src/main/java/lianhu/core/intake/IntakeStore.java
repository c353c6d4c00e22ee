package lianhu.core.intake;

import io.smallrye.mutiny.Uni;
import lianhu.core.notice.Receipt;

/** Where filings are written. Only inserts; a report that came before gives its old receipt. */
public interface IntakeStore {
    Uni<Receipt> store(TicketDraft ticketDraft);
}
