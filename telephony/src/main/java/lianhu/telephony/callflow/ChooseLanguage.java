package lianhu.telephony.callflow;

import java.time.Duration;
import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.CallEvent.DigitPressed;
import lianhu.telephony.callflow.CallEvent.LanguageKnown;
import lianhu.telephony.callflow.CallEvent.TimerFired;

/** Each language says its key, where a county has more than one and this caller has not chosen before. No key: that of the county. */
final class ChooseLanguage implements Step {
    private static final Duration PROMPT_LIMIT = Duration.ofSeconds(30);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

    @Override
    public Decision enter(CallState call) {
        var asking = call.startPrompt();
        return Decision.stay(
                asking,
                new Command.Play(asking.playback(), call.language().prompts()),
                new Command.SetTimer(TimerKind.PROMPT, PROMPT_LIMIT));
    }

    @Override
    public Decision on(CallState call, CallEvent event) {
        if (Step.promptEnded(call, event)) {
            return Decision.stay(
                    call.endPrompt(),
                    new Command.CancelTimer(TimerKind.PROMPT),
                    new Command.SetTimer(TimerKind.CONFIRMATION, ANSWER_LIMIT));
        }
        return switch (event) {
            case DigitPressed(char digit) ->
                call.language()
                        .press(digit)
                        .map(chosen -> Decision.go(CallStep.OFFER_AGENT, call.speaking(chosen)))
                        .orElseGet(() -> Decision.stay(call));
            case LanguageKnown(String tag) -> {
                var known = call.speaking(call.language().remember(tag));
                yield known.language().isOpen() ? Decision.stay(call) : Decision.go(CallStep.OFFER_AGENT, known);
            }
            case TimerFired(TimerKind kind)
            when kind == TimerKind.CONFIRMATION -> Decision.go(CallStep.OFFER_AGENT, call);
            default -> Decision.stay(call);
        };
    }
}
