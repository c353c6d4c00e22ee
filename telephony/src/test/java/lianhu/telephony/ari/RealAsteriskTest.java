package lianhu.telephony.ari;

import static lianhu.telephony.ari.AsteriskFixture.LIMIT;
import static lianhu.telephony.ari.AsteriskFixture.await;
import static lianhu.telephony.ari.AsteriskFixture.incoming;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import lianhu.telephony.ari.AriEvent.ApplicationReplaced;
import lianhu.telephony.ari.AriEvent.CallBroadcast;
import lianhu.telephony.ari.AriEvent.ChannelDtmfReceived;
import lianhu.telephony.ari.AriEvent.GapEvent;
import lianhu.telephony.ari.AriEvent.PlaybackFinished;
import lianhu.telephony.ari.AriEvent.RecordingFinished;
import lianhu.telephony.ari.AriEvent.StasisEnd;
import lianhu.telephony.ari.AriEvent.StasisStart;
import lianhu.telephony.ari.AsteriskFixture.Listener;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The client against a real Asterisk, whose connections and whose process are killed. */
@NullUnmarked
class RealAsteriskTest {
    private static final int WAV_HEADER = 44;
    private static final int BYTES_PER_SECOND = 16_000;
    private static final String NUMBER = "13900000001";

    private static AsteriskFixture fixture;

    @BeforeAll
    static void start() {
        fixture = new AsteriskFixture();
    }

    @AfterAll
    static void stop() {
        if (fixture != null) {
            fixture.close();
        }
    }

    @AfterEach
    void disconnect() {
        fixture.disconnect();
    }

    /** A telephone that is not registered; and one that Asterisk does not know. */
    @Test
    void asteriskSaysWhetherAnEndpointAnswers() throws Exception {
        Listener gateway = connect("a");

        String state = gateway.client().endpointState("8001").await().atMost(LIMIT);
        AriException unknown = assertThrows(
                AriException.class,
                () -> gateway.client().endpointState("nobody").await().atMost(LIMIT));

        assertEquals("offline", state);
        assertTrue(unknown.isNotFound(), unknown::toString);
    }

    @Test
    void aCallIsOfferedToEveryInstanceAndTakenByOne() throws Exception {
        // Given
        Listener first = connect("a");
        Listener second = connect("b");
        // When
        String caller = fixture.call(NUMBER);
        AriChannel offered = first.next(CallBroadcast.class).channel();
        assertEquals(
                incoming(caller), second.next(CallBroadcast.class).channel().id());
        await(second.client().claim(offered.id()));
        AriException tooLate = refusal(first.client().claim(offered.id()));
        // Then
        assertTrue(tooLate.isConflict());
        StasisStart taken = second.next(StasisStart.class);
        assertEquals(NUMBER, taken.channel().callerNumber());
        assertEquals(List.of("inbound"), taken.args());
        fixture.hangUp(caller);
        assertEquals(incoming(caller), second.next(StasisEnd.class).channel().id());
    }

    @Test
    void wordsAreRecordedUntilAKeyAndComeAsAFile() throws Exception {
        // Given
        Listener gateway = connect("a");
        String caller = answered(gateway);
        String name = caller + "-r1";
        // When
        fixture.speak(caller);
        await(record(gateway, caller, name));
        Thread.sleep(2_500);
        fixture.press(caller, '#');
        // Then
        assertEquals('#', gateway.next(ChannelDtmfReceived.class).digit());
        RecordingFinished finished = gateway.next(RecordingFinished.class);
        assertEquals(name, finished.name());
        assertEquals(incoming(caller), finished.channelId());
        assertTrue(finished.talkingSeconds() >= 2, finished::toString);
        byte[] wav = copy(gateway, name);
        assertTrue(wav.length > 2 * BYTES_PER_SECOND, () -> wav.length + " bytes");
        assertTrue(loudness(wav) > 1_000, () -> "loudness " + loudness(wav));
        assertTrue(refusal(record(gateway, caller, name)).isConflict());
        await(gateway.client().deleteRecording(name));
        assertTrue(refusal(gateway.client().findStoredRecording(name)).isNotFound());
        fixture.hangUp(caller);
    }

    @Test
    void aPlaybackCanBeFoundAndStoppedAndAMissingSoundIsToldApart() throws Exception {
        // Given
        Listener gateway = connect("a");
        String caller = answered(gateway);
        String channel = incoming(caller);
        await(gateway.client().play(channel, "p1", List.of("sound:" + fixture.media())));
        await(gateway.client().findPlayback("p1"));
        // When
        await(gateway.client().stopPlayback("p1"));
        await(gateway.client().play(channel, "p2", List.of("sound:/missing/prompt")));
        // Then
        assertEquals(new PlaybackFinished("p1", "done", channel), gateway.next(PlaybackFinished.class));
        assertEquals(new PlaybackFinished("p2", "failed", channel), gateway.next(PlaybackFinished.class));
        assertTrue(refusal(gateway.client().findPlayback("p1")).isNotFound());
        fixture.hangUp(caller);
    }

