package lianhu.core.notify;

import java.util.Optional;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Notice;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;

/**
 * Composes what a reporter, or who is called to an emergency, is told by SMS. The words, the title and the place are never in
 * it; the owner and whether the matter is solved only for a matter that is open to all.
 */
final class SmsNotices {
    /**
     * @param link of the reporter's page
     * @param emergencyNumber to call in an emergency of this kind
     * @return empty when the delivery is obsolete
     */
    static Optional<Notice> compose(
            Delivery delivery,
            TicketQueries.TicketDetails ticketDetails,
            ReceiptNo receipt,
            String link,
            String emergencyNumber) {
        Ticket ticket = ticketDetails.ticket();
        return switch (delivery.type()) {
            case RECEIPT, SEALED_RECEIPT ->
                Optional.of(new Notice.Sms.Received(
                        receipt, TicketTexts.triaged(ticketDetails).due(), link));
            case EMERGENCY_ADVICE -> emergency(delivery, ticketDetails, receipt, emergencyNumber);
            case NOBODY_YET -> ticket.isAcknowledged() ? Optional.empty() : Optional.of(new Notice.Sms.NobodyFound());
            case DISPATCHED, MERGED ->
                hasAnswer(ticket)
                        ? Optional.empty()
                        : Optional.of(new Notice.Sms.HandedOver(
                                receipt, isOpen(ticket) ? ticket.owner().name() : "", ticket.due(), link));
            case RESULT ->
                TicketTexts.lastResult(ticketDetails)
                        .map(event -> new Notice.Sms.Answered(receipt, answer(ticket, event), link));
            case DELAYED -> hasAnswer(ticket) ? Optional.empty() : Optional.of(new Notice.Sms.Late(receipt, link));
            case QUESTION -> ReporterQuestions.questionBySms(ticketDetails, receipt, link);
            case EXTENDED, RESUMED ->
                // The date of the desk is not that of an answer.
                hasAnswer(ticket)
                                || ticket.state() == State.WAITING_REPORTER
                                || ticket.owner().isDesk()
                        ? Optional.empty()
                        : Optional.of(new Notice.Sms.Extended(receipt, ticket.due(), link));
            case QUIET,
                    DANGER_ADVICE,
                    ASSIGNED,
                    EMERGENCY_CALL,
                    REOPENED,
                    DROPPED,
                    COLLABORATION,
                    REMINDER,
                    SUPERVISION,
                    EXTENSION_DECIDED,
                    RESULT_REJECTED,
                    SUPERVISION_ORDER,
                    SUPERVISION_REPORT,
                    MORNING_DIGEST,
                    CONSULTATION,
                    CONSULTATION_OVERDUE,
                    CONSULTATION_ENDED,
                    BROADCAST,
                    BROADCAST_EMERGENCY -> Optional.empty();
        };
    }

    /** To who is called to an emergency; empty once somebody has answered. */
    static Optional<Notice> composeCall(Ticket ticket) {
        return ticket.state().isOver() || ticket.isAcknowledged()
                ? Optional.empty()
                : Optional.of(new Notice.Sms.Urgent());
    }

    /** The delivery of an acknowledgement has its version; the one of the report has an earlier version. */
    private static Optional<Notice> emergency(
            Delivery delivery, TicketQueries.TicketDetails ticketDetails, ReceiptNo receipt, String number) {
        Optional<TicketEvent> answered = TicketTexts.lastEvent(ticketDetails, Change.Acknowledged.class);
        if (answered.isEmpty()) {
            return Optional.of(new Notice.Sms.EmergencyReceived(receipt, number));
        }
        return answered.filter(event -> event.seq() <= delivery.version())
                .map(event -> new Notice.Sms.SomebodyFound(event.by().name()));
    }

    private static Notice.Sms.Answer answer(Ticket ticket, TicketEvent event) {
        if (!isOpen(ticket)) {
            return Notice.Sms.Answer.GIVEN;
        }
        return ((Change.ResultSubmitted) event.change()).isSolved()
                ? Notice.Sms.Answer.SOLVED
                : Notice.Sms.Answer.NOT_SOLVED;
    }

    /** The result, which follows, says more. A merged ticket is answered by the other one. */
    private static boolean hasAnswer(Ticket ticket) {
        return ticket.state() == State.FEEDBACK_DUE || ticket.state().isOver() && ticket.state() != State.MERGED;
    }

    private static boolean isOpen(Ticket ticket) {
        return ticket.confidentiality() == Confidentiality.OPEN;
    }

    private SmsNotices() {}
}
