package lianhu.telephony.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.InMemoryAgents;
import lianhu.core.call.InMemoryCallStore;
import lianhu.core.call.StoredCall;
import lianhu.telephony.ari.AriOptions;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.callflow.event.ReportKind;
import lianhu.telephony.gateway.recording.InMemoryCallReports;
import lianhu.telephony.phone.SipPhone;
import lianhu.telephony.phone.Tone;
import lianhu.telephony.prompt.PromptFiles;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Calls by SIP through a real Asterisk; what the caller hears is read from the pitch of each prompt. */
@NullUnmarked
class CallGatewayTest extends AsteriskTestBase {
    private static final String NUMBER = "13900000003";
    private static final Tone CALLER = new Tone(440);
    private static final Tone DESK = new Tone(3_300);
    private static final Tone SEAT = new Tone(3_500);
    private static final List<String> RECEIPT =
            List.of("digit-4", "digit-8", "digit-2", "digit-7", "digit-1", "digit-9", "digit-3", "digit-8");

    private final Vertx vertx = Vertx.vertx();
    private final InMemoryCallStore store = new InMemoryCallStore();
    private final InMemoryCallReports reports = new InMemoryCallReports();
    private CallGateway gateway;
    private SipPhone phone;
    private SipPhone desk;
    private SipPhone seat;

    @BeforeEach
    void start() throws InterruptedException {
        phone = new SipPhone(asterisk.sipPort(), NUMBER, CALLER);
        desk = new SipPhone(asterisk.sipPort(), "119", DESK);
        seat = new SipPhone(asterisk.sipPort(), "1001", SEAT);
        gateway = startGateway();
    }

