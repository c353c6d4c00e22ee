package lianhu.core.broadcast;

import java.time.Instant;
import java.util.Optional;
import lianhu.core.area.AreaCode;

/**
 * A notice to many places at once.
 *
 * @param source the request it came by, so that the same one counts once
 * @param words public, as they go out
 * @param targets groups and units it goes to, fixed when it was made
 * @param begunAt when it first went out; empty before the second person agreed
 */
public record Broadcast(
        long id,
        String source,
        AreaCode area,
        Kind kind,
        String words,
        State state,
        int targets,
        Person author,
        Instant createdAt,
        Optional<Person> approvedBy,
        Optional<Instant> approvedAt,
        Optional<Instant> startedAt) {

    /** More places than this need a second person. */
    public static final int MAX_TARGETS_WITHOUT_APPROVAL = 5;

    /** How pressing it is. */
    public enum Kind {
        NOTICE,
        /** Goes before everything else, at any hour, and whoever is responsible is called until he answers. */
        EMERGENCY
    }

    /** What is done with it. How far it is, its deliveries tell. */
    public enum State {
        WAITS_FOR_SECOND_PERSON,
        SENDING,
        PAUSED,
        CANCELLED
    }

    /**
     * Who writes or approves: one human being, told apart by the id.
     *
     * @param id for instance {@code desk:chen.jing}, {@code api:admin-1a2b3c4d}
     */
    public record Person(String id, String name) {}

    public static State initialState(int targets) {
        return targets > MAX_TARGETS_WITHOUT_APPROVAL ? State.WAITS_FOR_SECOND_PERSON : State.SENDING;
    }
}
