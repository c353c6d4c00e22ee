package lianhu.telephony.callflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import lianhu.core.call.AgentRelease;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.Party;
import lianhu.telephony.callflow.event.PartyLeg;
import lianhu.telephony.callflow.event.ReportKind;
import lianhu.telephony.callflow.event.TimerKind;
import lianhu.telephony.prompt.SpokenNumber;
import org.junit.jupiter.api.Test;

class CallFlowTest {
    private static final String MOBILE = "13900000001";

    @Test
    void aMessageIsCommittedAndItsNumberIsReadTwice() {
        var call = ScriptedCall.from(MOBILE)
                .arrives()
                .until(CallStep.CONFIRM_MESSAGE)
                .presses('1')
                .untilClosed();

        assertEquals(CallOutcome.TICKET, call.outcome());
        var number = SpokenNumber.prompts("261128000001");
        List<String> expected = new ArrayList<>(List.of("greeting", "speak", "beep", "confirm", "number-is"));
        expected.addAll(number);
        expected.add("once-more");
        expected.addAll(number);
        expected.add("goodbye");
        assertEquals(expected, call.heard());
    }

    /** The gateway may have ended before the caller heard it, or after; and it may go on like that. */
    @Test
    void aNumberThatMayNotHaveBeenHeardIsReadAgainAndNotForEver() {
        var call = ScriptedCall.from(MOBILE)
                .arrives()
                .until(CallStep.CONFIRM_MESSAGE)
                .presses('1')
                .until(CallStep.READ_BACK_NUMBER);
        for (int times = 0; times < 2; times++) {
            call.answers.clear();
            call.happens(new CallEvent.PromptMissing(call.state().playback()));
            assertEquals(CallStep.READ_BACK_NUMBER, call.state().step());
        }
        call.answers.clear();
        call.happens(new CallEvent.PromptMissing(call.state().playback()));

        assertEquals(CallOutcome.TICKET, call.outcome());
        assertEquals(3, call.heard().stream().filter("number-is"::equals).count());
    }

    @Test
    void aMessageWithoutAKeyIsSubmitted() {
        var call = ScriptedCall.from(MOBILE).arrives().untilClosed();

        assertEquals(ReportKind.MESSAGE, call.reportKind());
        call.assertKeptItsPromise();
    }

    @Test
    void aCallerChoosesALanguageByItsKey() {
        var call = ScriptedCall.from(MOBILE)
                .offersLanguages()
                .arrives()
                .until(CallStep.CHOOSE_LANGUAGE)
                .presses('3');

        assertEquals(List.of("greeting", "bo/choose-language", "mn/choose-language"), call.heard());
        assertEquals(CallStep.OFFER_AGENT, call.state().step());
        assertEquals("mn", call.state().language().needed());
    }

    @Test
    void aCallerWhoPressesNothingIsServedInTheLanguageOfTheCounty() {
        var call = ScriptedCall.from(MOBILE).offersLanguages().arrives().until(CallStep.CHOOSE_LANGUAGE);

        call.delivers(1).presses('8').fires(TimerKind.CONFIRMATION);

        assertEquals(CallStep.OFFER_AGENT, call.state().step());
        assertEquals("", call.state().language().needed());
        assertEquals("zh-CN", call.state().language().chosen(), "so that the next call does not ask");
    }

    @Test
    void aCallerWhoChoseTheLanguageOfTheCountyBeforeIsNotAskedAgain() {
        var call = ScriptedCall.from(MOBILE)
                .offersLanguages()
                .chose("zh-CN")
                .arrives()
                .happens(new CallEvent.LanguageKnown("zh-CN"))
                .until(CallStep.OFFER_AGENT);

        assertEquals(List.of("greeting"), call.heard());
        assertEquals("", call.state().language().needed());
    }

    /** Several people share a telephone. */
    @Test
    void aCallerForWhomAnotherLanguageIsRememberedHearsHowToComeBackToThatOfTheCounty() {
        var call = remembered().until(CallStep.CHOOSE_LANGUAGE);

        call.presses('1');

        assertEquals(List.of("greeting", "choose-language"), call.heard());
        assertEquals(CallStep.OFFER_AGENT, call.state().step());
        assertEquals("zh-CN", call.state().language().chosen(), "remembered from now on");
        assertEquals("", call.state().language().needed());
    }

    @Test
    void aCallerForWhomAnotherLanguageIsRememberedKeepsItWithoutAKey() {
        var call = remembered().until(CallStep.CHOOSE_LANGUAGE);

        call.delivers(1).fires(TimerKind.CONFIRMATION);

        assertEquals(List.of("greeting", "choose-language"), call.heard());
        assertEquals(CallStep.OFFER_AGENT, call.state().step());
        assertEquals("bo", call.state().language().needed());
    }

