package lianhu.core.call;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The row of one call.
 *
 * @param id the id that Asterisk gave to the caller's channel
 * @param caller number of the caller, empty when withheld; encrypted at rest
 * @param owner instance that carries the call on
 * @param asterisk entity id of the Asterisk that holds the caller's channel; empty when it is not known
 * @param version grows by one with each transition
 * @param step of the conversation
 * @param outcome set when the call is closed
 * @param receipt number of the committed report; empty before the commit
 * @param state the rest of what must survive a restart, as JSON without the number; opaque to the store but for the keys below
 * @param timers what the call waits for, and until when
 */
public record StoredCall(
        String id,
        String caller,
        String owner,
        String asterisk,
        long version,
        CallStep step,
        Optional<CallOutcome> outcome,
        String receipt,
        String state,
        Map<String, Instant> timers) {
    /** Key in {@code state}: true while the agent keeps the recording paused. */
    public static final String RECORDING_PAUSED = "recordingPaused";

    /** Key in {@code state}: login of the agent who is called or talks; empty for none. */
    public static final String AGENT = "agent";

    /** Key in {@code state}: true while the agent talks. */
    public static final String AGENT_JOINED = "agentJoined";

    /** Key in {@code state}: login of the agent who is the third party; empty when it is none, or a number. */
    public static final String COLLEAGUE = "colleague";

    /** Key in {@code state}: above 0 while a third party is called into the talk or talks. */
    public static final String THIRD_LEG = "thirdLeg";

    /** Key in {@code state}: true while the third party talks. */
    public static final String THIRD_JOINED = "thirdJoined";

    /** Key in {@code state}: true while the agent keeps the caller on hold. */
    public static final String CALLER_ON_HOLD = "callerOnHold";

    /** Key in {@code state}: above 0 while a team lead is called to listen, or listens. */
    public static final String LISTENER_LEG = "listenerLeg";

    /** Key in {@code state}: tag of the language that the caller asked for and not every agent speaks; empty for none. */
    public static final String LANGUAGE = "language";

    /** Key in {@code state}: tag of the language that the caller chose, also that of the county; empty for none. */
    public static final String CHOSEN_LANGUAGE = "chosenLanguage";

    public boolean isOpen() {
        return outcome.isEmpty();
    }

    /** Without the number. */
    @Override
    public String toString() {
        return id + " version " + version + " at " + step;
    }
}
