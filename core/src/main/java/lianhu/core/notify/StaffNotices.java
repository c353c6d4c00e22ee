package lianhu.core.notify;

import java.util.Optional;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.deadline.DeadlineStep;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Notice;
import lianhu.core.query.ReportedResult;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;

/** Composes what collaborators, chamber contacts and leaders are told of a ticket that another one leads. */
final class StaffNotices {
    /** Empty when there is a result, which has a delivery of its own, or when the matter ended without one. */
    static Optional<Notice> collaboration(Delivery delivery, TicketQueries.TicketDetails ticketDetails, String place) {
        Ticket ticket = ticketDetails.ticket();
        Optional<TicketEvent> result = resultOf(delivery, ticketDetails);
        if (result.isPresent()) {
            return result.map(event -> new Notice.CollaborationResult(
                    ticket.no(), ticketDetails.title(), event.by().name(), event.words(), isSolved(event)));
        }
        return ticket.state() == State.FEEDBACK_DUE || ticket.state().isOver()
                ? Optional.empty()
                : Optional.of(new Notice.Collaboration(
                        ticket.no(),
                        ticketDetails.title(),
                        place,
                        ticket.owner().name(),
                        ticket.due()));
    }

    static Optional<Notice> awayResult(Delivery delivery, TicketQueries.TicketDetails ticketDetails) {
        return resultOf(delivery, ticketDetails)
                .map(event -> new Notice.AwayResult(
                        ticketDetails.title(), event.at(), event.by().name(), event.words(), isSolved(event)));
    }

    /** The result that the delivery tells of. */
    private static Optional<TicketEvent> resultOf(Delivery delivery, TicketQueries.TicketDetails ticketDetails) {
        return ticketDetails.history().stream()
                .filter(event -> event.seq() == delivery.version()
                        && (event.change() instanceof Change.ResultSubmitted
                                || event.change() instanceof Change.ResultPassed))
                .findFirst()
                .flatMap(event -> ReportedResult.in(ticketDetails.history().stream()
                        .filter(earlier -> earlier.seq() <= event.seq())
                        .toList()));
    }

    private static boolean isSolved(TicketEvent result) {
        return ((Change.ResultSubmitted) result.change()).isSolved();
    }

    static Notice supervision(DeadlineStep step, Ticket ticket, String title, String place) {
        boolean isOpen = ticket.confidentiality() == Confidentiality.OPEN;
        return new Notice.Supervision(
                ticket.no(),
                step,
                isOpen ? title : "",
                isOpen ? place : "",
                ticket.owner().name(),
                ticket.due());
    }

    /** The step that a delivery tells of; empty when an answer, another owner or another date came since. */
    static Optional<DeadlineStep> reached(Delivery delivery, TicketQueries.TicketDetails ticketDetails) {
        boolean hasMovedOn = ticketDetails.history().stream()
                .filter(event -> event.seq() > delivery.version())
                .anyMatch(event -> event.change() instanceof Change.Dispatched
                        || event.change() instanceof Change.Returned
                        || event.change() instanceof Change.DueDateRecounted
                        || event.change() instanceof Change.ExtensionGranted
                        || event.change() instanceof Change.ReporterAsked
                        || event.change() instanceof Change.ResultSubmitted);
        return hasMovedOn || ticketDetails.ticket().state().isOver()
                ? Optional.empty()
                : ticketDetails.history().stream()
                        .filter(event -> event.seq() == delivery.version())
                        .map(TicketEvent::change)
                        .filter(Change.DeadlineReached.class::isInstance)
                        .map(change -> ((Change.DeadlineReached) change).step())
                        .findFirst();
    }

    /** A card for the owner: not accepted yet, or the step of the due date. Empty when it is so no longer. */
    static Optional<Notice> reminder(
            Delivery delivery, TicketQueries.TicketDetails ticketDetails, String place, String link) {
        Ticket ticket = ticketDetails.ticket();
        if (isAboutAcceptance(delivery, ticketDetails)) {
            boolean isOver = ticket.state() != State.DISPATCHED
                    || ticketDetails.history().stream()
                            .anyMatch(event ->
                                    event.seq() > delivery.version() && event.change() instanceof Change.Dispatched);
            return isOver
                    ? Optional.empty()
                    : Optional.of(new Notice.NotAccepted(
                            ticket.no(),
                            ticket.version(),
                            ticketDetails.title(),
                            ticket.isBoundByAcceptance(),
                            place,
                            ticket.due(),
                            link));
        }
        return reached(delivery, ticketDetails)
                .map(step -> new Notice.Reminder(
                        ticket.no(),
                        ticket.version(),
                        step,
                        ticketDetails.title(),
                        place,
                        ticket.due(),
                        ticket.owner().type() == OwnerType.UNIT,
                        link));
    }

    private static boolean isAboutAcceptance(Delivery delivery, TicketQueries.TicketDetails ticketDetails) {
        return ticketDetails.history().stream()
                .anyMatch(event ->
                        event.seq() == delivery.version() && event.change() instanceof Change.AcceptanceOverdue);
    }

    /** Empty when another owner has it now, or there is a result. */
    static Optional<Notice> extensionDecided(Delivery delivery, TicketQueries.TicketDetails ticketDetails) {
        Ticket ticket = ticketDetails.ticket();
        return ticket.state() == State.ACCEPTED
                ? ticketDetails.history().stream()
                        .filter(event -> event.seq() == delivery.version())
                        .findFirst()
                        .map(event -> new Notice.ExtensionDecided(
                                ticket.no(),
                                ticketDetails.title(),
                                event.change() instanceof Change.ExtensionGranted,
                                ticket.due(),
                                event.words()))
                : Optional.empty();
    }

    /** For the reporter: the new date, and why the owner asked for it. Empty when there is a result. */
    static Optional<Notice> extended(Delivery delivery, TicketQueries.TicketDetails ticketDetails, ReceiptNo receipt) {
        Ticket ticket = ticketDetails.ticket();
        return ticket.state() == State.FEEDBACK_DUE || ticket.state().isOver()
                ? Optional.empty()
                : Optional.of(new Notice.Extended(
                        ticket.isSealed() ? Notice.SEALED_TITLE : ticketDetails.title(),
                        receipt,
                        ticket.isSealed() ? "" : ticket.owner().name(),
                        ticket.due(),
                        ticket.isSealed() || isAboutRejection(delivery, ticketDetails)
                                ? ""
                                : TicketTexts.lastEvent(ticketDetails, Change.ExtensionRequested.class)
                                        .map(TicketEvent::words)
                                        .orElse("")));
    }

    private static boolean isAboutRejection(Delivery delivery, TicketQueries.TicketDetails ticketDetails) {
        return ticketDetails.history().stream()
                .anyMatch(
                        event -> event.seq() == delivery.version() && event.change() instanceof Change.ResultRejected);
    }

    private StaffNotices() {}
}
