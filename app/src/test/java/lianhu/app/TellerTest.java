package lianhu.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import lianhu.core.Unavailable;
import lianhu.core.Worklist;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.Audience;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Reach;
import lianhu.core.notice.Spoken;
import lianhu.core.report.Channel;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What happens when words cannot be found for a telling. */
@NullUnmarked
class TellerTest {
    private static final Delivery TELLING = new Delivery(
            1,
            Optional.of(TicketNo.of(LocalDate.of(2026, 11, 21), new AreaCode("621099"), 1)),
            3,
            Optional.empty(),
            NoticeType.RESULT,
            new Audience.Group("wr-heads"),
            Channel.GROUP,
            DeliveryState.SENDING,
            "",
            0,
            Instant.EPOCH);

    @Test
    void aTellingThatFindsNoDatabaseWasSurelyNotSentAndIsNotUnknown() {
        // Given
        AtomicBoolean isCalled = new AtomicBoolean();
        Worklist away = (Worklist) Proxy.newProxyInstance(
                Worklist.class.getClassLoader(),
                new Class<?>[] {Worklist.class},
                (proxy, method, arguments) -> Uni.createFrom().failure(new IllegalStateException("broken pipe")));
        Reach way = new Reach() {
            @Override
            public boolean serves(Delivery delivery) {
                return true;
            }

            @Override
            public Uni<Outcome> deliver(Delivery delivery, Spoken spoken) {
                isCalled.set(true);
                return Uni.createFrom().item(new Outcome.Shown(""));
            }
        };
        Teller teller = new Teller(away, null, null, List.of(way), null);
        // When
        Uni<Reach.Outcome> told = teller.tell(TELLING);
        // Then
        assertThrows(Unavailable.class, () -> told.await().atMost(Duration.ofSeconds(5)));
        assertFalse(isCalled.get());
    }
}