    /** The store was slow: the question for those of whom nothing is known is being asked already. */
    @Test
    void aLanguageThatIsKnownLateChangesTheQuestion() {
        for (String tag : List.of("bo", "zh-CN")) {
            var call = ScriptedCall.from(MOBILE).offersLanguages().arrives().until(CallStep.CHOOSE_LANGUAGE);

            call.happens(new CallEvent.LanguageKnown(tag));

            assertEquals(
                    tag.equals("bo") ? CallStep.CHOOSE_LANGUAGE : CallStep.OFFER_AGENT,
                    call.state().step());
            assertEquals(tag.equals("bo"), call.heard().getLast().equals("choose-language"), tag);
        }
    }

    private static ScriptedCall remembered() {
        return ScriptedCall.from(MOBILE)
                .offersLanguages()
                .chose("bo")
                .arrives()
                .happens(new CallEvent.LanguageKnown("bo"));
    }

    @Test
    void aLanguageThatIsOfferedNoLongerIsAskedAgain() {
        var call = ScriptedCall.from(MOBILE)
                .offersLanguages()
                .chose("ybe")
                .arrives()
                .until(CallStep.CHOOSE_LANGUAGE)
                .happens(new CallEvent.LanguageKnown("ybe"));

        assertEquals(CallStep.CHOOSE_LANGUAGE, call.state().step());
    }

    @Test
    void theKeyOfALanguageMayBePressedWhileTheNoticeOfTheRecordingIsHeardToItsEnd() {
        var call = ScriptedCall.from(MOBILE)
                .offersLanguages()
                .chose("zh-CN")
                .arrives()
                .presses('2');

        assertEquals(CallStep.GREET, call.state().step());
        call.until(CallStep.OFFER_AGENT);
        assertEquals("bo", call.state().language().needed(), "this call's choice stands");
    }

    @Test
    void aCallerWhoHangsUpBeforeSpeakingIsCalledBack() {
        var call = ScriptedCall.from(MOBILE).arrives().hangsUp();

        assertEquals(CallOutcome.CALLBACK_TASK, call.outcome());
    }

    @Test
    void aWithheldNumberThatSaysNothingIsCounted() {
        var call = ScriptedCall.from("").arrives().hangsUp();

        assertEquals(CallOutcome.EMPTY_CALL, call.outcome());
    }

    @Test
    void silenceIsAskedOnceMoreAndThenPromisedACall() {
        var call = ScriptedCall.from(MOBILE).talks(0).arrives().untilClosed();

        assertEquals(List.of("greeting", "speak", "beep", "speak-again", "beep", "call-you-back"), call.heard());
        assertEquals(CallOutcome.CALLBACK_TASK, call.outcome());
    }

    @Test
    void wordsBeforeAHangUpBecomeAReport() {
        var call = ScriptedCall.from(MOBILE).arrives().until(CallStep.RECORD_MESSAGE);
        call.happens(call.answers.removeFirst()).hangsUp().untilClosed();

        assertEquals(ReportKind.DROPPED_MESSAGE, call.reportKind());
    }

    @Test
    void aRecordingThatEndedInAGapIsFound() {
        var call = ScriptedCall.from(MOBILE).arrives().until(CallStep.RECORD_MESSAGE);
        call.happens(call.answers.removeFirst());
        call.answers.clear();
        call.fires(TimerKind.RECORDING).untilClosed();

        assertEquals(CallOutcome.TICKET, call.outcome());
    }

    @Test
    void aStoreThatFailsDelaysTheNumberAndLosesNothing() {
        var call = ScriptedCall.from(MOBILE).storeFails(5).arrives().untilClosed();

        assertTrue(call.heard().contains("kept"));
        call.assertKeptItsPromise();
    }

    @Test
    void keyNineJoinsTheEmergencyDeskAndTheDutySeat() {
        var call = ScriptedCall.from(MOBILE).arrives().presses('9').untilClosed();

        var bridged = call.commands().stream()
                .filter(Command.BridgeParty.class::isInstance)
                .toList();
        assertEquals(2, bridged.size());
        assertEquals(ReportKind.EMERGENCY, call.reportKind());
        assertEquals(List.of("greeting"), call.heard());
    }

    @Test
    void anEmergencyDeskThatDoesNotAnswerIsDialledAgainAndTheCallerStays() {
        var call = ScriptedCall.from(MOBILE)
                .deskAnswers(false)
                .dutyAnswers(false)
                .arrives()
                .presses('9');
        while (call.state().attempt() < 3) {
            call.happens(call.answers.removeFirst());
        }

        assertTrue(call.heard().contains("dial-119-yourself"));
        assertFalse(call.commands().contains(new Command.HangUp()));
    }

    @Test
    void aDutySeatThatTalksWithTheCallerIsNotInterruptedWhileTheDeskIsDialledAgain() {
        var call = ScriptedCall.from(MOBILE).deskAnswers(false).arrives().presses('9');
        while (call.state().attempt() < 3) {
            if (call.answers.isEmpty()) {
                call.fires(
                        call.timers.contains(TimerKind.EMERGENCY_REDIAL)
                                ? TimerKind.EMERGENCY_REDIAL
                                : TimerKind.PARTY_DIAL);
            } else {
                // The seat answers first.
                call.answers.sort(Comparator.comparing(CallEvent.PartyUnreachable.class::isInstance));
                call.happens(call.answers.removeFirst());
            }
        }

        assertFalse(call.heard().contains("dial-119-yourself"));
        assertFalse(call.commands().contains(new Command.CloseBridge()));
    }

