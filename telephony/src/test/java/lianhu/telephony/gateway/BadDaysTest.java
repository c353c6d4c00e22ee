package lianhu.telephony.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.InMemoryAgents;
import lianhu.core.call.InMemoryCallStore;
import lianhu.core.call.StoredCall;
import lianhu.telephony.ari.AriOptions;
import lianhu.telephony.callflow.event.ReportKind;
import lianhu.telephony.gateway.recording.InMemoryCallReports;
import lianhu.telephony.phone.SipPhone;
import lianhu.telephony.phone.Tone;
import lianhu.telephony.prompt.PromptFiles;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callers who press everything, call ten times at once or hide their number; a gateway that is set up wrong. */
@NullUnmarked
class BadDaysTest extends AsteriskTestBase {
    private static final String NUMBER = "13900000006";
    private static final Tone CALLER = new Tone(440);

    private final Vertx vertx = Vertx.vertx();
    private final InMemoryCallStore store = new InMemoryCallStore();
    private final InMemoryCallReports reports = new InMemoryCallReports();
    private final List<SipPhone> phones = new ArrayList<>();
    private CallGateway gateway;

    @AfterEach
    void stop() throws InterruptedException {
        phones.forEach(SipPhone::hangUp);
        phones.forEach(SipPhone::close);
        gateway.close().await().atMost(LIMIT);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aFloodOfKeysEndsNoCallAndLosesNoWord() throws Exception {
        // Given
        start(prompts, asterisk.password());
        SipPhone phone = phone(NUMBER);
        phone.call();
        phone.awaitAnswer(LIMIT);
        // When
        for (int i = 0; i < 3; i++) {
            for (char key : new char[] {'5', '8', '*', '4', '6'}) {
                phone.press(key);
            }
        }
        until(() -> heard(phone).contains("beep"));
        phone.speak(true);
        Thread.sleep(5_000);
        phone.hangUp();
        // Then
        until(() -> outcomes().equals(List.of(CallOutcome.TICKET)));
        assertEquals(ReportKind.DROPPED_MESSAGE, reports.entries().getFirst().kind());
        assertEquals(List.of("greeting", "speak", "beep"), heard(phone));
    }

    @Test
    void tenCallsAtOnceFromOneNumberAreAllAnswered() throws Exception {
        // Given
        start(prompts, asterisk.password());
        // When
        for (int i = 0; i < 10; i++) {
            phone(NUMBER).call();
        }
        // Then
        for (SipPhone phone : phones) {
            until(() -> heard(phone).contains("beep"));
            assertEquals(List.of("greeting", "speak", "beep"), heard(phone).subList(0, 3));
        }
        phones.forEach(SipPhone::hangUp);
        until(() -> outcomes().size() == 10);
        assertEquals(10, store.calls().size());
    }

    @Test
    void aCallerWhoHidesTheNumberLeavesAMessage() throws Exception {
        // Given
        start(prompts, asterisk.password());
        SipPhone phone = phone("anonymous");
        // When
        phone.call();
        until(() -> heard(phone).contains("beep"));
        phone.speak(true);
        Thread.sleep(3_000);
        phone.hangUp();
        // Then
        until(() -> outcomes().equals(List.of(CallOutcome.TICKET)));
        assertEquals("", reports.entries().getFirst().caller());
    }

    @Test
    void aCallerWhoHidesTheNumberFromAnAsteriskWithoutAGatewayIsRecorded() throws Exception {
        // Given
        start(prompts, "another-password");
        SipPhone phone = phone("anonymous");
        // When
        phone.call();
        phone.awaitAnswer(LIMIT);
        until(() -> heard(phone).contains("beep"));
        phone.speak(true);
        Thread.sleep(2_500);
        phone.hangUp();
        // Then
        assertFalse(gateway.isReady(), "its password is wrong");
        gateway.close().await().atMost(LIMIT);
        start(prompts, asterisk.password());
        until(() -> reports.entries().stream()
                .anyMatch(report -> report.kind() == ReportKind.UNATTENDED_MESSAGE
                        && report.caller().isEmpty()
                        && report.recordings().getFirst().length > 16_000));
    }

    /** A folder of prompts that the account of Asterisk cannot read, or that was not copied to its machine. */
    @Test
    void whereNoPromptCanBePlayedTheDialplanAsksAndRecords() throws Exception {
        // Given
        start(Files.createTempDirectory("lianhu-no-prompts"), asterisk.password());
        SipPhone phone = phone(NUMBER);
        // When
        phone.call();
        phone.awaitAnswer(LIMIT);
        until(() -> heard(phone).contains("beep"));
        phone.speak(true);
        Thread.sleep(2_500);
        phone.hangUp();
        // Then
        until(() -> reports.entries().stream()
                .anyMatch(report -> report.kind() == ReportKind.UNATTENDED_MESSAGE
                        && report.caller().equals(NUMBER)
                        && report.recordings().getFirst().length > 16_000));
        until(() -> gateway.status().failedPrompts() >= 2);
    }

    private SipPhone phone(String number) {
        SipPhone phone = new SipPhone(asterisk.sipPort(), number, CALLER);
        phones.add(phone);
        return phone;
    }

    private static List<String> heard(SipPhone phone) {
        return PromptTones.read(phone.heard());
    }

    private List<CallOutcome> outcomes() {
        return store.calls().stream()
                .map(StoredCall::outcome)
                .flatMap(Optional::stream)
                .toList();
    }

    private void start(Path folder, String password) throws InterruptedException {
        gateway = new CallGateway(
                vertx.getOrCreateContext(),
                AriOptions.of("127.0.0.1", asterisk.httpPort(), asterisk.user(), password, "hotline", "a"),
                new CallGatewayOptions("hotline-a", PromptFiles.of(folder), "", "", "", "", CallGatewayOptions.LEASE),
                Clock.systemUTC(),
                store,
                store,
                new InMemoryAgents(store),
                reports);
        gateway.start();
        if (password.equals(asterisk.password())) {
            until(gateway::isReady);
        }
    }
}
