package lianhu.core.call;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** Agents (座席) as they sign in, pause and sign out. */
public interface AgentSessions {
    /** What came of signing in. */
    enum SignIn {
        SIGNED_IN,
        /** Another agent uses this telephone. */
        EXTENSION_TAKEN,
        /** The agent talks at present, on another telephone. */
        TALKING
    }

    /**
     * Signs in, ready for calls; again with another telephone moves there.
     *
     * @param name for colleagues to read
     * @param languages tags, beside that of the county
     */
    Uni<SignIn> signIn(String login, String name, String extension, List<String> languages, Instant at);

    /** False when a call rings or is talked in: the agent stays signed in. */
    Uni<Boolean> signOut(String login, Instant now);

    /** Takes no further calls; a talk goes on. False when nobody of this login is signed in. */
    Uni<Boolean> pause(String login, AgentPause reason, Instant at);

    /** Ends a pause, and the wrap-up. False when nobody of this login is signed in. */
    Uni<Boolean> resume(String login, Instant at);

    /** Those who are signed in, by login. */
    Uni<List<AgentStatus>> list(Instant now);
}
