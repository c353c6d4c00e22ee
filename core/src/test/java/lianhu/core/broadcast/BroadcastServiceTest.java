package lianhu.core.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import lianhu.core.area.AreaCode;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BroadcastServiceTest {
    private static final Broadcast.Person WRITER = new Broadcast.Person("desk:chen.jing", "陈静");

    /** By whom an identity was made. The maker is shown its password. */
    private static final Map<String, String> MAKERS =
            Map.of("desk:chen.jing", "desk:desk", "desk:li.qiang", "desk:desk", "desk:zhou.min", "desk:chen.jing");

    private final InMemoryBroadcasts broadcasts = new InMemoryBroadcasts();
    private final BroadcastService broadcastService = new BroadcastService(
            broadcasts,
            new BroadcastTargets(RosterFixture.areas(), SmallCountyFixture.BINDINGS, RosterFixture.posts()),
            RosterFixture.areas(),
            QuietHours.DEFAULT,
            identities -> Uni.createFrom().item(MAKERS),
            InstantSource.fixed(Instant.parse("2026-11-21T10:00:00+08:00")));

    @Test
    void aNoticeWithUnfilledBlanksIsRefusedAndTheBlanksAreNamed() {
        // When
        BroadcastService.Outcome outcome =
                create(BroadcastAudience.of(RosterFixture.VILLAGE), "【马上转移】（哪几组）现在就走，去（哪里）。到了回1。");
        // Then
        assertEquals(
                "还有没填的空：（哪几组）、（哪里）。填好了才能发。",
                assertInstanceOf(BroadcastService.Outcome.Rejected.class, outcome)
                        .why());
        assertTrue(broadcasts.created.isEmpty());
    }

    @Test
    void aNoticeToSeveralPlacesReachesEachUnitOnceAndCallsIt() {
        // When
        create(BroadcastAudience.of(RosterFixture.UNIT, RosterFixture.VACANT_UNIT, RosterFixture.UNIT), "【马上转移】现在就走。");
        // Then
        InMemoryBroadcasts.Created created = broadcasts.created.getFirst();
        List<AreaCode> both = List.of(RosterFixture.UNIT, RosterFixture.VACANT_UNIT);
        assertEquals(
                both, created.targets().stream().map(BroadcastTarget::place).toList());
        assertEquals(both, created.called());
    }

    @Test
    void aPlaceInsideAnotherChosenPlaceAddsNothing() {
        // Then
        assertEquals(
                List.of(RosterFixture.VILLAGE),
                BroadcastAudience.of(RosterFixture.UNIT, RosterFixture.VILLAGE).areas());
    }

    @Test
    void anUnknownPlaceAmongSeveralIsRefusedByItsCode() {
        // When
        BroadcastService.Outcome outcome =
                create(BroadcastAudience.of(RosterFixture.UNIT, new AreaCode("621099109")), "【停水】明天停水。");
        // Then
        assertTrue(assertInstanceOf(BroadcastService.Outcome.Rejected.class, outcome)
                .why()
                .contains("621099109"));
    }

    @ParameterizedTest
    @CsvSource({
        "desk:desk, false",
        "desk:li.qiang, false",
        "desk:zhou.min, false",
        "desk:chen.jing, false",
        "api:admin-1, true"
    })
    void anAccountThatOnePersonMadeIsNoSecondPerson(String identity, boolean isSecondPerson) {
        // Given
        create(BroadcastAudience.of(RosterFixture.VILLAGE), "【停水】明天停水。");
        broadcasts.waitForSecondPerson();
        // When
        BroadcastService.Outcome outcome = broadcastService
                .act(1, BroadcastAction.APPROVE, new Broadcast.Person(identity, "某人"))
                .await()
                .indefinitely();
        // Then
        assertEquals(isSecondPerson, outcome instanceof BroadcastService.Outcome.Done, outcome.toString());
    }

    private BroadcastService.Outcome create(BroadcastAudience audience, String words) {
        return broadcastService
                .create(audience, Broadcast.Kind.EMERGENCY, words, WRITER, "desk:1")
                .await()
                .indefinitely();
    }
}
