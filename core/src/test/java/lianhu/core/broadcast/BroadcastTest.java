package lianhu.core.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;
import java.util.Set;
import lianhu.core.area.AreaCode;
import lianhu.core.deadline.TimeRange;
import org.junit.jupiter.api.Test;

class BroadcastTest {
    private static final Broadcast.Person WRITER = new Broadcast.Person("desk:chen.jing", "陈静");
    private static final Broadcast.Person SECOND = new Broadcast.Person("desk:zhou", "周主任");

    @Test
    void theAuthorCannotApprove() {
        // Given
        Broadcast waiting = broadcast(Broadcast.State.WAITS_FOR_SECOND_PERSON);
        // Then
        assertFalse(BroadcastAction.APPROVE.isAllowed(waiting, WRITER));
        assertFalse(BroadcastAction.APPROVE.isAllowed(waiting, new Broadcast.Person(WRITER.id(), "换了名字")));
        assertTrue(BroadcastAction.APPROVE.isAllowed(waiting, SECOND));
    }

    @Test
    void aCancelledBroadcastAllowsNothing() {
        // Then
        assertEquals(Set.of(), BroadcastAction.allowed(broadcast(Broadcast.State.CANCELLED), SECOND));
    }

    @Test
    void moreThanFivePlacesNeedASecondPerson() {
        // Then
        assertEquals(Broadcast.State.SENDING, Broadcast.initialState(5));
        assertEquals(Broadcast.State.WAITS_FOR_SECOND_PERSON, Broadcast.initialState(6));
    }

    @Test
    void aNoticeInTheNightWaitsForTheMorningAndAnEmergencyDoesNot() {
        // Given
        Instant night = Instant.parse("2026-11-23T22:30:00+08:00");
        Instant early = Instant.parse("2026-11-24T06:59:59+08:00");
        Instant morning = Instant.parse("2026-11-24T07:00:00+08:00");
        // Then
        assertEquals(morning, QuietHours.DEFAULT.nextAllowed(Broadcast.Kind.NOTICE, night));
        assertEquals(morning, QuietHours.DEFAULT.nextAllowed(Broadcast.Kind.NOTICE, early));
        assertEquals(morning, QuietHours.DEFAULT.nextAllowed(Broadcast.Kind.NOTICE, morning));
        assertEquals(night, QuietHours.DEFAULT.nextAllowed(Broadcast.Kind.EMERGENCY, night));
    }

    @Test
    void theCountysQuietHoursReplaceTheDefault() {
        // Given
        QuietHours quiet = QuietHours.outside(new TimeRange(LocalTime.of(8, 0), LocalTime.of(21, 0)));
        // Then
        assertEquals(
                Instant.parse("2026-11-24T08:00:00+08:00"),
                quiet.nextAllowed(Broadcast.Kind.NOTICE, Instant.parse("2026-11-23T21:00:00+08:00")));
        assertEquals(
                Instant.parse("2026-11-23T20:59:00+08:00"),
                quiet.nextAllowed(Broadcast.Kind.NOTICE, Instant.parse("2026-11-23T20:59:00+08:00")));
    }

    private static Broadcast broadcast(Broadcast.State state) {
        return new Broadcast(
                1,
                "api:k:1",
                BroadcastAudience.of(new AreaCode("621099")),
                Broadcast.Kind.NOTICE,
                "停水",
                state,
                7,
                WRITER,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
