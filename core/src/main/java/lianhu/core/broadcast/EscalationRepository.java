package lianhu.core.broadcast;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.roster.Post;

/** Stores which places of an emergency answered, and how far down the chain each was called. */
public interface EscalationRepository {
    /** The calls of a broadcast, those without an answer first. */
    Uni<List<EscalationCall>> findByBroadcast(long broadcast, int limit);

    /**
     * Records that these posts answer the newest emergency they are called to. Empty when there is none; repeated
     * shortly after, the same answer.
     */
    Uni<Optional<Acknowledgement>> acknowledge(List<Post> posts, Instant at);

    /** The same for this emergency alone: the posts were called to it by telephone. */
    Uni<Optional<Acknowledgement>> acknowledge(long broadcast, List<Post> posts, Instant at);

    /** Open emergencies of a unit without an answer. */
    Uni<List<Broadcast>> openEmergencies(AreaCode unit, Instant at);

    /** Places below this one without an answer. */
    Uni<List<AreaCode>> unansweredPlaces(long broadcast, AreaCode below);

    /** Places whose next post is due, claimed by this copy for a while. */
    Uni<List<DueCall>> claimDue(int limit, Instant now, Instant again);

    /** Calls the posts of this step and records the step, in one transaction. */
    Uni<Void> recordStep(DueCall dueCall, List<Post> posts, Optional<Instant> next);

    /**
     * Records the step, and tells these posts once a round which places have not answered; nobody else is left to be called.
     *
     * @param round from 1
     */
    Uni<Void> recordReminder(DueCall dueCall, List<Post> posts, int round, Instant next);

    /** Sends emergency deliveries with an unknown outcome once more. */
    Uni<Integer> resendUnknown(Instant now);

    /** The call of one place in one emergency; the step is the number of calls so far. */
    record EscalationCall(AreaCode place, int step, Optional<String> answeredBy, Optional<Instant> answeredAt) {}

    /** @param places these posts answered for, now or in an earlier identical answer */
    record Acknowledgement(long broadcast, List<AreaCode> places) {}

    /** A due call of a place at a step of its chain. */
    record DueCall(long broadcast, AreaCode place, int step) {}
}