    @Test
    void aCallerMayChooseToBeCalledBackAndHearsTheNumberFirst() {
        var call = ScriptedCall.from(MOBILE)
                .arrives()
                .until(CallStep.RECORD_MESSAGE)
                .presses('2')
                .untilClosed();

        assertEquals(CallOutcome.CALLBACK_TASK, call.outcome());
        List<String> expected = new ArrayList<>(List.of("greeting", "speak", "beep", "call-back-to"));
        expected.addAll(SpokenNumber.prompts(MOBILE));
        expected.addAll(List.of("is-that-right", "call-you-back"));
        assertEquals(expected, call.heard());
    }

    @Test
    void aWithheldNumberCannotBeCalledBackSoTheCallerIsRecorded() {
        var call = ScriptedCall.from("")
                .arrives()
                .until(CallStep.RECORD_MESSAGE)
                .presses('2')
                .untilClosed();

        assertTrue(call.heard().contains("number-withheld"));
        assertEquals(ReportKind.MESSAGE, call.reportKind());
    }

    @Test
    void aCallerMayWaitThreeTimesAndIsThenRecorded() {
        var call = ScriptedCall.from(MOBILE).arrives();
        for (int i = 0; i < 4; i++) {
            call.until(CallStep.RECORD_MESSAGE).presses('0');
        }

        assertEquals(CallStep.RECORD_MESSAGE, call.state().step());
        assertEquals(
                4,
                call.commands().stream()
                        .filter(Command.FindAgent.class::isInstance)
                        .count());
    }

    @Test
    void aCallerMayAddAndRecordAgain() {
        var call = ScriptedCall.from(MOBILE).arrives().until(CallStep.CONFIRM_MESSAGE);
        String first = call.state().messages().getFirst();
        call.presses('3').until(CallStep.CONFIRM_MESSAGE);
        String second = call.state().messages().getLast();
        call.presses('2').until(CallStep.CONFIRM_MESSAGE).untilClosed();

        assertTrue(call.commands().contains(new Command.DiscardRecording(second)));
        assertFalse(call.commands().contains(new Command.DiscardRecording(first)));
        assertEquals(2, call.submitted().size());
        assertEquals(first, call.submitted().getFirst());
        assertTrue(call.heard().containsAll(List.of("record-more", "record-again")));
    }

    @Test
    void aMessageStaysWhenTheSecondAttemptHoldsNothing() {
        var call = ScriptedCall.from(MOBILE).arrives().until(CallStep.CONFIRM_MESSAGE);
        List<String> first = call.state().messages();
        call.talks(0).presses('2').until(CallStep.CONFIRM_MESSAGE).untilClosed();

        assertEquals(first, call.submitted());
        assertFalse(call.commands().contains(new Command.DiscardRecording(first.getFirst())));
    }

    @Test
    void sixSecondsOfSilenceEndAMessage() {
        var call = ScriptedCall.from(MOBILE).arrives().until(CallStep.CONFIRM_MESSAGE);

        var recording = call.commands().stream()
                .filter(Command.StartRecording.class::isInstance)
                .map(Command.StartRecording.class::cast)
                .findFirst()
                .orElseThrow();
        assertEquals(Duration.ofSeconds(6), recording.maxSilence());
    }

    @Test
    void aNumberIsReadDigitByDigitInGroupsOfFour() {
        assertEquals(
                List.of(
                        "digit-4", "digit-8", "digit-2", "digit-7", "pause", "digit-1", "digit-9", "digit-3",
                        "digit-8"),
                SpokenNumber.prompts("48271938"));
    }

    @Test
    void aLegIsKnownByItsChannel() {
        PartyLeg leg = new PartyLeg(new CallId("lianhu-1764.1"), Party.EMERGENCY_DESK, 2);
        assertEquals(Optional.of(leg), PartyLeg.parse(leg.channelId()));
        for (String other :
                List.of("lianhu-1764.1", "-DUTY_SEAT-1", "a-DUTY_SEAT-", "a-DUTY_SEAT-x", "a-NOBODY-1", "")) {
            assertEquals(Optional.empty(), PartyLeg.parse(other));
        }
    }

    @Test
    void whatIsPrintedHoldsNoNumber() {
        assertFalse(ScriptedCall.from(MOBILE).state().toString().contains(MOBILE));
    }

    @Test
    void aCallerWhoIsAnsweredTalks() {
        var call = ScriptedCall.from(MOBILE)
                .agents(ScriptedCall.Agents.ANSWER)
                .arrives()
                .until(CallStep.TALK);

        assertTrue(call.state().agentJoined());
        assertEquals("chen", call.state().agent());
        assertEquals(CallOutcome.ANSWERED, call.untilClosed().outcome());
        assertEquals(
                List.of("greeting", "please-wait", "hold-music", "please-hold"),
                call.heard().subList(0, 4));
    }

