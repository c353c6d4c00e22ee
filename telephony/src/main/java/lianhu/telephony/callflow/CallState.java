package lianhu.telephony.callflow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import org.jspecify.annotations.Nullable;

/**
 * All that must survive a restart of the gateway to carry a call on.
 *
 * <pre>
 * GREET → OFFER_AGENT → RECORD_MESSAGE ⇄ CONFIRM_MESSAGE → COMMIT_REPORT → READ_BACK_NUMBER → CLOSED
 *   OFFER_AGENT, an agent answers → TALK → CLOSED;  the agent's telephone is lost → RECORD_MESSAGE
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
 * @param dutySeatJoined the duty seat, or the agent, talks with the caller in an emergency
 * @param agent login of the agent who is called or talks, or talked last; empty when none
 * @param agentLeg number of the last search for an agent, and of the leg that calls the agent
 * @param agentJoined the agent talks with the caller
 * @param agentsOnDuty agents take calls, as far as the last search knows: waiting for one makes sense
 * @param thirdLeg number of the leg that calls the third party, 0 when there is none
 * @param thirdJoined the third party talks with the caller
 * @param recordingPaused the recording of the talk is paused, because the agent asked for it
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
        String agent,
        int agentLeg,
        boolean agentJoined,
        boolean agentsOnDuty,
        int thirdLeg,
        boolean thirdJoined,
        boolean recordingPaused,
        boolean callerGone,
        String receipt,
        @Nullable CallOutcome outcome) {

    public static CallState arrived(CallId id, String caller) {
        return new CallState(
                id,
                caller,
                CallStep.GREET,
                0,
                0,
                0,
                "",
                "",
                List.of(),
                false,
                false,
                false,
                "",
                0,
                false,
                false,
                0,
                false,
                false,
                false,
                "",
                null);
    }

    CallState at(CallStep next) {
        return with(copy -> {
            copy.step = next;
            copy.attempt = 0;
        });
    }

    CallState nextAttempt() {
        return with(copy -> copy.attempt++);
    }

    /** The caller chooses to wait for an agent once more. */
    CallState waitingAgain() {
        return with(copy -> copy.waits++);
    }

    /** A new prompt with an id of its own begins. */
    CallState startPrompt() {
        return with(copy -> copy.playback = id + "-p" + ++copy.sequence);
    }

    CallState endPrompt() {
        return with(copy -> copy.playback = "");
    }

    /** A new recording with a name of its own begins. */
    CallState startRecording() {
        return with(copy -> {
            copy.playback = "";
            copy.recording = id + "-r" + ++copy.sequence;
        });
    }

    /** The running recording ended without words. */
    CallState discarded() {
        return with(copy -> copy.recording = "");
    }

    /** The running recording ended and holds words. */
    CallState recorded() {
        var kept =
                new ArrayList<>(replacing && !messages.isEmpty() ? messages.subList(0, messages.size() - 1) : messages);
        kept.add(recording);
        return with(copy -> {
            copy.messages = List.copyOf(kept);
            copy.recording = "";
            copy.replacing = false;
        });
    }

    /** The caller records the last message once more. It counts until the new one has words. */
    CallState recordingAgain() {
        return with(copy -> copy.replacing = true);
    }

    /** The caller adds something. */
    CallState recordingMore() {
        return with(copy -> copy.replacing = false);
    }

    CallState inEmergency() {
        return with(copy -> copy.emergency = true);
    }

    CallState withDutySeat(boolean isJoined) {
        return with(copy -> copy.dutySeatJoined = isJoined);
    }

    /** A search for an agent begins, with a number of its own. */
    CallState seekingAgent() {
        return with(copy -> {
            copy.agent = "";
            copy.agentLeg = ++copy.sequence;
        });
    }

    CallState callingAgent(String login) {
        return with(copy -> copy.agent = login);
    }

    /** The agent who was called is not called any more. */
    CallState withoutAgent() {
        return with(copy -> copy.agent = "");
    }

    CallState withAgentJoined(boolean isJoined) {
        return with(copy -> copy.agentJoined = isJoined);
    }

    CallState withAgentsOnDuty(boolean areOnDuty) {
        return with(copy -> copy.agentsOnDuty = areOnDuty);
    }

    /** A third party is called into the talk. */
    CallState callingThirdParty() {
        return with(copy -> copy.thirdLeg = ++copy.sequence);
    }

    CallState withThirdJoined() {
        return with(copy -> copy.thirdJoined = true);
    }

    CallState withoutThirdParty() {
        return with(copy -> {
            copy.thirdLeg = 0;
            copy.thirdJoined = false;
        });
    }

    CallState withRecordingPaused(boolean isPaused) {
        return with(copy -> copy.recordingPaused = isPaused);
    }

    CallState withoutCaller() {
        return with(copy -> {
            copy.playback = "";
            copy.callerGone = true;
        });
    }

    CallState committed(String newReceipt) {
        return with(copy -> copy.receipt = newReceipt);
    }

    CallState closedAs(CallOutcome end) {
        return with(copy -> {
            copy.step = CallStep.CLOSED;
            copy.playback = "";
            copy.recording = "";
            copy.outcome = end;
        });
    }

    /** Nothing usable was said: a known number is called back, the rest is counted. */
    CallOutcome outcomeWithoutWords() {
        return caller.isEmpty() ? CallOutcome.EMPTY_CALL : CallOutcome.CALLBACK_TASK;
    }

    /** An agent is called or talks. */
    public boolean hasAgent() {
        return !agent.isEmpty();
    }

    /** The leg that calls the agent, or in which the agent talks. */
    public PartyLeg agentCall() {
        return new PartyLeg(id, Party.AGENT, agentLeg);
    }

    /** A third party is called or talks. */
    public boolean hasThirdParty() {
        return thirdLeg != 0;
    }

    /** The leg that calls the third party, or in which the third party talks. */
    public PartyLeg thirdParty() {
        return new PartyLeg(id, Party.THIRD_PARTY, thirdLeg);
    }

    /** Whether this leg, which has answered, belongs in the bridge with the caller. */
    public boolean isTalkingWith(PartyLeg leg) {
        if (!leg.call().equals(id) || step != CallStep.TALK && step != CallStep.EMERGENCY_HAND_OVER) {
            return false;
        }
        return switch (leg.party()) {
            case AGENT -> agentJoined && leg.equals(agentCall());
            case THIRD_PARTY -> thirdJoined && leg.equals(thirdParty());
            case DUTY_SEAT -> dutySeatJoined;
            case EMERGENCY_DESK -> step == CallStep.EMERGENCY_HAND_OVER && leg.equals(emergencyDesk());
        };
    }

    /** The leg that calls the emergency desk at present. */
    public PartyLeg emergencyDesk() {
        return new PartyLeg(id, Party.EMERGENCY_DESK, attempt);
    }

    /** The store has refused the report at least as often as a caller waits for it. */
    public boolean isUnsaved() {
        return step == CallStep.COMMIT_REPORT && attempt >= CommitReport.ATTEMPTS_WITH_CALLER;
    }

    public boolean closed() {
        return outcome != null;
    }

    /** Without the number: a state may be printed. */
    @Override
    public String toString() {
        return id + " at " + step + " (" + attempt + "), playing '" + playback + "', recording '" + recording + "', "
                + messages.size() + " messages" + (emergency ? ", emergency" : "")
                + (agentJoined ? ", with an agent" : "") + (callerGone ? ", caller gone" : "")
                + (receipt.isEmpty() ? "" : ", committed") + (outcome == null ? "" : ", " + outcome);
    }

    private CallState with(Consumer<CallStateChange> change) {
        var copy = new CallStateChange(this);
        change.accept(copy);
        return copy.build(id, caller);
    }
}
