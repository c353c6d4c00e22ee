package lianhu.telephony.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.call.CallOutcome;
import lianhu.core.outbound.OutboundResult;
import lianhu.telephony.callflow.event.ReportKind;
import lianhu.telephony.gateway.recording.InMemoryCallReports;
import lianhu.telephony.phone.SipPhone;
import lianhu.telephony.phone.Tone;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls through the files of {@code telephony/asterisk} and the trunk of an operator, with sound in both directions. */
@NullUnmarked
class TrunkCallTest extends TrunkTestBase {
    private static final String NUMBER = "13900000003";
    private static final int WAV_HEADER = 44;
    private static final Tone CALLER = new Tone(440);
    private static final Tone AGENT = new Tone(3_300);
    private static final Tone DESK = new Tone(3_500);
    private static final Tone SEAT = new Tone(3_700);

    private static OperatorTrunk trunk;

    @BeforeAll
    static void start() {
        trunk = new OperatorTrunk();
    }

    @AfterAll
    static void stopTrunk() {
        if (trunk != null) {
            trunk.close();
        }
    }

    @Test
    void aCallerOfTheOperatorLeavesAMessageAndHearsItsNumber() throws Exception {
        // Given
        startGateway(trunk);
        SipPhone phone = kept(trunk.subscriber(NUMBER, CALLER));
        // When
        phone.call();
        until(() -> heard(phone).contains("beep"));
        phone.speak(true);
        Thread.sleep(2_500);
        phone.speak(false);
        phone.press('#');
        until(() -> heard(phone).contains("confirm"));
        phone.press('1');
        phone.awaitEnd(LIMIT);
        // Then
        assertEquals(
                List.of("greeting", "speak", "beep", "confirm", "number-is"),
                heard(phone).subList(0, 5));
        assertTrue(heard(phone).containsAll(List.of("digit-4", "digit-8", "once-more", "goodbye")));
        until(() -> outcome().isPresent());
        assertEquals(Optional.of(CallOutcome.TICKET), outcome());
        InMemoryCallReports.Entry report = reports.entries().stream()
                .filter(one -> one.kind() == ReportKind.MESSAGE)
                .findFirst()
                .orElseThrow();
        assertEquals(NUMBER, report.caller());
        assertTrue(CALLER.greatestShare(samples(report.recordings().getFirst())) > 0.5, "the caller is recorded");
    }

    @Test
    void aCallerTalksWithAnAgentWhoseTelephoneIsRegistered() throws Exception {
        // Given
        startGateway(trunk);
        SipPhone agent = kept(trunk.office("8001", AGENT));
        agents.signIn("chen", "陈静", "8001", List.of(), Instant.EPOCH).await().atMost(LIMIT);
        SipPhone phone = kept(trunk.subscriber(NUMBER, CALLER));
        // When
        phone.call();
        agent.awaitAnswer(LIMIT);
        phone.speak(true);
        agent.speak(true);
        // Then
        until(() -> CALLER.greatestShare(agent.heard()) > 0.3);
        until(() -> AGENT.greatestShare(phone.heard()) > 0.3);
        agent.hangUp();
        phone.awaitEnd(LIMIT);
        until(() -> outcome().equals(Optional.of(CallOutcome.ANSWERED)));
    }

    @Test
    void keyNineJoinsTheEmergencyDeskBehindTheTrunkAndTheSeatOfTheDutyRoom() throws Exception {
        // Given
        startGateway(trunk);
        SipPhone desk = kept(trunk.emergencyDesk(DESK));
        SipPhone seat = kept(trunk.office("1001", SEAT));
        SipPhone phone = kept(trunk.subscriber(NUMBER, CALLER));
        // When
        phone.call();
        until(() -> heard(phone).contains("greeting"));
        phone.press('9');
        desk.awaitAnswer(LIMIT);
        seat.awaitAnswer(LIMIT);
        // Then
        phone.speak(true);
        until(() -> CALLER.greatestShare(desk.heard()) > 0.3 && CALLER.greatestShare(seat.heard()) > 0.3);
        phone.speak(false);
        desk.speak(true);
        until(() -> DESK.greatestShare(phone.heard()) > 0.3 && DESK.greatestShare(seat.heard()) > 0.3);
        assertEquals(OperatorTrunk.COUNTY_NUMBER, desk.shownNumber());
        phone.hangUp();
        desk.awaitEnd(LIMIT);
        until(() -> outcome().equals(Optional.of(CallOutcome.TICKET)));
    }

    @Test
    void whenTheTrunkRefusesTheEmergencyCallTheCallerIsToldToDial() throws Exception {
        // Given
        startGateway(trunk);
        SipPhone desk = kept(trunk.emergencyDesk(DESK));
        desk.refuse("503 Service Unavailable");
        SipPhone phone = kept(trunk.subscriber(NUMBER, CALLER));
        phone.call();
        until(() -> heard(phone).contains("greeting"));
        // When
        phone.press('9');
        // Then
        until(() -> heard(phone).contains("dial-119-yourself"));
        until(() -> desk.invitations() > 1);
        phone.hangUp();
        until(() -> outcome().equals(Optional.of(CallOutcome.TICKET)));
    }

    @Test
    void whoIsCalledSeesTheNumberOfTheCountyAndAnswersWithAKey() throws Exception {
        // Given
        CallGateway gateway = startGateway(trunk);
        SipPhone phone = kept(trunk.subscriber(CALLER));
        plan(OperatorTrunk.number(phone), 1);
        // When
        place(gateway);
        until(() -> heard(phone).contains("urgent-press-one"));
        phone.press('1');
        phone.awaitEnd(LIMIT);
        // Then
        assertEquals(List.of("urgent-press-one", "duty-room-told"), heard(phone));
        assertEquals(OutboundResult.ANSWERED, result(1));
        assertEquals(OperatorTrunk.COUNTY_NUMBER, phone.shownNumber());
    }

