package lianhu.telephony.callflow;

import java.time.Duration;
import java.util.List;
import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallEvent.DigitPressed;
import lianhu.telephony.callflow.event.CallEvent.RecordingFinished;
import lianhu.telephony.callflow.event.CallEvent.RecordingMissing;
import lianhu.telephony.callflow.event.CallEvent.TimerFired;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.TimerKind;

/**
 * Asks for the matter and records it. The name of the recording is durable before the recording begins. The prompt also names
 * the two keys for those who would rather be called back or wait; a caller who presses nothing is recorded, since elderly
 * callers speak and do not press.
 */
final class RecordMessage implements Step {
    private static final Duration PROMPT_LIMIT = Duration.ofSeconds(20);
    private static final Duration MAX_DURATION = Duration.ofSeconds(120);
    /** Four seconds would cut off people who speak slowly. */
    private static final Duration MAX_SILENCE = Duration.ofSeconds(6);
    /** Time for the event to arrive before the gateway asks for the recording itself. */
    private static final Duration RECORDING_LIMIT = MAX_DURATION.plusSeconds(5);

    private static final Duration FIND_AGAIN = Duration.ofSeconds(5);
    private static final int MAX_WAITS = 3;
    private static final char END_KEY = '#';

    @Override
    public Decision enter(CallState call) {
        var asking = call.startPrompt();
        return Decision.stay(
                asking,
                new Command.Play(asking.playback(), List.of(prompt(call), "beep")),
                new Command.SetTimer(TimerKind.PROMPT, PROMPT_LIMIT));
    }

    @Override
    public Decision on(CallState call, CallEvent event) {
        if (Step.promptEnded(call, event)) {
            var recording = call.startRecording();
            return Decision.stay(
                    recording,
                    new Command.StartRecording(recording.recording(), MAX_DURATION, MAX_SILENCE, END_KEY),
                    new Command.CancelTimer(TimerKind.PROMPT),
                    new Command.SetTimer(TimerKind.RECORDING, RECORDING_LIMIT));
        }
        return switch (event) {
            case DigitPressed(char digit)
            when digit == '2' && mayChoose(call) -> Decision.go(CallStep.OFFER_CALLBACK, call);
            case DigitPressed(char digit)
            when digit == '0' && mayChoose(call) && call.waits() < MAX_WAITS ->
                Decision.go(CallStep.OFFER_AGENT, call.waitingAgain());
            case RecordingFinished(String name, int talking)
            when name.equals(call.recording()) ->
                hasWords(talking) ? recorded(call) : nothingSaid(call).after(new Command.DiscardRecording(name));
            case RecordingMissing(String name) when name.equals(call.recording()) -> nothingSaid(call);
            case TimerFired(TimerKind kind)
            when kind == TimerKind.RECORDING && !call.recording().isEmpty() ->
                Decision.stay(
                        call,
                        new Command.FindRecording(call.recording()),
                        new Command.SetTimer(TimerKind.RECORDING, FIND_AGAIN));
            default -> Decision.stay(call);
        };
    }

    /** An unknown length counts as speech: a person listens to it. */
    static boolean hasWords(int talkingSeconds) {
        return talkingSeconds == RecordingFinished.UNKNOWN_TALKING || talkingSeconds >= CallFlow.MIN_TALKING_SECONDS;
    }

    private static Decision recorded(CallState call) {
        var confirming = Decision.go(CallStep.CONFIRM_MESSAGE, call.recorded());
        return call.replacing() && !call.messages().isEmpty()
                ? confirming.after(new Command.DiscardRecording(call.messages().getLast()))
                : confirming;
    }

    private static String prompt(CallState call) {
        if (!call.messages().isEmpty()) {
            return call.replacing() ? "record-again" : "record-more";
        }
        if (call.attempt() > 0) {
            return "speak-again";
        }
        if (call.hasAgent()) {
            return "agent-lost";
        }
        return call.agentsOnDuty() && call.waits() < MAX_WAITS ? "speak-or-wait" : "speak";
    }

    /** While the prompt that names the keys plays, and as long as there is nothing to submit yet. */
    private static boolean mayChoose(CallState call) {
        return !call.playback().isEmpty() && call.messages().isEmpty();
    }

    private Decision nothingSaid(CallState call) {
        var nothing = call.discarded();
        if (!call.messages().isEmpty()) {
            return Decision.go(CallStep.CONFIRM_MESSAGE, nothing);
        }
        return call.attempt() == 0
                ? enter(nothing.nextAttempt()).then(new Command.CancelTimer(TimerKind.RECORDING))
                : Decision.go(CallStep.FAREWELL, nothing);
    }
}
