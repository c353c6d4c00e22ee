package lianhu.telephony.callflow;

import java.time.Duration;
import java.util.List;
import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallEvent.DigitPressed;
import lianhu.telephony.callflow.event.CallEvent.TimerFired;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.TimerKind;

/** 1 submits, 2 records the last message once more, 3 adds to it; without a key the message is submitted. */
final class ConfirmMessage implements Step {
    static final int MAX_MESSAGES = 5;

    private static final Duration PROMPT_LIMIT = Duration.ofSeconds(12);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    @Override
    public Decision enter(CallState call) {
        var asking = call.startPrompt();
        return Decision.stay(
                asking,
                new Command.Play(asking.playback(), List.of("confirm")),
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
            case DigitPressed(char digit) when digit == '1' -> Decision.go(CallStep.COMMIT_REPORT, call);
            case DigitPressed(char digit)
            when digit == '2' -> Decision.go(CallStep.RECORD_MESSAGE, call.recordingAgain());
            case DigitPressed(char digit)
            when digit == '3' && call.messages().size() < MAX_MESSAGES ->
                Decision.go(CallStep.RECORD_MESSAGE, call.recordingMore());
            case TimerFired(TimerKind kind)
            when kind == TimerKind.CONFIRMATION -> Decision.go(CallStep.COMMIT_REPORT, call);
            default -> Decision.stay(call);
        };
    }
}
