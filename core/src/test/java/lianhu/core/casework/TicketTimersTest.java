package lianhu.core.casework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import lianhu.core.casework.TicketRepository.DueTimer;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.notice.NoticeType;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.State;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

class TicketTimersTest {
    private static final Duration DAY = Duration.ofHours(24).plusSeconds(1);
    private static final Duration LEASE = Duration.ofSeconds(121);

    private final CaseworkScenario scenario = new CaseworkScenario();

    @Test
    void aHeadWhoIsSilentForADayLosesTheTicketToTheGrid() {
        // Given
        TicketNo no = scenario.report("垃圾没人清");
        assertEquals(OwnerType.UNIT, scenario.ticket(no).owner().type());
        // When
        scenario.pass(DAY.minusMinutes(1));
        scenario.fireDue();
        OwnerType before = scenario.ticket(no).owner().type();
        scenario.pass(Duration.ofMinutes(1));
        scenario.fireDue();
        // Then
        assertEquals(OwnerType.UNIT, before);
        assertEquals(OwnerType.GRID, scenario.ticket(no).owner().type());
    }

    @Test
    void theDayRunsFromADispatchToAHead() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        scenario.pass(Duration.ofHours(3));
        scenario.dispatch(no, CaseworkScenario.UNIT);
        // When
        scenario.pass(DAY);
        scenario.fireDue();
        // Then
        assertEquals(OwnerType.GRID, scenario.ticket(no).owner().type());
    }

    @Test
    void theDayRunsFromAReopening() {
        // Given
        TicketNo no = scenario.report("垃圾没人清");
        scenario.done(no, Action.of(ActionType.RESULT, CaseworkScenario.HEAD).withWords("清走了"));
        scenario.pass(Duration.ofHours(20));
        scenario.done(
                no, Action.of(ActionType.REOPEN, CaseworkScenario.REPORTER).withWords("还在"));
        // When
        scenario.pass(Duration.ofHours(5));
        scenario.fireDue();
        OwnerType afterFiveHours = scenario.ticket(no).owner().type();
        scenario.pass(Duration.ofHours(20));
        scenario.fireDue();
        // Then
        assertEquals(OwnerType.UNIT, afterFiveHours);
        assertEquals(OwnerType.GRID, scenario.ticket(no).owner().type());
    }

    @Test
    void anOldTimerDoesNotFireAfterALaterDispatch() {
        // Given
        TicketNo no = scenario.report("垃圾没人清");
        scenario.pass(Duration.ofHours(20));
        scenario.dispatch(no, CaseworkScenario.GRID);
        scenario.dispatch(no, CaseworkScenario.UNIT);
        // When
        scenario.pass(Duration.ofHours(5));
        scenario.fireDue();
        // Then
        assertEquals(OwnerType.UNIT, scenario.ticket(no).owner().type());
    }

    @Test
    void aTimerThatWasClaimedBeforeALaterDispatchHasNoEffect() {
        // Given
        TicketNo no = scenario.report("垃圾没人清");
        scenario.pass(DAY);
        List<DueTimer> claimed = scenario.claim();
        scenario.dispatch(no, CaseworkScenario.GRID);
        scenario.dispatch(no, CaseworkScenario.UNIT);
        // When
        claimed.forEach(dueTimer -> CaseworkScenario.await(scenario.service.handle(dueTimer)));
        // Then
        assertEquals(OwnerType.UNIT, scenario.ticket(no).owner().type());
    }

    @Test
    void aResultWithoutObjectionIsClosedAfterSevenDays() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        scenario.result(no);
        // When
        scenario.pass(Duration.ofDays(7).minusMinutes(1));
        scenario.fireDue();
        State before = scenario.ticket(no).state();
        scenario.pass(Duration.ofMinutes(2));
        scenario.fireDue();
        // Then
        assertEquals(State.FEEDBACK_DUE, before);
        assertEquals(State.CLOSED, scenario.ticket(no).state());
    }

    @Test
    void anAdditionStartsTheSevenDaysAgain() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        scenario.result(no);
        scenario.pass(Duration.ofDays(6));
        scenario.done(
                no, Action.of(ActionType.SUPPLEMENT, CaseworkScenario.REPORTER).withWords("又闪了一下"));
        // When
        scenario.pass(Duration.ofDays(2));
        scenario.fireDue();
        State after = scenario.ticket(no).state();
        scenario.pass(Duration.ofDays(5));
        scenario.fireDue();
        // Then
        assertEquals(State.FEEDBACK_DUE, after);
        assertEquals(State.CLOSED, scenario.ticket(no).state());
    }

    @Test
    void aTimerWhoseEffectWasNotCommittedFiresAgain() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        scenario.result(no);
        scenario.pass(Duration.ofDays(7).plusSeconds(1));
        scenario.tickets.conflictNext(50);
        // When
        assertTrue(fails());
        scenario.tickets.conflictNext(0);
        scenario.pass(LEASE);
        scenario.fireDue();
        // Then
        assertEquals(State.CLOSED, scenario.ticket(no).state());
    }

    @Test
    void aRearmedTimerIsNotLostInAConflict() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        scenario.result(no);
        scenario.pass(Duration.ofDays(6));
        scenario.done(
                no, Action.of(ActionType.SUPPLEMENT, CaseworkScenario.REPORTER).withWords("又闪了一下"));
        scenario.pass(Duration.ofDays(1).plusSeconds(1));
        scenario.tickets.conflictNext(1);
        scenario.fireDue();
        // When
        scenario.pass(Duration.ofDays(7));
        scenario.fireDue();
        // Then
        assertEquals(State.CLOSED, scenario.ticket(no).state());
    }

    @Test
    void anEmergencyIsCalledAgainEachMinuteAndTheReporterHearsAfterThreeRounds() {
        // Given
        TicketNo no = scenario.report("村口着火了");
        long first = scenario.notices(NoticeType.EMERGENCY_CALL);
        // When
        fireRounds(2);
        long told = scenario.notices(NoticeType.NOBODY_YET);
        fireRounds(1);
        // Then
        assertEquals(4 * first, scenario.notices(NoticeType.EMERGENCY_CALL));
        assertEquals(0, told);
        assertEquals(1, scenario.notices(NoticeType.NOBODY_YET));
        assertFalse(scenario.ticket(no).isAcknowledged());
    }

    @Test
    void theCallsNeverEndByThemselvesAndReachTheLeader() {
        // Given
        TicketNo no = scenario.report("村口着火了");
        fireRounds(29);
        boolean isLeaderCalledBefore = isLeaderCalled();
        // When
        fireRounds(1);
        long told = scenario.notices(NoticeType.NOBODY_YET);
        long calls = scenario.notices(NoticeType.EMERGENCY_CALL);
        scenario.pass(Duration.ofMinutes(11));
        scenario.fireDue();
        long later = scenario.notices(NoticeType.EMERGENCY_CALL);
        for (int hour = 0; hour < 48; hour++) {
            scenario.pass(Duration.ofHours(1).plusSeconds(1));
            scenario.fireDue();
        }
        long muchLater = scenario.notices(NoticeType.EMERGENCY_CALL);
        scenario.pass(Duration.ofHours(1).plusSeconds(1));
        scenario.fireDue();
        // Then
        assertFalse(isLeaderCalledBefore);
        assertTrue(isLeaderCalled());
        assertEquals(2, told);
        assertTrue(later > calls);
        assertTrue(scenario.notices(NoticeType.EMERGENCY_CALL) > muchLater);
        scenario.done(no, Action.of(ActionType.ACKNOWLEDGE, CaseworkScenario.LEADER));
    }

    private boolean isLeaderCalled() {
        return scenario.tickets.deliveries().stream()
                .anyMatch(delivery -> delivery.recipient().encode().contains(CaseworkScenario.LEADER.id()));
    }

    @Test
    void whoAnswersIsToldToTheReporterOnceAndTheOwnerGetsTheCard() {
        // Given
        TicketNo no = scenario.report("村口着火了");
        scenario.dispatch(no, CaseworkScenario.GRID);
        long cards = scenario.notices(NoticeType.ASSIGNED);
        long advice = scenario.notices(NoticeType.EMERGENCY_ADVICE);
        // When
        scenario.done(no, Action.of(ActionType.ACKNOWLEDGE, CaseworkScenario.HEAD));
        scenario.done(no, Action.of(ActionType.ACKNOWLEDGE, CaseworkScenario.KEEPER));
        // Then
        assertEquals(advice + 1, scenario.notices(NoticeType.EMERGENCY_ADVICE));
        assertEquals(cards + 1, scenario.notices(NoticeType.ASSIGNED));
    }

    @Test
    void anAdditionReachesTheOwner() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        long cards = scenario.notices(NoticeType.ASSIGNED);
        // When
        scenario.done(
                no, Action.of(ActionType.SUPPLEMENT, CaseworkScenario.REPORTER).withWords("在小学门口"));
        // Then
        assertEquals(cards + 1, scenario.notices(NoticeType.ASSIGNED));
    }

    @Test
    void anAcknowledgementEndsTheCalls() {
        // Given
        TicketNo no = scenario.report("村口着火了");
        long first = scenario.notices(NoticeType.EMERGENCY_CALL);
        scenario.done(no, Action.of(ActionType.ACKNOWLEDGE, CaseworkScenario.HEAD));
        // When
        fireRounds(3);
        // Then
        assertEquals(first, scenario.notices(NoticeType.EMERGENCY_CALL));
        assertTrue(scenario.events(no).contains(EventType.ACKNOWLEDGED));
    }

    private void fireRounds(int rounds) {
        for (int round = 0; round < rounds; round++) {
            scenario.pass(Duration.ofSeconds(61));
            scenario.fireDue();
        }
    }

    private boolean fails() {
        try {
            scenario.fireDue();
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
