package lianhu.core.broadcast;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.roster.Post;

/** Who of an emergency's places has answered, and how far down its line each was called. */
public interface EscalationRepository {
    /** The calls of a broadcast, those without an answer first. */
    Uni<List<EscalationCall>> findByBroadcast(long broadcast, int limit);

    /** These posts answer the newest emergency they are called to. Empty when there is none; the same again soon after. */
    Uni<Optional<Acknowledgement>> acknowledge(List<Post> posts, Instant at);

    /** Open emergencies of a unit without an answer. */
    Uni<List<Broadcast>> openEmergencies(AreaCode unit, Instant at);

    /** Places below this one without an answer. */
    Uni<List<AreaCode>> unansweredPlaces(long broadcast, AreaCode below);

    /** Places whose next post is to be called now; each is left alone for a while by other copies. */
    Uni<List<DueCall>> claimDue(int limit, Instant now, Instant again);

    /** Calls this step's posts, in one transaction with how far it is. */
    Uni<Void> recordStep(DueCall dueCall, List<Post> posts, Optional<Instant> next);

    /** Sends emergency deliveries with an unknown outcome once more. */
    Uni<Integer> resendUnknown(Instant now);

    /** The call of one place in one emergency; the step is the number of calls so far. */
    record EscalationCall(AreaCode place, int step, Optional<String> answeredBy, Optional<Instant> answeredAt) {}

    /** @param places these posts answered for just now, or before when the same is said again */
    record Acknowledgement(long broadcast, List<AreaCode> places) {}

    /** A place to be called, at which step of its line. */
    record DueCall(long broadcast, AreaCode place, int step) {}
}
