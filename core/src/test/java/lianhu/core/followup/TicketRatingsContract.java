package lianhu.core.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

/** What the totals of ratings rely on. The fake and the database pass the same. */
public abstract class TicketRatingsContract {
    private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");
    private static final TicketNo TICKET = new TicketNo("GD20261121621099000376");

    protected abstract TicketRatings ratings();

    @Test
    void fourAndFiveAreSatisfied() {
        for (int score = 1; score <= 5; score++) {
            rate("1000000" + score, score, NOW);
        }

        assertEquals(new TicketRatings.Totals(5, 2), await(ratings().totals(NOW)));
    }

    @Test
    void aReportHasOneRatingAndTheFirstOneCounts() {
        boolean isFirst = rate("10000001", 1, NOW);
        boolean isSecond = rate("10000001", 5, NOW.plusSeconds(9));

        assertTrue(isFirst);
        assertFalse(isSecond);
        assertEquals(new TicketRatings.Totals(1, 0), await(ratings().totals(NOW)));
    }

    @Test
    void itIsKnownWhetherAReportIsRated() {
        rate("10000001", 3, NOW);

        assertTrue(await(ratings().isRated(new ReceiptNo("10000001"))));
        assertFalse(await(ratings().isRated(new ReceiptNo("10000002"))));
    }

    @Test
    void olderRatingsDoNotCount() {
        rate("10000001", 5, NOW.minusSeconds(1));

        assertEquals(new TicketRatings.Totals(0, 0), await(ratings().totals(NOW)));
    }

    private boolean rate(String receipt, int score, Instant at) {
        return await(ratings().rate(TICKET, new ReceiptNo(receipt), score, at));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
