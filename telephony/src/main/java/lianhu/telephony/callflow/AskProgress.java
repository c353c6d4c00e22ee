package lianhu.telephony.callflow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import lianhu.core.report.ReceiptNo;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallEvent.DigitPressed;
import lianhu.telephony.callflow.event.CallEvent.ProgressFound;
import lianhu.telephony.callflow.event.CallEvent.ProgressUnknown;
import lianhu.telephony.callflow.event.CallEvent.TimerFired;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.ReportProgress;
import lianhu.telephony.callflow.event.TimerKind;
import lianhu.telephony.prompt.SpokenDate;

/**
 * A caller keys in a receipt number and hears how the matter stands and by when an answer is promised, never what it is about. Three
 * wrong numbers lead back to the normal call. While a number is typed, a 9 is a digit; nines alone are the emergency key once no
 * other key follows. A number that is looked up has the end key behind it, and no key but that of an emergency means anything.
 */
final class AskProgress implements Step {
    private static final Duration PROMPT_LIMIT = Duration.ofSeconds(30);
    private static final Duration NEXT_KEY_LIMIT = Duration.ofSeconds(8);
    /** Nobody types nines alone and waits but in need. */
    private static final Duration EMERGENCY_PAUSE = Duration.ofSeconds(3);

    private static final Duration SEARCH_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final int MAX_ATTEMPTS = 3;
    private static final int LONGEST = 12;
    /** The attempt at which the caller hears the answer; what is pressed now is no number. */
    private static final int TOLD = MAX_ATTEMPTS + 1;

    private static final char END_KEY = '#';
    private static final char CLEAR_KEY = '*';
    private static final char MORE_KEY = '1';

    /** Whether a key is a digit of a number, also the one that means an emergency elsewhere. */
    static boolean isTyping(CallState call) {
        return call.step() == CallStep.ASK_PROGRESS && !isTold(call) && !isSearching(call);
    }

    private static boolean isTold(CallState call) {
        return call.attempt() >= TOLD;
    }

    private static boolean isSearching(CallState call) {
        return call.digits().endsWith(Character.toString(END_KEY));
    }

    @Override
    public Decision enter(CallState call) {
        return ask(call.withDigits(""), "progress-enter");
    }

    @Override
    public Decision on(CallState call, CallEvent event) {
        if (isTold(call)) {
            return told(call, event);
        }
        return isSearching(call) ? searching(call, event) : typing(call, event);
    }

    @Override
    public Decision onHangUp(CallState call) {
        return isTold(call) ? Decision.close(call, CallOutcome.PROGRESS_TOLD) : Decision.go(CallStep.ABANDONED, call);
    }

    private static Decision typing(CallState call, CallEvent event) {
        if (Step.promptEnded(call, event)) {
            return Decision.stay(
                    call.endPrompt(),
                    new Command.CancelTimer(TimerKind.PROMPT),
                    new Command.SetTimer(TimerKind.NEXT_KEY, NEXT_KEY_LIMIT));
        }
        return switch (event) {
            case DigitPressed(char key) when key == END_KEY -> submit(call);
            case DigitPressed(char key) when key == CLEAR_KEY -> type(call.withDigits(""));
            case DigitPressed(char key)
            when key >= '0' && key <= '9' && call.digits().length() < LONGEST ->
                type(call.withDigits(call.digits() + key));
            case TimerFired(TimerKind kind) when kind == TimerKind.NEXT_KEY -> submit(call);
            default -> Decision.stay(call);
        };
    }

    private static Decision searching(CallState call, CallEvent event) {
        return switch (event) {
            case ProgressFound(String receipt, ReportProgress progress)
            when call.digits().equals(receipt + END_KEY) -> tell(call, progress);
            case ProgressUnknown(String receipt)
            when call.digits().equals(receipt + END_KEY) -> wrong(call, "progress-unknown");
            case TimerFired(TimerKind kind) when kind == TimerKind.PROGRESS_SEARCH -> wrong(call, "progress-unknown");
            default -> Decision.stay(call);
        };
    }

