package lianhu.telephony.callflow;

import java.time.Duration;
import java.util.List;
import lianhu.core.call.CallOutcome;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.TimerKind;

/**
 * Nothing was said twice, or the caller chose to be called back. The promise to call back is durable as this step; the task itself is written on closing.
 */
final class Farewell implements Step {
    private static final Duration PROMPT_LIMIT = Duration.ofSeconds(12);

    @Override
    public Decision enter(CallState call) {
        var telling = call.startPrompt();
        return Decision.stay(
                telling,
                new Command.Play(
                        telling.playback(),
                        List.of(call.outcomeWithoutWords() == CallOutcome.CALLBACK_TASK ? "call-you-back" : "goodbye")),
                new Command.SetTimer(TimerKind.PROMPT, PROMPT_LIMIT));
    }

    @Override
    public Decision on(CallState call, CallEvent event) {
        return Step.promptEnded(call, event)
                ? Decision.close(call, call.outcomeWithoutWords(), new Command.HangUp())
                : Decision.stay(call);
    }

    @Override
    public Decision onHangUp(CallState call) {
        return Decision.close(call, call.outcomeWithoutWords());
    }
}
