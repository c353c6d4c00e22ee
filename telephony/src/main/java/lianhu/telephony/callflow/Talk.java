package lianhu.telephony.callflow;

import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.CallEvent.PartyAnswered;
import lianhu.telephony.callflow.CallEvent.PartyLeft;
import lianhu.telephony.callflow.CallEvent.PartyUnreachable;
import lianhu.telephony.callflow.CallEvent.PauseKeyPressed;

/**
 * Caller and agent talk, and are recorded unless the agent pauses the recording; the agent files what was said at the desk. Who
 * hangs up first ends the call, but a caller whose agent is lost is not left in silence.
 */
final class Talk implements Step {
    @Override
    public Decision enter(CallState call) {
        return Decision.stay(call, new Command.StopRinging(), new Command.BridgeParty(call.agentCall()));
    }

    @Override
    public Decision on(CallState call, CallEvent event) {
        return switch (event) {
            case PauseKeyPressed(PartyLeg leg)
            when leg.equals(call.agentCall()) -> pause(call, !call.recordingPaused());
            case PartyLeft(PartyLeg leg, boolean isLost)
            when leg.equals(call.agentCall()) ->
                isLost ? lose(call) : close(call).then(new Command.HangUp());
            case PartyUnreachable(PartyLeg leg) when leg.equals(call.agentCall()) -> lose(call);
            case PartyAnswered(PartyLeg late)
            when !late.equals(call.agentCall()) -> Decision.stay(call, new Command.ReleaseParty(late));
            default -> Decision.stay(call);
        };
    }

    @Override
    public Decision onHangUp(CallState call) {
        return close(call).after(new Command.ReleaseParty(call.agentCall()));
    }

    private static Decision pause(CallState call, boolean isPaused) {
        return Decision.stay(call.withRecordingPaused(isPaused), new Command.PauseRecording(isPaused));
    }

    private static Decision lose(CallState call) {
        return Decision.go(CallStep.RECORD_MESSAGE, call.withAgentJoined(false).withRecordingPaused(false))
                .after(new Command.ReleaseAgent(true))
                .after(new Command.CloseBridge());
    }

    private static Decision close(CallState call) {
        return Decision.close(call, CallOutcome.ANSWERED, new Command.CloseBridge());
    }
}
