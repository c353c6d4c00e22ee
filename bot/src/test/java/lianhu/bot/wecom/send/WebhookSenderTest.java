package lianhu.bot.wecom.send;

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
import lianhu.bot.redis.RedisFixture;
import lianhu.bot.redis.RedisWithFallback;
import lianhu.bot.wecom.WecomFixture;
import lianhu.bot.wecom.client.BlockingCallExecutor;
import lianhu.bot.wecom.client.ChannelCircuitBreaker;
import lianhu.bot.wecom.client.WecomErrorClassifier;
import lianhu.bot.wecom.client.WecomSettings;
import lianhu.core.notice.ChannelSender.Outcome;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.RenderedMessage;
import lianhu.core.report.Channel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookSenderTest {
    private static final Vertx vertx = Vertx.vertx();

    private final Redis redis = RedisFixture.empty();
    private final WecomFixture town = new WecomFixture(redis);
    private final BlockingCallExecutor threads = new BlockingCallExecutor();

    private record Limits() implements WecomSettings.RateLimit {
        @Override
        public int perMinute() {
            return 10_000;
        }

        @Override
        public int perHour() {
            return 150_000;
        }

        @Override
        public int instances() {
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
        Outcome outcome = deliver(town.address, WecomFixture.HEADS, "【停水】明天停水");
        // Then
        assertEquals(new Outcome.Delivered("群里已推送"), outcome);
        assertEquals(java.util.List.of("【停水】明天停水"), town.shown());
    }

    @Test
    void afterFortyFiveThousandAndNineTheGroupRestsForAllCopies() {
        // Given
        town.fault("webhook/send", "45009", 1);
        // When
        Outcome first = deliver(town.address, WecomFixture.HEADS, "一");
        Outcome second = deliver(town.address, WecomFixture.HEADS, "二");
        // Then
        assertEquals(
                Duration.ofSeconds(60),
                assertInstanceOf(Outcome.RetryLater.class, first).delay());
        Duration rest = assertInstanceOf(Outcome.Paused.class, second).delay();
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
            Outcome outcome = deliver(town.address, WecomFixture.HEADS, fault);
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
        Outcome outcome = deliver(town.address, WecomFixture.HEADS, "一");
        // Then
        assertTrue(assertInstanceOf(Outcome.Rejected.class, outcome).why().contains("推送地址失效"));
    }

    @Test
    void whatCannotBeReachedWasNotSent() throws IOException {
        // Given
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        // When
        Outcome outcome = deliver(nobody, WecomFixture.HEADS, "一");
        // Then
        assertInstanceOf(Outcome.RetryLater.class, outcome);
    }

    @Test
    void customerGroupsAreTheirOwnersAffairAndAKeylessGroupIsSaidToBeOne() {
        // Given
        WebhookSender reach = reach(town.address);
        // Then
        assertFalse(reach.supports(delivery(WecomFixture.CUSTOMERS)));
        assertTrue(reach.supports(delivery(WecomFixture.HEADS)));
        assertFalse(reach.supports(WecomFixture.delivery(1, new Recipient.Group(WecomFixture.HEADS), Channel.GROUP)));
        assertInstanceOf(Outcome.Rejected.class, deliver(town.address, WecomFixture.KEYLESS, "一"));
    }

    private Outcome deliver(URI wecom, String chat, String words) {
        return reach(wecom)
                .send(delivery(chat), RenderedMessage.text(words))
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private WebhookSender reach(URI wecom) {
        InstantSource clock = InstantSource.system();
        return new WebhookSender(
                new WecomFixture.InMemoryBindings(),
                new BroadcastRateLimiter(redis, new Limits(), clock),
                new WecomErrorClassifier(new ChannelCircuitBreaker(new RedisWithFallback(redis), clock), new Random(1)),
                threads,
                vertx,
                wecom,
                8,
                WecomFixture.PATIENCE,
                new Random(1));
    }

    private static Delivery delivery(String chat) {
        return new Delivery(
                7,
                Optional.empty(),
                0,
                Optional.empty(),
                NoticeType.BROADCAST,
                new Recipient.Group(chat),
                Channel.GROUP,
                DeliveryState.SENDING,
                "",
                0,
                Instant.EPOCH,
                3);
    }
}
