package lianhu.core.notify;

import java.util.Optional;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Notice;
import lianhu.core.notice.Recipient;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ReporterWait;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;

/** Composes what a reporter is asked, and what is said when the work goes on. */
final class ReporterQuestions {
    /** Empty once the ticket waits no more. */
    static Optional<Notice> question(
            Delivery delivery, TicketQueries.TicketDetails details, ReceiptNo receipt, String link) {
        Optional<TicketEvent> asked = TicketTexts.lastEvent(details, Change.ReporterAsked.class);
        return details.ticket()
                .reporterWait()
                .current()
                .flatMap(wait -> asked.map(event -> new Notice.Question(
                        details.title(),
                        receipt,
                        event.by().name(),
                        event.words(),
                        wait.until(),
                        delivery.version() > event.seq(),
                        link)));
    }

    static Optional<Notice> questionBySms(TicketQueries.TicketDetails details, ReceiptNo receipt, String link) {
        return details.ticket()
                .reporterWait()
                .current()
                .map(ReporterWait.Current::until)
                .map(until -> new Notice.Sms.Question(receipt, until, link));
    }

    /** To the reporter, or to the owner. Empty when there is a result, which says more, or another question. */
    static Optional<Notice> resumed(
            Delivery delivery, TicketQueries.TicketDetails details, Optional<ReceiptNo> receipt) {
        Ticket ticket = details.ticket();
        if (ticket.state() == State.FEEDBACK_DUE
                || ticket.state() == State.WAITING_REPORTER
                || ticket.state().isOver()) {
            return Optional.empty();
        }
        Optional<Change.Resumed> resumed = details.history().stream()
                .filter(event -> event.seq() == delivery.version())
                .map(TicketEvent::change)
                .filter(Change.Resumed.class::isInstance)
                .map(Change.Resumed.class::cast)
                .findFirst();
        return delivery.recipient() instanceof Recipient.Reporter
                ? resumed.flatMap(change -> receipt.map(no -> new Notice.Resumed(
                        details.title(),
                        no,
                        ticket.owner().isDesk() ? "" : ticket.owner().name(),
                        ticket.due(),
                        change.reason())))
                : resumed.map(change -> new Notice.WaitOver(
                        ticket.no(),
                        details.title(),
                        change.reason() == Change.Resumed.Reason.NO_ANSWER,
                        ticket.due()));
    }

    private ReporterQuestions() {}
}
