package lianhu.telephony.callflow;

import java.util.ArrayList;
import java.util.List;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import org.jspecify.annotations.Nullable;

/**
 * All that must survive a restart of the gateway to carry a call on.
 *
 * <pre>
 * GREET → OFFER_AGENT → RECORD_MESSAGE ⇄ CONFIRM_MESSAGE → COMMIT_REPORT → READ_BACK_NUMBER → CLOSED
 *   RECORD_MESSAGE, key 2 → OFFER_CALLBACK → FAREWELL → CLOSED;  key 0 → OFFER_AGENT
 *   any step, key 9 → EMERGENCY_HAND_OVER → (COMMIT_REPORT) → CLOSED
 *   hang-up without a report → ABANDONED → COMMIT_REPORT (words were recorded) or CLOSED
 *   nothing said twice → FAREWELL → CLOSED
 * </pre>
 *
 * @param caller number of the caller, empty when withheld
 * @param attempt how often the present step was repeated
 * @param waits how often the caller chose to wait for an agent
 * @param sequence last number used for a playback or recording id of this call
 * @param playback id of the running prompt, empty when none
 * @param recording name of the running recording, empty when none
 * @param messages names of the finished recordings with words of the caller, in their order
 * @param replacing the next recording with words takes the place of the last one
 * @param emergency key 9 was pressed
 * @param dutySeatJoined the duty seat talks with the caller
 * @param callerGone the caller hung up
 * @param receipt number of the committed report, empty before the commit
 * @param outcome set when the call is closed
 */
public record CallState(
        CallId id,
        String caller,
        CallStep step,
        int attempt,
        int waits,
        int sequence,
        String playback,
        String recording,
        List<String> messages,
        boolean replacing,
        boolean emergency,
        boolean dutySeatJoined,
        boolean callerGone,
        String receipt,
        @Nullable CallOutcome outcome) {

    public static CallState arrived(CallId id, String caller) {
        return new CallState(
                id, caller, CallStep.GREET, 0, 0, 0, "", "", List.of(), false, false, false, false, "", null);
    }

    CallState at(CallStep next) {
        return at(next, 0);
    }

    CallState nextAttempt() {
        return at(step, attempt + 1);
    }

    /** The caller chooses to wait for an agent once more. */
    CallState waitingAgain() {
        return new CallState(
                id,
                caller,
                step,
                attempt,
                waits + 1,
                sequence,
                playback,
                recording,
                messages,
                replacing,
                emergency,
                dutySeatJoined,
                callerGone,
                receipt,
                outcome);
    }

    /** A new prompt with an id of its own begins. */
    CallState startPrompt() {
        return playing(sequence + 1, id + "-p" + (sequence + 1), recording);
    }

    CallState endPrompt() {
        return playing(sequence, "", recording);
    }

    /** A new recording with a name of its own begins. */
    CallState startRecording() {
        return playing(sequence + 1, "", id + "-r" + (sequence + 1));
    }

    /** The running recording ended without words. */
    CallState discarded() {
        return playing(sequence, playback, "");
    }

    /** The running recording ended and holds words. */
    CallState recorded() {
        var kept =
                new ArrayList<>(replacing && !messages.isEmpty() ? messages.subList(0, messages.size() - 1) : messages);
        kept.add(recording);
        return keeping(List.copyOf(kept), "", false);
    }

    /** The caller records the last message once more. It counts until the new one has words. */
    CallState recordingAgain() {
        return keeping(messages, recording, true);
    }

    /** The caller adds something. */
    CallState recordingMore() {
        return keeping(messages, recording, false);
    }

    CallState inEmergency() {
        return reporting(true, callerGone, receipt, outcome);
    }

    CallState withDutySeat(boolean isJoined) {
        return new CallState(
                id,
                caller,
                step,
                attempt,
                waits,
                sequence,
                playback,
                recording,
                messages,
                replacing,
                emergency,
                isJoined,
                callerGone,
                receipt,
                outcome);
    }

    CallState withoutCaller() {
        return endPrompt().reporting(emergency, true, receipt, outcome);
    }

    CallState committed(String newReceipt) {
        return reporting(emergency, callerGone, newReceipt, outcome);
    }

    CallState closedAs(CallOutcome end) {
        return at(CallStep.CLOSED, attempt).playing(sequence, "", "").reporting(emergency, callerGone, receipt, end);
    }

    /** Nothing usable was said: a known number is called back, the rest is counted. */
    CallOutcome outcomeWithoutWords() {
        return caller.isEmpty() ? CallOutcome.EMPTY_CALL : CallOutcome.CALLBACK_TASK;
    }

    /** The leg that calls the emergency desk at present. */
    public PartyLeg emergencyDesk() {
        return new PartyLeg(id, Party.EMERGENCY_DESK, attempt);
    }

    public boolean closed() {
        return outcome != null;
    }

    /** Without the number: a state may be printed. */
    @Override
    public String toString() {
        return id + " at " + step + " (" + attempt + "), playing '" + playback + "', recording '" + recording + "', "
                + messages.size() + " messages" + (emergency ? ", emergency" : "") + (callerGone ? ", caller gone" : "")
                + (receipt.isEmpty() ? "" : ", committed") + (outcome == null ? "" : ", " + outcome);
    }

    private CallState at(CallStep next, int newAttempt) {
        return new CallState(
                id,
                caller,
                next,
                newAttempt,
                waits,
                sequence,
                playback,
                recording,
                messages,
                replacing,
                emergency,
                dutySeatJoined,
                callerGone,
                receipt,
                outcome);
    }

    private CallState playing(int newSequence, String newPlayback, String newRecording) {
        return new CallState(
                id,
                caller,
                step,
                attempt,
                waits,
                newSequence,
                newPlayback,
                newRecording,
                messages,
                replacing,
                emergency,
                dutySeatJoined,
                callerGone,
                receipt,
                outcome);
    }

    private CallState keeping(List<String> newMessages, String newRecording, boolean isReplacing) {
        return new CallState(
                id,
                caller,
                step,
                attempt,
                waits,
                sequence,
                playback,
                newRecording,
                newMessages,
                isReplacing,
                emergency,
                dutySeatJoined,
                callerGone,
                receipt,
                outcome);
    }

    private CallState reporting(
            boolean isEmergency, boolean isCallerGone, String newReceipt, @Nullable CallOutcome end) {
        return new CallState(
                id,
                caller,
                step,
                attempt,
                waits,
                sequence,
                playback,
                recording,
                messages,
                replacing,
                isEmergency,
                dutySeatJoined,
                isCallerGone,
                newReceipt,
                end);
    }
}
