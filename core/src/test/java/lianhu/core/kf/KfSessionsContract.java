package lianhu.core.kf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.report.ReceiptNo;
import org.junit.jupiter.api.Test;

/** The contract of customer service sessions: the replies WeChat allows. */
public abstract class KfSessionsContract {
    protected static final Instant START = Instant.parse("2026-11-20T02:00:00Z");
    private static final AreaCode UNIT = new AreaCode("621099101201001-L003");

    protected Instant now = START;
    private final KfCustomer kfCustomer = new KfCustomer("wkLIANHU00000001", "wm" + System.nanoTime());

    protected abstract KfSessions sessions();

    /** Stores a report of the customer and returns its receipt. */
    protected abstract ReceiptNo report(KfCustomer kfCustomer);

    @Test
    void aCustomerWhoNeverWroteGetsNoReply() {
        assertFalse(acquire());
    }

    @Test
    void fiveRepliesAreAllowedUntilTheNextMessage() {
        // Given
        recordMessage("m1", START);
        for (int i = 0; i < 5; i++) {
            assertTrue(acquire());
        }

        // When
        boolean sixth = acquire();
        recordMessage("m2", START.plusSeconds(60));

        // Then
        assertFalse(sixth);
        assertTrue(acquire());
    }

    @Test
    void noReplyIsAllowedAfter48Hours() {
        // Given
        recordMessage("m1", START);
        now = START.plus(Duration.ofHours(48)).minusSeconds(1);
        boolean before = acquire();

        // When
        now = START.plus(Duration.ofHours(48));

        // Then
        assertTrue(before);
        assertFalse(acquire());
    }

    @Test
    void aRepeatedMessageAllowsNoReply() {
        // Given
        recordMessage("m1", START);
        await(sessions().close(kfCustomer));

        // When
        recordMessage("m1", START);
        recordMessage("m0", START.minusSeconds(5));

        // Then
        assertFalse(acquire());
    }

    @Test
    void anUndeliveredReplyIsGivenBack() {
        // Given
        recordMessage("m1", START);
        for (int i = 0; i < KfSessions.MAX_REPLIES; i++) {
            acquire();
        }

        // When
        await(sessions().release(kfCustomer));

        // Then
        assertTrue(acquire());
        assertFalse(acquire());
    }

    @Test
    void theUnitOfTheLinkIsKeptAndALinkWithoutUnitChangesNothing() {
        // Given
        await(sessions().recordEntry(kfCustomer, Optional.of(UNIT)));
        await(sessions().recordEntry(kfCustomer, Optional.empty()));

        // When
        Optional<AreaCode> unit = recordMessage("m1", START);

        // Then
        assertEquals(Optional.of(UNIT), unit);
        assertTrue(acquire());
    }

    @Test
    void theNumberIsRequestedOnceAndNeverWhenKnown() {
        // Given
        recordMessage("m1", START);
        boolean early = await(sessions().savePhone(kfCustomer, "13800001234"));
        ReceiptNo receipt = report(kfCustomer);

        // When
        boolean first = await(sessions().claimPhoneRequest(kfCustomer));
        boolean second = await(sessions().claimPhoneRequest(kfCustomer));
        boolean kept = await(sessions().savePhone(kfCustomer, "13800001234"));

        // Then
        assertFalse(early, "there was nothing to keep it with");
        assertTrue(first);
        assertFalse(second);
        assertTrue(kept);
        assertEquals(Optional.of(kfCustomer), await(sessions().findByReceipt(receipt)));
    }

    private Optional<AreaCode> recordMessage(String message, Instant at) {
        return await(sessions().recordMessage(kfCustomer, message, at));
    }

    private boolean acquire() {
        return await(sessions().acquire(kfCustomer));
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(10));
    }
}
