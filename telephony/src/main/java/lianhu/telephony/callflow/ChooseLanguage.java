package lianhu.telephony.callflow;

import java.time.Duration;
import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallEvent.DigitPressed;
import lianhu.telephony.callflow.event.CallEvent.LanguageKnown;
import lianhu.telephony.callflow.event.CallEvent.TimerFired;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.TimerKind;

/**
 * Each language says its key, where a county has more than one and nothing is known of the caller; no key is that of the county, which
 * is remembered. A caller for whom another language is remembered hears how to come back to that of the county; no key leaves it.
 */
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
                if (known.equals(call)) {
                    yield Decision.stay(call);
                }
                yield known.language().isQuestion()
                        ? Decision.go(CallStep.CHOOSE_LANGUAGE, known)
                                .then(new Command.CancelTimer(TimerKind.CONFIRMATION))
                        : Decision.go(CallStep.OFFER_AGENT, known);
            }
            case TimerFired(TimerKind kind)
            when kind == TimerKind.CONFIRMATION ->
                Decision.go(CallStep.OFFER_AGENT, call.speaking(call.language().unanswered()));
            default -> Decision.stay(call);
        };
    }
}
