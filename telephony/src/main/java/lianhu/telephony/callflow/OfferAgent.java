package lianhu.telephony.callflow;

import java.time.Duration;
import lianhu.core.call.CallStep;

/** A human first: the machine listens only when no agent answers, or when the caller presses 1, or does not want to wait longer. */
final class OfferAgent implements Step {
    /** Pick-up time of GB/T 33358-2016. */
    static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

    @Override
    public Decision enter(CallState call) {
        return Decision.stay(
                call, new Command.RingAgent(ANSWER_LIMIT), new Command.SetTimer(TimerKind.AGENT_OFFER, ANSWER_LIMIT));
    }

    @Override
    public Decision on(CallState call, CallEvent event) {
        return switch (event) {
            case CallEvent.AgentUnavailable() -> Decision.go(CallStep.RECORD_MESSAGE, call);
            case CallEvent.TimerFired(TimerKind kind)
            when kind == TimerKind.AGENT_OFFER -> Decision.go(CallStep.RECORD_MESSAGE, call);
            case CallEvent.DigitPressed(char digit) when digit == '1' -> Decision.go(CallStep.RECORD_MESSAGE, call);
            default -> Decision.stay(call);
        };
    }
}
