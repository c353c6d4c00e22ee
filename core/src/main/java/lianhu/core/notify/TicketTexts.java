package lianhu.core.notify;

import java.util.List;
import java.util.Optional;
import lianhu.core.notice.Delivery;
import lianhu.core.query.ReportedResult;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.TicketEvent;

/** What the reports and the history of a ticket say, as notices quote it. */
final class TicketTexts {
    static Optional<ReceiptNo> firstReceipt(TicketQueries.TicketDetails ticketDetails) {
        return ticketDetails.receipts().stream().findFirst().map(TicketQueries.ReceiptInfo::receipt);
    }

    static String reporterName(TicketQueries.TicketDetails ticketDetails, ReceiptNo receipt) {
        return ticketDetails.receipts().stream()
                .filter(receiptInfo -> receiptInfo.receipt().equals(receipt))
                .map(TicketQueries.ReceiptInfo::reporter)
                .filter(name -> !name.contains("*"))
                .findFirst()
                .orElse("");
    }

    /** The transcript of a voice message, else the text. */
    static String reportText(TicketQueries.TicketDetails ticketDetails) {
        return lastEvent(ticketDetails, Change.Transcribed.class)
                .map(TicketEvent::words)
                .orElseGet(() -> originalText(ticketDetails));
    }

    private static String originalText(TicketQueries.TicketDetails ticketDetails) {
        return ticketDetails.texts().stream()
                .map(TicketQueries.ReportText::text)
                .filter(words -> !words.isBlank())
                .findFirst()
                .orElseGet(ticketDetails::title);
    }

    static String reopenReason(TicketQueries.TicketDetails ticketDetails) {
        return lastEvent(ticketDetails, Change.Reopened.class)
                .map(TicketEvent::words)
                .filter(words -> !words.isBlank())
                .orElse("没有写原因");
    }

    static String dropReason(TicketQueries.TicketDetails ticketDetails) {
        return ticketDetails.ticket().mergedInto().isPresent() ? "和另一件并在一起办了" : "报事的人撤回了";
    }

    static Change.Triaged triaged(TicketQueries.TicketDetails ticketDetails) {
        return lastEvent(ticketDetails, Change.Triaged.class)
                .map(event -> (Change.Triaged) event.change())
                .orElseThrow(() -> new IllegalStateException(
                        "a ticket without triage: " + ticketDetails.ticket().no()));
    }

    static Optional<TicketEvent> lastEvent(TicketQueries.TicketDetails ticketDetails, Class<? extends Change> type) {
        List<TicketEvent> history = ticketDetails.history();
        for (int i = history.size() - 1; i >= 0; i--) {
            if (type.isInstance(history.get(i).change())) {
                return Optional.of(history.get(i));
            }
        }
        return Optional.empty();
    }

    static Optional<TicketEvent> lastResult(TicketQueries.TicketDetails ticketDetails) {
        return ReportedResult.in(ticketDetails.history());
    }

    /** What the delivery tells of: the addition of its version, or the answer from which the ticket goes on in its version. */
    static String addition(Delivery delivery, TicketQueries.TicketDetails ticketDetails) {
        boolean isAnswer = ticketDetails.history().stream()
                .anyMatch(event -> event.seq() == delivery.version()
                        && event.change() instanceof Change.Resumed resumed
                        && resumed.reason() == Change.Resumed.Reason.ANSWERED);
        int addition = isAnswer ? delivery.version() - 1 : delivery.version();
        return ticketDetails.history().stream()
                .filter(event -> event.seq() == addition && event.change() instanceof Change.Supplemented)
                .map(event -> event.words().isBlank() ? "发来了照片" : event.words())
                .findFirst()
                .orElse("");
    }

    private TicketTexts() {}
}
