package lianhu.telephony.callflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallEvent.AgentFound;
import lianhu.telephony.callflow.event.CallEvent.AgentUnavailable;
import lianhu.telephony.callflow.event.CallEvent.AgentsBusy;
import lianhu.telephony.callflow.event.CallEvent.CallArrived;
import lianhu.telephony.callflow.event.CallEvent.CallerHungUp;
import lianhu.telephony.callflow.event.CallEvent.ColleagueFound;
import lianhu.telephony.callflow.event.CallEvent.ColleagueUnavailable;
import lianhu.telephony.callflow.event.CallEvent.DigitPressed;
import lianhu.telephony.callflow.event.CallEvent.LanguageKnown;
import lianhu.telephony.callflow.event.CallEvent.PartyAnswered;
import lianhu.telephony.callflow.event.CallEvent.PartyLeft;
import lianhu.telephony.callflow.event.CallEvent.PartyUnreachable;
import lianhu.telephony.callflow.event.CallEvent.PromptFinished;
import lianhu.telephony.callflow.event.CallEvent.RecordingFinished;
import lianhu.telephony.callflow.event.CallEvent.RecordingMissing;
import lianhu.telephony.callflow.event.CallEvent.ReportCommitted;
import lianhu.telephony.callflow.event.CallEvent.ReportFailed;
import lianhu.telephony.callflow.event.CallEvent.TimerFired;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.Party;
import lianhu.telephony.callflow.event.PartyLeg;
import lianhu.telephony.callflow.event.ReportKind;
import lianhu.telephony.callflow.event.ReportProgress;
import lianhu.telephony.callflow.event.TimerKind;
import lianhu.telephony.prompt.LanguageChoice;
import org.jspecify.annotations.NullUnmarked;

/**
 * One call played against a pretended Asterisk, store and staff. A test says what happens; each decision is checked
 * against the rules that hold for every call.
 */
@NullUnmarked
final class ScriptedCall {
    private static final CallId ID = new CallId("call");

    /** What the outside world may still report: the answers to commands that were carried out. */
    final List<CallEvent> answers = new ArrayList<>();
    /** Timers that run; they are stored with the state and outlive the gateway. */
    final Set<TimerKind> timers = EnumSet.noneOf(TimerKind.class);

    private final Map<String, Integer> recordings = new HashMap<>();
    private final List<String> heard = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    private CallState call;
    private String lastLanguage = "";
    private String committedReceipt = "";
    private ReportKind committedKind = ReportKind.MESSAGE;
    private int storeFailures;
    private Agents agents = Agents.NONE;
    private boolean agentReserved;
    private boolean colleagueReserved;
    private boolean wasTransferred;
    private boolean wasListened;
    private boolean wasHeld;
    private boolean deskAnswers = true;
    private boolean dutyAnswers = true;
    private int nextTalkingSeconds = 5;
    private boolean wordsRecorded;
    private final Set<String> discarded = new HashSet<>();
    private List<String> submitted = List.of();
    private int tickets;
    private int callbackTasks;
    private int emptyCalls;
    private int progressTold;
    private Optional<ReportProgress> progress = Optional.empty();
    private int talks;

    /** What the agents do who are signed in. */
    enum Agents {
        NONE,
        BUSY,
        ANSWER,
        MISS
    }

    private ScriptedCall(String caller) {
        call = CallState.arrived(ID, caller, LanguageChoice.NONE);
    }

    static ScriptedCall from(String caller) {
        return new ScriptedCall(caller);
    }

    /** The county takes calls in Tibetan (key 2) and Mongolian (key 3), too. */
    ScriptedCall offersLanguages() {
        call = call.speaking(LanguageChoice.of(List.of(
                new LanguageChoice.Offer('1', "zh-CN"),
                new LanguageChoice.Offer('2', "bo"),
                new LanguageChoice.Offer('3', "mn"))));
        return this;
    }

    /** The caller chose this language in an earlier call. */
    ScriptedCall chose(String tag) {
        lastLanguage = tag;
        return this;
    }

    /** The matter whose number is keyed in stands so. */
    ScriptedCall progress(ReportProgress found) {
        progress = Optional.of(found);
        return this;
    }

    ScriptedCall talks(int seconds) {
        nextTalkingSeconds = seconds;
        return this;
    }

    ScriptedCall storeFails(int times) {
        storeFailures = times;
        return this;
    }

    ScriptedCall agents(Agents agents) {
        this.agents = agents;
        return this;
    }

    ScriptedCall deskAnswers(boolean answers) {
        deskAnswers = answers;
        return this;
    }

    ScriptedCall dutyAnswers(boolean answers) {
        dutyAnswers = answers;
        return this;
    }

    ScriptedCall arrives() {
        return happens(new CallArrived());
    }

    ScriptedCall presses(char digit) {
        return happens(new DigitPressed(digit));
    }

    ScriptedCall hangsUp() {
        return happens(new CallerHungUp());
    }

