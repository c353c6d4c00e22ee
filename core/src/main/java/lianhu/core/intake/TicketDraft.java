package lianhu.core.intake;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.deadline.DueDate;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.Receipt;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.notify.TimerPolicy;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.routing.TicketRouter;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketTimer;

/**
 * A ticket that is decided and not stored: it becomes rows once its numbers are assigned.
 *
 * @param dueDate as the receipt shows it
 * @param acceptance the timers of an owner who is to accept it
 * @param advice name of the topic whose advice is shown; empty for none
 */
public record TicketDraft(
        Report report,
        String title,
        RequestKind kind,
        Urgency urgency,
        Confidentiality confidentiality,
        TicketRouter.RoutingResult routing,
        DueDate dueDate,
        List<TicketTimer> acceptance,
        String advice) {

    /** Microseconds, as the database stores it. */
    public Instant due() {
        return dueDate.at().truncatedTo(ChronoUnit.MICROS);
    }

    /** Everything that is written in one transaction. */
    public record NumberedTicket(
            Receipt receipt,
            Ticket ticket,
            List<TicketEvent> events,
            List<NewDelivery> deliveries,
            List<TicketTimer> timers) {}

    /** Pure; called again with other numbers after a collision. */
    public NumberedTicket withNumbers(ReceiptNo no, TicketNo ticketNo, NotificationPolicy notificationPolicy) {
        Instant at = report.receivedAt();
        TicketEvent received = event(1, at, new Change.Received(no, report.channel(), report.isDrill()));
        TicketEvent triaged = event(
                2,
                at,
                new Change.Triaged(
                        kind, routing.category(), urgency, report.area(), confidentiality, routing.route(), due()));
        List<TicketEvent> events = new ArrayList<>(List.of(received, triaged));
        Ticket ticket = Ticket.opened(ticketNo, received, triaged);
        if (!routing.route().owner().isDesk()) {
            TicketEvent dispatched = event(
                    3,
                    at,
                    new Change.Dispatched(
                            routing.route().owner(), routing.route().collaborators(), due(), false));
            events.add(dispatched);
            ticket = ticket.apply(dispatched);
        }
        Receipt receipt = new Receipt(
                no,
                ticketNo,
                title,
                report.area(),
                routing.route().owner(),
                due(),
                urgency,
                confidentiality,
                advice,
                notificationPolicy.immediateReply(urgency, confidentiality, advice));
        return new NumberedTicket(
                receipt,
                ticket,
                List.copyOf(events),
                notificationPolicy.afterIntake(report, receipt, ticket),
                TimerPolicy.timers(ticket, dueDate.isProvisional(), acceptance, at));
    }

    private static TicketEvent event(int seq, Instant at, Change change) {
        return new TicketEvent(seq, at, Actor.GATEWAY, change, "", List.of(), Optional.empty());
    }
}
