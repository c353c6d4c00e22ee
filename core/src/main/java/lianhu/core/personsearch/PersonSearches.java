package lianhu.core.personsearch;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;

/** Stores who searched for a person, and why. */
public interface PersonSearches {
    /**
     * A search that was stored, without the person who was searched for.
     *
     * @param name of who searched
     */
    record Searched(String name, boolean isNumber, SearchReason reason, String words, Instant at) {}

    /**
     * Stores a search, before anything is shown.
     *
     * @return false, and nothing is stored, when this login has searched {@link PersonSearch#MOST_IN_AN_HOUR} times in the hour
     *     before, on all instances together
     */
    Uni<Boolean> store(PersonSearch search);

    /** The newest first. */
    Uni<List<Searched>> recent(int limit);
}
