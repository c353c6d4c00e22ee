package lianhu.telephony.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import lianhu.core.outbound.OutboundResult;
import org.junit.jupiter.api.Test;

class FollowUpScriptTest {
    private static final List<String> GREETING = List.of(
            "follow-up",
            "digit-4",
            "digit-8",
            "digit-2",
            "digit-7",
            "pause",
            "digit-1",
            "digit-9",
            "digit-3",
            "digit-8",
            "follow-up-press-one");
    private static final int SAMPLE_BYTES_PER_SECOND = 16_000;

    private final ScriptedOutboundCall call = new ScriptedOutboundCall(new FollowUpScript("48271938")).answers();

    @Test
    void whoIsContentAnswersTwoQuestionsAndIsThanked() {
        stored(call.presses('1').presses('1'));
        stored(call.presses('1')).untilEnded();

        assertEquals(
                List.of("follow-up-solved", "follow-up-satisfied", "follow-up-thanks", "goodbye"), afterGreeting());
        assertEquals(OutboundResult.ANSWERED, call.result());
        call.assertKeptItsPromise();
    }

    @Test
    void whoSaysThatItIsNotSolvedHearsThatItIsDoneAgain() {
        stored(call.presses('1').presses('2'));
        stored(call.presses('5')).untilEnded();

        assertEquals(
                List.of("follow-up-solved", "follow-up-satisfied", "follow-up-reopened", "goodbye"), afterGreeting());
        call.assertKeptItsPromise();
    }

    @Test
    void whoDoesNotWantToBeAskedIsAskedNothing() {
        call.presses('2').untilEnded();

        assertEquals(List.of("goodbye"), afterGreeting());
        assertEquals(Optional.of(OutboundResult.DECLINED), call.finished());
        call.assertKeptItsPromise();
    }

    @Test
    void aMachineHearsTheGreetingTwiceAndNothingElse() {
        call.untilEnded();

        assertEquals(GREETING, afterGreeting());
        assertEquals(Optional.of(OutboundResult.NOT_CONFIRMED), call.finished());
    }

    @Test
    void whoAnswersTheFirstQuestionAloneHasAnswered() {
        stored(call.presses('1').presses('1')).untilEnded();
        var other = new ScriptedOutboundCall(new FollowUpScript("48271938")).answers();
        stored(other.presses('1').presses('3')).hangsUp(16);

        assertEquals(
                List.of(
                        "follow-up-solved",
                        "follow-up-satisfied",
                        "follow-up-satisfied",
                        "follow-up-thanks",
                        "goodbye"),
                afterGreeting());
        assertEquals(Optional.of(OutboundResult.ANSWERED), call.finished());
        assertEquals(Optional.of(OutboundResult.ANSWERED), other.finished());
        call.assertKeptItsPromise();
        other.assertKeptItsPromise();
    }

    @Test
    void anAnswerThatCannotBeStoredIsNotSaidToBeKept() {
        call.storeFails(99).presses('1').presses('2').untilEnded();

        assertEquals(List.of("follow-up-solved", "follow-up-not-stored"), afterGreeting());
        assertEquals(Optional.of(OutboundResult.NOT_STORED), call.finished());
        call.assertKeptItsPromise();
    }

    /** A slower voice may record them again: half as long again must fit into the 25 seconds of a prompt. */
    @Test
    void eachQuestionIsHeardToItsEnd() throws IOException {
        for (List<String> prompts : List.of(GREETING, List.of("follow-up-solved"), List.of("follow-up-satisfied"))) {
            long bytes = 0;
            for (String prompt : prompts) {
                bytes += Files.size(Path.of("../templates/voice/sample/" + prompt + ".wav"));
            }
            double seconds = bytes / (double) SAMPLE_BYTES_PER_SECOND;
            assertTrue(seconds > 3 && seconds * 1.5 < 25, () -> seconds + " s of " + prompts);
        }
    }

    private static ScriptedOutboundCall stored(ScriptedOutboundCall call) {
        while (!call.answers.contains(new OutboundEvent.AnswerStored())) {
            call.next();
        }
        call.answers.remove(new OutboundEvent.AnswerStored());
        return call.happens(new OutboundEvent.AnswerStored());
    }

    private List<String> afterGreeting() {
        assertEquals(GREETING, call.heard().subList(0, GREETING.size()));
        return call.heard().subList(GREETING.size(), call.heard().size());
    }
}
