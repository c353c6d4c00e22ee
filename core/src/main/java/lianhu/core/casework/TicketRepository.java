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

/** Loads and changes tickets. */
public interface TicketRepository {
    /** For decisions: finds sealed tickets too. */
    Uni<Optional<TicketWithReceipts>> find(TicketNo no);

    /** The change that a message caused; empty if it caused none. One look-up in one index. */
    Uni<Optional<AppliedChange>> appliedBySource(MessageSource messageSource);

    /** A change that was committed for a message: WeCom delivers a message up to four times. */
    record AppliedChange(TicketNo ticket, EventType type) {}

    /** In one transaction, or not at all. */
    Uni<AppendResult> append(List<TicketUpdate> ticketUpdates);

    /**
     * The effect of a timer that fired. The timer ends in the same transaction; REPEATED, and nothing is written, when it
     * ended before or another one replaced it.
     */
    Uni<AppendResult> append(DueTimer fired, TicketUpdate ticketUpdate);

    /**
     * Timers that are due, at most {@code limit}, claimed by this copy. A timer that is not completed within two minutes
     * is due again, in case its copy died.
     */
    Uni<List<DueTimer>> claimDue(int limit);

    /** The timer no longer matters. */
    Uni<Void> complete(DueTimer dueTimer);

    /**
     * New events of one ticket with their deliveries and timers.
     *
     * @param expected the version the events were decided on
     * @param after the row after the events
     * @param timers each replaces the earlier timers of its kind
     */
    record TicketUpdate(
            Ticket after,
            int expected,
            List<TicketEvent> events,
            List<NewDelivery> deliveries,
            List<TicketTimer> timers) {
        TicketUpdate withTimers(List<TicketTimer> others) {
            return new TicketUpdate(after, expected, events, deliveries, others);
        }
    }

    /** The result of an append. */
    enum AppendResult {
        DONE,
        /** Another change came first: decide again. */
        CONFLICT,
        /** The same message, or the same timer, already caused the change. */
        REPEATED
    }

    /** A timer and its ticket. */
    record DueTimer(long id, TicketNo ticket, TicketTimer timer) {}
}
