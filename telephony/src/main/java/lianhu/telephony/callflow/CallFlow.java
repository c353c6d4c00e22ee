package lianhu.telephony.callflow;

import lianhu.core.call.AgentRelease;
import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallEvent.AgentFound;
import lianhu.telephony.callflow.event.CallEvent.CallArrived;
import lianhu.telephony.callflow.event.CallEvent.CallerHungUp;
import lianhu.telephony.callflow.event.CallEvent.ColleagueFound;
import lianhu.telephony.callflow.event.CallEvent.DigitPressed;
import lianhu.telephony.callflow.event.Command;

/**
 * The rules that hold at every step; the rest is decided by the step itself.
 *
 * <pre>
 * GREET → (CHOOSE_LANGUAGE) → OFFER_AGENT → RECORD_MESSAGE ⇄ CONFIRM_MESSAGE → COMMIT_REPORT → READ_BACK_NUMBER → CLOSED
 *   GREET, OFFER_AGENT, key # → ASK_PROGRESS → CLOSED;  key 1, or three wrong numbers → OFFER_AGENT
 *   OFFER_AGENT, an agent answers → TALK → CLOSED;  the agent's telephone is lost → RECORD_MESSAGE
 *   RECORD_MESSAGE, key 2 → OFFER_CALLBACK → FAREWELL → CLOSED;  key 0 → OFFER_AGENT
 *   any step, key 9 → EMERGENCY_HAND_OVER → (COMMIT_REPORT) → CLOSED
 *   hang-up without a report → ABANDONED → COMMIT_REPORT (words were recorded) or CLOSED
 *   nothing said twice → FAREWELL → CLOSED
 * </pre>
 */
public final class CallFlow {
    /** Opens the emergency hand-over at any time; no other step may use this key, but for digits of a number. */
    public static final char EMERGENCY_KEY = '9';

    /** An agent who talks pauses the recording with this key, and records again with it. */
    public static final char PAUSE_KEY = '7';

    /** Less speech than this is an empty message. */
    public static final int MIN_TALKING_SECONDS = 2;

    /** An agent who talks puts the caller on hold with this key, and brings the caller back with it. */
    public static final char HOLD_KEY = '8';

    /** The caller asks how a matter stands. */
    static final char PROGRESS_KEY = '#';

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
                Decision.stay(call, new Command.ReleaseAgent(AgentRelease.FREE));
            case ColleagueFound late
            when !call.hasColleague() -> Decision.stay(call, new Command.ReleaseColleague(AgentRelease.FREE));
            case DigitPressed ignored when call.callerGone() -> Decision.stay(call);
            case DigitPressed(char digit)
            when digit == EMERGENCY_KEY && !call.emergency() && !AskProgress.isTyping(call) ->
                Decision.go(CallStep.EMERGENCY_HAND_OVER, call.inEmergency());
            default -> step.on(call, event);
        };
    }
}
