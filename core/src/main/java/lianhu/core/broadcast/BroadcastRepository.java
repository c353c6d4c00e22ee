package lianhu.core.broadcast;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;

/** Notices to many, as they are kept. */
public interface BroadcastRepository {
    /**
     * Writes it with one delivery for each target, all or nothing; the same source gets what it made before.
     *
     * @param goes when it may go out; nothing goes before a second person agreed, where one is needed
     * @param called places that must answer; none for what is no emergency
     */
    Uni<Broadcast> create(Broadcast draft, List<BroadcastTarget> broadcastTargets, List<AreaCode> called, Instant goes);

    Uni<Optional<Broadcast>> find(long id);

    /** Newest first. */
    Uni<List<Progress>> newest(int limit);

    Uni<Optional<Progress>> progress(long id);

    /** One after the other with whoever does something at the same time; empty when it is not legal any more. */
    Uni<Optional<Broadcast>> apply(long id, BroadcastAction deed, Broadcast.Person by, Instant at, Instant goes);

    /** What became of each, the ones that need somebody first. */
    Uni<List<Delivery>> deliveries(long id, int limit);

    /** Words that wait for this unit's head to paste them, by delivery. */
    Uni<Map<Long, Broadcast>> findByDeliveries(List<Long> deliveries);

    /** @param counts of its deliveries by state, those to persons who are called left out */
    record Progress(Broadcast broadcast, Map<DeliveryState, Long> counts, long called, long answered) {
        public long count(DeliveryState state) {
            return counts.getOrDefault(state, 0L);
        }
    }
}
