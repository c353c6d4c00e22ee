package lianhu.core.call;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What agents ask for at the desk, until the instance that carries the call on takes it. */
public interface ThirdPartyRequests {
    /** An older one is dropped: the agent has gone on without it. */
    Duration LIFETIME = Duration.ofSeconds(20);

    /**
     * Asks for a third party in the talk of this agent.
     *
     * @param number one that may be called, digits
     * @return false when the agent does not talk at present, or the emergency desk is called
     */
    Uni<Boolean> request(String login, String number, Instant at);

    /**
     * Asks for another agent in the talk of this agent.
     *
     * @param colleague login
     * @return false when the agent does not talk at present, the talk has a third party already, or the colleague is not free
     */
    Uni<Boolean> requestColleague(String login, String colleague, Instant at);

    /** The requests for calls of this instance, oldest first. Each is given once: after a crash the agent asks again. */
    Uni<List<ThirdPartyRequest>> take(String owner, Instant now);
}
