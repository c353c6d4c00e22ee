package lianhu.core.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.OutboundCallStore.CalledRecipient;
import lianhu.core.roster.InMemoryPostDirectory;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostId;
import lianhu.core.roster.Role;
import lianhu.core.routing.Department;
import org.junit.jupiter.api.Test;

class OutboundCallPlannerTest {
    private static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");
    private static final CallMatter FIRE = new CallMatter.OfBroadcast(1);
    private static final Post HEAD = post(Role.UNIT_HEAD, "139 0000 0061");
    private static final Post DEPUTY = post(Role.DEPUTY_HEAD, "");
    private static final Post KEEPER = post(Role.KEEPER, "4006661202");
    private static final Department ROOM =
            new Department("duty", "县值班室", OwnerType.CENTRE, new AreaCode("621099"), "0936-6661202", "");

    private static final InMemoryPostDirectory POSTS = new InMemoryPostDirectory(List.of(HEAD, DEPUTY, KEEPER));

    private final InMemoryOutboundCalls store = new InMemoryOutboundCalls();
    private final OutboundCallPlanner planner =
            new OutboundCallPlanner(store, POSTS, new RosterNumbers(POSTS, () -> List.of(ROOM)), () -> NOW);

    @Test
    void eachPostAndOfficeThatAMessageCallsIsCalledAtItsNumberInTheRoster() {
        // Given
        store.call(FIRE, new Recipient.PostHolder(HEAD.id()));
        store.call(FIRE, new Recipient.DepartmentContact(ROOM.id()));
        // When
        plan();
        plan();
        // Then
        assertEquals(
                List.of("13900000061", "09366661202"),
                await(store.claim(new OutboundCallStore.Claim("a", NOW, NOW.plusSeconds(60), 9, 9, 0))).stream()
                        .map(OutboundCall::number)
                        .toList());
    }

    @Test
    void theBoardSaysWhoCannotBeCalledAndWhy() {
        // Given
        store.call(FIRE, new Recipient.PostHolder(DEPUTY.id()));
        store.call(FIRE, new Recipient.PostHolder(KEEPER.id()));
        // When
        plan();
        // Then
        assertEquals(
                List.of(Optional.of(OutboundResult.NO_NUMBER), Optional.of(OutboundResult.NOT_ALLOWED)),
                await(store.findByMatter(FIRE, 10, NOW, 9)).calls().reversed().stream()
                        .map(CalledRecipient::result)
                        .toList());
        assertEquals(
                List.of(), await(store.claim(new OutboundCallStore.Claim("a", NOW, NOW.plusSeconds(60), 9, 9, 0))));
    }

    @Test
    void aNumberThatIsPutIntoTheRosterDuringTheEmergencyIsCalled() {
        // Given
        store.call(FIRE, new Recipient.PostHolder(DEPUTY.id()));
        plan();
        plan();
        Instant later = NOW.plusSeconds(60);
        InMemoryPostDirectory posts = new InMemoryPostDirectory(List.of(post(Role.DEPUTY_HEAD, "139 0000 0062")));
        OutboundCallPlanner corrected =
                new OutboundCallPlanner(store, posts, new RosterNumbers(posts, () -> List.of(ROOM)), () -> later);
        // When
        await(corrected.findUncalled())
                .forEach(uncalled -> corrected
                        .plan(uncalled, new DialableNumbers(Set.of()))
                        .await()
                        .atMost(Duration.ofSeconds(5)));
        // Then
        assertEquals(
                List.of("13900000062"),
                await(store.claim(new OutboundCallStore.Claim("a", later, later.plusSeconds(60), 9, 9, 0))).stream()
                        .map(OutboundCall::number)
                        .toList());
    }

    private void plan() {
        DialableNumbers dialable = new DialableNumbers(Set.of());
        await(planner.findUncalled())
                .forEach(uncalled -> planner.plan(uncalled, dialable).await().atMost(Duration.ofSeconds(5)));
    }

    private static Post post(Role role, String phone) {
        return new Post(
                PostId.of(RosterFixture.UNIT, role, 1),
                RosterFixture.UNIT,
                role,
                "老张",
                phone,
                "",
                LocalDate.EPOCH,
                Optional.empty());
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(5));
    }
}