    @Test
    void theNetworkBehindTheTrunkSaysWhyATelephoneIsNotReached() throws Exception {
        CallGateway gateway = startGateway(trunk);

        assertEquals(OutboundResult.BUSY, refusedWith(gateway, "486 Busy Here", 11));
        assertEquals(OutboundResult.REJECTED, refusedWith(gateway, "603 Decline", 12));
        assertEquals(OutboundResult.INVALID_NUMBER, refusedWith(gateway, "404 Not Found", 13));
        assertEquals(OutboundResult.CONGESTION, refusedWith(gateway, "503 Service Unavailable", 14));
    }

    /** Even where the list of the gateway were wrong: abroad, paid numbers, operators' services, numbers of another length. */
    @Test
    void theDialplanCallsNoNumberThatMayCostMoney() throws Exception {
        // Given
        CallGateway gateway = startGateway(trunk);
        int before = trunk.callsOfOperator();
        // When
        long matter = 20;
        for (String number : List.of(
                "0085212345678",
                "00861390000",
                "4001234567",
                "8001234567",
                "95588",
                "96110",
                "1681234567",
                "139000000011",
                "1390000001",
                "010123456789")) {
            assertEquals(OutboundResult.INVALID_NUMBER, resultOfCalling(gateway, number, matter++), number);
        }
        // Then
        assertEquals(before, trunk.callsOfOperator(), "nothing has left by the trunk");
    }

    @Test
    void noMoreCallsLeaveAtOnceThanTheDialplanAllowsBesideAnEmergency() throws Exception {
        // Given
        CallGateway gateway = startGateway(trunk);
        trunk.county.cli("dialplan set global MAX_OUTGOING 1");
        SipPhone first = kept(trunk.subscriber(CALLER));
        first.ring();
        plan(OperatorTrunk.number(first), 41);
        place(gateway);
        until(first::isRinging);
        // When
        SipPhone second = kept(trunk.subscriber(CALLER));
        OutboundResult beyond = resultOfCalling(gateway, OperatorTrunk.number(second), 42);
        SipPhone desk = kept(trunk.emergencyDesk(DESK));
        plan("119", 43);
        place(gateway);
        desk.awaitAnswer(LIMIT);
        // Then
        assertEquals(OutboundResult.CONGESTION, beyond);
        assertEquals(0, second.invitations());
        trunk.county.cli("dialplan set global MAX_OUTGOING 8");
        first.decline();
        assertEquals(OutboundResult.REJECTED, result(41));
        desk.hangUp();
    }

    @Test
    void aCallFromTheTrunkReachesTheHotlineWhateverNumberItDials() throws Exception {
        // Given
        startGateway(trunk);
        SipPhone victim = kept(trunk.subscriber(AGENT));
        SipPhone phone = kept(trunk.subscriber(NUMBER, CALLER));
        // When
        phone.call(OperatorTrunk.number(victim));
        // Then
        until(() -> heard(phone).contains("speak"));
        phone.hangUp();
        phone.awaitEnd(LIMIT);
        assertEquals(0, victim.invitations());
    }

    @Test
    void aCallThatCameWhileNoGatewayWasThereBecomesAReport() throws Exception {
        // Given
        String number = "13900000009";
        SipPhone phone = kept(trunk.subscriber(number, CALLER));
        phone.call();
        phone.awaitAnswer(LIMIT);
        until(() -> heard(phone).contains("beep"));
        phone.speak(true);
        Thread.sleep(2_500);
        phone.hangUp();
        phone.awaitEnd(LIMIT);
        // When
        startGateway(trunk);
        // Then
        until(() -> !reports.entries().isEmpty());
        InMemoryCallReports.Entry report = reports.entries().getFirst();
        assertEquals(ReportKind.UNATTENDED_MESSAGE, report.kind());
        assertTrue(report.caller().endsWith(number), "the number of the caller");
        assertTrue(CALLER.greatestShare(samples(report.recordings().getFirst())) > 0.5, "the words of the caller");
    }

    /** A scanner, or a border controller with a fault: the next caller is served as before. */
    @Test
    void whatIsNoSipHarmsNoCall() throws Exception {
        // Given
        startGateway(trunk);
        for (String rubbish : List.of(
                "\u0000\u0001\u0002\r\n\r\n",
                "INVITE\r\n\r\n",
                "INVITE sip:12345 SIP/9.9\r\nVia: \r\nContent-Length: -5\r\n\r\n",
                "INVITE sip:12345@127.0.0.1 SIP/2.0\r\nCSeq: 99999999999999 INVITE\r\n" + "X: y\r\n".repeat(500)
                        + "\r\n",
                "x".repeat(70_000))) {
            sendToTrunk(rubbish);
        }
        SipPhone phone = kept(trunk.subscriber(NUMBER, CALLER));
        // When
        phone.call();
        // Then
        until(() -> heard(phone).contains("greeting"));
        phone.hangUp();
        phone.awaitEnd(LIMIT);
    }

    private OutboundResult refusedWith(CallGateway gateway, String status, long matter) throws InterruptedException {
        SipPhone phone = kept(trunk.subscriber(CALLER));
        phone.refuse(status);
        return resultOfCalling(gateway, OperatorTrunk.number(phone), matter);
    }

    private static void sendToTrunk(String bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), trunk.countyPort())) {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static int[] samples(byte[] wav) {
        ShortBuffer shorts = ByteBuffer.wrap(wav)
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(WAV_HEADER)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer();
        int[] samples = new int[shorts.remaining()];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = shorts.get(i);
        }
        return samples;
    }
}
