package lianhu.core.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.report.Channel;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

/** What the digests of a morning rely on. The fake and the database pass the same. */
public abstract class MorningDigestStoreContract {
    protected static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    protected static final Instant AT = Instant.parse("2026-11-23T00:30:00Z");

    protected abstract MorningDigestStore store();

    @Test
    void aDayIsStoredOnce() {
        // When
        boolean first = await(store().store(MONDAY, List.of(to("housing")), AT));
        boolean second = await(store().store(MONDAY, List.of(to("water")), AT));
        // Then
        assertTrue(first);
        assertFalse(second);
        assertTrue(await(store().isStored(MONDAY)));
    }

    @Test
    void aDayWithoutAnybodyToTellIsOverToo() {
        // When
        boolean isFirst = await(store().store(MONDAY, List.of(), AT));
        // Then
        assertTrue(isFirst);
        assertTrue(await(store().isStored(MONDAY)));
    }

    @Test
    void theNextDayIsAnother() {
        // Given
        await(store().store(MONDAY, List.of(to("housing")), AT));
        // When
        boolean isStored = await(store().isStored(MONDAY.plusDays(1)));
        // Then
        assertEquals(false, isStored);
    }

    /** A digest of somebody with one open ticket. */
    protected static PersonalDigest to(String office) {
        return to(office, "", Optional.empty());
    }

    protected static PersonalDigest to(String office, String why, Optional<TicketNo> onlySealed) {
        return new PersonalDigest(
                office,
                new NewDelivery(
                        NoticeType.MORNING_DIGEST,
                        Optional.empty(),
                        new Recipient.DepartmentContact(office),
                        Channel.PRIVATE,
                        DeliveryState.PENDING,
                        why),
                1,
                0,
                0,
                List.of(),
                0,
                onlySealed,
                0,
                Map.of());
    }

    protected static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
