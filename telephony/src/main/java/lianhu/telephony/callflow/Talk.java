package lianhu.telephony.callflow;

import java.time.Duration;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.CallEvent.PartyAnswered;
import lianhu.telephony.callflow.CallEvent.PartyLeft;
import lianhu.telephony.callflow.CallEvent.PartyUnreachable;
import lianhu.telephony.callflow.CallEvent.PauseKeyPressed;
import lianhu.telephony.callflow.CallEvent.ThirdPartyWanted;
import lianhu.telephony.callflow.CallEvent.TimerFired;

/**
 * Caller and agent talk, and are recorded unless the agent pauses the recording; the agent files what was said at the desk. The
 * agent may add a third party, and leaves the caller to the third party by hanging up: when the third party talks it is an
 * attended transfer, while it rings a blind one. Who hangs up of the last two ends the call, but a caller whose last partner is
 * lost, or is not reached, is not left in silence.
 */
final class Talk implements Step {
    private static final Duration DIAL_LIMIT = Duration.ofSeconds(30);

    @Override
    public Decision enter(CallState call) {
        return Decision.stay(call, new Command.StopRinging(), new Command.BridgeParty(call.agentCall()));
    }

    @Override
    public Decision on(CallState call, CallEvent event) {
        return switch (event) {
            case PauseKeyPressed(PartyLeg leg) when isAgent(call, leg) -> pause(call, !call.recordingPaused());
            case ThirdPartyWanted(String number)
            when call.agentJoined() && !call.hasThirdParty() -> dial(call.callingThirdParty(), number);
            case PartyAnswered(PartyLeg leg)
            when isThird(call, leg) -> call.thirdJoined() ? Decision.stay(call) : join(call);
            case PartyAnswered(PartyLeg late)
            when !late.equals(call.agentCall()) -> Decision.stay(call, new Command.ReleaseParty(late));
            case PartyLeft(PartyLeg leg, boolean isLost) when isAgent(call, leg) -> agentLeft(call, isLost);
            case PartyUnreachable(PartyLeg leg) when isAgent(call, leg) -> agentLeft(call, true);
            case PartyLeft(PartyLeg leg, boolean isLost) when isThird(call, leg) -> thirdLeft(call, isLost);
            case PartyUnreachable(PartyLeg leg) when isThird(call, leg) -> thirdLeft(call, true);
            case TimerFired(TimerKind kind)
            when kind == TimerKind.PARTY_DIAL && call.hasThirdParty() && !call.thirdJoined() ->
                thirdLeft(call, true).after(new Command.ReleaseParty(call.thirdParty()));
            default -> Decision.stay(call);
        };
    }

    @Override
    public Decision onHangUp(CallState call) {
        var closed = close(call);
        if (call.hasThirdParty()) {
            closed = closed.after(new Command.ReleaseParty(call.thirdParty()));
        }
        return call.agentJoined() ? closed.after(new Command.ReleaseParty(call.agentCall())) : closed;
    }

    private static boolean isAgent(CallState call, PartyLeg leg) {
        return call.agentJoined() && leg.equals(call.agentCall());
    }

    private static boolean isThird(CallState call, PartyLeg leg) {
        return call.hasThirdParty() && leg.equals(call.thirdParty());
    }

    private static Decision pause(CallState call, boolean isPaused) {
        return Decision.stay(call.withRecordingPaused(isPaused), new Command.PauseRecording(isPaused));
    }

    private static Decision dial(CallState call, String number) {
        return Decision.stay(
                call,
                new Command.DialThirdParty(call.thirdParty(), number, DIAL_LIMIT),
                new Command.SetTimer(TimerKind.PARTY_DIAL, DIAL_LIMIT.plusSeconds(2)));
    }

    private static Decision join(CallState call) {
        var joined = Decision.stay(
                call.withThirdJoined(),
                new Command.BridgeParty(call.thirdParty()),
                new Command.CancelTimer(TimerKind.PARTY_DIAL));
        return call.agentJoined() ? joined : joined.after(new Command.StopRinging());
    }

    private static Decision agentLeft(CallState call, boolean isLost) {
        if (!call.hasThirdParty()) {
            return isLost ? askForMessage(call).after(new Command.ReleaseAgent(true)) : end(call);
        }
        var left =
                Decision.stay(call.withAgentJoined(false).withRecordingPaused(false), new Command.ReleaseAgent(isLost));
        if (call.recordingPaused()) {
            left = left.then(new Command.PauseRecording(false));
        }
        return call.thirdJoined() ? left : left.then(new Command.StartRinging());
    }

    private static Decision thirdLeft(CallState call, boolean isLost) {
        if (call.agentJoined()) {
            return Decision.stay(call.withoutThirdParty(), new Command.CancelTimer(TimerKind.PARTY_DIAL));
        }
        return isLost ? askForMessage(call) : end(call);
    }

    private static Decision askForMessage(CallState call) {
        return Decision.go(
                        CallStep.RECORD_MESSAGE,
                        call.withAgentJoined(false).withoutThirdParty().withRecordingPaused(false))
                .after(new Command.CloseBridge())
                .after(new Command.StopRinging());
    }

    private static Decision end(CallState call) {
        return close(call).then(new Command.HangUp());
    }

    private static Decision close(CallState call) {
        return Decision.close(call, CallOutcome.ANSWERED, new Command.CloseBridge());
    }
}
