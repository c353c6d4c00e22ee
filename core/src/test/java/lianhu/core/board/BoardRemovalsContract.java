package lianhu.core.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

/** What the pages rely on. The fake and the database pass the same. */
public abstract class BoardRemovalsContract {
    private static final Instant AT = Instant.parse("2026-11-20T02:00:00Z");
    private static final Actor CHEN = new Actor(Actor.Type.DESK, "desk:chen.jing", "陈静");
    private static final TicketNo TICKET = new TicketNo("GD20261121621099000376");
    private static final ReceiptNo RECEIPT = new ReceiptNo("48271938");

    protected abstract BoardRemovals removals();

    /** Stores a report of that ticket. */
    protected abstract void report(ReceiptNo receipt, TicketNo ticket);

    @Test
    void theDeskIsNamedWithTheTime() {
        await(removals().remove(TICKET, CHEN, AT));

        BoardRemoval removal = await(removals().find(TICKET)).orElseThrow();
        assertEquals(new BoardRemoval(CHEN, AT), removal);
    }

    @Test
    void aReporterTakesOffWhatTheReceiptReportedAndIsNotNamed() {
        report(RECEIPT, TICKET);

        await(removals().remove(RECEIPT, AT));

        BoardRemoval removal = await(removals().find(TICKET)).orElseThrow();
        assertEquals(new BoardRemoval(new Actor(Actor.Type.REPORTER, "", ""), AT), removal);
    }

    @Test
    void theFirstRemovalStays() {
        report(RECEIPT, TICKET);
        await(removals().remove(TICKET, CHEN, AT));

        await(removals().remove(RECEIPT, AT.plusSeconds(9)));
        await(removals().remove(TICKET, new Actor(Actor.Type.DESK, "desk:li.na", "李娜"), AT.plusSeconds(9)));

        assertEquals(new BoardRemoval(CHEN, AT), await(removals().find(TICKET)).orElseThrow());
    }

    @Test
    void anUnknownReceiptTakesNothingOff() {
        await(removals().remove(new ReceiptNo("51906642"), AT));

        assertTrue(await(removals().find(TICKET)).isEmpty());
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
