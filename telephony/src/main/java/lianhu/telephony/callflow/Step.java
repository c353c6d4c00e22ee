package lianhu.telephony.callflow;

import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.event.CallEvent;
import lianhu.telephony.callflow.event.TimerKind;

/** One step of the conversation. Steps have no state of their own. */
sealed interface Step
        permits Greet,
                ChooseLanguage,
                AskProgress,
                OfferAgent,
                Talk,
                RecordMessage,
                ConfirmMessage,
                OfferCallback,
                CommitReport,
                ReadBackNumber,
                EmergencyHandOver,
                Farewell,
                Abandoned,
                Closed {

    static Step of(CallStep step) {
        return switch (step) {
            case GREET -> new Greet();
            case CHOOSE_LANGUAGE -> new ChooseLanguage();
            case ASK_PROGRESS -> new AskProgress();
            case OFFER_AGENT -> new OfferAgent();
            case TALK -> new Talk();
            case RECORD_MESSAGE -> new RecordMessage();
            case CONFIRM_MESSAGE -> new ConfirmMessage();
            case OFFER_CALLBACK -> new OfferCallback();
            case COMMIT_REPORT -> new CommitReport();
            case READ_BACK_NUMBER -> new ReadBackNumber();
            case EMERGENCY_HAND_OVER -> new EmergencyHandOver();
            case FAREWELL -> new Farewell();
            case ABANDONED -> new Abandoned();
            case CLOSED -> new Closed();
        };
    }

    /** The call has just come to this step. */
    Decision enter(CallState call);

    /** Something happened at this step; {@link Decision#stay} when it means nothing here. */
    Decision on(CallState call, CallEvent event);

    /** The caller hung up at this step; {@code call} already says so. */
    default Decision onHangUp(CallState call) {
        return Decision.go(CallStep.ABANDONED, call);
    }

    /** Whether the prompt that this step waits for has ended, or its guard has run out because the event was lost. */
    static boolean promptEnded(CallState call, CallEvent event) {
        return switch (event) {
            case CallEvent.PromptFinished(String id) -> !id.isEmpty() && id.equals(call.playback());
            case CallEvent.PromptMissing(String id) -> !id.isEmpty() && id.equals(call.playback());
            case CallEvent.TimerFired(TimerKind kind) ->
                kind == TimerKind.PROMPT && !call.playback().isEmpty();
            default -> false;
        };
    }
}