    @Test
    void aCallerAndASecondPersonAreJoinedAndRecorded() throws Exception {
        // Given
        Listener gateway = connect("a");
        String caller = answered(gateway);
        String leg = fixture.withTest(caller + "-leg");
        await(gateway.client().originate("Local/12345@hotline-in/n", leg, NUMBER, LIMIT, incoming(caller)));
        await(gateway.client().claim(gateway.next(CallBroadcast.class).channel().id()));
        await(gateway.client().answer(incoming(leg)));
        while (!gateway.next(StasisStart.class).channel().id().equals(leg)) {
            // the other half of this leg
        }
        // When
        await(gateway.client().createBridge("b1"));
        await(gateway.client().createBridge("b1"));
        await(gateway.client().addChannels("b1", List.of(incoming(caller), leg)));
        await(gateway.client().recordBridge("b1", caller + "-bridge", Duration.ofMinutes(1)));
        fixture.speak(caller);
        Thread.sleep(1_500);
        // Then
        assertTrue(snapshot(gateway).bridges().containsKey("b1"));
        await(gateway.client().stopRecording(caller + "-bridge"));
        assertEquals("", gateway.next(RecordingFinished.class).channelId());
        byte[] wav = copy(gateway, caller + "-bridge");
        assertTrue(loudness(wav) > 500, () -> "loudness " + loudness(wav));
        await(gateway.client().destroyBridge("b1"));
        // Asterisk answers before the bridge has gone.
        until(() -> !snapshot(gateway).bridges().containsKey("b1"), "the bridge stays");
    }

    /** What happens while the connection is away is never told: not the end of the recording, not the call that stays. */
    @Test
    void afterACutConnectionTheGapShowsTheCallAndTheRecordingThatEndedMeanwhile() throws Exception {
        // Given
        FreezableWire wire = new FreezableWire(fixture.vertx, fixture.asterisk.httpPort());
        Listener gateway = fixture.connect("hotline", "a", wire.port());
        assertNull(gateway.next(GapEvent.class).lostAt());
        String caller = answered(gateway);
        String name = caller + "-r1";
        fixture.speak(caller);
        await(record(gateway, caller, name));
        Listener onlooker = connect("b");
        // When
        wire.freeze(true);
        wire.cut();
        fixture.press(caller, '#');
        until(() -> isRefused(onlooker.client().findLiveRecording(name)), "the recording goes on");
        wire.freeze(false);
        // Then
        GapEvent gap = gateway.next(GapEvent.class);
        assertNotNull(gap.lostAt());
        assertEquals(
                List.of(incoming(caller)),
                gap.snapshot().channels().stream().map(AriChannel::id).toList());
        assertTrue(gap.snapshot().recordings().contains(name));
        assertTrue(refusal(gateway.client().findLiveRecording(name)).isNotFound());
        await(gateway.client().findStoredRecording(name));
        fixture.hangUp(caller);
        assertEquals(incoming(caller), gateway.next(StasisEnd.class).channel().id());
    }

    @Test
    void aConnectionThatFellSilentIsReplacedByANewOne() throws Exception {
        // Given
        FreezableWire wire = new FreezableWire(fixture.vertx, fixture.asterisk.httpPort());
        Listener gateway = fixture.connect("hotline", "a", wire.port());
        gateway.next(GapEvent.class);
        // When
        wire.freeze(true);
        while (gateway.client().isReady()) {
            Thread.onSpinWait();
        }
        wire.freeze(false);
        // Then
        assertNotNull(gateway.next(GapEvent.class).lostAt());
        String caller = answered(gateway);
        fixture.hangUp(caller);
    }

    /** No gateway and a frozen one are the same for the caller: the dialplan keeps the words. */
    @Test
    void aCallThatNoGatewayClaimsIsRecordedByTheDialplan() throws Exception {
        // Given
        Listener onlooker = connect("a");
        String caller = fixture.call(NUMBER);
        onlooker.next(CallBroadcast.class);
        // When
        Thread.sleep(1_000);
        assertTrue(refusal(onlooker.client().claim(incoming(caller))).isNotFound());
        fixture.speak(caller);
        Thread.sleep(4_000);
        fixture.hangUp(caller);
        // Then
        String name = "fallback-" + incoming(caller) + "-" + NUMBER;
        assertTrue(
                snapshot(onlooker).recordings().contains(name),
                () -> snapshot(onlooker).recordings().toString());
        byte[] wav = copy(onlooker, name);
        assertTrue(loudness(wav) > 1_000, () -> "loudness " + loudness(wav));
    }

