package lianhu.telephony.callflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.ReportProgress;
import org.junit.jupiter.api.Test;

/**
 * Plays random histories: hang-up anywhere, lost, doubled and reordered events, silence, wrong keys, kills, a
 * failing store.
 */
class RandomHistoriesTest {
    private static final int HISTORIES = 40_000;
    private static final ScriptedCall.Agents[] AGENTS = ScriptedCall.Agents.values();
    private static final String RECEIPT = "48271938";
    private static final String KEYS = "0123456789*#";

    @Test
    void eachCallEndsInExactlyOneOutcomeAndNoNumberIsSpokenBeforeTheCommit() {
        Map<CallOutcome, Integer> outcomes = new EnumMap<>(CallOutcome.class);
        int transferred = 0;
        int listened = 0;
        int held = 0;
        int inAnotherLanguage = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            var random = new SplittableRandom(seed);
            try {
                var call = play(random);
                call.untilClosed().assertKeptItsPromise();
                outcomes.merge(call.outcome(), 1, Integer::sum);
                inAnotherLanguage += call.state().language().needed().isEmpty() ? 0 : 1;
                held += call.wasHeld() ? 1 : 0;
                listened += call.wasListened() ? 1 : 0;
                transferred += call.wasTransferred() ? 1 : 0;
            } catch (AssertionError e) {
                throw new AssertionError("history " + seed + ": " + e.getMessage(), e);
            }
        }
        assertEquals(
                HISTORIES,
                outcomes.values().stream().mapToInt(Integer::intValue).sum());
        assertTrue(outcomes.size() == CallOutcome.values().length, "each outcome occurs: " + outcomes);
        assertTrue(inAnotherLanguage > 10, "callers choose a language: " + inAnotherLanguage);
        assertTrue(held > 10, "callers are put on hold: " + held);
        assertTrue(listened > 10, "talks are listened to: " + listened);
        assertTrue(transferred > 10, "calls are transferred: " + transferred);
    }

    private static ScriptedCall play(SplittableRandom random) {
        var call = ScriptedCall.from(random.nextInt(4) == 0 ? "" : "13900000001")
                .talks(random.nextInt(6))
                .storeFails(random.nextInt(3) == 0 ? random.nextInt(6) : 0)
                .agents(AGENTS[random.nextInt(AGENTS.length)])
                .deskAnswers(random.nextBoolean())
                .dutyAnswers(random.nextBoolean());
        if (random.nextInt(4) == 0) {
            call.offersLanguages().chose(List.of("", "bo", "zh-CN", "ybe").get(random.nextInt(4)));
        }
        if (random.nextInt(3) == 0) {
            call.progress(new ReportProgress(ReportProgress.Stage.HANDLING, Optional.empty(), false));
        }
        call.arrives();
        int events = random.nextInt(30);
        for (int i = 0; i < events; i++) {
            step(call, random);
        }
        return call;
    }

    private static void step(ScriptedCall call, SplittableRandom random) {
        List<CallEvent> answers = call.answers;
        int dice = random.nextInt(100);
        if (dice < 60 && !answers.isEmpty()) {
            boolean inOrder = random.nextInt(4) != 0;
            call.happens(answers.remove(inOrder ? 0 : random.nextInt(answers.size())));
        } else if (dice < 66 && !answers.isEmpty()) {
            // The next gateway finds that the prompt has ended; every other event stays lost.
            if (answers.removeFirst() instanceof CallEvent.PromptFinished(String id) && random.nextBoolean()) {
                call.happens(new CallEvent.PromptMissing(id));
            }
        } else if (dice < 72 && !answers.isEmpty()) {
            call.happens(answers.getFirst()); // comes twice
        } else if (dice < 76 && !answers.isEmpty()) {
            call.happensBeforeKill(answers.removeFirst());
        } else if (dice < 84 && !call.timers.isEmpty()) {
            call.fires(call.timers.stream()
                    .skip(random.nextInt(call.timers.size()))
                    .findFirst()
                    .orElseThrow());
        } else if (dice < 85 && call.state().step() == CallStep.ASK_PROGRESS) {
            RECEIPT.chars().forEach(digit -> call.presses((char) digit));
            call.presses('#');
        } else if (dice < 91) {
            call.presses(KEYS.charAt(random.nextInt(KEYS.length())));
        } else if (dice < 92) {
            call.happens(new CallEvent.HoldKeyPressed(call.state().agentCall()));
        } else if (dice < 94) {
            call.talks(random.nextInt(6));
        } else if (dice < 95) {
            call.agents(AGENTS[random.nextInt(AGENTS.length)]);
        } else if (dice < 96) {
            call.hangsUp();
        } else if (dice < 97) {
            call.happens(new CallEvent.PauseKeyPressed(call.state().agentCall()));
        } else if (dice < 98) {
            call.happens(new CallEvent.ThirdPartyWanted("13900000009"));
        } else if (dice < 99) {
            call.happens(new CallEvent.ListenerWanted(random.nextInt(1, 100), "8005"));
        } else {
            call.happens(new CallEvent.ColleagueWanted("wang"));
        }
    }
}