    /** One playback of Asterisk: it goes on when the gateway dies. */
    @Test
    void aCallerWhoWaitsHearsMusicUntilAnAgentHasAnsweredAndRingingWhereItCannotBePlayed() {
        var call = ScriptedCall.from(MOBILE)
                .agents(ScriptedCall.Agents.BUSY)
                .arrives()
                .until(CallStep.OFFER_AGENT)
                .delivers(1);
        String music = call.state().playback();
        assertTrue(call.heard().contains("hold-music"));
        call.agents(ScriptedCall.Agents.ANSWER).fires(TimerKind.AGENT_SEARCH).until(CallStep.TALK);
        assertTrue(call.commands().contains(new Command.StopPlayback(music)));

        var without = ScriptedCall.from(MOBILE)
                .agents(ScriptedCall.Agents.BUSY)
                .arrives()
                .until(CallStep.OFFER_AGENT)
                .delivers(1);
        without.happens(new CallEvent.PromptFinished(without.state().playback()));
        assertTrue(without.commands().contains(new Command.StartRinging()));
    }

    @Test
    void anAgentWhoDoesNotAnswerIsPausedAndTheCallerKeepsTheSearch() {
        var call = ScriptedCall.from(MOBILE)
                .agents(ScriptedCall.Agents.MISS)
                .arrives()
                .until(CallStep.RECORD_MESSAGE);

        assertEquals(
                3,
                call.commands().stream()
                        .filter(new Command.ReleaseAgent(AgentRelease.MISSED)::equals)
                        .count());
        assertEquals(
                3,
                call.commands().stream()
                        .filter(Command.DialAgent.class::isInstance)
                        .map(Command.DialAgent.class::cast)
                        .map(Command.DialAgent::leg)
                        .distinct()
                        .count(),
                "each attempt has a channel of its own");
    }

    @Test
    void aCallerWhomNobodyAnswersMayWaitLonger() {
        var call = ScriptedCall.from(MOBILE)
                .agents(ScriptedCall.Agents.BUSY)
                .arrives()
                .until(CallStep.OFFER_AGENT)
                .delivers(1)
                .fires(TimerKind.AGENT_OFFER);

        assertEquals(CallStep.RECORD_MESSAGE, call.state().step());
        assertEquals("speak-or-wait", call.heard().get(call.heard().indexOf("beep") - 1));
        assertEquals(CallStep.OFFER_AGENT, call.presses('0').state().step());
        assertTrue(call.commands().contains(new Command.SetTimer(TimerKind.AGENT_OFFER, OfferAgent.WAIT_LIMIT)));
    }

    @Test
    void aTelephoneThatRingsWhenTheTimeIsOverRingsToItsEnd() {
        var call = ScriptedCall.from(MOBILE)
                .agents(ScriptedCall.Agents.ANSWER)
                .arrives()
                .until(CallStep.OFFER_AGENT)
                .delivers(1)
                .fires(TimerKind.AGENT_OFFER);

        assertEquals(CallStep.OFFER_AGENT, call.state().step());
        assertEquals(CallOutcome.ANSWERED, call.untilClosed().outcome());
    }

    @Test
    void whoseTimeIsOverWhileATelephoneRingsInVainIsNotLeftRinging() {
        var call = ScriptedCall.from(MOBILE)
                .agents(ScriptedCall.Agents.ANSWER)
                .arrives()
                .until(CallStep.OFFER_AGENT)
                .delivers(1)
                .fires(TimerKind.AGENT_OFFER)
                .agents(ScriptedCall.Agents.BUSY)
                .fires(TimerKind.PARTY_DIAL);

        assertEquals(CallStep.RECORD_MESSAGE, call.state().step());
    }

    @Test
    void aCallerWhoseAgentIsLostIsAskedToGoOn() {
        var call = ScriptedCall.from(MOBILE)
                .agents(ScriptedCall.Agents.ANSWER)
                .arrives()
                .until(CallStep.TALK)
                .happens(new CallEvent.PartyLeft(new PartyLeg(new CallId("call"), Party.AGENT, 1), true));

        assertEquals(CallStep.TALK, call.state().step(), "another leg");
        call.happens(new CallEvent.PartyLeft(call.state().agentCall(), true));
        assertEquals(CallStep.RECORD_MESSAGE, call.state().step());
        assertEquals(
                "agent-lost",
                call.heard().getLast().equals("beep")
                        ? call.heard().get(call.heard().size() - 2)
                        : "");
        assertTrue(call.commands().contains(new Command.ReleaseAgent(AgentRelease.MISSED)));
        assertEquals(CallOutcome.TICKET, call.untilClosed().outcome());
    }

