package lianhu.core.notify;

import java.util.List;
import java.util.stream.Stream;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketWithReceipts;

/** Who is told while a ticket waits for its reporter, and when it waits no more. */
final class WaitDeliveries {
    private final StaffRecipients staffRecipients;

    WaitDeliveries(StaffRecipients staffRecipients) {
        this.staffRecipients = staffRecipients;
    }

    /** To the one who reported first: a question may tell what only that reporter has said. Never in a group. */
    static NewDelivery question(TicketWithReceipts loaded) {
        return ReporterDeliveries.inPrivate(
                NoticeType.QUESTION, loaded.receipts().getFirst());
    }

    /** The reporters hear of a date that moves, and that the work goes on; the owner, unless the owner said so or reads the answer. */
    List<NewDelivery> afterWait(Change.Resumed change, TicketWithReceipts before, Ticket now, TicketEvent event) {
        boolean isForReporters = change.reason() == Change.Resumed.Reason.NO_ANSWER
                || !now.due().equals(before.ticket().due());
        boolean isForOwner =
                change.reason() != Change.Resumed.Reason.ANSWERED && !event.by().isHandler();
        return Stream.concat(
                        isForOwner
                                ? staffRecipients.toOwner(NoticeType.RESUMED, now, event.at()).stream()
                                : Stream.empty(),
                        isForReporters
                                ? before.receipts().stream()
                                        .map(contact -> ReporterDeliveries.inPrivate(NoticeType.RESUMED, contact))
                                : Stream.empty())
                .toList();
    }
}