    /** Delivers answers in order until the call stands at this step. */
    ScriptedCall until(CallStep step) {
        while (call.step() != step) {
            assertFalse(answers.isEmpty(), () -> "nothing more happens at " + call);
            happens(answers.removeFirst());
        }
        return this;
    }

    /** Delivers so many answers. */
    ScriptedCall delivers(int answersInOrder) {
        for (int i = 0; i < answersInOrder; i++) {
            happens(answers.removeFirst());
        }
        return this;
    }

    /**
     * Delivers all answers and fires all timers until the call is closed; a caller who is kept waiting hangs up at
     * last.
     */
    ScriptedCall untilClosed() {
        for (int i = 0; !call.closed(); i++) {
            assertTrue(i < 200, () -> "the call does not end: " + call);
            if (i == 100) {
                hangsUp();
            } else if (!answers.isEmpty()) {
                happens(answers.removeFirst());
            } else if (!timers.isEmpty()) {
                fires(timers.iterator().next());
            } else {
                hangsUp();
            }
        }
        return this;
    }

    ScriptedCall fires(TimerKind kind) {
        timers.remove(kind);
        return happens(new TimerFired(kind));
    }

    ScriptedCall happens(CallEvent event) {
        decide(event).forEach(this::carryOut);
        return this;
    }

    /** The gateway dies between the durable transition and its commands: nobody carries them out. */
    ScriptedCall happensBeforeKill(CallEvent event) {
        decide(event);
        return this;
    }

    private List<Command> decide(CallEvent event) {
        boolean wasClosed = call.closed();
        CallStep before = call.step();
        var decision = CallFlow.decide(call, event);
        call = decision.next();
        assertFalse(
                call.talk().isUnrecorded() && !call.closed() && (call.emergency() || !call.agentJoined()),
                "only the talk of an agent is not recorded");
        assertFalse(
                !call.closed() && call.talk().hasListener() && (call.step() != CallStep.TALK || !call.agentJoined()),
                () -> "only the talk of an agent is listened to: " + call);
        if (wasClosed) {
            assertEquals(List.of(), decision.commands(), "a closed call does nothing");
        }
        if (call.step() != before) {
            timers.clear();
        }
        for (Command command : decision.commands()) {
            switch (command) {
                case Command.SetTimer set -> timers.add(set.kind());
                case Command.CancelTimer(TimerKind kind) -> timers.remove(kind);
                default -> {}
            }
        }
        if (call.closed() && !wasClosed) {
            timers.clear();
            switch (call.outcome()) {
                case TICKET -> assertFalse(committedReceipt.isEmpty(), "a ticket is closed without a commit");
                case CALLBACK_TASK -> callbackTasks++;
                case PROGRESS_TOLD -> progressTold++;
                case EMPTY_CALL -> emptyCalls++;
                case ANSWERED -> talks++;
            }
        }
        assertTrue(
                call.closed()
                        || !timers.isEmpty()
                        || call.step() == CallStep.EMERGENCY_HAND_OVER
                        || call.step() == CallStep.TALK
                                && (call.agentJoined() || call.talk().thirdJoined()),
                () -> "an open call waits for ever: " + call);
        return decision.commands();
    }