    @Test
    void anAgentPausesTheRecordingUntilTheKeyIsPressedAgainOrThereIsAnEmergency() {
        var call = ScriptedCall.from(MOBILE)
                .agents(ScriptedCall.Agents.ANSWER)
                .arrives()
                .until(CallStep.TALK)
                .happens(new CallEvent.PauseKeyPressed(new PartyLeg(new CallId("call"), Party.AGENT, 99)));

        assertFalse(call.state().talk().recordingPaused(), "another leg");
        call.happens(new CallEvent.PauseKeyPressed(call.state().agentCall()));
        assertTrue(call.state().talk().recordingPaused());
        call.happens(new CallEvent.PauseKeyPressed(call.state().agentCall()));
        assertFalse(call.state().talk().recordingPaused());
        call.happens(new CallEvent.PauseKeyPressed(call.state().agentCall())).presses('9');
        assertFalse(call.state().talk().recordingPaused());
        assertEquals(
                List.of(true, false, true, false),
                call.commands().stream()
                        .filter(Command.PauseRecording.class::isInstance)
                        .map(command -> ((Command.PauseRecording) command).paused())
                        .toList());
    }

    @Test
    void anAgentLeavesTheCallerToAThirdPartyWhoTalks() {
        var call = withThirdParty();
        var third = call.state().thirdParty();
        call.happens(new CallEvent.PartyAnswered(third));
        assertTrue(call.commands().contains(new Command.BridgeParty(third)));

        call.happens(new CallEvent.PartyLeft(call.state().agentCall(), false));
        assertEquals(CallStep.TALK, call.state().step());
        assertTrue(call.commands().contains(new Command.ReleaseAgent(AgentRelease.TALKED)), "the agent wraps up");

        call.happens(new CallEvent.PartyLeft(third, false));
        assertEquals(CallOutcome.ANSWERED, call.state().outcome());
        assertEquals(new Command.HangUp(), call.commands().getLast());
    }

    @Test
    void anAgentWhoHangsUpWhileTheThirdPartyRingsLeavesTheCallerToIt() {
        var call = withThirdParty();
        call.happens(new CallEvent.PartyLeft(call.state().agentCall(), false));
        assertTrue(call.commands().contains(new Command.StartRinging()), "the caller hears that it rings");

        call.happens(new CallEvent.PartyAnswered(call.state().thirdParty()));

        assertTrue(call.state().joins(call.state().thirdParty()));
        assertEquals(
                new Command.StopRinging(), call.commands().get(call.commands().size() - 3));
    }

    @Test
    void aCallerWhomTheThirdPartyDoesNotAnswerIsAskedForAMessage() {
        var call = withThirdParty();
        call.happens(new CallEvent.PartyLeft(call.state().agentCall(), false));

        call.fires(TimerKind.PARTY_DIAL);

        assertEquals(CallStep.RECORD_MESSAGE, call.state().step());
        assertEquals(CallOutcome.TICKET, call.untilClosed().outcome());
    }

    @Test
    void anAgentWhoseThirdPartyDoesNotAnswerTalksOnAndMayAskAgain() {
        var call = withThirdParty();
        var third = call.state().thirdParty();
        call.happens(new CallEvent.PartyUnreachable(third));
        assertEquals(CallStep.TALK, call.state().step());
        assertFalse(call.state().hasThirdParty());

        call.happens(new CallEvent.ThirdPartyWanted("0936123"));

        assertFalse(third.equals(call.state().thirdParty()), "a leg of its own");
    }

    @Test
    void theEmergencyDeskTakesThePlaceOfAThirdParty() {
        var call = withThirdParty();
        var third = call.state().thirdParty();
        call.happens(new CallEvent.PartyAnswered(third)).presses('9');

        assertTrue(call.commands().contains(new Command.ReleaseParty(third)));
        assertFalse(call.state().hasThirdParty());
    }

    @Test
    void aCallerWhoHangsUpLeavesNobodyBehind() {
        var call = withThirdParty();
        var third = call.state().thirdParty();

        call.happens(new CallEvent.CallerHungUp());

        assertTrue(call.commands().contains(new Command.ReleaseParty(third)));
        assertTrue(
                call.commands().contains(new Command.ReleaseParty(call.state().agentCall())));
    }

    @Test
    void aColleagueIsReservedThenCalledAndTakesTheCallWhenTheAgentHangsUp() {
        var call = withColleague();
        assertTrue(call.commands()
                .contains(new Command.FindColleague(call.state().talk().thirdLeg(), "wang")));
        var first = call.state().agentCall();
        var colleague = call.state().thirdParty();

        call.happens(new CallEvent.ColleagueFound(colleague.attempt(), "8002"))
                .happens(new CallEvent.PartyAnswered(colleague));
        assertTrue(call.state().joins(first) && call.state().joins(colleague));
        call.happens(new CallEvent.PauseKeyPressed(colleague));
        assertFalse(call.state().talk().recordingPaused(), "the call is not the colleague's yet");

        call.happens(new CallEvent.PartyLeft(first, false));

        assertEquals("wang", call.state().agent());
        assertEquals(colleague, call.state().agentCall());
        assertFalse(call.state().hasThirdParty(), "there is room for the next one");
        assertTrue(call.commands().contains(new Command.ReleaseAgent(AgentRelease.TALKED)));
        assertEquals(new Command.TransferCall(), call.commands().getLast());
        call.happens(new CallEvent.PauseKeyPressed(colleague));
        assertTrue(call.state().talk().recordingPaused(), "the key is the colleague's");
        call.happens(new CallEvent.PartyLeft(colleague, false));
        assertEquals(CallOutcome.ANSWERED, call.outcome());
    }

