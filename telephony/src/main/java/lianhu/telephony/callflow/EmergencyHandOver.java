package lianhu.telephony.callflow;

import java.time.Duration;
import java.util.List;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallEvent.PartyAnswered;
import lianhu.telephony.callflow.event.CallEvent.PartyLeft;
import lianhu.telephony.callflow.event.CallEvent.PartyUnreachable;
import lianhu.telephony.callflow.event.CallEvent.ReportCommitted;
import lianhu.telephony.callflow.event.CallEvent.ReportFailed;
import lianhu.telephony.callflow.event.CallEvent.TimerFired;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.Party;
import lianhu.telephony.callflow.event.PartyLeg;
import lianhu.telephony.callflow.event.ReportKind;
import lianhu.telephony.callflow.event.TimerKind;

/**
 * Calls the emergency desk and the duty seat at once and joins both with the caller; an agent who talks with the caller stays
 * and takes the part of the duty seat, and nobody listens. All is recorded. The report is committed beside it and never delays
 * the dialling. When the desk cannot be reached it is dialled again until the caller hangs up; the hotline speaks to the caller
 * only where the duty seat does not.
 */
final class EmergencyHandOver implements Step {
    private static final Duration DIAL_LIMIT = Duration.ofSeconds(20);
    private static final Duration PROMPT_LIMIT = Duration.ofSeconds(12);
    /** While others talk with the caller: a busy line must not be called twice a second. */
    private static final Duration REDIAL_PAUSE = Duration.ofSeconds(5);

    /** A report that exists already is raised, so its receipt has to come again. */
    @Override
    public Decision enter(CallState call) {
        var withWords = call.recording().isEmpty() ? call : call.recordingMore().recorded();
        var dialling = withSeat(withWords
                        .committed("")
                        .inBridge()
                        .talking(talk -> talk.withRecordingPaused(false)
                                .withCallerOnHold(false)
                                .withoutThirdParty()
                                .heardBy(TalkState.Listener.NONE)))
                .then(new Command.SubmitReport(ReportKind.EMERGENCY, withWords.messages()))
                .then(CommitReport.retryTimer(call));
        dialling = ListenedTalk.end(ThirdPartyTalk.replace(dialling, call), call);
        if (call.talk().isUnrecorded()) {
            dialling = dialling.after(new Command.PauseRecording(false));
        }
        if (call.talk().callerOnHold()) {
            dialling = dialling.after(new Command.RetrieveCaller());
        }
        return call.recording().isEmpty() ? dialling : dialling.after(new Command.StopRecording(call.recording()));
    }

    @Override
    public Decision on(CallState call, CallEvent event) {
        if (Step.promptEnded(call, event)) {
            return dial(call.endPrompt());
        }
        return switch (event) {
            case PartyAnswered(PartyLeg leg)
            when leg.equals(call.emergencyDesk()) ->
                Decision.stay(
                        call,
                        new Command.BridgeParty(leg),
                        new Command.CancelTimer(TimerKind.PARTY_DIAL),
                        new Command.CancelTimer(TimerKind.EMERGENCY_REDIAL));
            case PartyAnswered(PartyLeg leg)
            when leg.party() == Party.DUTY_SEAT -> Decision.stay(call.withDutySeat(true), new Command.BridgeParty(leg));
            case PartyLeft(PartyLeg leg, boolean isLost)
            when leg.party() == Party.DUTY_SEAT -> Decision.stay(call.withDutySeat(false));
            case PartyLeft(PartyLeg leg, boolean isLost)
            when call.agentJoined() && leg.equals(call.agentCall()) ->
                Decision.stay(
                        call.withDutySeat(false).withAgentJoined(false), new Command.DialParty(seat(call), DIAL_LIMIT));
            case PartyAnswered(PartyLeg again)
            when call.agentJoined() && again.equals(call.agentCall()) -> Decision.stay(call);
            case PartyAnswered(PartyLeg late) -> Decision.stay(call, new Command.ReleaseParty(late));
            case PartyUnreachable(PartyLeg leg)
            when leg.equals(call.emergencyDesk()) && call.playback().isEmpty() -> notReached(call);
            case TimerFired(TimerKind kind)
            when kind == TimerKind.PARTY_DIAL && call.playback().isEmpty() -> notReached(call);
            case TimerFired(TimerKind kind) when kind == TimerKind.EMERGENCY_REDIAL -> dial(call);
            case PartyLeft(PartyLeg leg, boolean isLost)
            when leg.equals(call.emergencyDesk()) -> Decision.stay(call, new Command.HangUp());
            case ReportCommitted(String receipt) -> Decision.stay(call.committed(receipt));
            case ReportFailed() -> Decision.stay(call, CommitReport.retryTimer(call));
            case TimerFired(TimerKind kind)
            when kind == TimerKind.COMMIT_RETRY && call.receipt().isEmpty() ->
                Decision.stay(
                        call,
                        new Command.SubmitReport(ReportKind.EMERGENCY, call.messages()),
                        CommitReport.retryTimer(call));
            default -> Decision.stay(call);
        };
    }

    @Override
    public Decision onHangUp(CallState call) {
        var end = call.receipt().isEmpty()
                ? Decision.go(CallStep.COMMIT_REPORT, call)
                : Decision.close(call, CallOutcome.TICKET);
        var released = end.then(new Command.ReleaseParty(call.emergencyDesk()))
                .then(new Command.ReleaseParty(seat(call)))
                .then(new Command.CloseBridge());
        return call.agentJoined() ? released.then(new Command.ReleaseParty(call.agentCall())) : released;
    }

    /** An agent who has not answered yet is not needed any more. */
    private static Decision withSeat(CallState call) {
        if (call.agentJoined()) {
            return dial(call.withDutySeat(true));
        }
        var dialling = dial(call.withoutAgent()).then(new Command.DialParty(seat(call), DIAL_LIMIT));
        return call.hasAgent() ? OfferAgent.withdraw(dialling, call) : dialling;
    }

    private static Decision dial(CallState call) {
        var next = call.nextAttempt();
        return Decision.stay(
                next,
                new Command.DialParty(next.emergencyDesk(), DIAL_LIMIT),
                new Command.SetTimer(TimerKind.PARTY_DIAL, DIAL_LIMIT.plusSeconds(2)));
    }

    private static Decision notReached(CallState call) {
        var next = call.dutySeatJoined()
                ? Decision.stay(
                        call,
                        new Command.CancelTimer(TimerKind.PARTY_DIAL),
                        new Command.SetTimer(TimerKind.EMERGENCY_REDIAL, REDIAL_PAUSE))
                : tellToDial(call);
        return next.after(new Command.ReleaseParty(call.emergencyDesk()))
                .after(new Command.RaiseAlarm("emergency desk not reached"));
    }

    private static Decision tellToDial(CallState call) {
        var playing = call.startPrompt();
        return Decision.stay(
                playing,
                new Command.CancelTimer(TimerKind.PARTY_DIAL),
                new Command.Play(playing.playback(), List.of("dial-119-yourself")),
                new Command.SetTimer(TimerKind.PROMPT, PROMPT_LIMIT));
    }

    private static PartyLeg seat(CallState call) {
        return new PartyLeg(call.id(), Party.DUTY_SEAT, 1);
    }
}
