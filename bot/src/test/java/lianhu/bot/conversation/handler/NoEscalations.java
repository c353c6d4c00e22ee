package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.broadcast.Broadcast;
import lianhu.core.broadcast.EscalationRepository;
import lianhu.core.roster.Post;

/** A county without an open emergency. */
final class NoEscalations implements EscalationRepository {
    @Override
    public Uni<List<EscalationCall>> findByBroadcast(long broadcast, int limit) {
        return Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<Optional<Acknowledgement>> acknowledge(List<Post> posts, Instant at) {
        return Uni.createFrom().item(Optional.empty());
    }

    @Override
    public Uni<Optional<Acknowledgement>> acknowledge(long broadcast, List<Post> posts, Instant at) {
        return Uni.createFrom().item(Optional.empty());
    }

    @Override
    public Uni<List<Broadcast>> openEmergencies(AreaCode unit, Instant at) {
        return Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<List<AreaCode>> unansweredPlaces(long broadcast, AreaCode below) {
        return Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<List<DueCall>> claimDue(int limit, Instant now, Instant again) {
        return Uni.createFrom().item(List.of());
    }

    @Override
    public Uni<Integer> resendUnknown(Instant now) {
        return Uni.createFrom().item(0);
    }

    @Override
    public Uni<Void> recordStep(DueCall dueCall, List<Post> posts, Optional<Instant> next) {
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> recordReminder(DueCall dueCall, List<Post> posts, int round, Instant next) {
        return Uni.createFrom().voidItem();
    }
}