    /** What the caller says then is for nobody's ears but the agent's; the colleague sees that nothing is recorded. */
    @Test
    void aRecordingThatIsPausedStaysSoWhenACallIsTransferred() {
        var call = withColleague();
        var first = call.state().agentCall();
        call.happens(new CallEvent.PartyAnswered(call.state().thirdParty()))
                .happens(new CallEvent.PauseKeyPressed(first))
                .happens(new CallEvent.PartyLeft(first, false));

        assertTrue(call.state().talk().recordingPaused());
    }

    @Test
    void anAgentLeavesTheCallerToAColleagueWhoseTelephoneRings() {
        var call = withColleague();
        var colleague = call.state().thirdParty();
        call.happens(new CallEvent.PartyLeft(call.state().agentCall(), false));
        assertTrue(call.commands().contains(new Command.StartRinging()));

        call.happens(new CallEvent.PartyAnswered(colleague));

        assertEquals(colleague, call.state().agentCall());
        assertTrue(call.state().agentJoined());
        assertEquals(new Command.TransferCall(), call.commands().getLast());
    }

    @Test
    void aColleagueWhoDoesNotAnswerIsPausedAndOneWhoIsNotFreeIsLeftAlone() {
        var missed = withColleague();
        missed.happens(new CallEvent.PartyUnreachable(missed.state().thirdParty()));
        var notFree = withColleague();
        notFree.happens(
                new CallEvent.ColleagueUnavailable(notFree.state().talk().thirdLeg()));
        var unanswered = withColleague().fires(TimerKind.AGENT_SEARCH);

        assertTrue(missed.commands().contains(new Command.ReleaseColleague(AgentRelease.MISSED)));
        for (ScriptedCall call : List.of(notFree, unanswered)) {
            assertTrue(call.commands().contains(new Command.ReleaseColleague(AgentRelease.FREE)));
        }
        for (ScriptedCall call : List.of(missed, notFree, unanswered)) {
            assertEquals(CallStep.TALK, call.state().step());
            assertTrue(call.state().agentJoined() && !call.state().hasThirdParty());
        }
    }

    @Test
    void aCallerWhomTheColleagueDoesNotAnswerIsAskedForAMessage() {
        var call = withColleague();
        call.happens(new CallEvent.ColleagueFound(call.state().talk().thirdLeg(), "8002"));
        call.happens(new CallEvent.PartyLeft(call.state().agentCall(), false));

        call.fires(TimerKind.PARTY_DIAL);

        assertEquals(CallStep.RECORD_MESSAGE, call.state().step());
        assertTrue(call.commands().contains(new Command.ReleaseColleague(AgentRelease.MISSED)));
    }

    @Test
    void theEmergencyDeskTakesThePlaceOfAColleague() {
        var ringing = withColleague().presses('9');
        var talking = withColleague();
        talking.happens(new CallEvent.PartyAnswered(talking.state().thirdParty()))
                .presses('9');

        assertTrue(ringing.commands().contains(new Command.ReleaseColleague(AgentRelease.FREE)));
        assertTrue(talking.commands().contains(new Command.ReleaseColleague(AgentRelease.TALKED)));
        assertFalse(talking.state().hasThirdParty());
    }

    @Test
    void aColleagueWhoIsReservedTooLateIsFreeAgain() {
        var call = withColleague();
        int leg = call.state().talk().thirdLeg();
        call.fires(TimerKind.AGENT_SEARCH).happens(new CallEvent.ColleagueFound(leg, "8002"));

        assertEquals(
                new Command.ReleaseColleague(AgentRelease.FREE), call.commands().getLast());
    }

    @Test
    void whoListensHearsTheTalkOnlyOnceItIsStoredAndUntilTheAgentHasGone() {
        var call = withListener();
        var listener = call.state().listener();
        assertFalse(call.state().joins(listener), "a listener is never joined as one who talks");

        call.happens(new CallEvent.PartyAnswered(listener));
        assertTrue(call.commands().contains(new Command.BridgeListener(listener, 7)));
        assertFalse(call.commands().contains(new Command.BridgeParty(listener)));
        call.happens(new CallEvent.PartyLeft(call.state().agentCall(), false));

        assertTrue(call.commands().contains(new Command.ReleaseParty(listener)));
        assertTrue(call.commands().contains(new Command.EndListening(7)));
        assertEquals(CallOutcome.ANSWERED, call.outcome());
    }

