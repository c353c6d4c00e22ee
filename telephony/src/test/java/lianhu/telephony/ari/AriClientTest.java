package lianhu.telephony.ari;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import lianhu.telephony.ari.AriEvent.ApplicationReplaced;
import lianhu.telephony.ari.AriEvent.GapEvent;
import lianhu.telephony.ari.AriEvent.Unknown;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NullUnmarked
class AriClientTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<AriEvent> events = new LinkedBlockingQueue<>();
    private FakeAsterisk asterisk;
    private AriClient client;

    @BeforeEach
    void connect() throws Exception {
        asterisk = new FakeAsterisk(vertx);
        client = newClient(Duration.ofMillis(400));
        client.start();
    }

    @AfterEach
    void close() throws Exception {
        FreezableWire.await(vertx.close());
    }

    @Test
    void theFirstEventIsTheGapWithOurChannelsOnlyAndHeldEventsFollow() throws Exception {
        GapEvent gap = assertInstanceOf(GapEvent.class, next());

        assertNull(gap.lostAt());
        assertEquals(
                List.of("c1"),
                gap.snapshot().channels().stream().map(AriChannel::id).toList());
        assertEquals(
                List.of("other"),
                gap.snapshot().others().stream().map(AriChannel::id).toList());
        assertTrue(gap.snapshot().hasChannel("c1"));
        assertTrue(gap.snapshot().hasChannel("other"));
        assertEquals("02:00:00:00:00:01", gap.snapshot().asterisk());
        assertEquals(
                Map.of("hotline-a", Set.of("c1"), "hotline-b", Set.of()),
                gap.snapshot().applications());
        assertEquals(
                "TextMessageReceived", assertInstanceOf(Unknown.class, next()).type());
    }

    @Test
    void aLostSocketIsReportedAsAGapAndOpenRequestsFail() throws Exception {
        skipStart();
        var open = client.findPlayback("slow").subscribeAsCompletionStage();
        awaitRequest("playbacks/slow");
        asterisk.wire.cut();

        var failure = assertThrows(CompletionException.class, open::join).getCause();
        assertEquals("PLAYBACK: connection lost", failure.getMessage());
        assertNotNull(assertInstanceOf(GapEvent.class, next()).lostAt());
    }

    @Test
    void aHalfOpenSocketIsDeadAfterTwoPingsAndItsLateEndDoesNotHarmTheNextOne() throws Exception {
        skipStart();
        ServerWebSocket dead = asterisk.sockets.getLast();
        freezeUntilGivenUp();

        assertInstanceOf(GapEvent.class, next());
        assertInstanceOf(Unknown.class, next());
        dead.close();
        client.answer("c1").await().atMost(LIMIT);
        assertTrue(client.isReady());
    }

    /** Asterisk tells the dead socket that its name was taken: by our own next connection. */
    @Test
    void whatADeadSocketStillDeliversIsIgnored() throws Exception {
        skipStart();
        ServerWebSocket dead = asterisk.sockets.getLast();
        freezeUntilGivenUp();
        skipStart();
        dead.writeTextMessage("{\"type\":\"ApplicationReplaced\"}");
        FreezableWire.await(dead.writePing(Buffer.buffer("after")));
        client.answer("c1").await().atMost(LIMIT);

        assertEquals(List.of(), List.copyOf(events));
        assertTrue(client.isReady());
    }

    @Test
    void anAsteriskThatAcceptsAConnectionButNeverAnswersIsTriedAgain() throws Exception {
        skipStart();
        asterisk.wire.freeze(true);
        asterisk.wire.cut();
        awaitNotReady();
        // Longer than the deadline of one attempt.
        assertNull(events.poll(1, TimeUnit.SECONDS));
        asterisk.wire.freeze(false);

        assertInstanceOf(GapEvent.class, next());
    }

    @Test
    void aRefusalHasItsStatusAndASilentRequestEndsInTime() throws Exception {
        skipStart();

        AriException refused = failure(client.findPlayback("gone"));
        assertTrue(refused.isNotFound());
        assertEquals("PLAYBACK: 404 no fallback-1.2-…", refused.getMessage());
        AriException unanswered = failure(client.findPlayback("slow"));
        assertFalse(unanswered.isRefused());
        assertEquals("PLAYBACK: no answer in time", unanswered.getMessage());
    }

    @Test
    void requestsBeforeAConnectionFail() {
        AriClient unstarted = newClient(Duration.ofSeconds(15));

        assertEquals("ANSWER: not connected", failure(unstarted.answer("c1")).getMessage());
    }

    @Test
    void requestsAreSentInTheOrderOfTheirSubscriptions() throws Exception {
        skipStart();
        asterisk.requests.clear();
        Uni<Void> last = client.hangUp("c1");
        send(client.answer("c1"));
        send(client.play("c1", "p1", List.of("sound:a", "sound:b")));
        last.await().atMost(LIMIT);

        assertEquals(List.of("channels/c1/answer", "channels/c1/play/p1", "channels/c1"), asterisk.requests);
    }

    @Test
    void anAsteriskThatAnswersNothingDoesNotCollectRequestsWithoutEnd() throws Exception {
        skipStart();
        for (int i = 0; i < PendingRequests.MAX_PENDING; i++) {
            send(client.findPlayback("slow"));
        }

        assertEquals(
                "ANSWER: too many requests wait for an answer",
                failure(client.answer("c1")).getMessage());
    }

    @Test
    void aMessageThatIsNoJsonIsSkippedAndAnUnknownEventIsKept() throws Exception {
        skipStart();
        asterisk.send("<html>");
        asterisk.send("{\"type\":\"NewInAsterisk23\",\"a\":1}");

        assertEquals(1, assertInstanceOf(Unknown.class, next()).raw().getInteger("a"));
    }

    @Test
    void anEventThatCannotBeHandledDoesNotStopThoseThatFollow() throws Exception {
        CountDownLatch second = new CountDownLatch(2);
        AriClient failing =
                new AriClient(vertx.getOrCreateContext(), options(Duration.ofSeconds(15)), Clock.systemUTC(), event -> {
                    second.countDown();
                    throw new IllegalStateException("event");
                });
        failing.start();

        assertTrue(second.await(10, TimeUnit.SECONDS));
    }

    @Test
    void aReplacedApplicationDoesNotComeBack() throws Exception {
        skipStart();
        int opened = asterisk.sockets.size();
        asterisk.send("{\"type\":\"ApplicationReplaced\"}");

        assertInstanceOf(ApplicationReplaced.class, next());
        assertFalse(client.isReady());
        assertNull(events.poll(1, TimeUnit.SECONDS));
        assertEquals(opened, asterisk.sockets.size());
    }

    @Test
    void aClosedClientFailsItsRequestsAndDoesNotComeBack() throws Exception {
        skipStart();
        int opened = asterisk.sockets.size();
        var open = client.findPlayback("slow").subscribeAsCompletionStage();
        client.close().await().atMost(LIMIT);

        assertThrows(CompletionException.class, open::join);
        assertNull(events.poll(1, TimeUnit.SECONDS));
        assertEquals(opened, asterisk.sockets.size());
    }

    @Test
    void aFileThatStopsComingFailsAndAMissingOneIsNotFound() {
        assertThrows(
                CompletionException.class,
                () -> client.readRecording("stuck", 1_000)
                        .subscribeAsCompletionStage()
                        .join());
        assertTrue(failure(client.readRecording("missing", 1_000)).isNotFound());
    }

    private AriClient newClient(Duration pingInterval) {
        return new AriClient(vertx.getOrCreateContext(), options(pingInterval), Clock.systemUTC(), events::add);
    }

    private AriOptions options(Duration pingInterval) {
        return new AriOptions(
                "127.0.0.1", asterisk.wire.port(), "u", "p", "hotline-a", Duration.ofMillis(500), pingInterval, 2);
    }

    private AriEvent next() throws InterruptedException {
        AriEvent event = events.poll(10, TimeUnit.SECONDS);
        assertNotNull(event, "no event in time");
        return event;
    }

    private void skipStart() throws InterruptedException {
        assertInstanceOf(GapEvent.class, next());
        assertInstanceOf(Unknown.class, next());
    }

    /** The wire stays frozen until the end of the old connection is swallowed too. */
    private void freezeUntilGivenUp() throws InterruptedException {
        asterisk.wire.freeze(true);
        awaitNotReady();
        Thread.sleep(100);
        asterisk.wire.freeze(false);
    }

    private void awaitNotReady() {
        while (client.isReady()) {
            Thread.onSpinWait();
        }
    }

    private void awaitRequest(String uri) {
        while (!asterisk.requests.contains(uri)) {
            Thread.onSpinWait();
        }
    }

    private static void send(Uni<Void> request) {
        request.subscribe().with(done -> {}, failed -> {});
    }

    private static AriException failure(Uni<?> request) {
        var failed = assertThrows(
                CompletionException.class,
                () -> request.subscribeAsCompletionStage().join());
        return assertInstanceOf(AriException.class, failed.getCause());
    }
}
