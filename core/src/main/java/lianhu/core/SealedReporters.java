package lianhu.core;

import io.smallrye.mutiny.Uni;
import java.util.List;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Speaker;
import lianhu.core.ticket.TicketNo;

/** Who reported a ticket, with name and number. Asked by {@link Unsealing} alone, after two persons approved. */
public interface SealedReporters {
    /** One for each receipt, in the order they came. */
    Uni<List<Known>> of(TicketNo no);

    /** @param speaker with nothing in it when no name was left */
    record Known(ReceiptNo receipt, Speaker speaker, String words) {
        @Override
        public String toString() {
            return "Known[" + receipt + "]";
        }
    }
}
