package lianhu.app.flow;

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
import lianhu.core.area.AreaCode;
import lianhu.core.notice.ChannelSender;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.RenderedMessage;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.Channel;
import lianhu.core.report.StoreUnavailableException;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What happens when words cannot be found for a telling. */
@NullUnmarked
class NotificationDeliveryTest {
    private static final Delivery TELLING = new Delivery(
            1,
            Optional.of(TicketNo.of(LocalDate.of(2026, 11, 21), new AreaCode("621099"), 1)),
            3,
            Optional.empty(),
            NoticeType.RESULT,
            new Recipient.Group("wr-heads"),
            Channel.GROUP,
            DeliveryState.SENDING,
            "",
            0,
            Instant.EPOCH);

    @Test
    void aTellingThatFindsNoDatabaseWasSurelyNotSentAndIsNotUnknown() {
        // Given
        AtomicBoolean isCalled = new AtomicBoolean();
        TicketQueries away = (TicketQueries) Proxy.newProxyInstance(
                TicketQueries.class.getClassLoader(),
                new Class<?>[] {TicketQueries.class},
                (proxy, method, arguments) -> Uni.createFrom().failure(new IllegalStateException("broken pipe")));
        ChannelSender way = new ChannelSender() {
            @Override
            public boolean supports(Delivery delivery) {
                return true;
            }

            @Override
            public Uni<Outcome> send(Delivery delivery, RenderedMessage renderedMessage) {
                isCalled.set(true);
                return Uni.createFrom().item(new Outcome.Delivered(""));
            }
        };
        NotificationDelivery notificationDelivery = new NotificationDelivery(away, null, null, List.of(way), null);
        // When
        Uni<ChannelSender.Outcome> told = notificationDelivery.deliver(TELLING);
        // Then
        assertThrows(StoreUnavailableException.class, () -> told.await().atMost(Duration.ofSeconds(5)));
        assertFalse(isCalled.get());
    }
}
