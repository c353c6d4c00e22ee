package lianhu.core.notice;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.people.Post;

/** Who of an emergency's places has answered, and how far down its line each was called. */
public interface Calls {
    /** Those that nobody answered for first. */
    Uni<List<Call>> of(long broadcast, int limit);

    /** These posts answer the newest emergency they are called to. Empty when there is none; the same again soon after. */
    Uni<Optional<Answered>> answer(List<Post> posts, Instant at);

    /** Open emergencies of a unit that nobody answered for yet. */
    Uni<List<Broadcast>> open(AreaCode unit, Instant at);

    /** Places below this one that nobody answered for. */
    Uni<List<AreaCode>> silent(long broadcast, AreaCode below);

    /** Places whose next post is to be called now; each is left alone for a while by other copies. */
    Uni<List<Due>> due(int limit, Instant now, Instant again);

    /** Calls this step's posts, in one transaction with how far it is. */
    Uni<Void> called(Due due, List<Post> posts, Optional<Instant> next);

    /** What went out in an emergency and was not answered by the platform goes out once more. */
    Uni<Integer> repeatUnknown(Instant now);

    /** What became of one emergency at one place; the step is the number of posts called so far. */
    record Call(AreaCode place, int step, Optional<String> answeredBy, Optional<Instant> answeredAt) {}

    /** @param places these posts answered for just now, or before when the same is said again */
    record Answered(long broadcast, List<AreaCode> places) {}

    /** A place to be called, at which step of its line. */
    record Due(long broadcast, AreaCode place, int step) {}
}
