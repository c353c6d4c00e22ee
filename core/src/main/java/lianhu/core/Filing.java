package lianhu.core;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.catalogue.Discretion;
import lianhu.core.catalogue.Kind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.notice.Telling;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.routing.RuleBook;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Alarm;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;

/**
 * A report decided on and not yet written: it becomes rows once its numbers are drawn.
 *
 * @param due as the receipt says it
 * @param advice name of the topic whose sentence is said at once; empty for none
 */
public record Filing(
        Report report,
        String title,
        Kind kind,
        Urgency urgency,
        Discretion discretion,
        RuleBook.Decision decision,
        Instant due,
        String advice) {

    public Filing {
        due = due.truncatedTo(ChronoUnit.MICROS);
    }

    /** All that is written in one go. */
    public record Filed(
            Receipt receipt, Ticket ticket, List<TicketEvent> events, List<Telling> tellings, List<Alarm> alarms) {}

    /** Pure; may be called again with other numbers when these lost against a redelivery. */
    public Filed numbered(ReceiptNo no, TicketNo ticketNo, Echo echo) {
        Instant at = report.receivedAt();
        TicketEvent received = event(1, at, new Change.Received(no, report.channel()));
        TicketEvent triaged = event(
                2,
                at,
                new Change.Triaged(
                        kind, decision.category(), urgency, report.area(), discretion, decision.route(), due));
        List<TicketEvent> events = new ArrayList<>(List.of(received, triaged));
        Ticket ticket = Ticket.opened(ticketNo, received, triaged);
        if (!decision.route().owner().isDesk()) {
            TicketEvent dispatched = event(
                    3,
                    at,
                    new Change.Dispatched(
                            decision.route().owner(), decision.route().helpers(), due, false));
            events.add(dispatched);
            ticket = ticket.after(dispatched);
        }
        Receipt receipt = new Receipt(
                no,
                ticketNo,
                title,
                report.area(),
                decision.route().owner(),
                due,
                urgency,
                discretion,
                advice,
                echo.answer(urgency, discretion, advice));
        return new Filed(
                receipt, ticket, List.copyOf(events), echo.ofFiling(report, receipt, ticket), echo.alarms(ticket, at));
    }

    private static TicketEvent event(int seq, Instant at, Change change) {
        return new TicketEvent(seq, at, Actor.GATEWAY, change, "", List.of(), Optional.empty());
    }
}
