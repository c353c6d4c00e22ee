package lianhu.telephony.callflow;

import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.CallEvent.AgentFound;
import lianhu.telephony.callflow.CallEvent.CallArrived;
import lianhu.telephony.callflow.CallEvent.CallerHungUp;
import lianhu.telephony.callflow.CallEvent.DigitPressed;

/** The rules that hold at every step; the rest is decided by the step itself. */
public final class CallFlow {
    /** Opens the emergency hand-over at any time; no other step may use this key. */
    public static final char EMERGENCY_KEY = '9';

    /** An agent who talks pauses the recording with this key, and records again with it. */
    public static final char PAUSE_KEY = '7';

    /** Less speech than this is an empty message. */
    public static final int MIN_TALKING_SECONDS = 2;

    private CallFlow() {}

    public static Decision decide(CallState call, CallEvent event) {
        Step step = Step.of(call.step());
        if (call.closed()) {
            return Decision.stay(call);
        }
        return switch (event) {
            case CallArrived() when call.sequence() == 0 -> step.enter(call);
            case CallerHungUp() -> call.callerGone() ? Decision.stay(call) : step.onHangUp(call.withoutCaller());
            case AgentFound late
            when call.step() != CallStep.OFFER_AGENT && !call.hasAgent() ->
                Decision.stay(call, new Command.ReleaseAgent(false));
            case DigitPressed ignored when call.callerGone() -> Decision.stay(call);
            case DigitPressed(char digit)
            when digit == EMERGENCY_KEY && !call.emergency() ->
                Decision.go(CallStep.EMERGENCY_HAND_OVER, call.inEmergency());
            default -> step.on(call, event);
        };
    }
}
