package lianhu.core.call;

/** Why an agent takes no calls for a while. */
public enum AgentPause {
    MEAL,
    MEETING,
    OTHER,
    /** Set by the gateway: a call was not answered. */
    NO_ANSWER
}
