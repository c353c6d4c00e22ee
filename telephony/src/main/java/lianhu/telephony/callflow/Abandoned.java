package lianhu.telephony.callflow;

import java.time.Duration;
import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.CallEvent.RecordingFinished;
import lianhu.telephony.callflow.event.CallEvent.RecordingMissing;
import lianhu.telephony.callflow.event.CallEvent.TimerFired;
import lianhu.telephony.callflow.event.Command;
import lianhu.telephony.callflow.event.TimerKind;

/** The caller hung up before a report: recorded words become a report, otherwise the call becomes a callback task. */
final class Abandoned implements Step {
    /** A hang-up ends the recording normally; its event may come after the hang-up or be lost. */
    private static final Duration RECORDING_LIMIT = Duration.ofSeconds(2);

    @Override
    public Decision enter(CallState call) {
        return call.recording().isEmpty()
                ? end(call)
                : Decision.stay(call, new Command.SetTimer(TimerKind.RECORDING, RECORDING_LIMIT));
    }

    @Override
    public Decision on(CallState call, CallEvent event) {
        return switch (event) {
            case RecordingFinished(String name, int talking)
            when name.equals(call.recording()) ->
                end(RecordMessage.hasWords(talking) ? call.recorded() : call.discarded());
            case RecordingMissing(String name) when name.equals(call.recording()) -> end(call.discarded());
            case TimerFired(TimerKind kind)
            when kind == TimerKind.RECORDING ->
                Decision.stay(
                        call,
                        new Command.FindRecording(call.recording()),
                        new Command.SetTimer(TimerKind.RECORDING, RECORDING_LIMIT));
            default -> Decision.stay(call);
        };
    }

    private static Decision end(CallState call) {
        return call.messages().isEmpty()
                ? Decision.close(call, call.outcomeWithoutWords())
                : Decision.go(CallStep.COMMIT_REPORT, call);
    }
}
