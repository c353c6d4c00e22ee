package lianhu.telephony.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.outbound.OutboundResult;
import org.jspecify.annotations.NullUnmarked;

/**
 * One outbound call played against a pretended Asterisk and store. A test says what happens; each decision is checked against the
 * rules that hold for every call.
 */
@NullUnmarked
final class ScriptedOutboundCall {
    /** Prompts that say that an answer is kept. */
    private static final Set<String> KEPT = Set.of("duty-room-told", "follow-up-thanks", "follow-up-reopened");

    /** What the outside world may still report: the answers to commands that were carried out. */
    final List<OutboundEvent> answers = new ArrayList<>();

    private final List<String> heard = new ArrayList<>();
    private final List<OutboundResult> results = new ArrayList<>();
    private final OutboundFlow flow;
    private OutboundState call = OutboundState.of("outbound-1-1");
    private boolean isReporterCalled;
    private boolean isReporterReleased;
    private boolean isConnected;
    private int storeFailures;
    private String stored = "";
    /** The answers that the call knows to be stored; the store may take longer than a call waits. */
    private String confirmed = "-";

    private boolean isLineUp;
    private boolean isReleased;
    private String pressed = "";
    /** The last answer was stored, which ended the attempt. */
    private boolean isAnswered;

    ScriptedOutboundCall() {
        this(new EscalationScript());
    }

    ScriptedOutboundCall(OutboundScript script) {
        flow = new OutboundFlow(script);
        carryOut(OutboundFlow.begin(call));
    }

    ScriptedOutboundCall storeFails(int times) {
        storeFailures = times;
        return this;
    }

    ScriptedOutboundCall answers() {
        isLineUp = true;
        return happens(new OutboundEvent.Answered());
    }

    ScriptedOutboundCall presses(char key) {
        if (call.step() == OutboundStep.ASKING
                && flow.script().next(call.keys()) instanceof OutboundScript.Question question
                && question.keys().indexOf(key) >= 0) {
            pressed += key;
        }
        return happens(new OutboundEvent.KeyPressed(key));
    }

    boolean isReporterCalled() {
        return isReporterCalled;
    }

    boolean isConnected() {
        return isConnected;
    }

    ScriptedOutboundCall hangsUp(int cause) {
        isReleased = true;
        return happens(new OutboundEvent.HungUp(cause));
    }

    /** The newest timer is over. */
    ScriptedOutboundCall waits() {
        return happens(new OutboundEvent.TimeOver(call.timer()));
    }

    /** The next answer of the outside world arrives. */
    ScriptedOutboundCall next() {
        return happens(answers.removeFirst());
    }

    /** Nobody does anything more. */
    ScriptedOutboundCall untilEnded() {
        for (int i = 0; !call.isEnded(); i++) {
            assertTrue(i < 50, () -> "the call does not end: " + call);
            if (answers.isEmpty()) {
                waits();
            } else {
                next();
            }
        }
        return this;
    }

    ScriptedOutboundCall happens(OutboundEvent event) {
        boolean wasEnded = call.isEnded();
        if (event instanceof OutboundEvent.AnswerStored && call.step() == OutboundStep.STORING) {
            confirmed = call.keys();
        }
        OutboundDecision decision = flow.decide(call, event);
        if (wasEnded) {
            assertEquals(List.of(), decision.commands(), "an ended call does nothing");
        }
        carryOut(decision);
        return this;
    }

    private void carryOut(OutboundDecision decision) {
        int timer = call.timer();
        boolean isPlaying = !call.playback().isEmpty();
        call = decision.next();
        for (OutboundCommand command : decision.commands()) {
            switch (command) {
                case OutboundCommand.PlayPrompts(String id, List<String> prompts) -> {
                    assertFalse(isReleased && call.isGone(), "nobody is there to hear " + prompts);
                    boolean isStored = stored.equals(call.keys());
                    assertTrue(
                            prompts.stream().noneMatch(KEPT::contains) || isStored || isOnlyTheRatingMissing(),
                            () -> "said to be kept before it is stored: " + prompts);
                    assertTrue(
                            !prompts.contains(flow.script().notStored()) || !confirmed.equals(call.keys()),
                            "said not to be stored, and it is");
                    heard.addAll(prompts);
                    answers.add(new OutboundEvent.PromptEnded(id));
                }
                case OutboundCommand.StopPrompt(String id) -> {
                    assertTrue(isPlaying, "nothing plays");
                    answers.add(new OutboundEvent.PromptEnded(id));
                }
                case OutboundCommand.StoreAnswer(String keys, boolean isLast) -> {
                    assertEquals(pressed, keys, "other keys than were pressed");
                    if (storeFailures > 0) {
                        storeFailures--;
                        answers.add(new OutboundEvent.AnswerNotStored());
                    } else {
                        stored = keys;
                        isAnswered = isLast;
                        answers.add(new OutboundEvent.AnswerStored());
                    }
                }
                case OutboundCommand.Finish(OutboundResult result, int cause) -> results.add(result);
                case OutboundCommand.DialReporter dial -> {
                    assertTrue(
                            isLineUp && (flow.script() instanceof CallbackScript || pressed.equals("1")),
                            "the reporter rings before a person picked up");
                    isReporterCalled = true;
                    answers.add(new OutboundEvent.ReporterAnswered());
                }
                case OutboundCommand.Connect() -> {
                    assertTrue(isReporterCalled && !isReporterReleased, "nobody to talk with");
                    isConnected = true;
                }
                case OutboundCommand.ReleaseReporter() -> isReporterReleased = true;
                case OutboundCommand.HangUpCalled() -> isReleased = true;
                case OutboundCommand.SetTimer(int number, var after) ->
                    assertEquals(call.timer(), number, "a timer that nobody waits for");
                case OutboundCommand.Dial dial -> {}
            }
        }
        assertTrue(call.isEnded() || call.timer() >= timer, "an open call waits for ever");
    }

    /** The rules for each ended call. */
    void assertKeptItsPromise() {
        assertTrue(call.isEnded());
        assertTrue(results.size() <= 1, () -> "one result only: " + results);
        assertTrue(isAnswered || !results.isEmpty(), () -> "without a result: " + call);
        assertTrue(
                result() != OutboundResult.ANSWERED || !stored.isEmpty() || isConnected,
                "answered, and nothing is stored");
        assertEquals(isReporterCalled, isReporterReleased, "the reporter is left alone");
        assertTrue(isReleased || !isLineUp || call.isGone(), "the line is left open");
    }

    /** Who leaves the last question open has answered the one before. */
    private boolean isOnlyTheRatingMissing() {
        return flow.script().next(call.keys()) instanceof OutboundScript.Question && !stored.isEmpty();
    }

    OutboundResult result() {
        return results.isEmpty() ? OutboundResult.ANSWERED : results.getFirst();
    }

    Optional<OutboundResult> finished() {
        return results.stream().findFirst();
    }

    OutboundState state() {
        return call;
    }

    List<String> heard() {
        return heard;
    }
}
