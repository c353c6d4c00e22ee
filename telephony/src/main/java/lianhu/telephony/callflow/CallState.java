package lianhu.telephony.callflow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.prompt.LanguageChoice;
import org.jspecify.annotations.Nullable;

/**
 * All that must survive a restart of the gateway to carry a call on.
 * {@link CallFlow} draws the steps.
 *
 * @param caller number of the caller, empty when withheld
 * @param language in which the caller hears prompts and finds agents
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
 * @param talk who else is in the talk, and whether it is recorded
 * @param digits keys of a receipt number that the caller has pressed, with # once it is looked up; in the greeting, that the caller
 *     wants to press them
 * @param callerGone the caller hung up
 * @param receipt number of the committed report, empty before the commit
 * @param outcome set when the call is closed
 */
public record CallState(
        CallId id,
        String caller,
        LanguageChoice language,
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
        TalkState talk,
        String digits,
        boolean callerGone,
        String receipt,
        @Nullable CallOutcome outcome)
        implements CallLegs {

    public static CallState arrived(CallId id, String caller, LanguageChoice language) {
        return new CallState(
                id,
                caller,
                language,
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
                TalkState.NONE,
                "",
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

    CallState speaking(LanguageChoice choice) {
        return with(copy -> copy.language = choice);
    }

    CallState nextAttempt() {
        return withAttempt(attempt + 1);
    }

    CallState withAttempt(int number) {
        return with(copy -> copy.attempt = number);
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

    /** The caller comes into a bridge, whose recording has a name of its own, or stays in the one that there is. */
    CallState inBridge() {
        return talk.bridge() > 0 ? this : with(copy -> copy.talk = copy.talk.in(++copy.sequence));
    }

    /**
     * A third party is called into the talk.
     *
     * @param colleague login of an agent; empty to call a number
     */
    CallState callingThirdParty(String colleague) {
        return with(copy -> copy.talk = copy.talk.calling(++copy.sequence, colleague));
    }

    /** @param id of the entry that says who listens */
    CallState callingListener(long id) {
        return with(copy -> copy.talk = copy.talk.heardBy(new TalkState.Listener(id, ++copy.sequence, false)));
    }

    CallState talking(UnaryOperator<TalkState> change) {
        return with(copy -> copy.talk = change.apply(copy.talk));
    }

    /** The bridge is closed. */
    CallState withoutTalk() {
        return with(copy -> {
            copy.agentJoined = false;
            copy.talk = TalkState.NONE;
        });
    }

    /** The colleague who is in the talk is its agent from now on. */
    CallState transferred() {
        return with(copy -> {
            copy.agent = talk.colleague();
            copy.agentLeg = talk.thirdLeg();
            copy.agentJoined = true;
            copy.talk = talk.withoutThirdParty();
        });
    }

    CallState withDigits(String pressed) {
        return with(copy -> copy.digits = pressed);
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
