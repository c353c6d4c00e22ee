package lianhu.core.call;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Gives agents (座席) to calls: the caller who has waited longest gets the agent who has been idle longest. A caller who asked for a
 * language gets only agents who speak it, and these are spared for such callers while another agent is free. A caller is served
 * when the free agents who speak the caller's language are more than the callers who have waited longer and whom one of these
 * agents could serve; who asks for no language is served by all. A call that no instance carries on does not wait.
 */
public interface AgentClaims {
    /** After a talk the agent writes down what was said. */
    Duration WRAP_UP = Duration.ofSeconds(60);

    /**
     * Claims an agent for an open call. A call that has an agent already is given the same one again.
     *
     * @param call id of the call
     */
    Uni<AgentClaim> claim(String call, Instant now);

    /** The agent of this call belongs to it no longer. Nothing happens when it has none. */
    Uni<Void> release(String call, AgentRelease why, Instant at);

    /**
     * Reserves an agent as the colleague in an open call whose state names the login as {@link StoredCall#COLLEAGUE}. One who is
     * reserved for this call already is given again.
     *
     * @return extension of the telephone; empty when the agent is not free
     */
    Uni<Optional<String>> reserveColleague(String call, String login, Instant now);

    /** The colleague in this call belongs to it no longer. Nothing happens when it has none. */
    Uni<Void> releaseColleague(String call, AgentRelease why, Instant at);

    /**
     * Makes the colleague whom the state of the call names as {@link StoredCall#AGENT} its agent, and lets the former agent wrap
     * up. Nothing happens when it is so already.
     */
    Uni<Void> transfer(String call, Instant at);
}
