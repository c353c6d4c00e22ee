package lianhu.telephony.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.call.CallLanguages;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import lianhu.core.call.InMemoryAgents;
import lianhu.core.call.InMemoryCallStore;
import lianhu.core.call.StoredCall;
import lianhu.telephony.gateway.KillableGateway.Surroundings;
import lianhu.telephony.gateway.recording.InMemoryCallReports;
import lianhu.telephony.phone.SipPhone;
import lianhu.telephony.phone.Tone;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The gateway dies at the worst moment of each step: what the call comes to is stored, and nothing of what follows is done. The
 * next process of its name goes on.
 */
@NullUnmarked
class CallCrashTest extends AsteriskTestBase {
    private static final String INSTANCE = "hotline-a";
    private static final String AGENT = "8001";
    private static final String WAITING = "13900000003";
    /** A second. */
    private static final int MUSIC_HEARD = 8_000;

    private final InMemoryCallStore store = new InMemoryCallStore();
    private final InMemoryAgents agents = new InMemoryAgents(store);
    private final InMemoryCallReports reports = new InMemoryCallReports();
    private SipPhone phone;
    private SipPhone first;
    private SipPhone desk;
    private SipPhone seat;
    private SipPhone agent;
    private Surroundings around;
    private KillableGateway gateway;
    private volatile boolean isOver;

    @BeforeEach
    void start() throws InterruptedException {
        phone = new SipPhone(asterisk.sipPort(), WAITING, new Tone(440));
        first = new SipPhone(asterisk.sipPort(), "13900000004", new Tone(440));
        desk = new SipPhone(asterisk.sipPort(), "119", new Tone(3_300));
        seat = new SipPhone(asterisk.sipPort(), "1001", new Tone(3_500));
        agent = new SipPhone(asterisk.sipPort(), AGENT, new Tone(3_700));
        agent.register(asterisk.agentPassword());
        around = new Surroundings(
                asterisk, prompts, desk, seat, store, agents, List.of(CallLanguages.MANDARIN), reports);
        gateway = startGateway();
    }