    /** A crash loses the call, but not what was said: the file lacks its length and at most two seconds. */
    @Test
    void whenAsteriskIsKilledTheWordsStayAndTheGapShowsThatTheCallHasGone() throws Exception {
        // Given
        Listener gateway = connect("a");
        String caller = answered(gateway);
        String name = caller + "-r1";
        fixture.speak(caller);
        await(record(gateway, caller, name));
        Thread.sleep(5_000);
        long killed = fixture.asterisk.pid();
        // When
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();
        // Then
        GapEvent gap = gateway.next(GapEvent.class);
        assertNotNull(gap.lostAt());
        assertNotEquals(killed, fixture.asterisk.pid());
        assertEquals(List.of(), gap.snapshot().channels());
        assertTrue(gap.snapshot().recordings().contains(name));
        byte[] wav = copy(gateway, name);
        assertTrue(wav.length > 2 * BYTES_PER_SECOND, () -> wav.length + " bytes");
        assertTrue(loudness(wav) > 1_000, () -> "loudness " + loudness(wav));
        String next = answered(gateway);
        fixture.hangUp(next);
    }

    @Test
    void aSecondInstanceOfTheSameNameTakesThePlaceOfTheFirst() throws Exception {
        // Given
        Listener first = connect("a");
        // When
        Listener second = connect("a");
        // Then
        first.next(ApplicationReplaced.class);
        assertFalse(first.client().isReady());
        assertNull(first.events().poll(1, TimeUnit.SECONDS));
        assertTrue(second.client().isReady());
        String caller = answered(second);
        fixture.hangUp(caller);
    }

    private static Listener connect(String instance) throws InterruptedException {
        Listener gateway = fixture.connect("hotline", instance);
        gateway.next(GapEvent.class);
        return gateway;
    }

    /** A caller whose call this gateway has claimed and answered. */
    private static String answered(Listener gateway) throws InterruptedException {
        String caller = fixture.call(NUMBER);
        await(gateway.client().claim(gateway.next(CallBroadcast.class).channel().id()));
        String channel = gateway.next(StasisStart.class).channel().id();
        assertEquals(incoming(caller), channel);
        answer(gateway, channel);
        return caller;
    }

    /** Asterisk may tell that a claimed channel has come a moment before it takes requests for it. */
    private static void answer(Listener gateway, String channel) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                await(gateway.client().answer(channel));
                return;
            } catch (AriException refusal) {
                assertTrue(refusal.isConflict() && System.nanoTime() < end, refusal::getMessage);
                Thread.sleep(20);
            }
        }
    }

    private static Uni<Void> record(Listener gateway, String caller, String name) {
        return gateway.client().record(incoming(caller), name, Duration.ofSeconds(60), Duration.ofSeconds(6), '#');
    }

    private static AriSnapshot snapshot(Listener gateway) {
        return gateway.client().snapshot().await().atMost(LIMIT);
    }

    /** A recording of forty minutes; what the one part does not await is no loss for the next. */
    @Test
    void aLongRecordingIsReadPartByPart() throws Exception {
        // Given
        Listener gateway = connect("a");
        byte[] sound = new byte[40 * 60 * BYTES_PER_SECOND];
        new Random(1).nextBytes(sound);
        Files.write(fixture.recordings().resolve("long.wav"), sound);
        int part = 19_200_000;
        // When
        Buffer read = Buffer.buffer();
        for (long offset = 0; offset <= sound.length; offset += part) {
            read.appendBuffer(gateway.client()
                    .readRecordingPart("long", offset, part)
                    .await()
                    .atMost(LIMIT));
        }
        // Then
        assertArrayEquals(sound, read.getBytes());
        assertTrue(
                refusal(gateway.client().readRecordingPart("missing", 0, part).replaceWithVoid())
                        .isNotFound());
    }

    private static byte[] copy(Listener gateway, String name) {
        return gateway.client().readRecording(name, 2_000_000).await().atMost(LIMIT);
    }

    private static double loudness(byte[] wav) {
        Buffer samples = Buffer.buffer(wav);
        double sum = 0;
        int count = (wav.length - WAV_HEADER) / 2;
        for (int i = 0; i < count; i++) {
            double value = samples.getShortLE(WAV_HEADER + 2 * i);
            sum += value * value;
        }
        return Math.sqrt(sum / Math.max(1, count));
    }

    private static void until(BooleanSupplier done, String otherwise) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!done.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, otherwise);
        }
    }

    private static boolean isRefused(Uni<Void> request) {
        return request.map(found -> false)
                .onFailure(AriException.class)
                .recoverWithItem(true)
                .await()
                .atMost(LIMIT);
    }

    private static AriException refusal(Uni<Void> request) {
        var failed = assertThrows(
                CompletionException.class,
                () -> request.subscribeAsCompletionStage().join());
        return assertInstanceOf(AriException.class, failed.getCause());
    }
}
