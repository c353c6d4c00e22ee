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
    private final List<Integer> rounds = new ArrayList<>();
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
        assertEquals(1, next.stream().distinct().count());
    }

    @Test
    void whenAllWereCalledTheLeaderIsRemindedEachTenMinutesThenEachHourAndItNeverEnds() {
        // When
        for (int step : List.of(6, 7, 6 + 16, 6 + 17, 6 + 100)) {
            escalation
                    .escalate(new EscalationRepository.DueCall(1, RosterFixture.UNIT, step))
                    .await()
                    .indefinitely();
        }
        // Then
        assertEquals(List.of(1, 2, 17, 18, 101), rounds);
        assertEquals(5, called.size());
        assertEquals(List.of(Role.LEADER), called.stream().distinct().toList());
        assertEquals(
                List.of(10L, 10L, 10L, 60L, 60L),
                next.stream()
                        .map(at -> Duration.between(NOW, at.orElseThrow()).toMinutes())
                        .toList());
    }

    private final class Recording implements EscalationRepository {
        @Override
        public Uni<Void> recordStep(DueCall dueCall, List<Post> posts, Optional<Instant> again) {
            posts.forEach(post -> called.add(post.role()));
            next.add(again);
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Void> recordReminder(DueCall dueCall, List<Post> posts, int round, Instant again) {
            rounds.add(round);
            return recordStep(dueCall, posts, Optional.of(again));
        }

        @Override
        public Uni<Optional<Acknowledgement>> acknowledge(long broadcast, List<Post> posts, Instant at) {
            throw new UnsupportedOperationException();
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