    @AfterEach
    void stop() {
        isOver = true;
        phone.close();
        first.close();
        desk.close();
        seat.close();
        agent.close();
        gateway.stop();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"GREET", "OFFER_AGENT", "RECORD_MESSAGE", "CONFIRM_MESSAGE", "COMMIT_REPORT", "READ_BACK_NUMBER"})
    void aCallerWhoseGatewayDiesLeavesAMessageAndHearsItsNumber(CallStep step) throws Exception {
        // Given
        callUntil(step, Map.of("confirm", '1'));
        // When
        restart();
        phone.awaitAnswer(LIMIT);
        phone.awaitEnd(LIMIT.multipliedBy(2));
        // Then
        until(() -> outcome().isPresent());
        assertEquals(Optional.of(CallOutcome.TICKET), outcome());
        assertEquals(1, reports.entries().size());
        assertTrue(heard().contains("number-is"), () -> heard().toString());
    }

    /** The music goes on in Asterisk, and so does the place in the queue. */
    @Test
    void aCallerWhoWaitsForAnAgentGoesOnWaitingWhenTheGatewayDies() throws Exception {
        // Given
        await(agents.signIn("chen", "陈静", AGENT, List.of(), Instant.now()));
        first.call();
        agent.awaitAnswer(LIMIT);
        phone.call();
        until(() -> heard().contains("speak-or-wait"));
        phone.press('0');
        until(() -> PromptTones.MUSIC.greatestShare(phone.heard()) > 0.5 && isWaiting());
        // When
        gateway.kill();
        int before = phone.heard().length;
        until(() -> isMusic(before));
        gateway = startGateway();
        first.hangUp();
        until(() -> !store.calls().stream().allMatch(StoredCall::isOpen));
        await(agents.resume("chen", Instant.now()));
        // Then
        until(() -> stepOf(WAITING) == CallStep.TALK);
        phone.hangUp();
        until(() -> outcomeOf(WAITING).equals(Optional.of(CallOutcome.ANSWERED)));
        assertEquals(2, heard().stream().filter("please-wait"::equals).count(), () -> heard().toString());
    }

    private boolean isWaiting() {
        return stepOf(WAITING) == CallStep.OFFER_AGENT;
    }

    private CallStep stepOf(String caller) {
        return callOf(caller).map(StoredCall::step).orElse(CallStep.GREET);
    }

    private Optional<CallOutcome> outcomeOf(String caller) {
        return callOf(caller).flatMap(StoredCall::outcome);
    }

    private Optional<StoredCall> callOf(String caller) {
        return store.calls().stream()
                .filter(call -> call.caller().equals(caller))
                .findFirst();
    }

    private boolean isMusic(int from) {
        int[] heard = phone.heard();
        return heard.length > from + MUSIC_HEARD
                && PromptTones.MUSIC.greatestShare(Arrays.copyOfRange(heard, from, heard.length)) > 0.5;
    }

    @Test
    void aCallerWhoIsAskedForALanguageMayStillChooseItWhenTheGatewayDies() throws Exception {
        // Given
        gateway.stop();
        PromptTones.writeAs(prompts, "bo/choose-language", "once-more");
        around = new Surroundings(
                asterisk, prompts, desk, seat, store, agents, List.of(CallLanguages.MANDARIN, "bo"), reports);
        gateway = startGateway();
        callUntil(CallStep.CHOOSE_LANGUAGE, Map.of("confirm", '1'));
        // When
        restart();
        phone.press('2');
        // Then
        phone.awaitEnd(LIMIT.multipliedBy(2));
        until(() -> outcome().isPresent());
        assertEquals(Optional.of(CallOutcome.TICKET), outcome());
        assertEquals("bo", reports.entries().getFirst().language());
    }

    @ParameterizedTest
    @EnumSource(names = {"OFFER_CALLBACK", "FAREWELL"})
    void aCallerWhoseGatewayDiesIsCalledBack(CallStep step) throws Exception {
        callUntil(step, Map.of("speak", '2', "is-that-right", '1'));

        restart();
        phone.awaitEnd(LIMIT.multipliedBy(2));

        until(() -> outcome().isPresent());
        assertEquals(Optional.of(CallOutcome.CALLBACK_TASK), outcome());
        assertEquals(List.of(), reports.entries());
    }

    @Test
    void aCallerInAnEmergencyReachesTheDeskWhenTheGatewayDies() throws Exception {
        callUntil(CallStep.EMERGENCY_HAND_OVER, Map.of("greeting", '9'));

        restart();
        desk.awaitAnswer(LIMIT);
        phone.hangUp();

        until(() -> outcome().isPresent());
        assertEquals(Optional.of(CallOutcome.TICKET), outcome());
        assertEquals(1, reports.entries().size());
    }

    /** The call is over and its channel still there: nobody is left in silence. */
    @Test
    void aCallerWhoseCallIsOverIsHungUp() throws Exception {
        callUntil(CallStep.CLOSED, Map.of("confirm", '1'));

        restart();

        phone.awaitEnd(LIMIT);
        assertEquals(Optional.of(CallOutcome.TICKET), outcome());
        assertEquals(1, store.calls().size());
    }

    /**
     * Calls, and goes on until the step is stored. The caller speaks after each beep.
     *
     * @param keys which key the caller presses when a prompt begins
     */
    private void callUntil(CallStep step, Map<String, Character> keys) throws InterruptedException {
        store.keepAnswersOf(step);
        phone.call();
        Thread.ofVirtual().start(() -> react(keys));
        until(() -> store.calls().stream().anyMatch(call -> call.step() == step));
    }

    private void react(Map<String, Character> keys) {
        try {
            for (int known = 0; !isOver; Thread.sleep(100)) {
                List<String> heard = heard();
                for (String prompt : heard.subList(Math.min(known, heard.size()), heard.size())) {
                    if (prompt.equals("beep")) {
                        phone.speak(true);
                        Thread.sleep(2_500);
                        phone.speak(false);
                        phone.press('#');
                    } else if (keys.containsKey(prompt)) {
                        phone.press(keys.get(prompt));
                    }
                }
                known = Math.max(known, heard.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void restart() throws InterruptedException {
        gateway.kill();
        store.keepAnswersOf(null);
        gateway = startGateway();
    }

    private KillableGateway startGateway() throws InterruptedException {
        KillableGateway started = new KillableGateway(around, INSTANCE, CallGatewayOptions.LEASE);
        until(started::isReady);
        return started;
    }

    private List<String> heard() {
        return PromptTones.read(phone.heard());
    }

    private Optional<CallOutcome> outcome() {
        return store.calls().stream().map(StoredCall::outcome).findFirst().orElse(Optional.empty());
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().indefinitely();
    }
}
