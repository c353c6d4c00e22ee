package lianhu.telephony.ari;

import static lianhu.telephony.ari.AsteriskFixture.LIMIT;
import static lianhu.telephony.ari.AsteriskFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import lianhu.telephony.ari.AriEvent.CallBroadcast;
import lianhu.telephony.ari.AriEvent.ChannelDtmfReceived;
import lianhu.telephony.ari.AriEvent.GapEvent;
import lianhu.telephony.ari.AriEvent.RecordingFinished;
import lianhu.telephony.ari.AriEvent.StasisStart;
import lianhu.telephony.ari.AsteriskFixture.Listener;
import lianhu.telephony.phone.SipPhone;
import lianhu.telephony.phone.Tone;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls by SIP with sound in both directions, through the configuration of the embedded Asterisk. */
@NullUnmarked
class SipCallTest {
    private static final String NUMBER = "13900000002";
    private static final Tone PROMPT = AsteriskFixture.VOICE;
    private static final Tone CALLER = new Tone(440);
    private static final Tone BEEP = new Tone(1_000);

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

    @Test
    void aTelephoneHearsThePromptIsRecordedUntilItsKeyAndIsHungUp() throws Exception {
        // Given
        Listener gateway = fixture.connect("hotline", "a");
        gateway.next(GapEvent.class);
        try (SipPhone phone = new SipPhone(fixture.asterisk.sipPort(), NUMBER, CALLER)) {
            // When
            phone.call();
            AriChannel offered = gateway.next(CallBroadcast.class).channel();
            await(gateway.client().claim(offered.id()));
            String channel = gateway.next(StasisStart.class).channel().id();
            await(gateway.client().answer(channel));
            phone.awaitAnswer(LIMIT);
            await(gateway.client().play(channel, "prompt", List.of("sound:" + fixture.media())));
            Thread.sleep(1_500);
            await(gateway.client().stopPlayback("prompt"));
            await(gateway.client().record(channel, channel + "-r", Duration.ofSeconds(30), Duration.ofSeconds(6), '#'));
            phone.speak(true);
            Thread.sleep(2_500);
            phone.press('#');
            // Then
            assertEquals(NUMBER, offered.callerNumber());
            assertEquals('#', gateway.next(ChannelDtmfReceived.class).digit());
            RecordingFinished finished = gateway.next(RecordingFinished.class);
            assertTrue(finished.talkingSeconds() >= 2, finished::toString);
            assertTrue(PROMPT.greatestShare(phone.heard()) > 0.2, () -> "heard " + PROMPT.greatestShare(phone.heard()));
            await(gateway.client().hangUp(channel));
            phone.awaitEnd(LIMIT);
        }
    }

    @Test
    void aTelephoneThatNoGatewayTakesHearsAToneAndIsRecorded() throws Exception {
        // Given
        Path recordings = fixture.recordings();
        try (SipPhone phone = new SipPhone(fixture.asterisk.sipPort(), NUMBER, CALLER)) {
            // When
            phone.call();
            phone.awaitAnswer(LIMIT);
            Thread.sleep(2_000);
            phone.speak(true);
            Thread.sleep(2_500);
            phone.hangUp();
            // Then
            assertTrue(BEEP.greatestShare(phone.heard()) > 0.1, () -> "heard " + BEEP.greatestShare(phone.heard()));
        }
        try (Stream<Path> files = Files.list(recordings)) {
            List<Path> kept = files.filter(file -> file.toString().endsWith("-" + NUMBER + ".wav"))
                    .toList();
            assertEquals(1, kept.size());
            assertTrue(Files.size(kept.getFirst()) > 30_000, "the words are in it");
        }
    }
}
