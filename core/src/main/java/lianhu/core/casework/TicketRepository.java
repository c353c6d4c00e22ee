package lianhu.core.casework;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import lianhu.core.notice.NewDelivery;
import lianhu.core.report.MessageSource;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketTimer;
import lianhu.core.ticket.TicketWithReceipts;

/** The one way to change a ticket. */
public interface TicketRepository {
    /** For deciding: sees everything, sealed ones too. */
    Uni<Optional<TicketWithReceipts>> find(TicketNo no);

    /** The change that a message caused before; empty for a message that changed nothing yet. One look-up in one index. */
    Uni<Optional<AppliedChange>> appliedBySource(MessageSource messageSource);

    /** A change that was committed for a message: WeCom delivers a message up to four times. */
    record AppliedChange(TicketNo ticket, EventType type) {}

    /** All of it in one transaction, or nothing. */
    Uni<AppendResult> append(List<TicketUpdate> ticketUpdates);

    /**
     * Alarms whose time has come, taken so that no other copy rings them; at the most {@code limit}. One that is not done
     * within two minutes rings again, since whoever took it may have died.
     */
    Uni<List<DueTimer>> claimDue(int limit);

    /** What the alarm was for is done, or need not be done any more. */
    Uni<Void> complete(DueTimer dueTimer);

    /**
     * New events of one ticket with what follows from them.
     *
     * @param expected the version they were decided on
     * @param after the row as they leave it
     * @param alarms one of a later round takes the place of the round before, once; the second time it is REPEATED
     */
    record TicketUpdate(
            Ticket after,
            int expected,
            List<TicketEvent> events,
            List<NewDelivery> deliveries,
            List<TicketTimer> timers) {}

    /** How an append ended. */
    enum AppendResult {
        DONE,
        /** Somebody was faster: decide anew. */
        CONFLICT,
        /** The message that caused it caused it before: as good as done. */
        REPEATED
    }

    /** An alarm and its ticket. */
    record DueTimer(long id, TicketNo ticket, TicketTimer timer) {}
}
