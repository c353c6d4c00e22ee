package lianhu.core.broadcast;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.Delivery;

/** Keeps what was created and finds the first of them; nothing is sent and no action changes anything. */
final class InMemoryBroadcasts implements BroadcastRepository {
    record Created(Broadcast broadcast, List<BroadcastTarget> targets, List<AreaCode> called) {}

    final List<Created> created = new ArrayList<>();

    @Override
    public Uni<Broadcast> create(
            Broadcast draft, List<BroadcastTarget> broadcastTargets, List<AreaCode> called, Instant sendAfter) {
        created.add(new Created(draft, broadcastTargets, called));
        return Uni.createFrom().item(draft);
    }

    @Override
    public Uni<Optional<Broadcast>> find(long id) {
        return Uni.createFrom().item(created.stream().map(Created::broadcast).findFirst());
    }

    /** As if each had gone to more places than one person may send to. */
    void waitForSecondPerson() {
        created.replaceAll(one -> new Created(
                new Broadcast(
                        one.broadcast.id(),
                        one.broadcast.source(),
                        one.broadcast.audience(),
                        one.broadcast.kind(),
                        one.broadcast.words(),
                        Broadcast.State.WAITS_FOR_SECOND_PERSON,
                        one.broadcast.targets(),
                        one.broadcast.author(),
                        one.broadcast.createdAt(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                one.targets,
                one.called));
    }

    @Override
    public Uni<List<Progress>> newest(int limit) {
        return Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<Optional<Progress>> progress(long id) {
        return Uni.createFrom().item(Optional.empty());
    }

    @Override
    public Uni<Optional<Broadcast>> apply(
            long id, BroadcastAction action, Broadcast.Person by, Instant at, Instant sendAfter) {
        return find(id);
    }

    @Override
    public Uni<List<Delivery>> deliveries(long id, int limit) {
        return Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<Map<Long, Broadcast>> findByDeliveries(List<Long> deliveries) {
        return Uni.createFrom().item(Map.of());
    }
}
