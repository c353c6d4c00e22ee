package lianhu.app.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.broadcast.Broadcast;
import lianhu.core.broadcast.BroadcastAudience;
import lianhu.core.broadcast.BroadcastRepository;
import lianhu.core.broadcast.EscalationRepository;
import lianhu.core.broadcast.QuietHours;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.notice.ChannelSender;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.Notice;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.RenderedMessage;
import lianhu.core.report.Channel;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What a post reads that is called to an emergency, and what those read who are reminded of it. */
@NullUnmarked
class BroadcastDeliveryTest {
    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");

    private final List<Notice> sent = new ArrayList<>();
    private List<AreaCode> unanswered = List.of(RosterFixture.UNIT, RosterFixture.VACANT_UNIT);

    @Test
    void aReminderNamesThePlacesThatDoNotAnswerAndTheirHeads() {
        // When
        deliver(2);
        // Then
        assertEquals(
                List.of(new Notice.BroadcastReminder(
                        "马上转移", List.of("云溪镇上河村一组（" + Role.UNIT_HEAD.title() + "老张）", "云溪镇上河村四组"))),
                sent);
    }

    @Test
    void aReminderOfPlacesThatHaveAnsweredMeanwhileIsNotSent() {
        // Given
        unanswered = List.of();
        // When
        ChannelSender.Outcome outcome = deliver(2);
        // Then
        assertTrue(outcome instanceof ChannelSender.Outcome.Obsolete, outcome::toString);
        assertEquals(List.of(), sent);
    }

    @Test
    void theFirstCallSaysWhatToDo() {
        // When
        deliver(0);
        // Then
        assertEquals(List.of(new Notice.BroadcastCall("马上转移", List.of("云溪镇上河村一组", "云溪镇上河村四组"))), sent);
    }

    private ChannelSender.Outcome deliver(int version) {
        Delivery delivery = new Delivery(
                1,
                Optional.empty(),
                version,
                Optional.empty(),
                NoticeType.BROADCAST_EMERGENCY,
                new Recipient.PostHolder(PostId.of(RosterFixture.COUNTY, Role.LEADER, 1)),
                Channel.PRIVATE,
                DeliveryState.SENDING,
                "",
                0,
                NOW,
                7);
        ChannelSender sender = new ChannelSender() {
            @Override
            public boolean supports(Delivery one) {
                return true;
            }

            @Override
            public Uni<Outcome> send(Delivery one, RenderedMessage message) {
                return Uni.createFrom().item(new Outcome.Delivered(""));
            }
        };
        return new BroadcastDelivery(
                        answering(BroadcastRepository.class, Optional.of(broadcast())),
                        answering(EscalationRepository.class, unanswered),
                        notice -> {
                            sent.add(notice);
                            return RenderedMessage.text("");
                        },
                        QuietHours.DEFAULT,
                        RosterFixture.posts(),
                        RosterFixture.areas(),
                        () -> NOW)
                .deliver(delivery, Optional.of(sender))
                .await()
                .indefinitely();
    }

    private static <T> T answering(Class<T> port, Object item) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (proxy, method, arguments) -> Uni.createFrom().item(item)));
    }

    private static Broadcast broadcast() {
        Broadcast.Person author = new Broadcast.Person("desk:chen.jing", "陈静");
        return new Broadcast(
                7,
                "desk:7",
                BroadcastAudience.of(RosterFixture.COUNTY),
                Broadcast.Kind.EMERGENCY,
                "马上转移",
                Broadcast.State.SENDING,
                2,
                author,
                NOW,
                Optional.empty(),
                Optional.empty(),
                Optional.of(NOW));
    }
}
