package lianhu.telephony.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import lianhu.core.outbound.OutboundResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboundFlowTest {
    private static final int HISTORIES = 20_000;
    private static final String ASK = "urgent-press-one";
    /** 8000 samples of 16 bits. */
    private static final int SAMPLE_BYTES_PER_SECOND = 16_000;

    private static final List<OutboundScript> SCRIPTS = List.of(
            new EscalationScript(),
            new FollowUpScript("48271938"),
            new ReporterCallScript("48271938"),
            new CallbackScript());

    private static final String KEYS = "0123456789*#";

    @Test
    void whoPressesOneHearsThatTheDutyRoomIsToldOnceItIsStored() {
        // Given
        var call = new ScriptedOutboundCall().answers();
        // When
        call.presses('1');
        List<String> before = List.copyOf(call.heard());
        call.untilEnded();
        // Then
        assertEquals(List.of(ASK), before);
        assertEquals(List.of(ASK, "duty-room-told"), call.heard());
        assertEquals(OutboundResult.ANSWERED, call.result());
        call.assertKeptItsPromise();
    }

    @Test
    void withoutAKeyThePromptComesTwiceMoreAndTheCallIsNotConfirmed() {
        var call = new ScriptedOutboundCall().answers().untilEnded();

        assertEquals(List.of(ASK, ASK, ASK), call.heard());
        assertEquals(Optional.of(OutboundResult.NOT_CONFIRMED), call.finished());
        call.assertKeptItsPromise();
    }

    /** A slower voice may record the prompt again: half as long again must fit. */
    @Test
    void theLongestPromptIsHeardToItsEnd() throws IOException {
        long seconds = Files.size(Path.of("../templates/voice/sample/" + ASK + ".wav")) / SAMPLE_BYTES_PER_SECOND;

        Duration limit = new OutboundFlow(new EscalationScript())
                .decide(OutboundState.of("outbound-1-1"), new OutboundEvent.Answered()).commands().stream()
                        .filter(OutboundCommand.SetTimer.class::isInstance)
                        .map(command -> ((OutboundCommand.SetTimer) command).after())
                        .findFirst()
                        .orElseThrow();

        assertTrue(seconds > 5 && seconds * 3 / 2 < limit.toSeconds(), () -> seconds + " s of " + limit);
    }

    @Test
    void otherKeysAreNoAnswer() {
        var call =
                new ScriptedOutboundCall().answers().presses('2').presses('#').untilEnded();

        assertEquals(Optional.of(OutboundResult.NOT_CONFIRMED), call.finished());
    }

    @ParameterizedTest
    @CsvSource({
        "17, BUSY", "18, NO_ANSWER", "19, NO_ANSWER", "21, REJECTED", "20, UNREACHABLE", "27, UNREACHABLE",
        "1, INVALID_NUMBER", "28, INVALID_NUMBER", "34, CONGESTION", "38, CONGESTION", "42, CONGESTION", "0, NO_ANSWER"
    })
    void theCauseSaysWhatCameOfACallThatNobodyTook(int cause, OutboundResult result) {
        var call = new ScriptedOutboundCall().hangsUp(cause);

        assertEquals(Optional.of(result), call.finished());
        assertEquals(List.of(), call.heard());
        call.assertKeptItsPromise();
    }

    @Test
    void whoPressesOneAndHangsUpHasAnswered() {
        var call = new ScriptedOutboundCall()
                .storeFails(2)
                .answers()
                .presses('1')
                .hangsUp(16)
                .untilEnded();

        assertEquals(OutboundResult.ANSWERED, call.result());
        assertEquals(List.of(ASK), call.heard());
        call.assertKeptItsPromise();
    }

    @Test
    void anAnswerThatCannotBeStoredIsNotSaidToBeTold() {
        var call =
                new ScriptedOutboundCall().storeFails(99).answers().presses('1').untilEnded();

        assertEquals(List.of(ASK, "answer-not-stored"), call.heard());
        assertEquals(Optional.of(OutboundResult.NOT_STORED), call.finished());
        call.assertKeptItsPromise();
    }

    @Test
    void aTelephoneStopsRingingWhenSomebodyElseAnsweredAndAPersonWhoPickedUpIsStillAsked() {
        var ringing = new ScriptedOutboundCall().happens(new OutboundEvent.NotNeeded());
        var talking = new ScriptedOutboundCall().answers().happens(new OutboundEvent.NotNeeded());

        assertEquals(Optional.of(OutboundResult.NOT_NEEDED), ringing.finished());
        ringing.assertKeptItsPromise();
        assertEquals(Optional.empty(), talking.finished());
        assertEquals(List.of(ASK), talking.heard());
    }

    @Test
    void aRefusedCallIsCongestionAndAVanishedOneIsLost() {
        var refused = new ScriptedOutboundCall().happens(new OutboundEvent.Refused());
        var vanished = new ScriptedOutboundCall().answers().happens(new OutboundEvent.Vanished());

        assertEquals(Optional.of(OutboundResult.CONGESTION), refused.finished());
        assertEquals(Optional.of(OutboundResult.LOST), vanished.finished());
        vanished.assertKeptItsPromise();
    }

    @Test
    void nothingThatHappensKeepsACallOpenOrTellsWhatIsNotStored() {
        Map<OutboundResult, Integer> results = new EnumMap<>(OutboundResult.class);
        for (long seed = 0; seed < HISTORIES; seed++) {
            OutboundScript script = SCRIPTS.get((int) (seed % SCRIPTS.size()));
            var random = new SplittableRandom(seed);
            try {
                ScriptedOutboundCall call = play(script, random).untilEnded();
                call.assertKeptItsPromise();
                results.merge(call.result(), 1, Integer::sum);
            } catch (AssertionError e) {
                throw new AssertionError("history " + seed + ": " + e.getMessage(), e);
            }
        }
        assertTrue(results.size() == 12, () -> "each result occurs: " + results);
    }

    private static ScriptedOutboundCall play(OutboundScript script, SplittableRandom random) {
        var call = new ScriptedOutboundCall(script).storeFails(random.nextInt(4) == 0 ? random.nextInt(8) : 0);
        if (random.nextInt(3) > 0) {
            call.answers();
        }
        int events = random.nextInt(16);
        for (int i = 0; i < events; i++) {
            step(call, random);
        }
        return call;
    }

    private static void step(ScriptedOutboundCall call, SplittableRandom random) {
        int dice = random.nextInt(100);
        if (dice < 40 && !call.answers.isEmpty()) {
            boolean isInOrder = random.nextInt(4) != 0;
            call.happens(call.answers.remove(isInOrder ? 0 : random.nextInt(call.answers.size())));
        } else if (dice < 46 && !call.answers.isEmpty()) {
            call.answers.removeFirst(); // lost
        } else if (dice < 52 && !call.answers.isEmpty()) {
            call.happens(call.answers.getFirst()); // comes twice
        } else if (dice < 62) {
            call.waits();
        } else if (dice < 66) {
            call.happens(
                    new OutboundEvent.TimeOver(random.nextInt(1 + call.state().timer())));
        } else if (dice < 84) {
            call.presses(KEYS.charAt(random.nextInt(KEYS.length())));
        } else if (dice < 90) {
            call.hangsUp(new int[] {16, 17, 19, 20, 21, 28, 34}[random.nextInt(7)]);
        } else if (dice < 92) {
            call.happens(new OutboundEvent.Vanished());
        } else if (dice < 94 && call.state().step() == OutboundStep.CONNECTING) {
            call.happens(new OutboundEvent.ReporterLeft(16));
        } else if (dice < 93) {
            call.happens(new OutboundEvent.Refused());
        } else if (dice < 97) {
            call.answers();
        }
    }
}
