package lianhu.core.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.GroupBindings;
import lianhu.core.roster.Post;
import lianhu.core.roster.Role;
import org.junit.jupiter.api.Test;

class EmergencyEscalationTest {
    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");

    private final List<Role> called = new ArrayList<>();
    private final List<Optional<Instant>> next = new ArrayList<>();
    private final EmergencyEscalation escalation = new EmergencyEscalation(
            new Recording(),
            new BroadcastTargets(RosterFixture.areas(), new NoGroups(), RosterFixture.posts()),
            () -> NOW);

    @Test
    void eachMinuteTheNextPostIsCalledUpToTheLeader() {
        // When
        for (int step = 0; step < 6; step++) {
            escalation
                    .escalate(new EscalationRepository.DueCall(1, RosterFixture.UNIT, step))
                    .await()
                    .indefinitely();
        }
        // Then
        assertEquals(
                List.of(Role.UNIT_HEAD, Role.DEPUTY_HEAD, Role.KEEPER, Role.GRID_HEAD, Role.TOWNSHIP_ROOM, Role.LEADER),
                called);
        assertEquals(Optional.of(NOW.plus(Duration.ofMinutes(1))), next.getFirst());
        assertEquals(1, next.subList(0, 5).stream().distinct().count());
        assertEquals(Optional.empty(), next.getLast());
    }

    private final class Recording implements EscalationRepository {
        @Override
        public Uni<Void> recordStep(DueCall dueCall, List<Post> posts, Optional<Instant> again) {
            posts.forEach(post -> called.add(post.role()));
            next.add(again);
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<List<EscalationCall>> findByBroadcast(long broadcast, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Optional<Acknowledgement>> acknowledge(List<Post> posts, Instant at) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<List<Broadcast>> openEmergencies(AreaCode unit, Instant at) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<List<AreaCode>> unansweredPlaces(long broadcast, AreaCode below) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<List<DueCall>> claimDue(int limit, Instant now, Instant again) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Integer> resendUnknown(Instant now) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class NoGroups implements GroupBindings {
        @Override
        public List<GroupBinding> all() {
            return List.of();
        }

        @Override
        public Uni<Code> issueCode(AreaCode area) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Boolean> unbind(String chat) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Optional<GroupBinding>> redeem(String code, String chat, String groupName) {
            throw new UnsupportedOperationException();
        }
    }
}
