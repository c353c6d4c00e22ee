package lianhu.telephony.callflow;

import java.time.Duration;
import java.util.List;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallEvent.ReportCommitted;
import lianhu.telephony.callflow.event.CallEvent.ReportFailed;
import lianhu.telephony.callflow.event.CallEvent.TimerFired;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.ReportKind;
import lianhu.telephony.callflow.event.TimerKind;

/**
 * Durable before audible: the call stays here until the report is committed, also after the caller has gone. The
 * report is never given up: a submission whose answer was lost may have been committed.
 */
final class CommitReport implements Step {
    /** After so many attempts the caller is told that the recording is kept, and let go. */
    static final int ATTEMPTS_WITH_CALLER = 3;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final Duration PROMPT_LIMIT = Duration.ofSeconds(12);

    @Override
    public Decision enter(CallState call) {
        return Decision.stay(call, submission(call), retryTimer(call));
    }

    @Override
    public Decision on(CallState call, CallEvent event) {
        if (Step.promptEnded(call, event)) {
            return Decision.stay(call.endPrompt(), new Command.HangUp());
        }
        return switch (event) {
            case ReportCommitted(String receipt) ->
                call.callerGone()
                        ? Decision.close(call.committed(receipt), CallOutcome.TICKET)
                        : Decision.go(CallStep.READ_BACK_NUMBER, call.committed(receipt));
            case ReportFailed() -> Decision.stay(call, retryTimer(call));
            case TimerFired(TimerKind kind)
            when kind == TimerKind.COMMIT_RETRY -> {
                var again = call.nextAttempt();
                yield again.attempt() == ATTEMPTS_WITH_CALLER && !again.callerGone() ? tellDelay(again) : enter(again);
            }
            default -> Decision.stay(call);
        };
    }

    @Override
    public Decision onHangUp(CallState call) {
        return Decision.stay(call);
    }

    /** Says only what is true already: the recording is kept. */
    private static Decision tellDelay(CallState call) {
        var telling = call.startPrompt();
        return Decision.stay(
                telling,
                submission(telling),
                retryTimer(telling),
                new Command.Play(telling.playback(), List.of("kept")),
                new Command.SetTimer(TimerKind.PROMPT, PROMPT_LIMIT));
    }

    private static Command submission(CallState call) {
        return new Command.SubmitReport(kindOf(call), call.messages());
    }

    static Command retryTimer(CallState call) {
        var pause = Duration.ofSeconds(2L << Math.min(call.attempt(), 5));
        return new Command.SetTimer(TimerKind.COMMIT_RETRY, pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
    }

    private static ReportKind kindOf(CallState call) {
        if (call.emergency()) {
            return ReportKind.EMERGENCY;
        }
        return call.callerGone() ? ReportKind.DROPPED_MESSAGE : ReportKind.MESSAGE;
    }
}
