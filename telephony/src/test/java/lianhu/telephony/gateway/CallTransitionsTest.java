package lianhu.telephony.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import lianhu.core.call.CallTransition;
import lianhu.core.call.InMemoryCallStore;
import lianhu.core.call.StoredCall;
import lianhu.telephony.callflow.CallState;
import lianhu.telephony.callflow.TalkState;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.Party;
import lianhu.telephony.callflow.event.PartyLeg;
import lianhu.telephony.callflow.event.TimerKind;
import lianhu.telephony.eventloop.EventLoop;
import lianhu.telephony.prompt.LanguageChoice;
import lianhu.telephony.prompt.PromptFiles;
import org.junit.jupiter.api.Test;

class CallTransitionsTest {
    private static final CallId CALL = new CallId("lianhu-1764.1");
    private static final String NUMBER = "13900000001";
    private static final String ASTERISK = "02:00:00:00:00:01";

    private static final class ManualClock extends Clock {
        private Instant now = Instant.parse("2026-11-29T09:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** The test thread is the event loop; a pause lasts until the test ends it. */
    private static final class ManualLoop implements EventLoop {
        private final Deque<Runnable> pauses = new ArrayDeque<>();

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public Uni<Void> pause(Duration duration) {
            return Uni.createFrom().emitter(over -> pauses.add(() -> over.complete(null)));
        }

        private void passPause() {
            pauses.remove().run();
        }
    }

    private final ManualClock clock = new ManualClock();
    private final ManualLoop loop = new ManualLoop();
    private final List<CallId> fallenBack = new ArrayList<>();
    private final InMemoryCallStore store = new InMemoryCallStore();
    private int notStored;
    private final List<Command> commands = new ArrayList<>();
    private final CallTransitions calls = newCalls("hotline-a");

    @Test
    void aCommandIsCarriedOutOnlyWhenItsTransitionIsDurable() {
        store.setAway(true);
        begin();
        assertEquals(List.of(), commands);
        assertFalse(calls.isOpen(CALL));
        assertEquals(1, notStored);

        store.setAway(false);
        begin();
        assertTrue(commands.contains(new Command.Answer()));
        assertTrue(calls.isOpen(CALL));
    }

    @Test
    void anEventThatComesTwiceIsHandledOnce() {
        begin();
        commands.clear();
        String playback = call().playback();
        calls.deliver(CALL, "playback " + playback, new CallEvent.PromptFinished(playback));
        int after = commands.size();
        calls.deliver(CALL, "playback " + playback, new CallEvent.PromptFinished(playback));

        assertTrue(after > 0);
        assertEquals(after, commands.size());
    }

    @Test
    void anEventWaitsUntilTheStoreIsBack() {
        begin();
        store.setAway(true);
        calls.deliver(CALL, "hung up", new CallEvent.CallerHungUp());
        assertEquals(CallStep.GREET, call().step());

        store.setAway(false);
        loop.passPause();
        assertFalse(calls.isOpen(CALL), "a call without words is closed");
        assertEquals(List.of(), fallenBack);
    }

    @Test
    void eventsBehindOneThatWaitsKeepTheirOrder() {
        begin();
        store.setAway(true);
        calls.deliver(CALL, "digit 1", new CallEvent.DigitPressed('9'));
        calls.deliver(CALL, "hung up", new CallEvent.CallerHungUp());
        store.setAway(false);
        loop.passPause();

        assertEquals(
                List.of("CallArrived", "DigitPressed", "CallerHungUp"),
                store.journal().stream().map(CallTransition::event).toList());
    }

    @Test
    void aCallerWhoseEventCannotBeStoredForSecondsIsLeftToTheDialplanOnce() {
        begin();
        store.setAway(true);
        String playback = call().playback();
        calls.deliver(CALL, "playback " + playback, new CallEvent.PromptFinished(playback));
        loop.passPause();
        loop.passPause();
        assertEquals(List.of(), fallenBack);
        for (int i = 0; i < 10; i++) {
            loop.passPause();
        }

        assertEquals(List.of(CALL), fallenBack);
    }

    @Test
    void anEmergencyIsCalledAndJoinedWhileTheStoreIsAway() {
        // Given
        begin();
        commands.clear();
        store.setAway(true);
        PartyLeg desk = new PartyLeg(CALL, Party.EMERGENCY_DESK, 1);
        // When
        calls.deliver(CALL, "digit 1", new CallEvent.DigitPressed('9'));
        passPauses();
        assertTrue(commands.stream()
                .anyMatch(command ->
                        command instanceof Command.DialParty dial && dial.leg().equals(desk)));
        calls.deliver(CALL, "answered desk", new CallEvent.PartyAnswered(desk));
        assertTrue(commands.contains(new Command.BridgeParty(desk)), "at once: the store is known to be away");
        // Then
        assertEquals(List.of(), fallenBack);
        int done = commands.size();
        store.setAway(false);
        loop.passPause();
        assertEquals(done, commands.size(), "nothing is done twice");
        assertEquals(
                List.of("CallArrived", "DigitPressed", "PartyAnswered"),
                store.journal().stream().map(CallTransition::event).toList());
        assertEquals(CallStep.EMERGENCY_HAND_OVER, store.calls().getFirst().step());
    }

    @Test
    void anAgentWhoPicksUpWhileTheStoreIsAwayTalksWithTheCaller() {
        // Given
        PartyLeg agent = ringAgent();
        store.setAway(true);
        // When
        calls.deliver(CALL, "answered agent", new CallEvent.PartyAnswered(agent));
        passPauses();
        // Then
        assertTrue(commands.contains(new Command.BridgeParty(agent)));
        assertEquals(List.of(), fallenBack);
    }

    @Test
    void aPromptThatEndsWhileAnAgentRingsAndTheStoreIsAwayTakesNobodyFromTheAgent() {
        // Given
        PartyLeg agent = ringAgent();
        store.setAway(true);
        // When
        calls.deliver(CALL, "prompt ended", new CallEvent.PromptFinished(call().playback()));
        passPauses();
        calls.deliver(CALL, "answered agent", new CallEvent.PartyAnswered(agent));
        passPauses();
        // Then
        assertTrue(commands.contains(new Command.BridgeParty(agent)));
        assertEquals(List.of(), fallenBack);
    }

    @Test
    void aCallerWhoseAgentDoesNotPickUpWhileTheStoreIsAwayIsTakenByTheDialplan() {
        // Given
        PartyLeg agent = ringAgent();
        store.setAway(true);
        // When
        calls.deliver(CALL, "prompt ended", new CallEvent.PromptFinished(call().playback()));
        passPauses();
        calls.deliver(CALL, "no agent", new CallEvent.PartyUnreachable(agent));
        passPauses();
        // Then
        assertEquals(1, fallenBack.size());
    }

    /** The journal does not know them yet, and would find an event behind them in the place of another one. */
    @Test
    void anEventThatComesTwiceIsHandledOnceWhileTheStoreIsAway() {
        // Given
        PartyLeg agent = ringAgent();
        store.setAway(true);
        calls.deliver(CALL, "answered agent", new CallEvent.PartyAnswered(agent));
        passPauses();
        // When
        calls.deliver(CALL, "digit 7", new CallEvent.PauseKeyPressed(agent));
        calls.deliver(CALL, "digit 7", new CallEvent.PauseKeyPressed(agent));
        assertTrue(call().talk().recordingPaused());
        store.setAway(false);
        loop.passPause();
        // Then
        assertTrue(calls.isOpen(CALL));
        assertTrue(store.calls().getFirst().state().contains("\"recordingPaused\":true"));
    }

    @Test
    void aTalkThatEndsWhileTheStoreIsAwayIsClosedBehindWhatCameBefore() {
        // Given
        PartyLeg agent = ringAgent();
        store.setAway(true);
        calls.deliver(CALL, "answered agent", new CallEvent.PartyAnswered(agent));
        passPauses();
        // When
        calls.deliver(CALL, "hung up", new CallEvent.CallerHungUp());
        assertTrue(calls.isOpen(CALL));
        store.setAway(false);
        loop.passPause();
        // Then
        assertFalse(calls.isOpen(CALL));
        assertEquals(Optional.of(CallOutcome.ANSWERED), store.calls().getFirst().outcome());
        assertEquals(
                List.of("PartyAnswered", "CallerHungUp"),
                store.journal().stream()
                        .map(CallTransition::event)
                        .skip(store.journal().size() - 2)
                        .toList());
    }

    /** The agent's telephone is lost: nobody talks with the caller any more. */
    @Test
    void aCallerWhoseTalkBreaksWhileTheStoreIsAwayIsTakenByTheDialplanAtOnce() {
        // Given
        PartyLeg agent = ringAgent();
        store.setAway(true);
        calls.deliver(CALL, "answered agent", new CallEvent.PartyAnswered(agent));
        passPauses();
        // When
        calls.deliver(CALL, "gone agent", new CallEvent.PartyLeft(agent, true));
        // Then
        assertEquals(List.of(CALL), fallenBack);
        passPauses();
        assertEquals(List.of(CALL), fallenBack, "once");
    }

    /** With an agent whose telephone rings. */
    private PartyLeg ringAgent() {
        begin();
        String playback = call().playback();
        calls.deliver(CALL, "playback " + playback, new CallEvent.PromptFinished(playback));
        calls.deliver(CALL, "agent", new CallEvent.AgentFound(call().agentLeg(), "chen", "8001"));
        return call().agentCall();
    }

    /** Until an event that cannot be stored has been tried four times. */
    private void passPauses() {
        loop.passPause();
        loop.passPause();
        loop.passPause();
    }

    /** The answer to the first attempt is lost, and the second finds the event in the journal. */
    @Test
    void aWriteWhoseAnswerWasLostCounts() {
        begin();
        commands.clear();
        store.loseNextAnswer();
        calls.deliver(CALL, "digit 1", new CallEvent.DigitPressed('9'));
        loop.passPause();

        assertEquals(CallStep.EMERGENCY_HAND_OVER, call().step());
        assertFalse(commands.isEmpty());
    }

    @Test
    void keysBeyondAHundredAreDroppedWhileTheStoreIsAway() {
        begin();
        store.setAway(true);
        for (int i = 0; i < 5_000; i++) {
            calls.deliver(CALL, "digit " + i, new CallEvent.DigitPressed('9'));
        }
        calls.deliver(CALL, "hung up", new CallEvent.CallerHungUp());
        store.setAway(false);
        loop.passPause();

        assertTrue(store.journal().size() < 110, () -> store.journal().size() + " events");
        assertEquals("CallerHungUp", store.journal().getLast().event());
    }

    /** Of an agent, by key and by the button of the telephone. */
    @Test
    void holdsBeyondAHundredAreDroppedWhileTheStoreIsAway() {
        PartyLeg agent = ringAgent();
        store.setAway(true);
        calls.deliver(CALL, "answered agent", new CallEvent.PartyAnswered(agent));
        passPauses();
        for (int i = 0; i < 1_000; i++) {
            calls.deliver(CALL, "digit " + i, new CallEvent.HoldKeyPressed(agent));
            calls.deliver(CALL, "hold " + i, new CallEvent.TelephoneHeld(agent, i % 2 == 0));
        }
        store.setAway(false);
        loop.passPause();

        assertTrue(store.journal().size() < 110, () -> store.journal().size() + " events");
    }

    @Test
    void aRowThatCannotBeReadEndsNoOtherCall() {
        begin();
        StoredCall row = store.calls().getFirst();
        store.save(new CallTransition(
                        new StoredCall(
                                "1764.9",
                                "",
                                row.owner(),
                                row.asterisk(),
                                1,
                                row.step(),
                                row.outcome(),
                                "",
                                "no JSON",
                                row.timers()),
                        "arrived",
                        "CallArrived",
                        clock.instant()))
                .await()
                .indefinitely();
        CallTransitions next = newCalls("hotline-a");
        next.load(ASTERISK).subscribe().with(read -> {}, failure -> {});

        assertEquals(List.of(CALL), next.open().stream().map(CallState::id).toList());
        assertEquals(1, next.unreadable());
        next.drop();
        assertEquals(0, next.unreadable());
    }

    /** The rows were read before the call was closed, and arrive after it. */
    @Test
    void aCallThatClosesWhileTheOpenOnesAreReadStaysClosed() {
        begin();
        store.holdReads();
        calls.load(ASTERISK).subscribe().with(read -> {}, failure -> {});
        calls.deliver(CALL, "hung up", new CallEvent.CallerHungUp());
        store.releaseReads();

        assertFalse(calls.isOpen(CALL));
    }

    @Test
    void noTimerFiresWhileAnEventWaits() {
        begin();
        store.setAway(true);
        calls.deliver(CALL, "digit 1", new CallEvent.DigitPressed('9'));
        clock.now = clock.now.plus(Duration.ofMinutes(1));
        calls.fireTimers(kind -> true);
        calls.fireTimers(kind -> true);
        store.setAway(false);
        loop.passPause();

        assertEquals(
                List.of("CallArrived", "DigitPressed"),
                store.journal().stream().map(CallTransition::event).toList());
    }

    @Test
    void theNextInstanceOfTheNameCarriesTheCallOn() {
        begin();
        CallTransitions next = newCalls("hotline-a");
        next.load(ASTERISK).subscribe().with(read -> {}, failure -> {});
        CallTransitions other = newCalls("hotline-b");
        other.load(ASTERISK).subscribe().with(read -> {}, failure -> {});

        assertEquals(calls.open(), next.open());
        assertEquals(List.of(), other.open());
        clock.now = clock.now.plus(Duration.ofMinutes(1));
        next.fireTimers(kind -> true);
        assertEquals(CallStep.OFFER_AGENT, next.open().getFirst().step());
    }

    @Test
    void anInstanceThatWasReplacedDoesNothingMore() {
        begin();
        CallTransitions next = newCalls("hotline-a");
        next.load(ASTERISK).subscribe().with(read -> {}, failure -> {});
        next.deliver(CALL, "hung up", new CallEvent.CallerHungUp());
        commands.clear();
        calls.deliver(CALL, "digit 1", new CallEvent.DigitPressed('9'));

        assertEquals(List.of(), commands);
        assertFalse(calls.isOpen(CALL));
    }

    @Test
    void aRowBringsBackEveryPartOfACall() {
        CallState state = new CallState(
                CALL,
                NUMBER,
                new LanguageChoice(
                        List.of(new LanguageChoice.Offer('1', "zh-CN"), new LanguageChoice.Offer('3', "bo")),
                        "bo",
                        true),
                CallStep.EMERGENCY_HAND_OVER,
                3,
                2,
                17,
                "p16",
                "r17",
                List.of("r3", "r9"),
                true,
                true,
                true,
                "chen",
                16,
                true,
                true,
                new TalkState(14, 15, true, "wang", true, true, new TalkState.Listener(99, 13, true)),
                "4827",
                true,
                "48271938",
                CallOutcome.TICKET);
        CallSession session = new CallSession(state, 12, Map.of(TimerKind.COMMIT_RETRY, clock.now));

        StoredCall row = session.row("hotline-a", ASTERISK);
        assertEquals(session, CallSession.of(row));
        assertFalse(row.state().contains(NUMBER));
        assertEquals(Optional.of(CallOutcome.TICKET), row.outcome());
    }

    /** As the version before bridges had numbers wrote it: the recording of its bridge must be found again. */
    @Test
    void aTalkOfAnEarlierVersionKeepsTheNameOfItsRecording() {
        StoredCall row = new StoredCall(
                CALL.value(),
                NUMBER,
                "hotline-a",
                ASTERISK,
                4,
                CallStep.TALK,
                Optional.empty(),
                "",
                "{\"agent\":\"chen\",\"agentLeg\":3,\"agentJoined\":true,\"sequence\":3}",
                Map.of());

        assertEquals(3, CallSession.of(row).state().talk().bridge());
    }

    @Test
    void whatHappensToAClosedCallWaitsUntilNoInstanceHasItOpen() {
        begin();
        CallTransitions other = newCalls("hotline-b");
        List<String> done = new ArrayList<>();
        other.whenClosed(CALL, () -> done.add("early"));
        calls.deliver(CALL, "hung up", new CallEvent.CallerHungUp());
        other.whenClosed(CALL, () -> done.add("late"));

        assertEquals(List.of("late"), done);
    }

    private void begin() {
        calls.begin(CALL, NUMBER, () -> notStored++, () -> {});
    }

    private CallState call() {
        return calls.open().getFirst();
    }

    private CallTransitions newCalls(String instance) {
        return new CallTransitions(
                loop,
                clock,
                store,
                new CallGatewayOptions(
                        instance, PromptFiles.of(Path.of("prompts")), "", "", "", "", CallGatewayOptions.LEASE),
                (state, command) -> commands.add(command),
                state -> fallenBack.add(state.id()));
    }
}
