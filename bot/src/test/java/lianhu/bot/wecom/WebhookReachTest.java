package lianhu.bot.wecom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import lianhu.core.notice.Audience;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Reach.Outcome;
import lianhu.core.notice.Spoken;
import lianhu.core.report.Channel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookReachTest {
    private static final Vertx vertx = Vertx.vertx();

    private final Redis redis = SharedRedis.empty();
    private final WecomTown town = new WecomTown(redis);
    private final VirtualThreads threads = new VirtualThreads();

    private record Limits() implements WecomSettings.Pace {
        @Override
        public int perMinute() {
            return 10_000;
        }

        @Override
        public int perHour() {
            return 150_000;
        }

        @Override
        public int copies() {
            return 1;
        }

        @Override
        public int connections() {
            return 8;
        }
    }

    @AfterEach
    void leave() {
        threads.close();
        town.close();
    }

    @AfterAll
    static void end() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aNoticeIsShownInTheGroup() {
        // When
        Outcome outcome = deliver(town.address, WecomTown.HEADS, "【停水】明天停水");
        // Then
        assertEquals(new Outcome.Shown("群里已推送"), outcome);
        assertEquals(java.util.List.of("【停水】明天停水"), town.shown());
    }

    @Test
    void afterFortyFiveThousandAndNineTheGroupRestsForAllCopies() {
        // Given
        town.fault("webhook/send", "45009", 1);
        // When
        Outcome first = deliver(town.address, WecomTown.HEADS, "一");
        Outcome second = deliver(town.address, WecomTown.HEADS, "二");
        // Then
        assertEquals(
                Duration.ofSeconds(60),
                assertInstanceOf(Outcome.Later.class, first).pause());
        Duration rest = assertInstanceOf(Outcome.Held.class, second).pause();
        assertTrue(rest.toSeconds() >= 50, rest.toString());
        assertEquals(1, town.asked("webhook/send"));
    }

    @Test
    void silenceHalfAnAnswerAndAGatewaysErrorLeaveUsUnsure() {
        for (String fault : java.util.List.of("silence", "half", "lost", "502")) {
            // Given
            town.simulator.faults().clear();
            town.fault("webhook/send", fault, 1);
            // When
            Outcome outcome = deliver(town.address, WecomTown.HEADS, fault);
            // Then
            assertInstanceOf(Outcome.Unknown.class, outcome, fault);
            redis.send(io.vertx.mutiny.redis.client.Request.cmd(io.vertx.mutiny.redis.client.Command.FLUSHALL))
                    .await()
                    .atMost(Duration.ofSeconds(5));
        }
    }

    @Test
    void aRevokedKeyIsRefusedForGood() {
        // Given
        town.fault("webhook/send", "93000", 1);
        // When
        Outcome outcome = deliver(town.address, WecomTown.HEADS, "一");
        // Then
        assertTrue(assertInstanceOf(Outcome.Refused.class, outcome).why().contains("推送地址失效"));
    }

    @Test
    void whatCannotBeReachedWasNotSent() throws IOException {
        // Given
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        // When
        Outcome outcome = deliver(nobody, WecomTown.HEADS, "一");
        // Then
        assertInstanceOf(Outcome.Later.class, outcome);
    }

    @Test
    void customerGroupsAreTheirOwnersAffairAndAKeylessGroupIsSaidToBeOne() {
        // Given
        WebhookReach reach = reach(town.address);
        // Then
        assertFalse(reach.serves(delivery(WecomTown.CUSTOMERS)));
        assertTrue(reach.serves(delivery(WecomTown.HEADS)));
        assertFalse(reach.serves(WecomTown.delivery(1, new Audience.Group(WecomTown.HEADS), Channel.GROUP)));
        assertInstanceOf(Outcome.Refused.class, deliver(town.address, WecomTown.KEYLESS, "一"));
    }

    private Outcome deliver(URI wecom, String chat, String words) {
        return reach(wecom).deliver(delivery(chat), Spoken.text(words)).await().atMost(Duration.ofSeconds(20));
    }

    private WebhookReach reach(URI wecom) {
        InstantSource clock = InstantSource.system();
        return new WebhookReach(
                new WecomTown.Bound(),
                new Turns(redis, new Limits(), clock),
                new Verdict(new Gates(new SharedMemory(redis), clock), new Random(1)),
                threads,
                vertx,
                wecom,
                8,
                WecomTown.PATIENCE,
                new Random(1));
    }

    private static Delivery delivery(String chat) {
        return new Delivery(
                7,
                Optional.empty(),
                0,
                Optional.empty(),
                NoticeType.BROADCAST,
                new Audience.Group(chat),
                Channel.GROUP,
                DeliveryState.SENDING,
                "",
                0,
                Instant.EPOCH,
                3);
    }
}
