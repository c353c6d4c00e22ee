package lianhu.core.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    void aReportHasOneRatingAndTheLastOneCounts() {
        rate("10000001", 1, NOW.minusSeconds(9));
        rate("10000001", 5, NOW);

        assertEquals(new TicketRatings.Totals(1, 1), await(ratings().totals(NOW)));
    }

    @Test
    void olderRatingsDoNotCount() {
        rate("10000001", 5, NOW.minusSeconds(1));

        assertEquals(new TicketRatings.Totals(0, 0), await(ratings().totals(NOW)));
    }

    private void rate(String receipt, int score, Instant at) {
        await(ratings().rate(TICKET, new ReceiptNo(receipt), score, at));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
