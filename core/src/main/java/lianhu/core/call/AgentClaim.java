package lianhu.core.call;

/** What came of looking for an agent. */
public sealed interface AgentClaim {
    /**
     * This agent belongs to the call until {@link AgentClaims#release}, or until the call ends.
     *
     * @param login of the agent
     * @param extension of the agent's telephone
     */
    record Claimed(String login, String extension) implements AgentClaim {}

    /** Agents who speak the language of the caller are signed in, and each talks, wraps up, or belongs to a caller who has waited longer. */
    record AllBusy() implements AgentClaim {}

    /** Nobody who speaks the language of the caller is signed in, or those who are have paused. */
    record NoneSignedIn() implements AgentClaim {}
}