    private static Decision type(CallState typed) {
        Duration pause = isOnlyNines(typed) ? EMERGENCY_PAUSE : NEXT_KEY_LIMIT;
        var decision = Decision.stay(
                typed.endPrompt(),
                new Command.CancelTimer(TimerKind.PROMPT),
                new Command.SetTimer(TimerKind.NEXT_KEY, pause));
        return typed.playback().isEmpty() ? decision : decision.after(new Command.StopPlayback(typed.playback()));
    }

    private static boolean isOnlyNines(CallState call) {
        return !call.digits().isEmpty() && call.digits().chars().allMatch(digit -> digit == CallFlow.EMERGENCY_KEY);
    }

    private static Decision submit(CallState call) {
        if (isOnlyNines(call)) {
            return Decision.go(CallStep.EMERGENCY_HAND_OVER, call.inEmergency());
        }
        if (call.digits().isEmpty()) {
            return Decision.go(CallStep.OFFER_AGENT, call);
        }
        return ReceiptNo.parse(call.digits())
                .map(receipt -> {
                    var decision = Decision.stay(
                            call.withDigits(receipt.digits() + END_KEY).endPrompt(),
                            new Command.CancelTimer(TimerKind.PROMPT),
                            new Command.CancelTimer(TimerKind.NEXT_KEY),
                            new Command.FindProgress(call.sequence(), receipt.digits()),
                            new Command.SetTimer(TimerKind.PROGRESS_SEARCH, SEARCH_LIMIT));
                    return call.playback().isEmpty()
                            ? decision
                            : decision.after(new Command.StopPlayback(call.playback()));
                })
                .orElseGet(() -> wrong(call, "progress-wrong"));
    }

    private static Decision wrong(CallState call, String why) {
        var next = call.withDigits("").nextAttempt();
        return next.attempt() < MAX_ATTEMPTS
                ? ask(next, why, "progress-enter")
                : Decision.go(CallStep.OFFER_AGENT, next);
    }

    private static Decision tell(CallState call, ReportProgress progress) {
        List<String> prompts = new ArrayList<>();
        if (progress.isDrill()) {
            prompts.add("drill");
        }
        prompts.add("progress-" + progress.stage().name().toLowerCase(Locale.ROOT));
        progress.due().ifPresent(day -> {
            prompts.add(progress.isLate() ? "progress-late" : "progress-due");
            prompts.addAll(SpokenDate.prompts(day));
        });
        prompts.add("progress-more");
        return ask(call.withDigits("").withAttempt(TOLD), prompts.toArray(String[]::new))
                .then(new Command.CancelTimer(TimerKind.PROGRESS_SEARCH));
    }

    private static Decision told(CallState call, CallEvent event) {
        if (Step.promptEnded(call, event)) {
            return Decision.stay(
                    call.endPrompt(),
                    new Command.CancelTimer(TimerKind.PROMPT),
                    new Command.SetTimer(TimerKind.CONFIRMATION, ANSWER_LIMIT));
        }
        return switch (event) {
            case DigitPressed(char key) when key == MORE_KEY -> Decision.go(CallStep.OFFER_AGENT, call);
            case TimerFired(TimerKind kind)
            when kind == TimerKind.CONFIRMATION ->
                Decision.close(call, CallOutcome.PROGRESS_TOLD, new Command.HangUp());
            default -> Decision.stay(call);
        };
    }

    private static Decision ask(CallState call, String... prompts) {
        var asking = call.startPrompt();
        return Decision.stay(
                asking,
                new Command.Play(asking.playback(), List.of(prompts)),
                new Command.CancelTimer(TimerKind.NEXT_KEY),
                new Command.CancelTimer(TimerKind.PROGRESS_SEARCH),
                new Command.SetTimer(TimerKind.PROMPT, PROMPT_LIMIT));
    }
}
