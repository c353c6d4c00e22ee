package lianhu.core.casework;

import io.smallrye.mutiny.Uni;
import java.util.List;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;

/**
 * The reporters of a ticket with name and number. Only {@link ReporterDisclosure} reads them, after two persons
 * approved.
 */
public interface ReporterIdentities {
    /** One for each receipt, oldest first. */
    Uni<List<ReporterIdentity>> findByTicket(TicketNo no);

    /** @param person empty when the reporter left no name */
    record ReporterIdentity(ReceiptNo receipt, PersonDetails person, String words) {
        @Override
        public String toString() {
            return "ReporterIdentity[" + receipt + "]";
        }
    }
}
