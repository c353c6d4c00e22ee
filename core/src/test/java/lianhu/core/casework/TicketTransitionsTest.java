package lianhu.core.casework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.roster.PostId;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicketTransitionsTest {
    private final CaseworkScenario scenario = new CaseworkScenario();

    @Test
    void aReopenedTicketGetsANewDueDate() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        Instant promised = scenario.ticket(no).due();
        scenario.result(no);
        scenario.pass(Duration.ofDays(9));
        // When
        Ticket reopened = scenario.done(no, Action.of(ActionType.REOPEN, CaseworkScenario.REPORTER));
        // Then
        assertTrue(promised.isBefore(scenario.now));
        assertTrue(reopened.due().isAfter(scenario.now), reopened.due() + " is past");
    }

    @Test
    void aReopenedTicketOfTheDeskGetsANewDueDate() {
        // Given
        TicketNo no = scenario.report("说不清的事");
        assertTrue(scenario.ticket(no).owner().isDesk());
        scenario.result(no);
        scenario.pass(Duration.ofDays(9));
        // When
        Ticket reopened = scenario.done(no, Action.of(ActionType.REOPEN, CaseworkScenario.REPORTER));
        // Then
        assertEquals(State.TRIAGED, reopened.state());
        assertTrue(reopened.due().isAfter(scenario.now), reopened.due() + " is past");
    }

    @Test
    void aPromisedDateDoesNotMoveWithTheNextOwner() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        Instant promised = scenario.ticket(no).due();
        scenario.pass(Duration.ofDays(3));
        // When
        Ticket dispatched = scenario.dispatch(
                no, RosterFixture.owners().department("housing").orElseThrow());
        // Then
        assertEquals(promised, dispatched.due());
    }

    @Test
    void aReporterReopensAClosedTicketForTenDaysAndNotLater() {
        // Given
        TicketNo within = closed();
        scenario.pass(Duration.ofDays(10));
        Action reopen = Action.of(ActionType.REOPEN, CaseworkScenario.REPORTER);
        scenario.done(within, reopen);
        TicketNo late = closed();
        scenario.pass(Duration.ofDays(10).plusSeconds(1));
        // When
        TicketService.Outcome tooLate = scenario.act(late, reopen);
        // Then
        assertEquals(State.DISPATCHED, scenario.ticket(within).state());
        assertInstanceOf(TicketService.Outcome.Rejected.class, tooLate);
        assertEquals(State.CLOSED, scenario.ticket(late).state());
    }

    private TicketNo closed() {
        TicketNo no = scenario.report("路灯坏了");
        scenario.result(no);
        scenario.done(no, Action.of(ActionType.CLOSE, CaseworkScenario.REPORTER));
        return no;
    }

    @Test
    void theOwnerLearnsThatATicketWasWithdrawn() {
        // Given
        TicketNo no = scenario.report("路灯坏了");
        // When
        scenario.done(no, Action.of(ActionType.WITHDRAW, CaseworkScenario.REPORTER));
        // Then
        assertEquals(
                List.of(new Recipient.PostHolder(new PostId(CaseworkScenario.KEEPER.id()))),
                scenario.tickets.deliveries().stream()
                        .filter(delivery -> delivery.type() == NoticeType.DROPPED)
                        .map(NewDelivery::recipient)
                        .toList());
    }

    @Test
    void theReporterLearnsToWhomTheDeskGaveTheTicket() {
        // Given
        TicketNo no = scenario.report("说不清的事");
        assertEquals(0, scenario.notices(NoticeType.DISPATCHED));
        // When
        scenario.dispatch(no, CaseworkScenario.GRID);
        // Then
        assertEquals(1, scenario.notices(NoticeType.DISPATCHED));
    }

    @Test
    void theReporterOfASealedTicketLearnsThatItIsAccepted() {
        // Given
        TicketNo sealed = scenario.report("举报有人乱来");
        TicketNo open = scenario.report("路灯坏了");
        scenario.dispatch(
                sealed, RosterFixture.owners().department("discipline").orElseThrow());
        assertEquals(0, scenario.notices(NoticeType.DISPATCHED));
        // When
        scenario.done(sealed, Action.of(ActionType.ACCEPT, new Actor(Actor.Type.DEPARTMENT, "discipline", "县纪检室")));
        scenario.done(open, Action.of(ActionType.ACCEPT, CaseworkScenario.KEEPER));
        scenario.result(sealed);
        // Then
        assertEquals(1, scenario.notices(NoticeType.DISPATCHED));
        assertEquals(1, scenario.notices(NoticeType.RESULT));
    }

    @Test
    void aTicketThatItsHeadPassesOnKeepsItsDueDate() {
        // Given
        TicketNo no = scenario.report("垃圾没人清");
        Instant promised = scenario.ticket(no).due();
        scenario.pass(Duration.ofDays(3));
        // When
        Ticket passedOn = scenario.done(no, Action.of(ActionType.PASS_ON, CaseworkScenario.HEAD));
        // Then
        assertEquals(OwnerType.GRID, passedOn.owner().type());
        assertEquals(promised, passedOn.due());
    }

    @Test
    void bothReportersOfMergedTicketsReadTheResult() {
        // Given
        TicketNo one = scenario.report("路灯坏了");
        TicketNo other = scenario.report("路灯坏了三天");
        scenario.done(one, Action.of(ActionType.MERGE, CaseworkScenario.DESK).into(other));
        // When
        scenario.result(other);
        // Then
        assertEquals(2, scenario.notices(NoticeType.RESULT));
    }

    @ParameterizedTest
    @CsvSource({
        "投诉镇干部不作为, PLATFORM, bm-621099101, false",
        "投诉镇干部不作为, TOWNSHIP, 621099101, false",
        "投诉镇干部不作为, GRID, 621099101201001, false",
        "投诉镇干部不作为, DEPARTMENT, housing, true",
        "投诉网格员不作为, GRID, 621099101201001, false",
        "投诉网格员不作为, UNIT, 621099101201001-L001, false",
        "投诉网格员不作为, PLATFORM, bm-621099101, true",
        "投诉网格员不作为, GRID, 621099101201002, true"
    })
    void theChainThatAComplaintIsAboutDoesNotGetIt(String words, OwnerType type, String id, boolean isPossible) {
        // Given
        TicketNo no = scenario.report(words);
        // When
        TicketService.Outcome outcome = scenario.act(
                no, Action.of(ActionType.DISPATCH, CaseworkScenario.DESK).to(new Owner(type, id, "某处")));
        // Then
        assertEquals(isPossible, outcome instanceof TicketService.Outcome.Done, outcome.toString());
    }

    @Test
    void aMatterAboutTheKeeperIsNotPassedOnToTheKeeper() {
        // Given
        TicketNo no = scenario.report("投诉网格员不作为，垃圾没人清");
        assertEquals(
                Optional.of(RosterFixture.GRID), scenario.ticket(no).route().recusedArea());
        scenario.dispatch(no, new Owner(OwnerType.UNIT, RosterFixture.VACANT_UNIT.value(), "四组"));
        // When
        scenario.pass(Duration.ofHours(25));
        scenario.fireDue();
        // Then
        assertEquals(State.RETURN_REVIEW, scenario.ticket(no).state());
        assertTrue(scenario.ticket(no).owner().isDesk());
    }
}
