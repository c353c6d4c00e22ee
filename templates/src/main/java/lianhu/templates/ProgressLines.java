package lianhu.templates;

import java.time.Instant;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.notice.Notice;
import lianhu.core.query.QueueFilter;
import lianhu.core.report.DrillMark;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Ticket;

/** One ticket in a list, for its reporter and for the one who has it. */
public final class ProgressLines {
    public static Replies.ProgressLine of(ReceiptNo receipt, Ticket ticket, String title, Instant now) {
        boolean isClockStopped = !QueueFilter.isClockRunning(ticket);
        boolean isNamed = !ticket.isSealed() && !ticket.owner().isDesk();
        return new Replies.ProgressLine(
                title(ticket, title),
                receipt.spoken(),
                StateLabels.of(ticket.state()),
                isNamed ? ticket.owner().name() : "",
                isClockStopped ? "" : ChineseTime.formatPromise(ticket.due(), now));
    }

    /** The title of a sealed ticket says nothing. */
    public static String title(Ticket ticket, String title) {
        return ticket.isSealed() ? DrillMark.of(ticket.isDrill(), Notice.SEALED_TITLE) : PlainText.sanitize(title);
    }

    private ProgressLines() {}
}
