package lianhu.core.notify;

import java.util.Optional;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Notice;
import lianhu.core.query.TicketQueries;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Stage;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;

/** Composes what the owner reads when a result is sent back or the matter is supervised, and what leaders read then. */
final class SupervisionNotices {
    /** Empty when there is another result, or another owner. */
    static Optional<Notice> rejected(
            Delivery delivery, TicketQueries.TicketDetails details, String place, String link) {
        Ticket ticket = details.ticket();
        return isAtWork(ticket) && !isWithAnotherSince(delivery, details)
                ? event(delivery, details)
                        .map(event -> new Notice.ResultRejected(
                                ticket.no(),
                                ticket.version(),
                                details.title(),
                                event.words(),
                                place,
                                ticket.due(),
                                link))
                : Optional.empty();
    }

    /** Empty once there is a result or a reply, and when another owner has it. */
    static Optional<Notice> order(Delivery delivery, TicketQueries.TicketDetails details, String place, String link) {
        Ticket ticket = details.ticket();
        return !isAtWork(ticket) || isWithAnotherSince(delivery, details)
                ? Optional.empty()
                : ticket.supervision()
                        .filter(supervision -> !supervision.isAnswered())
                        .flatMap(supervision -> event(delivery, details)
                                .map(event -> new Notice.SupervisionOrder(
                                        ticket.no(),
                                        details.title(),
                                        event.words(),
                                        isOverdue(event),
                                        place,
                                        supervision.replyDue(),
                                        link)));
    }

    /** For a leader. Empty once there is a result. */
    static Optional<Notice> report(Delivery delivery, TicketQueries.TicketDetails details, String place) {
        Ticket ticket = details.ticket();
        boolean isOpen = ticket.confidentiality() == Confidentiality.OPEN;
        return isAtWork(ticket)
                ? event(delivery, details)
                        .map(event -> new Notice.SupervisionReport(
                                ticket.no(),
                                isOpen ? details.title() : "",
                                isOpen ? place : "",
                                ticket.owner().name(),
                                isOverdue(event)))
                : Optional.empty();
    }

    private static boolean isOverdue(TicketEvent event) {
        return event.change() instanceof Change.SupervisionOverdue;
    }

    private static Optional<TicketEvent> event(Delivery delivery, TicketQueries.TicketDetails details) {
        return details.history().stream()
                .filter(event -> event.seq() == delivery.version())
                .findFirst();
    }

    private static boolean isAtWork(Ticket ticket) {
        return ticket.state().stage().compareTo(Stage.HANDLING) <= 0;
    }

    private static boolean isWithAnotherSince(Delivery delivery, TicketQueries.TicketDetails details) {
        return details.history().stream()
                .anyMatch(event -> event.seq() > delivery.version() && event.change() instanceof Change.Dispatched);
    }

    private SupervisionNotices() {}
}
