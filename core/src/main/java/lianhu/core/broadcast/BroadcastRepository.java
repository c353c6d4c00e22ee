package lianhu.core.broadcast;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;

/** Stores broadcasts. */
public interface BroadcastRepository {
    /**
     * Stores the broadcast with one delivery for each target in one transaction. The same source returns the stored one.
     *
     * @param sendAfter earliest send time; nothing is sent before a required second person approves
     * @param called places that must answer; empty unless it is an emergency
     */
    Uni<Broadcast> create(Broadcast draft, List<BroadcastTarget> broadcastTargets, List<AreaCode> called, Instant sendAfter);

    Uni<Optional<Broadcast>> find(long id);

    /** Newest first. */
    Uni<List<Progress>> newest(int limit);

    Uni<Optional<Progress>> progress(long id);

    /** Serialized with concurrent actions; empty when the action is no longer allowed. */
    Uni<Optional<Broadcast>> apply(long id, BroadcastAction action, Broadcast.Person by, Instant at, Instant sendAfter);

    /** Its deliveries, those that need a person first. */
    Uni<List<Delivery>> deliveries(long id, int limit);

    /** Broadcasts of the deliveries that wait for a unit head, by delivery. */
    Uni<Map<Long, Broadcast>> findByDeliveries(List<Long> deliveries);

    /** @param counts of its deliveries by state, without the calls to posts */
    record Progress(Broadcast broadcast, Map<DeliveryState, Long> counts, long called, long answered) {
        public long count(DeliveryState state) {
            return counts.getOrDefault(state, 0L);
        }
    }
}
