package lianhu.app.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import lianhu.core.area.AreaCode;
import lianhu.core.casework.InMemoryTicketRepository;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.InMemoryIntakeStore;
import lianhu.core.intake.ReportIntake;
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
import lianhu.core.roster.PostId;
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
        NotificationDelivery notificationDelivery =
                new NotificationDelivery(away, null, null, null, null, List.of(way), null);
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
                queries, composer(), null, null, notice -> RenderedMessage.text("text"), List.of(sender), null);
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

    @Test
    void anSmsThatIsRefusedInsteadOfTheChatLeavesItsReason() {
        // When
        ChannelSender.Outcome refused = insteadOfTheChat(new ChannelSender.Outcome.Rejected("短信平台不收：空号"));
        ChannelSender.Outcome sent = insteadOfTheChat(new ChannelSender.Outcome.Delivered("短信平台收下了"));
        // Then
        assertEquals(new ChannelSender.Outcome.WaitingForPull("回复满了，等本人来查；短信平台不收：空号"), refused);
        assertEquals(new ChannelSender.Outcome.Delivered("短信平台收下了（微信里发不了）"), sent);
    }

    /** The chat takes no more messages. */
    private static ChannelSender.Outcome insteadOfTheChat(ChannelSender.Outcome bySms) {
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
        NotificationDelivery notificationDelivery = new NotificationDelivery(
                queries,
                composer(),
                null,
                null,
                notice -> RenderedMessage.text("text"),
                List.of(
                        sender(Channel.KF, new ChannelSender.Outcome.WaitingForPull("回复满了，等本人来查")),
                        sender(Channel.SMS, bySms)),
                null);
        Delivery delivery = new Delivery(
                2,
                Optional.of(receipt.ticket()),
                1,
                Optional.of(receipt.no()),
                NoticeType.DISPATCHED,
                new Recipient.Reporter(receipt.no()),
                Channel.KF,
                DeliveryState.SENDING,
                "",
                0,
                Instant.EPOCH);
        return notificationDelivery.deliver(delivery).await().atMost(Duration.ofSeconds(5));
    }

    private static ChannelSender sender(Channel channel, ChannelSender.Outcome outcome) {
        return new ChannelSender() {
            @Override
            public boolean supports(Delivery delivery) {
                return delivery.channel() == channel;
            }

            @Override
            public Uni<Outcome> send(Delivery delivery, RenderedMessage renderedMessage) {
                return Uni.createFrom().item(outcome);
            }
        };
    }

    @Test
    void aDigestNamesTheThreeMostUrgentCountsTheTicketsAndLinksToAllOfThem() {
        // Given
        InMemoryTicketRepository tickets = new InMemoryTicketRepository(InstantSource.system());
        ReportIntake intake = SmallCountyFixture.intake(new InMemoryIntakeStore(tickets));
        List<Delivery> cards = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            Receipt receipt = intake.handle(SmallCountyFixture.report("m" + i, "村口路灯不亮" + i))
                    .await()
                    .indefinitely();
            cards.add(card(i, receipt.ticket()));
        }
        cards.add(card(6, cards.getFirst().ticket().orElseThrow()));
        TicketQueries queries = (TicketQueries) Proxy.newProxyInstance(
                TicketQueries.class.getClassLoader(),
                new Class<?>[] {TicketQueries.class},
                (proxy, method, arguments) -> tickets.find((TicketNo) arguments[0])
                        .map(found -> found.map(loaded -> new TicketQueries.TicketDetails(
                                loaded.ticket(), loaded.title(), List.of(), List.of(), List.of(), List.of()))));
        List<RenderedMessage> sent = new ArrayList<>();
        ChannelSender sender = new ChannelSender() {
            @Override
            public boolean supports(Delivery delivery) {
                return true;
            }

            @Override
            public Uni<Outcome> send(Delivery delivery, RenderedMessage renderedMessage) {
                sent.add(renderedMessage);
                return Uni.createFrom().item(new Outcome.Delivered("ok"));
            }
        };
        NotificationDelivery notificationDelivery = new NotificationDelivery(
                queries,
                composer(),
                null,
                null,
                notice -> RenderedMessage.digest(notice.toString()),
                List.of(sender),
                null);
        // When
        ChannelSender.Outcome outcome =
                notificationDelivery.deliver(cards).await().atMost(Duration.ofSeconds(5));
        // Then
        assertEquals(new ChannelSender.Outcome.Delivered("和别的一共 6 条，并成一条发到企业微信"), outcome);
        String digest = sent.getFirst().text();
        assertEquals(1, sent.size());
        assertTrue(digest.contains("tickets=5") && digest.contains("link=/work/l1"), digest);
        assertTrue(digest.contains("不亮1") && digest.contains("不亮3") && !digest.contains("不亮4"), digest);
    }

    private static Delivery card(long id, TicketNo ticket) {
        return new Delivery(
                id,
                Optional.of(ticket),
                3,
                Optional.empty(),
                NoticeType.ASSIGNED,
                new Recipient.PostHolder(new PostId("keeper")),
                Channel.PRIVATE,
                DeliveryState.SENDING,
                "",
                0,
                Instant.EPOCH);
    }

    private static NoticeComposer composer() {
        return new NoticeComposer(
                RosterFixture.areas(),
                new Catalogue(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), ""),
                SmallCountyFixture.ECHO,
                RosterFixture.posts(),
                RosterFixture.workLinks(),
                "");
    }
}
