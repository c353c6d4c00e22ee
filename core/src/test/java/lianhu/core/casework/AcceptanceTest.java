package lianhu.core.casework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.notice.NoticeType;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.State;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

/** An owner accepts, gives back, or does neither. */
class AcceptanceTest {
    private static final Actor HOUSING_OFFICE = new Actor(Actor.Type.DEPARTMENT, "housing", "县住建局");
    private static final Owner HOUSING =
            RosterFixture.owners().department("housing").orElseThrow();
    private static final Owner WATER =
            RosterFixture.owners().department("water").orElseThrow();
    private static final Duration HOUR = Duration.ofHours(1);

    private final CaseworkScenario scenario = new CaseworkScenario();

    @Test
    void whoDoesNotAcceptWithinTwoBusinessHoursIsRemindedOnce() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        // When
        pass(Duration.ofDays(4), no, EventType.ACCEPTANCE_OVERDUE);
        // Then
        assertEquals(1, count(no, EventType.ACCEPTANCE_OVERDUE));
        assertEquals(1, scenario.notices(NoticeType.REMINDER));
        assertEquals(State.DISPATCHED, scenario.ticket(no).state());
    }

    @Test
    void whoAcceptsInTimeIsNotReminded() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        scenario.done(no, Action.of(ActionType.ACCEPT, CaseworkScenario.KEEPER));
        // When
        pass(Duration.ofDays(4), no, EventType.ACCEPTANCE_OVERDUE);
        // Then
        assertEquals(0, count(no, EventType.ACCEPTANCE_OVERDUE));
    }

    @Test
    void aMatterThatAnOfficeDoesNotReturnInTimeCountsAsAccepted() {
        // Given
        TicketNo no = given(HOUSING);
        // When
        pass(Duration.ofDays(4), no, EventType.ACCEPTED);
        // Then
        assertEquals(State.ACCEPTED, scenario.ticket(no).state());
        Change accepted = scenario.tickets.history(no).getLast().change();
        assertTrue(assertInstanceOf(Change.Accepted.class, accepted).isDeemed());
        String why = refusal(no, Action.of(ActionType.RETURN, HOUSING_OFFICE).withWords("不归我们管"));
        assertTrue(why.contains("不能再退回"), why);
    }

    @Test
    void anOfficeReturnsUntilTheCloseOfTheNextWorkingDay() {
        // Given
        TicketNo no = given(HOUSING);
        // When
        scenario.pass(Duration.ofHours(8));
        scenario.fireDue();
        scenario.done(no, Action.of(ActionType.RETURN, HOUSING_OFFICE).withWords("不归我们管"));
        pass(Duration.ofDays(4), no, EventType.ACCEPTED);
        // Then
        assertEquals(State.RETURN_REVIEW, scenario.ticket(no).state(), "the desk has it, and nobody accepts for it");
    }

    @Test
    void aGridThatDoesNotAcceptIsNotTakenAtItsSilence() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        // When
        pass(Duration.ofDays(4), no, EventType.ACCEPTED);
        // Then
        assertEquals(0, count(no, EventType.ACCEPTED));
    }

    @Test
    void aThirdReturnIsForTheDeskToDecideAndTheDesignatedOwnerKeepsIt() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        scenario.dispatch(no, WATER);
        scenario.dispatch(no, HOUSING);
        // When
        scenario.done(no, Action.of(ActionType.RETURN, HOUSING_OFFICE).withWords("不归我们管"));
        // Then
        assertEquals(State.ADJUDICATING, scenario.ticket(no).state());
        Action designation =
                Action.of(ActionType.DISPATCH, CaseworkScenario.DESK).to(HOUSING);
        assertTrue(refusal(no, designation).contains("凭什么"), "a designation needs its reason");
        scenario.done(no, designation.withWords("三定方案第四条"));
        assertEquals(State.ACCEPTED, scenario.ticket(no).state());
        assertEquals(
                "三定方案第四条",
                scenario.tickets.history(no).stream()
                        .filter(event -> event.change() instanceof Change.Dispatched)
                        .reduce((earlier, later) -> later)
                        .orElseThrow()
                        .words());
        refusal(no, Action.of(ActionType.RETURN, HOUSING_OFFICE).withWords("还是不归我们管"));
    }

    @Test
    void aMatterThatIsOpenedAgainHasItsThreeDispatchesAgain() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        scenario.dispatch(no, WATER);
        scenario.dispatch(no, HOUSING);
        scenario.result(no);
        // When
        scenario.done(
                no, Action.of(ActionType.REOPEN, CaseworkScenario.REPORTER).withWords("又坏了"));
        scenario.done(no, Action.of(ActionType.RETURN, HOUSING_OFFICE).withWords("不归我们管"));
        // Then
        assertEquals(State.RETURN_REVIEW, scenario.ticket(no).state());
    }

    @Test
    void forAnEmergencyPeopleAreCalledInstead() {
        // Given
        TicketNo no = scenario.report("村口着火了");
        scenario.dispatch(no, CaseworkScenario.GRID);
        // When
        pass(Duration.ofHours(3), no, EventType.ACCEPTANCE_OVERDUE);
        // Then
        assertFalse(scenario.events(no).contains(EventType.ACCEPTANCE_OVERDUE));
    }

    private TicketNo given(Owner owner) {
        TicketNo no = scenario.report("路灯坏了");
        scenario.dispatch(no, owner);
        return no;
    }

    private String refusal(TicketNo no, Action action) {
        return assertInstanceOf(TicketService.Outcome.Rejected.class, scenario.act(no, action))
                .why();
    }

    private long count(TicketNo no, EventType type) {
        return scenario.events(no).stream().filter(type::equals).count();
    }

    /** Until the event has come, or the time is over. */
    private void pass(Duration time, TicketNo no, EventType until) {
        for (int i = 0; i < time.toHours() && !scenario.events(no).contains(until); i++) {
            scenario.pass(HOUR);
            scenario.fireDue();
        }
    }
}
