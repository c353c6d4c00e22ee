package lianhu.telephony.callflow;

import lianhu.core.call.AgentRelease;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallEvent.PartyAnswered;
import lianhu.telephony.callflow.event.CallEvent.PartyLeft;
import lianhu.telephony.callflow.event.CallEvent.PartyUnreachable;
import lianhu.telephony.callflow.event.CallEvent.PauseKeyPressed;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.PartyLeg;

/**
 * Caller and agent talk, and are recorded unless the agent pauses the recording; the agent files what was said at the desk. The
 * agent may add a third party, and leaves the caller to the third party by hanging up, see {@link ThirdPartyTalk}. Who hangs up
 * of the last two ends the call, but a caller whose last partner is lost, or is not reached, is not left in silence.
 */
final class Talk implements Step {
    @Override
    public Decision enter(CallState call) {
        var inBridge = call.inBridge();
        return Decision.stay(inBridge, new Command.StopRinging(), new Command.BridgeParty(inBridge.agentCall()));
    }

    @Override
    public Decision on(CallState call, CallEvent event) {
        if (ListenedTalk.concerns(call, event)) {
            return ListenedTalk.on(call, event);
        }
        if (HeldTalk.concerns(call, event)) {
            return HeldTalk.on(call, event);
        }
        return switch (event) {
            case PauseKeyPressed(PartyLeg leg)
            when isAgent(call, leg) -> pause(call, !call.talk().recordingPaused());
            case PartyLeft(PartyLeg leg, boolean isLost) when isAgent(call, leg) -> agentLeft(call, isLost);
            case PartyUnreachable(PartyLeg leg) when isAgent(call, leg) -> agentLeft(call, true);
            case PartyAnswered(PartyLeg late)
            when !isAgent(call, late) && !ThirdPartyTalk.isThird(call, late) ->
                Decision.stay(call, new Command.ReleaseParty(late));
            default -> ThirdPartyTalk.on(call, event);
        };
    }

    @Override
    public Decision onHangUp(CallState call) {
        var closed = close(call);
        if (call.hasThirdParty()) {
            closed = closed.after(new Command.ReleaseParty(call.thirdParty()));
        }
        if (call.agentJoined()) {
            closed = closed.after(new Command.ReleaseParty(call.agentCall()));
        }
        return ListenedTalk.end(closed, call);
    }

    static boolean isAgent(CallState call, PartyLeg leg) {
        return call.agentJoined() && leg.equals(call.agentCall());
    }

    private static Decision pause(CallState call, boolean isPaused) {
        var paused = call.talking(talk -> talk.withRecordingPaused(isPaused));
        return Decision.stay(paused, new Command.PauseRecording(paused.talk().isUnrecorded()));
    }

    private static Decision agentLeft(CallState call, boolean isLost) {
        if (call.hasThirdParty()) {
            return ThirdPartyTalk.agentLeft(call, isLost);
        }
        return ListenedTalk.end(
                isLost ? askForMessage(call).after(new Command.ReleaseAgent(AgentRelease.MISSED)) : end(call), call);
    }

    /** The last partner of the caller is gone without a word. */
    static Decision askForMessage(CallState call) {
        return Decision.go(CallStep.RECORD_MESSAGE, call.withoutTalk())
                .after(new Command.CloseBridge())
                .after(new Command.StopRinging());
    }

    /** The last partner of the caller has hung up. */
    static Decision end(CallState call) {
        return close(call).then(new Command.HangUp());
    }

    private static Decision close(CallState call) {
        return Decision.close(call, CallOutcome.ANSWERED, new Command.CloseBridge());
    }
}
