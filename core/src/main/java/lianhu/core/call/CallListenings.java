package lianhu.core.call;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Team leads (班长) who listen to talks: asked for at the desk, taken by the instance that carries the call on, kept as long as the
 * call.
 */
public interface CallListenings {
    /** An older request is dropped: the team lead has gone on without it. */
    Duration LIFETIME = Duration.ofSeconds(20);

    /** What came of asking. */
    enum Result {
        ASKED,
        /** The agent does not talk, or the emergency desk is called. */
        NO_TALK,
        /** Another person listens to this talk. */
        LISTENED,
        /** An agent has signed in with this telephone, which may ring for a caller. */
        EXTENSION_TAKEN
    }

    /** @param name for colleagues to read */
    record Listener(String login, String name, String extension) {}

    /** @param id unique over all listenings */
    record ListeningRequest(long id, String call, String extension) {}

    /**
     * Asks to hear the talk of an agent.
     *
     * @param agent login
     */
    Uni<Result> request(String agent, Listener listener, Instant at);

    /** The requests for calls of this instance, oldest first. Each is given once: after a crash the team lead asks again. */
    Uni<List<ListeningRequest>> take(String owner, Instant now);

    /** Stores that the listening begins. False when it has ended already: nothing may be heard. */
    Uni<Boolean> begin(long id, Instant at);

    /** Stores that the listening has ended. Nothing happens when it has already. */
    Uni<Void> end(long id, Instant at);
}
