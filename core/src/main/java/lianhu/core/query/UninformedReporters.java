package lianhu.core.query;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.State;
import lianhu.core.ticket.TicketNo;

/**
 * 没有回音的: reports whose reporters were not told what they were promised, each under one kind. Sealed tickets are absent, and
 * so is what an erasure has left without a person to tell.
 */
public interface UninformedReporters {
    /**
     * The reports of a kind, the one that waits longest first.
     *
     * @param page from 1
     */
    Uni<Page> list(Kind kind, int page, int pageSize, Viewer viewer);

    /** What a reporter was not told. */
    enum Kind {
        /** The due date has passed, and nothing reached the reporter since. */
        LATE,
        /** There is a result, and it did not certainly reach the reporter. */
        RESULT_NOT_TOLD,
        /** Nothing ever reached the reporter, not even the receipt, for an hour. */
        RECEIPT_NOT_TOLD,
        /** There is a result that only the reporter can look up (等本人来查). */
        RESULT_NOT_SEEN
    }

    /**
     * One report.
     *
     * @param since the due date, the time of the result, or when it was received
     * @param why the newest delivery is in its state; empty for none
     */
    record UninformedReport(
            ReceiptNo receipt, TicketNo ticket, String title, State state, String owner, Instant since, String why) {}

    /** @param total of all pages */
    record Page(List<UninformedReport> reports, long total) {}
}