    @AfterEach
    void stop() {
        phone.close();
        desk.close();
        seat.close();
        gateway.close().await().atMost(LIMIT);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aCallerLeavesAMessageAndHearsItsNumberTwice() throws Exception {
        // When
        phone.call();
        until(() -> heard().contains("beep"));
        leaveMessage();
        until(() -> heard().contains("confirm"));
        phone.press('1');
        phone.awaitEnd(LIMIT);
        // Then
        List<String> expected = new ArrayList<>(List.of("greeting", "speak", "beep", "confirm", "number-is"));
        expected.addAll(RECEIPT);
        expected.add("once-more");
        expected.addAll(RECEIPT);
        expected.add("goodbye");
        assertEquals(expected, heard());
        until(() -> outcome().isPresent());
        assertEquals(Optional.of(CallOutcome.TICKET), outcome());
        InMemoryCallReports.Entry report = reported().getFirst();
        assertEquals(ReportKind.MESSAGE, report.kind());
        assertEquals(NUMBER, report.caller());
        assertEquals(1, report.recordings().size());
    }

    /** The caller does not want the first words to be kept. */
    @Test
    void whatACallerSaysAgainIsDeletedInAsterisk() throws Exception {
        // Given
        Set<String> before = Set.copyOf(recordings());
        phone.call();
        until(() -> heard().contains("beep"));
        leaveMessage();
        until(() -> heard().contains("confirm"));
        Set<String> first = new HashSet<>(recordings());
        first.removeAll(before);
        // When
        phone.press('2');
        until(() -> Collections.frequency(heard(), "beep") == 2);
        leaveMessage();
        until(() -> Collections.frequency(heard(), "confirm") == 2);
        // Then
        assertEquals(1, first.size());
        until(() -> recordings().stream().noneMatch(first::contains));
        phone.press('1');
        phone.awaitEnd(LIMIT);
        assertEquals(1, reported().getFirst().recordings().size());
        until(() -> before.containsAll(recordings()));
    }

    @Test
    void aCallerWhoHangsUpBeforeSpeakingIsCalledBack() throws Exception {
        phone.call();
        until(() -> heard().contains("greeting"));
        phone.hangUp();

        until(() -> outcome().isPresent());
        assertEquals(Optional.of(CallOutcome.CALLBACK_TASK), outcome());
        assertEquals(List.of(), reported());
    }

    @Test
    void wordsBeforeAHangUpBecomeAReport() throws Exception {
        phone.call();
        until(() -> heard().contains("beep"));
        phone.speak(true);
        Thread.sleep(3_000);
        phone.hangUp();

        until(() -> outcome().isPresent());
        assertEquals(ReportKind.DROPPED_MESSAGE, reported().getFirst().kind());
    }

    @Test
    void aStoreThatIsAwayDelaysTheNumberAndLosesNothing() throws Exception {
        reports.fail(1);
        phone.call();
        until(() -> heard().contains("beep"));
        leaveMessage();
        until(() -> heard().contains("confirm"));
        phone.press('1');
        phone.awaitEnd(LIMIT);

        assertTrue(heard().containsAll(RECEIPT), () -> heard().toString());
        assertEquals(1, reported().size());
    }

    @Test
    void keyNineJoinsTheCallerTheEmergencyDeskAndTheDutySeat() throws Exception {
        // Given
        phone.call();
        until(() -> heard().contains("greeting"));
        // When
        phone.press('9');
        desk.awaitAnswer(LIMIT);
        seat.awaitAnswer(LIMIT);
        Thread.sleep(500);
        for (SipPhone speaker : List.of(phone, desk, seat)) {
            speaker.speak(true);
            Thread.sleep(800);
            speaker.speak(false);
            Thread.sleep(300);
        }
        // Then
        assertHears(phone, DESK, SEAT);
        assertHears(desk, CALLER, SEAT);
        assertHears(seat, CALLER, DESK);
        assertEquals(ReportKind.EMERGENCY, reported().getFirst().kind());
        phone.hangUp();
        desk.awaitEnd(LIMIT);
        seat.awaitEnd(LIMIT);
        until(() -> outcome().isPresent());
        CallId call = new CallId(store.calls().getFirst().id());
        until(() -> !reports.bridge(call).isEmpty());
        assertTrue(reports.bridge(call).getFirst().length > 48_000, "three seconds and more of what was said");
        assertEquals(Optional.of(CallOutcome.TICKET), outcome());
    }

    /** The recording ends while no gateway is there: nobody is told, and it is found. */
    @Test
    void theNextInstanceCarriesOnACallWhoseGatewayDiedWhileTheCallerSpoke() throws Exception {
        // Given
        phone.call();
        until(() -> heard().contains("beep"));
        phone.speak(true);
        Thread.sleep(2_500);
        // When
        gateway.close().await().atMost(LIMIT);
        phone.press('#');
        phone.speak(false);
        Thread.sleep(1_000);
        gateway = startGateway();
        // Then
        until(() -> heard().contains("confirm"));
        phone.press('1');
        phone.awaitEnd(LIMIT);
        assertTrue(heard().containsAll(RECEIPT), () -> heard().toString());
        assertEquals(1, reported().size());
        assertEquals(1, store.calls().size());
    }

    /** The call is lost with Asterisk; what was said is not. */
    @Test
    void whenAsteriskIsKilledTheWordsOfTheCallerBecomeAReport() throws Exception {
        // Given
        phone.call();
        until(() -> heard().contains("beep"));
        phone.speak(true);
        Thread.sleep(5_000);
        // When
        ProcessHandle.of(asterisk.pid()).orElseThrow().destroyForcibly();
        // Then
        until(() -> outcome().isPresent());
        assertEquals(Optional.of(CallOutcome.TICKET), outcome());
        InMemoryCallReports.Entry report = reported().getFirst();
        assertEquals(ReportKind.DROPPED_MESSAGE, report.kind());
        assertTrue(report.recordings().getFirst().length > 32_000, "two seconds and more are in it");
    }

    /** A prompt that ended in the gap is not waited for. */
    @Test
    void theNextInstanceGoesOnAtOnceWhenAPromptEndedMeanwhile() throws Exception {
        // Given
        phone.call();
        until(() -> heard().contains("greeting"));
        // When
        gateway.close().await().atMost(LIMIT);
        Thread.sleep(1_500);
        gateway = startGateway();
        // Then
        long begin = System.nanoTime();
        until(() -> heard().contains("beep"));
        assertTrue(System.nanoTime() - begin < Duration.ofSeconds(6).toNanos());
        phone.hangUp();
    }

    @Test
    void aCallThatCameWhileNoGatewayWasThereBecomesAReport() throws Exception {
        // Given
        gateway.close().await().atMost(LIMIT);
        phone.call();
        phone.awaitAnswer(LIMIT);
        Thread.sleep(2_000);
        phone.speak(true);
        Thread.sleep(2_500);
        phone.hangUp();
        Thread.sleep(500);
        // When
        gateway = startGateway();
        // Then
        until(() -> reports.entries().stream()
                .anyMatch(report -> report.kind() == ReportKind.UNATTENDED_MESSAGE
                        && report.caller().equals(NUMBER)));
    }

    @Test
    void ofTwoGatewaysOneOwnsEachCall() throws Exception {
        // Given
        CallGateway second = startGateway("hotline-b");
        List<SipPhone> phones = new ArrayList<>();
        // When
        for (int i = 0; i < 6; i++) {
            SipPhone caller = new SipPhone(asterisk.sipPort(), "1390000010" + i, CALLER);
            phones.add(caller);
            caller.call();
        }
        // Then
        for (SipPhone caller : phones) {
            until(() -> PromptTones.read(caller.heard()).contains("speak"));
            assertEquals(
                    List.of("greeting", "speak"),
                    PromptTones.read(caller.heard()).subList(0, 2));
            caller.hangUp();
        }
        until(() -> store.calls().stream().filter(call -> !call.isOpen()).count() == phones.size());
        assertEquals(phones.size(), store.calls().size());
        phones.forEach(SipPhone::close);
        second.close().await().atMost(LIMIT);
    }

    /** What is read out is stored, and what is stored is not recorded again: this caller has said all. */
    @Test
    void aCallerWhoseWordsAreRecordedWhenTheStoreGoesAwayHearsThatTheyAreKept() throws Exception {
        // Given
        phone.call();
        until(() -> heard().contains("beep"));
        phone.speak(true);
        Thread.sleep(2_500);
        store.setAway(true);
        // When
        phone.speak(false);
        phone.press('#');
        phone.awaitEnd(LIMIT);
        store.setAway(false);
        // Then
        assertEquals(List.of("greeting", "speak", "beep", "kept"), heard());
        until(() -> outcome().isPresent());
        assertEquals(Optional.of(CallOutcome.TICKET), outcome());
        assertEquals(1, reports.entries().size());
        assertTrue(reports.entries().getFirst().recordings().getFirst().length > 32_000);
    }

    @Test
    void aCallerWhoHangsUpAtTheToneOfTheDialplanIsCalledBack() throws Exception {
        String number = "13900000010";
        store.setAway(true);
        try (SipPhone caller = new SipPhone(asterisk.sipPort(), number, CALLER)) {
            caller.call();
            caller.awaitAnswer(LIMIT);
            caller.hangUp();
            caller.awaitEnd(LIMIT);
        }

        until(() -> reports.silent().contains(number));
    }

    /** Less than a message was said, and what Asterisk had in its memory is lost with it. */
    @Test
    void whenAsteriskIsKilledACallerWhoHasSaidNothingIsCalledBack() throws Exception {
        phone.call();
        until(() -> store.calls().stream().anyMatch(call -> call.state().contains("-r")));

        ProcessHandle.of(asterisk.pid()).orElseThrow().destroyForcibly();

        until(() -> outcome().isPresent());
        assertEquals(Optional.of(CallOutcome.CALLBACK_TASK), outcome());
        assertEquals(List.of(), reported());
    }

    /** The duty seat has left the caller alone in the bridge; several times, since what is played into a bridge may be lost. */
    @RepeatedTest(5)
    void aCallerWhomTheDutySeatLeavesAloneHearsToDialTheDesk() throws Exception {
        // Given
        desk.ring();
        phone.call();
        until(() -> heard().contains("greeting"));
        phone.press('9');
        seat.awaitAnswer(LIMIT);
        until(desk::isRinging);
        seat.hangUp();
        seat.awaitEnd(LIMIT);
        // When
        desk.decline();
        // Then
        until(() -> heard().contains("dial-119-yourself"));
        phone.hangUp();
        until(() -> outcome().isPresent());
    }

    /** A database that is away must not leave a caller in silence. */
    @Test
    void aCallThatCannotBeStoredIsRecordedByTheDialplan() throws Exception {
        // Given
        String number = "13900000009";
        store.setAway(true);
        try (SipPhone caller = new SipPhone(asterisk.sipPort(), number, CALLER)) {
            // When
            caller.call();
            caller.awaitAnswer(LIMIT);
            until(() -> PromptTones.read(caller.heard()).contains("beep"));
            caller.speak(true);
            Thread.sleep(2_500);
            caller.hangUp();
        }
        // Then
        until(() -> reports.entries().stream()
                .anyMatch(report -> report.kind() == ReportKind.UNATTENDED_MESSAGE
                        && report.caller().equals(number)));
        assertEquals(List.of(), store.calls());
    }

    private static void assertHears(SipPhone listener, Tone... voices) {
        for (Tone voice : voices) {
            double share = voice.greatestShare(listener.heard());
            assertTrue(share > 0.5, () -> voice + " is heard by " + share);
        }
    }

    @Test
    void aCallerKeysInANumberAndHearsHowTheMatterStands() throws Exception {
        // Given
        phone.call();
        until(() -> heard().contains("greeting"));
        phone.press('#');
        until(() -> heardProgress().contains("progress-enter"));
        // When
        type("48271939#");
        until(() -> heardProgress().contains("progress-wrong"));
        until(() -> heardProgress().stream().filter("progress-enter"::equals).count() == 2);
        type(InMemoryCallReports.RECEIPT + "#");
        phone.awaitEnd(LIMIT);
        // Then
        assertEquals(
                List.of(
                        "greeting",
                        "progress-enter",
                        "progress-wrong",
                        "progress-enter",
                        "progress-handling",
                        "progress-more"),
                heardProgress());
        until(() -> outcome().equals(Optional.of(CallOutcome.PROGRESS_TOLD)));
        assertEquals(List.of(), reported());
    }

    private void type(String keys) throws InterruptedException {
        for (char key : keys.toCharArray()) {
            phone.press(key);
        }
    }

    private List<String> heardProgress() {
        return PromptTones.readProgress(phone.heard());
    }

    private void leaveMessage() throws InterruptedException {
        phone.speak(true);
        Thread.sleep(2_500);
        phone.speak(false);
        phone.press('#');
    }

    /** Without what the dialplan recorded in other tests. */
    private List<InMemoryCallReports.Entry> reported() {
        return reports.entries().stream()
                .filter(report -> report.kind() != ReportKind.UNATTENDED_MESSAGE)
                .toList();
    }

    private List<String> heard() {
        return PromptTones.read(phone.heard());
    }

    private Optional<CallOutcome> outcome() {
        return store.calls().stream().map(StoredCall::outcome).findFirst().orElse(Optional.empty());
    }

    private CallGateway startGateway() throws InterruptedException {
        return startGateway("hotline-a");
    }

    private CallGateway startGateway(String instance) throws InterruptedException {
        var address = new AriOptions(
                "127.0.0.1",
                asterisk.httpPort(),
                asterisk.user(),
                asterisk.password(),
                instance,
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                4);
        var options = new CallGatewayOptions(
                instance, PromptFiles.of(prompts), desk.endpoint(), seat.endpoint(), "", "", CallGatewayOptions.LEASE);
        var started = new CallGateway(
                vertx.getOrCreateContext(),
                address,
                options,
                Clock.systemUTC(),
                store,
                store,
                new InMemoryAgents(store),
                reports);
        started.start();
        until(started::isReady);
        return started;
    }
}
