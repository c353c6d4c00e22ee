package lianhu.core.call;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;

/** Gives agents (座席) to calls: the caller who has waited longest gets the agent who has been idle longest. */
public interface AgentClaims {
    /** After a talk the agent writes down what was said. */
    Duration WRAP_UP = Duration.ofSeconds(60);

    /**
     * Claims an agent for an open call. A call that has an agent already is given the same one again.
     *
     * @param call id of the call
     */
    Uni<AgentClaim> claim(String call, Instant now);

    /**
     * The agent of this call is free for others. Nothing happens when it has none.
     *
     * @param missed the telephone was not answered: the agent is paused, so that the next caller does not wait for nobody
     */
    Uni<Void> release(String call, boolean missed, Instant at);
}
