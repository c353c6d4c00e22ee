package lianhu.telephony.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.outbound.OutboundResult;
import org.jspecify.annotations.NullUnmarked;

/**
 * One outbound call played against a pretended Asterisk and store. A test says what happens; each decision is checked against the
 * rules that hold for every call.
 */
@NullUnmarked
final class ScriptedOutboundCall {
    /** What the outside world may still report: the answers to commands that were carried out. */
    final List<OutboundEvent> answers = new ArrayList<>();

    private final List<String> heard = new ArrayList<>();
    private final List<OutboundResult> results = new ArrayList<>();
    private OutboundState call = OutboundState.of("outbound-1-1");
    private int storeFailures;
    private boolean isStored;
    private boolean isLineUp;
    private boolean isReleased;
    private boolean isOneAsked;

    ScriptedOutboundCall() {
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
        isOneAsked |= key == '1' && call.step() == OutboundStep.ASKING;
        return happens(new OutboundEvent.KeyPressed(key));
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
        OutboundDecision decision = OutboundFlow.decide(call, event);
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
                case OutboundCommand.PlayPrompt(String id, String prompt) -> {
                    assertFalse(isReleased && call.isGone(), "nobody is there to hear " + prompt);
                    assertTrue(!prompt.equals("duty-room-told") || isStored, "said to be told before it is stored");
                    assertTrue(!prompt.equals("answer-not-stored") || !isStored, "said not to be stored, and it is");
                    heard.add(prompt);
                    answers.add(new OutboundEvent.PromptEnded(id));
                }
                case OutboundCommand.StopPrompt(String id) -> {
                    assertTrue(isPlaying, "nothing plays");
                    answers.add(new OutboundEvent.PromptEnded(id));
                }
                case OutboundCommand.StoreAnswer() -> {
                    assertTrue(isOneAsked, "an answer without key 1");
                    if (storeFailures > 0) {
                        storeFailures--;
                        answers.add(new OutboundEvent.AnswerNotStored());
                    } else {
                        isStored = true;
                        answers.add(new OutboundEvent.AnswerStored());
                    }
                }
                case OutboundCommand.Finish(OutboundResult result, int cause) -> results.add(result);
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
        assertEquals(result() == OutboundResult.ANSWERED, results.isEmpty(), () -> "without a result: " + call);
        assertTrue(result() != OutboundResult.ANSWERED || isStored, "answered, and nothing is stored");
        assertTrue(isReleased || !isLineUp || call.isGone(), "the line is left open");
    }

    OutboundResult result() {
        if (!results.isEmpty()) {
            return results.getFirst();
        }
        return isStored ? OutboundResult.ANSWERED : OutboundResult.NOT_CONFIRMED;
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
