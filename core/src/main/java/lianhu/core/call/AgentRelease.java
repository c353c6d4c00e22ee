package lianhu.core.call;

/** Why an agent belongs to a call no longer. */
public enum AgentRelease {
    /** The agent is not needed, and free for others. */
    FREE,
    /** The telephone was not answered, or is lost: the agent is paused, so that the next caller does not wait for nobody. */
    MISSED,
    /** The agent has talked and left the caller to another: time to write down what was said. */
    TALKED
}
