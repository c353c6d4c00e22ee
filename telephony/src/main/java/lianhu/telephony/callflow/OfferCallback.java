package lianhu.telephony.callflow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallEvent.DigitPressed;
import lianhu.telephony.callflow.event.CallEvent.TimerFired;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.TimerKind;
import lianhu.telephony.prompt.SpokenNumber;

/**
 * Reads the caller's number back: 1 or no key promises a call to it, 2 records a message instead, which may name another
 * number. A caller with a withheld number can only leave a message.
 */
final class OfferCallback implements Step {
    private static final Duration PROMPT_LIMIT = Duration.ofSeconds(30);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    @Override
    public Decision enter(CallState call) {
        var prompts = new ArrayList<String>();
        if (call.caller().isEmpty()) {
            prompts.add("number-withheld");
        } else {
            prompts.add("call-back-to");
            prompts.addAll(SpokenNumber.prompts(call.caller()));
            prompts.add("is-that-right");
        }
        var asking = call.startPrompt();
        return Decision.stay(
                asking,
                new Command.Play(asking.playback(), List.copyOf(prompts)),
                new Command.SetTimer(TimerKind.PROMPT, PROMPT_LIMIT));
    }

    @Override
    public Decision on(CallState call, CallEvent event) {
        boolean isWithheld = call.caller().isEmpty();
        if (Step.promptEnded(call, event)) {
            return isWithheld
                    ? Decision.go(CallStep.RECORD_MESSAGE, call.endPrompt())
                    : Decision.stay(
                            call.endPrompt(),
                            new Command.CancelTimer(TimerKind.PROMPT),
                            new Command.SetTimer(TimerKind.CONFIRMATION, ANSWER_LIMIT));
        }
        return switch (event) {
            case DigitPressed(char digit) when digit == '2' -> Decision.go(CallStep.RECORD_MESSAGE, call);
            case DigitPressed(char digit) when digit == '1' && !isWithheld -> Decision.go(CallStep.FAREWELL, call);
            case TimerFired(TimerKind kind) when kind == TimerKind.CONFIRMATION -> Decision.go(CallStep.FAREWELL, call);
            default -> Decision.stay(call);
        };
    }
}
