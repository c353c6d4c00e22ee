package lianhu.telephony.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import lianhu.core.call.CallOutcome;
import lianhu.telephony.callflow.event.ReportKind;
import lianhu.telephony.phone.SipPhone;
import lianhu.telephony.phone.Tone;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a caller hears when the county's Asterisk is not as it should be, or the line brings no sound. */
@NullUnmarked
class BadLineTest extends TrunkTestBase {
    private static final String NUMBER = "13900000003";
    private static final Tone CALLER = new Tone(440);

    private static OperatorTrunk trunk;

    /** Nobody waits for half a minute here until a silent channel is given up. */
    @BeforeAll
    static void start() {
        trunk = new OperatorTrunk(text -> text.replace("rtp_timeout = 30", "rtp_timeout = 3"));
    }

    @AfterAll
    static void stopTrunk() {
        if (trunk != null) {
            trunk.close();
        }
    }

    @Test
    void aCallerWhoseLineBringsNoSoundIsGreetedAndCalledBack() throws Exception {
        // Given
        startGateway(trunk);
        SipPhone phone = kept(trunk.subscriber(NUMBER, CALLER));
        phone.mute();
        // When
        phone.call();
        // Then
        phone.awaitEnd(LIMIT);
        until(() -> outcome().isPresent());
        assertEquals(Optional.of(CallOutcome.CALLBACK_TASK), outcome());
        assertEquals("greeting", heard(phone).getFirst());
        assertEquals("", trunk.county.cli("core show channels concise").strip());
    }

    /** What cannot be recorded is not said to be recorded. */
    @Test
    void aCallerWhoseWordsTheDiskCannotTakeIsCalledBack() throws Exception {
        // Given
        startGateway(trunk);
        SipPhone phone = kept(trunk.subscriber(NUMBER, CALLER));
        trunk.county.fillDisk();
        try {
            // When
            phone.call();
            until(() -> heard(phone).contains("beep"));
            phone.speak(true);
            Thread.sleep(3_000);
            phone.press('#');
            until(() -> heard(phone).contains("speak-again"));
            phone.speak(false);
            until(() -> heard(phone).lastIndexOf("beep") > heard(phone).indexOf("speak-again"));
            phone.press('#');
            // Then
            until(() -> heard(phone).contains("call-you-back"));
            phone.awaitEnd(LIMIT);
            until(() -> outcome().isPresent());
            assertEquals(Optional.of(CallOutcome.CALLBACK_TASK), outcome());
            assertFalse(heard(phone).contains("number-is"));
            assertEquals(List.of(), reports.entries());
        } finally {
            trunk.county.freeDisk();
        }
    }

    /** The number is in the name of the file, which needs no room: nothing was kept, and the caller is called back. */
    @Test
    void aCallerWhoMeetsAFullDiskAndNoGatewayIsCalledBack() throws Exception {
        // Given
        String number = "13900000008";
        SipPhone phone = kept(trunk.subscriber(number, CALLER));
        trunk.county.fillDisk();
        try {
            phone.call();
            until(() -> heard(phone).contains("beep"));
            phone.speak(true);
            Thread.sleep(1_500);
            phone.hangUp();
            phone.awaitEnd(LIMIT);
        } finally {
            trunk.county.freeDisk();
        }
        // When
        startGateway(trunk);
        // Then
        until(() -> reports.silent().stream().anyMatch(caller -> caller.endsWith(number)));
    }

    /** Before 22.7 Asterisk cannot offer a call to a gateway. */
    @Test
    void anAsteriskThatCannotOfferCallsRecordsThem() throws Exception {
        // Given
        String number = "13900000007";
        CallGateway gateway = startGateway(trunk);
        trunk.county.cli("module unload app_stasis_broadcast.so");
        try {
            SipPhone phone = kept(trunk.subscriber(number, CALLER));
            // When
            phone.call();
            phone.awaitAnswer(LIMIT);
            until(() -> heard(phone).contains("beep"));
            phone.speak(true);
            Thread.sleep(2_500);
            phone.hangUp();
            phone.awaitEnd(LIMIT);
            // The next one looks for recordings at once.
            gateway.close().await().atMost(LIMIT);
            startGateway(trunk);
            // Then
            until(() -> reports.entries().stream()
                    .anyMatch(report -> report.kind() == ReportKind.UNATTENDED_MESSAGE
                            && report.caller().endsWith(number)
                            && report.recordings().getFirst().length > 16_000));
            assertEquals(List.of(), store.calls());
        } finally {
            assertTrue(trunk.county.cli("module load app_stasis_broadcast.so").contains("Loaded"));
        }
    }
}
