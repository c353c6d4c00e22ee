package lianhu.core.followup;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;

/**
 * How satisfied reporters are. No rating can be read by its ticket, so that nobody whom it rates sees it: what can be read are
 * totals.
 */
public interface TicketRatings {
    /**
     * Stores the rating of a reporter, once for a receipt.
     *
     * @param score 5 very satisfied, 4 satisfied, 3 fair, 2 dissatisfied, 1 very dissatisfied
     * @return false when the receipt has a rating, which stays
     */
    Uni<Boolean> rate(TicketNo ticket, ReceiptNo receipt, int score, Instant at);

    /** Whether the reporter of the receipt has rated; not how. */
    Uni<Boolean> isRated(ReceiptNo receipt);

    /** Of the ratings since then. */
    Uni<Totals> totals(Instant since);

    /**
     * 满意率 is {@code satisfied} of {@code rated}.
     *
     * @param satisfied with 4 or 5
     */
    record Totals(int rated, int satisfied) {}
}
