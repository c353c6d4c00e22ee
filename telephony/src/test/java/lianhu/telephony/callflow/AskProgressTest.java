package lianhu.telephony.callflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import lianhu.core.call.AgentRelease;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.ReportProgress;
import lianhu.telephony.callflow.event.ReportProgress.Stage;
import lianhu.telephony.callflow.event.TimerKind;
import lianhu.telephony.prompt.SpokenDate;
import org.junit.jupiter.api.Test;

class AskProgressTest {
    private static final String RECEIPT = "48271938";
    private static final ReportProgress HANDLED =
            new ReportProgress(Stage.HANDLING, Optional.of(LocalDate.of(2026, 11, 25)), false);

    @Test
    void aCallerHearsHowAMatterStandsAndByWhenAnAnswerIsPromised() {
        var call = asking().progress(HANDLED);
        type(call, RECEIPT).presses('#').delivers(call.answers.size());

        assertEquals(
                List.of(
                        "progress-handling",
                        "progress-due",
                        "ten",
                        "one",
                        "month",
                        "digit-2",
                        "ten",
                        "digit-5",
                        "day",
                        "progress-more"),
                call.heard()
                        .subList(
                                call.heard().indexOf("progress-handling"),
                                call.heard().size()));
        assertEquals(CallOutcome.PROGRESS_TOLD, call.untilClosed().outcome());
        assertTrue(call.commands().contains(new Command.HangUp()));
        call.assertKeptItsPromise();
    }

    @Test
    void aCallerWhoAsksForADrillHearsFirstThatItIsOne() {
        var call = asking().progress(new ReportProgress(Stage.OVER, Optional.empty(), false, true));
        type(call, RECEIPT).presses('#').delivers(call.answers.size());

        assertEquals(
                List.of("drill", "progress-over", "progress-more"),
                call.heard().subList(call.heard().indexOf("drill"), call.heard().size()));
    }

    @Test
    void whoHasHeardItAndHangsUpIsNotCalledBackAndWhoHasNotIs() {
        var told = asking().progress(HANDLED);
        type(told, RECEIPT).presses('#').delivers(told.answers.size()).hangsUp();
        assertEquals(CallOutcome.PROGRESS_TOLD, told.outcome());

        assertEquals(CallOutcome.CALLBACK_TASK, asking().hangsUp().untilClosed().outcome());
    }

    @Test
    void whoWantsToSayMoreIsServedAsEverybodyElse() {
        var call = asking().progress(HANDLED);
        type(call, RECEIPT).presses('#').delivers(call.answers.size());

        assertEquals(CallStep.OFFER_AGENT, call.presses('1').state().step());
    }

    @Test
    void aNumberWithAWrongCheckDigitIsAskedForThreeTimesAndThenTheCallGoesOn() {
        var call = asking();
        type(call, "48271939").presses('#');
        assertTrue(call.heard().contains("progress-wrong"));
        assertFalse(call.commands().stream().anyMatch(Command.FindProgress.class::isInstance), "nothing is looked up");
        type(call, "4827").presses('#');
        type(call, "11111111").presses('#');

        assertEquals(CallStep.OFFER_AGENT, call.state().step());
    }

    @Test
    void aMatterThatIsNotFoundOrSealedIsSaidNotToBeFound() {
        var call = asking();
        type(call, RECEIPT).presses('#').delivers(call.answers.size());

        assertTrue(call.heard().contains("progress-unknown"));
        assertEquals(CallStep.ASK_PROGRESS, call.state().step());
    }

    @Test
    void aStoreThatDoesNotAnswerKeepsNobodyWaiting() {
        var call = asking();
        type(call, RECEIPT).presses('#');
        call.answers.clear();

        call.fires(TimerKind.PROGRESS_SEARCH);

        assertTrue(call.heard().contains("progress-unknown"));
    }

    @Test
    void theStarBeginsTheNumberAgain() {
        var call = asking().progress(HANDLED);
        type(call, "12*" + RECEIPT).presses('#');

        assertTrue(call.commands().stream()
                .anyMatch(command -> command instanceof Command.FindProgress(int lookup, String receipt)
                        && receipt.equals(RECEIPT)));
    }

