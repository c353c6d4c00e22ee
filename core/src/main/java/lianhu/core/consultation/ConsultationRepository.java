package lianhu.core.consultation;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import lianhu.core.casework.TicketRepository.AppendResult;
import lianhu.core.casework.TicketRepository.DueTimer;
import lianhu.core.casework.TicketRepository.TicketUpdate;
import lianhu.core.ticket.TicketNo;

/** Keeps the consultations of tickets. The version of the ticket protects them against concurrent changes. */
public interface ConsultationRepository {
    /** All of a ticket, the first one first. */
    Uni<List<Consultation>> find(TicketNo ticket);

    /** Those that are open anywhere, the oldest first, at most {@code limit}. */
    Uni<List<Consultation>> findOpen(int limit);

    /** Stores the consultation in the transaction of the ticket's event, or neither. */
    Uni<AppendResult> append(ConsultationUpdate update);

    /** The effect of a timer, which ends in the same transaction: see {@link lianhu.core.casework.TicketRepository}. */
    Uni<AppendResult> append(DueTimer fired, ConsultationUpdate update);

    /**
     * One change.
     *
     * @param changed empty where only the next timer is set
     */
    record ConsultationUpdate(TicketUpdate ticket, Optional<Consultation> changed) {}
}