    @Test
    void listeningEndsWithAHangUpAnEmergencyATransferToANumberAndTheCaller() {
        var hungUp = listening();
        hungUp.happens(new CallEvent.PartyLeft(hungUp.state().listener(), false));
        var emergency = listening().presses('9');
        var transfer = listening().happens(new CallEvent.ThirdPartyWanted("13900000009"));
        transfer.happens(new CallEvent.PartyLeft(transfer.state().agentCall(), false));
        var caller = listening().hangsUp();
        var noAnswer = withListener().fires(TimerKind.LISTENER_DIAL);

        for (ScriptedCall call : List.of(hungUp, emergency, transfer, caller, noAnswer)) {
            assertTrue(call.commands().contains(new Command.EndListening(7)), call.state()::toString);
        }
        for (ScriptedCall call : List.of(emergency, transfer, caller, noAnswer)) {
            assertTrue(call.commands().stream()
                    .anyMatch(command ->
                            command instanceof Command.ReleaseParty(PartyLeg leg) && leg.party() == Party.LISTENER));
        }
        assertEquals(CallStep.TALK, hungUp.state().step());
        assertFalse(hungUp.state().talk().hasListener());
    }

    @Test
    void aTalkHasOneListenerAndAnEmergencyHasNone() {
        var call = withListener();
        var listener = call.state().listener();
        call.happens(new CallEvent.ListenerWanted(8, "8006"));
        assertEquals(listener, call.state().listener());

        call.presses('9').happens(new CallEvent.ListenerWanted(9, "8007"));
        assertFalse(call.state().talk().hasListener());
        call.happens(new CallEvent.PartyAnswered(listener));
        assertEquals(new Command.ReleaseParty(listener), call.commands().getLast(), "answered too late");
    }

    @Test
    void aCallerOnHoldHearsThePromptAgainAndAgainUntilTheKeyBringsTheCallerBack() {
        var call = held();
        assertEquals(
                List.of(new Command.PauseRecording(true), new Command.HoldCaller()),
                call.commands()
                        .subList(call.commands().size() - 4, call.commands().size() - 2));
        String first = call.state().playback();
        call.happens(new CallEvent.PromptFinished(first)).fires(TimerKind.HOLD_PROMPT);
        assertFalse(call.state().playback().equals(first), "a prompt of its own");

        call.happens(new CallEvent.HoldKeyPressed(call.state().agentCall()));

        assertFalse(call.state().talk().callerOnHold());
        assertTrue(
                call.commands().containsAll(List.of(new Command.RetrieveCaller(), new Command.PauseRecording(false))));
        assertTrue(call.heard().containsAll(List.of("please-hold", "hold-music")));
        assertFalse(call.timers.contains(TimerKind.HOLD_PROMPT) || call.timers.contains(TimerKind.PROMPT));
    }

    @Test
    void theButtonOfTheTelephoneDoesTheSameAndTwiceChangesNothing() {
        var call = talking();
        var agent = call.state().agentCall();
        call.happens(new CallEvent.TelephoneHeld(agent, true));
        assertTrue(call.state().talk().callerOnHold());
        int commands = call.commands().size();
        call.happens(new CallEvent.TelephoneHeld(agent, true));
        assertEquals(commands, call.commands().size());
        call.happens(new CallEvent.TelephoneHeld(agent, false));
        assertFalse(call.state().talk().callerOnHold());
    }

    @Test
    void aThirdPartyWhoAnswersDuringTheHoldTalksWithTheAgentAndIsGivenTheCaller() {
        var call = held().happens(new CallEvent.ThirdPartyWanted("13900000009"));
        var third = call.state().thirdParty();
        call.happens(new CallEvent.PartyAnswered(third));
        assertTrue(call.state().talk().callerOnHold());

        call.happens(new CallEvent.PartyLeft(call.state().agentCall(), false));

        assertFalse(call.state().talk().callerOnHold());
        assertTrue(call.commands().contains(new Command.RetrieveCaller()));
        assertTrue(call.commands().contains(new Command.PauseRecording(false)));
    }

    @Test
    void nobodyIsLeftOnHold() {
        var lost = held();
        lost.happens(new CallEvent.PartyLeft(lost.state().agentCall(), true));
        var ringing = held().happens(new CallEvent.ThirdPartyWanted("13900000009"));
        int first = ringing.state().talk().bridge();
        ringing.happens(new CallEvent.PartyLeft(ringing.state().agentCall(), false));
        var hungUp = held();
        hungUp.happens(new CallEvent.PartyLeft(hungUp.state().agentCall(), false));
        var emergency = held();
        emergency.presses('9');

        assertEquals(CallStep.RECORD_MESSAGE, lost.state().step());
        assertTrue(ringing.commands().contains(new Command.StartRinging()));
        int bridge = ringing.happens(new CallEvent.PartyAnswered(ringing.state().thirdParty()))
                .state()
                .talk()
                .bridge();
        assertTrue(bridge > first, "the recording of an empty bridge has ended");
        assertEquals(CallOutcome.ANSWERED, hungUp.outcome());
        assertTrue(emergency.commands().contains(new Command.RetrieveCaller()));
        assertTrue(emergency.commands().contains(new Command.PauseRecording(false)));
        for (ScriptedCall call : List.of(lost, ringing, emergency)) {
            assertFalse(call.state().talk().callerOnHold());
            assertTrue(call.commands().stream().anyMatch(Command.StopPlayback.class::isInstance));
        }
    }