    /** A nine may be a digit; nines alone are a cry for help. */
    @Test
    void theEmergencyRoadStaysOpenWhileANumberIsTyped() {
        var number = asking();
        type(number, "9");
        assertEquals(CallStep.ASK_PROGRESS, number.state().step());
        number.fires(TimerKind.NEXT_KEY);
        assertEquals(CallStep.EMERGENCY_HAND_OVER, number.state().step());

        var told = asking().progress(HANDLED);
        type(told, RECEIPT).presses('#').delivers(told.answers.size());
        assertEquals(CallStep.EMERGENCY_HAND_OVER, told.presses('9').state().step());
    }

    /** People go on pressing keys while they wait. */
    @Test
    void whileANumberIsLookedUpNoKeyTakesTheAnswerAwayAndNineIsAnEmergency() {
        var asked = asking().progress(HANDLED);
        type(asked, RECEIPT).presses('#');
        type(asked, "5#*").delivers(asked.answers.size());
        assertTrue(asked.heard().contains("progress-handling"));

        var inNeed = asking().progress(HANDLED);
        type(inNeed, RECEIPT).presses('#').presses('9').delivers(inNeed.answers.size());
        assertTrue(inNeed.state().emergency());
        assertFalse(inNeed.heard().contains("progress-handling"));
    }

    @Test
    void whoHangsUpWhileANumberIsLookedUpIsCalledBack() {
        var call = asking();
        type(call, RECEIPT).presses('#');

        assertEquals(CallOutcome.CALLBACK_TASK, call.hangsUp().untilClosed().outcome());
    }

    @Test
    void whoPressesTheKeyDuringTheGreetingHearsTheNoticeToItsEnd() {
        var call = ScriptedCall.from("13900000003").arrives().presses('#');
        assertEquals(CallStep.GREET, call.state().step());

        assertEquals(CallStep.ASK_PROGRESS, call.delivers(1).state().step());
    }

    /** The prompt that offers the key is heard while a telephone rings. */
    @Test
    void whoPressesTheKeyWhileAnAgentIsCalledIsAskedForTheNumberAndTheAgentIsFree() {
        var call = ScriptedCall.from("13900000003")
                .agents(ScriptedCall.Agents.ANSWER)
                .arrives()
                .until(CallStep.OFFER_AGENT);
        while (!call.heard().contains("please-wait")) {
            call.delivers(1);
        }
        assertTrue(call.state().hasAgent());

        call.presses('#');

        assertEquals(CallStep.ASK_PROGRESS, call.state().step());
        assertFalse(call.state().hasAgent());
        assertTrue(call.commands().contains(new Command.ReleaseAgent(AgentRelease.FREE)));
        call.delivers(call.answers.size());
        assertEquals(CallStep.ASK_PROGRESS, call.state().step(), "the agent who answers late is not joined");
    }

    /** Its prompt says that # ends the message. */
    @Test
    void whoIsAskedForAMessageIsNotAskedForANumber() {
        var call = ScriptedCall.from("13900000003")
                .arrives()
                .until(CallStep.RECORD_MESSAGE)
                .presses('#');

        assertEquals(CallStep.RECORD_MESSAGE, call.state().step());
    }

    @Test
    void aDayIsSaidAsPeopleSayIt() {
        assertEquals(List.of("one", "month", "ten", "day"), SpokenDate.prompts(LocalDate.of(2026, 1, 10)));
        assertEquals(
                List.of("ten", "digit-2", "month", "digit-3", "ten", "one", "day"),
                SpokenDate.prompts(LocalDate.of(2026, 12, 31)));
    }

    private static ScriptedCall asking() {
        return ScriptedCall.from("13900000003").arrives().presses('#').until(CallStep.ASK_PROGRESS);
    }

    private static ScriptedCall type(ScriptedCall call, String digits) {
        digits.chars().forEach(digit -> call.presses((char) digit));
        return call;
    }
}
