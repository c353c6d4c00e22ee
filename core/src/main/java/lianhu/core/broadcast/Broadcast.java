package lianhu.core.broadcast;

import java.time.Instant;
import java.util.Optional;

/**
 * A message to many places.
 *
 * @param source the request that made it; the same request makes it once
 * @param words public, sent as they are
 * @param targets groups and units it goes to, fixed when it is created
 * @param startedAt time of the first send; empty before the second person approves
 */
public record Broadcast(
        long id,
        String source,
        BroadcastAudience audience,
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

    /** Notice or emergency. */
    public enum Kind {
        NOTICE,
        /** Sent before everything else and at any hour; the responsible posts are called until one answers. */
        EMERGENCY
    }

    /** What was decided about it. Its deliveries say how far it is. */
    public enum State {
        WAITS_FOR_SECOND_PERSON,
        SENDING,
        PAUSED,
        CANCELLED
    }

    /**
     * The person who writes or approves.
     *
     * @param id for instance {@code desk:chen.jing}, {@code api:admin-1a2b3c4d}
     */
    public record Person(String id, String name) {}

    public static State initialState(int targets) {
        return targets > MAX_TARGETS_WITHOUT_APPROVAL ? State.WAITS_FOR_SECOND_PERSON : State.SENDING;
    }
}
