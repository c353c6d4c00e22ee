package lianhu.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.care.Visitor;
import lianhu.core.care.Visitors;
import lianhu.core.report.ReceiptNo;
import org.junit.jupiter.api.Test;

/** What WeChat allows towards residents who wrote to customer service. */
public abstract class VisitorsContract {
    protected static final Instant START = Instant.parse("2026-11-20T02:00:00Z");
    private static final AreaCode UNIT = new AreaCode("621099101201001-L003");

    protected Instant now = START;
    private final Visitor visitor = new Visitor("wkLIANHU00000001", "wm" + System.nanoTime());

    protected abstract Visitors visitors();

    /** She reports something; its receipt. */
    protected abstract ReceiptNo report(Visitor visitor);

    @Test
    void whoNeverWroteIsNotAnswered() {
        assertFalse(take());
    }

    @Test
    void fiveAreAnsweredAndTheSixthAfterSheWritesAgain() {
        // Given
        spoke("m1", START);
        for (int i = 0; i < Visitors.ANSWERS; i++) {
            assertTrue(take());
        }

        // When
        boolean sixth = take();
        spoke("m2", START.plusSeconds(60));

        // Then
        assertFalse(sixth);
        assertTrue(take());
    }

    @Test
    void nobodyIsAnsweredAfter48Hours() {
        // Given
        spoke("m1", START);
        now = START.plus(Visitors.ANSWERABLE).minusSeconds(1);
        boolean before = take();

        // When
        now = START.plus(Visitors.ANSWERABLE);

        // Then
        assertTrue(before);
        assertFalse(take());
    }

    @Test
    void aMessageThatComesAgainOpensNothing() {
        // Given
        spoke("m1", START);
        await(visitors().shut(visitor));

        // When
        spoke("m1", START);
        spoke("m0", START.minusSeconds(5));

        // Then
        assertFalse(take());
    }

    @Test
    void whatWasNotShownIsGivenBack() {
        // Given
        spoke("m1", START);
        for (int i = 0; i < Visitors.ANSWERS; i++) {
            take();
        }

        // When
        await(visitors().giveBack(visitor));

        // Then
        assertTrue(take());
        assertFalse(take());
    }

    @Test
    void theUnitOfHerLinkIsRememberedAndAnotherLinkWithoutOneChangesNothing() {
        // Given
        await(visitors().entered(visitor, Optional.of(UNIT)));
        await(visitors().entered(visitor, Optional.empty()));

        // When
        Optional<AreaCode> unit = spoke("m1", START);

        // Then
        assertEquals(Optional.of(UNIT), unit);
        assertTrue(take());
    }

    @Test
    void sheIsAskedOnceForANumberAndNeverAfterSheLeftOne() {
        // Given
        spoke("m1", START);
        boolean early = await(visitors().leftPhone(visitor, "13800001234"));
        ReceiptNo receipt = report(visitor);

        // When
        boolean first = await(visitors().mayAskForPhone(visitor));
        boolean second = await(visitors().mayAskForPhone(visitor));
        boolean kept = await(visitors().leftPhone(visitor, "13800001234"));

        // Then
        assertFalse(early, "there was nothing to keep it with");
        assertTrue(first);
        assertFalse(second);
        assertTrue(kept);
        assertEquals(Optional.of(visitor), await(visitors().of(receipt)));
    }

    private Optional<AreaCode> spoke(String message, Instant at) {
        return await(visitors().spoke(visitor, message, at));
    }

    private boolean take() {
        return await(visitors().take(visitor));
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(10));
    }
}