    private void carryOut(Command command) {
        commands.add(command);
        switch (command) {
            case Command.Play(String id, List<String> prompts) -> {
                assertFalse(call.callerGone(), "nobody is there to hear " + prompts);
                if (prompts.contains("number-is")) {
                    assertFalse(committedReceipt.isEmpty(), "a number is spoken before the commit");
                    assertEquals(committedReceipt, call.receipt(), "another number is spoken than was committed");
                }
                heard.addAll(prompts);
                // The music outlasts whatever else happens; its guard stands for its end.
                if (!prompts.contains("hold-music")) {
                    answers.add(new PromptFinished(id));
                }
            }
            case Command.StopPlayback(String id) -> answers.add(new PromptFinished(id));
            case Command.FindLanguage() -> {
                if (!lastLanguage.isEmpty()) {
                    answers.add(new LanguageKnown(lastLanguage));
                }
            }
            case Command.FindProgress(int lookup, String receipt) ->
                answers.add(progress.<CallEvent>map(found -> new CallEvent.ProgressFound(receipt, found))
                        .orElseGet(() -> new CallEvent.ProgressUnknown(receipt)));
            case Command.FindAgent(int search) ->
                answers.add(
                        switch (agents) {
                            case NONE -> new AgentUnavailable(search);
                            case BUSY -> new AgentsBusy(search);
                            case ANSWER, MISS -> {
                                agentReserved = true;
                                yield new AgentFound(search, "chen", "8001");
                            }
                        });
            case Command.DialAgent dialled
            when dialled.leg().party() == Party.LISTENER -> {
                assertTrue(dialled.leg().equals(call.listener()), "somebody else is called to listen");
                answers.add(dutyAnswers ? new PartyAnswered(dialled.leg()) : new PartyUnreachable(dialled.leg()));
            }
            case Command.HoldCaller hold -> {
                assertTrue(call.talk().callerOnHold() && !call.playback().isEmpty(), "a silent hold");
                wasHeld = true;
            }
            case Command.BridgeListener(PartyLeg leg, long listening) -> {
                wasListened = true;
                answers.add(new PartyLeft(leg, false));
            }
            case Command.EndListening ended ->
                assertFalse(call.talk().hasListener() && !call.closed(), "the listening goes on");
            case Command.DialAgent dialled -> {
                assertTrue(
                        dialled.leg().equals(call.agentCall()) ? agentReserved : colleagueReserved,
                        "an agent is called who is not reserved");
                answers.add(
                        agents == Agents.ANSWER
                                ? new PartyAnswered(dialled.leg())
                                : new PartyUnreachable(dialled.leg()));
            }
            case Command.ReleaseAgent released -> {
                assertFalse(call.agentJoined() && !colleagueReserved, "the agent talks");
                agentReserved = false;
            }
            case Command.FindColleague(int leg, String login) -> {
                colleagueReserved |= agents == Agents.ANSWER || agents == Agents.MISS;
                answers.add(colleagueReserved ? new ColleagueFound(leg, "8002") : new ColleagueUnavailable(leg));
            }
            case Command.ReleaseColleague released -> {
                assertFalse(call.hasColleague(), "the colleague is called or talks");
                colleagueReserved = false;
            }
            case Command.TransferCall transfer -> {
                assertTrue(colleagueReserved && call.agentJoined(), "nobody is there to take the call");
                agentReserved = true;
                colleagueReserved = false;
                wasTransferred = true;
            }
            case Command.BridgeParty(PartyLeg leg)
            when leg.party() == Party.AGENT || leg.party() == Party.THIRD_PARTY ->
                answers.add(new PartyLeft(leg, nextTalkingSeconds == 0));
            case Command.StartRecording started -> {
                if (!call.callerGone()) {
                    recordings.put(started.name(), nextTalkingSeconds);
                    wordsRecorded |= nextTalkingSeconds >= CallFlow.MIN_TALKING_SECONDS;
                    answers.add(new RecordingFinished(started.name(), nextTalkingSeconds));
                }
            }
            case Command.DiscardRecording(String name) -> {
                assertFalse(call.messages().contains(name), "words that count are deleted");
                discarded.add(name);
            }
            case Command.FindRecording(String name) ->
                answers.add(
                        recordings.containsKey(name)
                                ? new RecordingFinished(name, RecordingFinished.UNKNOWN_TALKING)
                                : new RecordingMissing(name));
            case Command.SubmitReport(ReportKind kind, List<String> names) -> {
                submitted = names;
                assertTrue(names.stream().noneMatch(discarded::contains), "words that were deleted are submitted");
                if (storeFailures > 0) {
                    storeFailures--;
                    answers.add(new ReportFailed());
                } else {
                    commit(kind);
                    answers.add(new ReportCommitted(committedReceipt));
                }
            }
            case Command.DialParty dialled ->
                answers.add(
                        (dialled.leg().party() == Party.DUTY_SEAT ? dutyAnswers : deskAnswers)
                                ? new PartyAnswered(dialled.leg())
                                : new PartyUnreachable(dialled.leg()));
            case Command.DialThirdParty dialled ->
                answers.add(dutyAnswers ? new PartyAnswered(dialled.leg()) : new PartyUnreachable(dialled.leg()));
            default -> {}
        }
    }

    /** Idempotent by call, as the real store must be. */
    private void commit(ReportKind kind) {
        if (committedReceipt.isEmpty()) {
            tickets++;
            committedReceipt = "261128000001";
            committedKind = kind;
        } else if (kind == ReportKind.EMERGENCY) {
            committedKind = kind;
        }
    }

    /** The rules for each finished call. */
    void assertKeptItsPromise() {
        assertTrue(call.closed());
        assertEquals(1, tickets + callbackTasks + emptyCalls + progressTold + talks, () -> "one outcome only: " + call);
        assertEquals(tickets == 1, call.outcome() == CallOutcome.TICKET);
        assertTrue(!wordsRecorded || tickets == 1, "words were recorded but no ticket was opened");
        assertTrue(call.caller().isEmpty() || emptyCalls == 0, "a known number is called back");
        assertTrue(!call.emergency() || committedKind == ReportKind.EMERGENCY, "an emergency has its ticket");
    }

    /** An agent has left the caller to a colleague. */
    boolean wasTransferred() {
        return wasTransferred;
    }

    /** A team lead has heard a talk. */
    boolean wasListened() {
        return wasListened;
    }

    /** The caller was on hold. */
    boolean wasHeld() {
        return wasHeld;
    }

    CallOutcome outcome() {
        return call.outcome();
    }

    ReportKind reportKind() {
        return committedKind;
    }

    /** Names of the recordings in the report. */
    List<String> submitted() {
        return submitted;
    }

    CallState state() {
        return call;
    }

    List<String> heard() {
        return heard;
    }

    List<Command> commands() {
        return commands;
    }
}
