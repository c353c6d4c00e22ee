package lianhu.core.board;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;

/** What was taken off the public board. It never returns there: the first removal stays. */
public interface BoardRemovals {
    /**
     * Takes off what was reported under this receipt. Where it was merged into another ticket, which has reporters of its own,
     * the household of this receipt is no longer counted there.
     */
    Uni<Void> remove(ReceiptNo receipt, Instant at);

    Uni<Void> remove(TicketNo ticket, Actor by, Instant at);

    Uni<Optional<BoardRemoval>> find(TicketNo ticket);
}
