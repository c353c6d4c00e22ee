package lianhu.core.call;

/** What an agent does at present. */
public enum AgentState {
    READY,
    PAUSED,
    RINGING,
    TALKING,
    /** Calls back the caller of a missed call; takes no other call meanwhile. */
    CALLING_BACK,
    /** Writes down what was said; ends by itself after {@link AgentClaims#WRAP_UP}. */
    WRAPPING_UP
}
