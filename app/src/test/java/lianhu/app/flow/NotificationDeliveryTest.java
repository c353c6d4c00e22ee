package lianhu.app.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import lianhu.core.area.AreaCode;
import lianhu.core.casework.InMemoryTicketRepository;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.InMemoryIntakeStore;
import lianhu.core.notice.ChannelSender;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Receipt;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.RenderedMessage;
import lianhu.core.notify.NoticeComposer;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.Channel;
import lianhu.core.report.StoreUnavailableException;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What happens to a delivery that cannot be rendered or sent. */
@NullUnmarked
class NotificationDeliveryTest {
    private static final Delivery DELIVERY = new Delivery(
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
    void aDeliveryThatFindsNoDatabaseWasSurelyNotSentAndIsNotUnknown() {
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
        Uni<ChannelSender.Outcome> outcome = notificationDelivery.deliver(DELIVERY);
        // Then
        assertThrows(StoreUnavailableException.class, () -> outcome.await().atMost(Duration.ofSeconds(5)));
        assertFalse(isCalled.get());
    }

    @Test
    void aSenderThatThrowsFailsOneDeliveryAndTheNextIsSent() {
        // Given
        InMemoryTicketRepository tickets = new InMemoryTicketRepository(InstantSource.system());
        Receipt receipt = SmallCountyFixture.intake(new InMemoryIntakeStore(tickets))
                .handle(SmallCountyFixture.report("m1", "村口路灯不亮"))
                .await()
                .indefinitely();
        Ticket ticket = tickets.find(receipt.ticket())
                .await()
                .indefinitely()
                .orElseThrow()
                .ticket();
        TicketQueries queries = (TicketQueries) Proxy.newProxyInstance(
                TicketQueries.class.getClassLoader(),
                new Class<?>[] {TicketQueries.class},
                (proxy, method, arguments) -> Uni.createFrom()
                        .item(Optional.of(new TicketQueries.TicketDetails(
                                ticket, "", List.of(), List.of(), List.of(), List.of()))));
        AtomicBoolean isBroken = new AtomicBoolean(true);
        ChannelSender sender = new ChannelSender() {
            @Override
            public boolean supports(Delivery delivery) {
                return true;
            }

            @Override
            public Uni<Outcome> send(Delivery delivery, RenderedMessage renderedMessage) {
                if (isBroken.getAndSet(false)) {
                    throw new IllegalStateException("before there is a result");
                }
                return Uni.createFrom().item(new Outcome.Delivered(""));
            }
        };
        NotificationDelivery notificationDelivery = new NotificationDelivery(
                queries,
                new NoticeComposer(
                        RosterFixture.areas(),
                        new Catalogue(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), ""),
                        SmallCountyFixture.ECHO,
                        RosterFixture.posts(),
                        delivery -> Optional.empty(),
                        ""),
                notice -> RenderedMessage.text("text"),
                List.of(sender),
                null);
        Delivery quiet = new Delivery(
                2,
                Optional.of(receipt.ticket()),
                1,
                Optional.empty(),
                NoticeType.QUIET,
                new Recipient.Group("wr-heads"),
                Channel.GROUP,
                DeliveryState.SENDING,
                "",
                0,
                Instant.EPOCH);
        Uni<ChannelSender.Outcome> first = notificationDelivery.deliver(quiet);
        // When
        assertThrows(IllegalStateException.class, () -> first.await().atMost(Duration.ofSeconds(5)));
        ChannelSender.Outcome second =
                notificationDelivery.deliver(quiet).await().atMost(Duration.ofSeconds(5));
        // Then
        assertEquals(new ChannelSender.Outcome.Delivered(""), second);
    }
}