    @Test
    void whatTheAgentKeptUnrecordedStaysSoAfterTheHold() {
        var call = held();
        var agent = call.state().agentCall();
        call.happens(new CallEvent.PauseKeyPressed(agent)).happens(new CallEvent.PauseKeyPressed(agent));
        assertEquals(new Command.PauseRecording(true), call.commands().getLast(), "the caller is no party to it");
        call.happens(new CallEvent.PauseKeyPressed(agent)).happens(new CallEvent.HoldKeyPressed(agent));

        assertTrue(call.state().talk().isUnrecorded());
        assertFalse(call.commands().contains(new Command.PauseRecording(false)));
    }

    private static ScriptedCall held() {
        var call = talking();
        return call.happens(new CallEvent.HoldKeyPressed(call.state().agentCall()));
    }

    private static ScriptedCall talking() {
        return ScriptedCall.from(MOBILE)
                .agents(ScriptedCall.Agents.ANSWER)
                .arrives()
                .until(CallStep.TALK);
    }

    private static ScriptedCall listening() {
        var call = withListener();
        return call.happens(new CallEvent.PartyAnswered(call.state().listener()));
    }

    private static ScriptedCall withListener() {
        return ScriptedCall.from(MOBILE)
                .agents(ScriptedCall.Agents.ANSWER)
                .arrives()
                .until(CallStep.TALK)
                .happens(new CallEvent.ListenerWanted(7, "8005"));
    }

    /** The answers of the colleague wait in the script. */
    private static ScriptedCall withColleague() {
        return ScriptedCall.from(MOBILE)
                .agents(ScriptedCall.Agents.ANSWER)
                .arrives()
                .until(CallStep.TALK)
                .happens(new CallEvent.ColleagueWanted("wang"));
    }

    private static ScriptedCall withThirdParty() {
        return ScriptedCall.from(MOBILE)
                .agents(ScriptedCall.Agents.ANSWER)
                .arrives()
                .until(CallStep.TALK)
                .happens(new CallEvent.ThirdPartyWanted("13900000009"));
    }

    @Test
    void theNextTalkOfACallerWhoseAgentIsLostIsRecorded() {
        var call = ScriptedCall.from(MOBILE)
                .agents(ScriptedCall.Agents.ANSWER)
                .arrives()
                .until(CallStep.TALK);
        call.happens(new CallEvent.PauseKeyPressed(call.state().agentCall()));
        call.happens(new CallEvent.PartyLeft(call.state().agentCall(), true));

        assertFalse(call.state().talk().recordingPaused());
    }

    @Test
    void aBusyEmergencyDeskIsCalledAgainAfterAPauseWhileTheAgentTalksWithTheCaller() {
        var call = ScriptedCall.from(MOBILE)
                .agents(ScriptedCall.Agents.ANSWER)
                .arrives()
                .until(CallStep.TALK)
                .presses('9');
        PartyLeg first = call.state().emergencyDesk();

        call.happens(new CallEvent.PartyUnreachable(first));
        PartyLeg waiting = call.state().emergencyDesk();
        call.fires(TimerKind.EMERGENCY_REDIAL);

        assertEquals(first, waiting, "not at once");
        assertNotEquals(first, call.state().emergencyDesk());
        assertTrue(call.commands().stream()
                .anyMatch(command -> command instanceof Command.DialParty(PartyLeg leg, Duration timeout)
                        && leg.equals(call.state().emergencyDesk())));
    }

    @Test
    void anAgentWhoTalksStaysInTheEmergency() {
        var call = ScriptedCall.from(MOBILE)
                .agents(ScriptedCall.Agents.ANSWER)
                .arrives()
                .until(CallStep.TALK)
                .presses('9');

        assertTrue(call.state().dutySeatJoined());
        assertTrue(call.commands().stream()
                .noneMatch(command -> command instanceof Command.DialParty(PartyLeg leg, Duration timeout)
                        && leg.party() == Party.DUTY_SEAT));
        call.happens(new CallEvent.PartyLeft(call.state().agentCall(), false));
        assertTrue(call.commands().stream()
                .anyMatch(command -> command instanceof Command.DialParty(PartyLeg leg, Duration timeout)
                        && leg.party() == Party.DUTY_SEAT));
    }

    @Test
    void anAgentWhoIsFoundTooLateIsFreeAgain() {
        var call = ScriptedCall.from(MOBILE)
                .agents(ScriptedCall.Agents.BUSY)
                .arrives()
                .until(CallStep.OFFER_AGENT)
                .presses('1')
                .happens(new CallEvent.AgentFound(2, "chen", "8001"));

        assertEquals(
                new Command.ReleaseAgent(AgentRelease.FREE), call.commands().getLast());
    }
}
