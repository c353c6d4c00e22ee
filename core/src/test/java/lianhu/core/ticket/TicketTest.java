package lianhu.core.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;
import lianhu.core.routing.RoutingDecision;
import org.junit.jupiter.api.Test;

class TicketTest {
    private static final Instant AT = Instant.parse("2026-11-21T01:00:00Z");
    private static final Instant DUE = Instant.parse("2026-11-25T09:30:00Z");
    private static final AreaCode UNIT = new AreaCode("621099101201001-L001");
    private static final Owner KEEPER = new Owner(OwnerType.GRID, "621099101201001", "网格员小王");
    private static final Owner DESK = new Owner(OwnerType.DESK, "desk", "云溪县受理台");
    private static final TicketNo NO = TicketNo.of(LocalDate.of(2026, 11, 21), UNIT, 1);

    @Test
    void aTicketIsReplayedFromItsEvents() {
        Ticket ticket = Ticket.replay(
                NO,
                events(
                        received(),
                        triaged(),
                        new Change.Dispatched(KEEPER, List.of(), DUE, false),
                        new Change.Accepted(false),
                        new Change.ResultSubmitted(true),
                        new Change.Closed(Change.Closed.Reason.REPORTER_CONTENT)));
        assertEquals(State.CLOSED, ticket.state());
        assertEquals(Stage.ASSESSING, ticket.state().stage());
        assertEquals(6, ticket.version());
        assertEquals(KEEPER, ticket.owner());
        assertEquals(AT.plusSeconds(6), ticket.changedAt());
    }

    @Test
    void aReturnGivesItToTheDeskAndAReopeningResetsTheDispatches() {
        Ticket returned = Ticket.replay(
                NO,
                events(
                        received(),
                        triaged(),
                        new Change.Dispatched(KEEPER, List.of(), DUE, false),
                        new Change.Returned(DESK)));
        assertEquals(State.RETURN_REVIEW, returned.state());
        assertTrue(returned.owner().isDesk());
        assertEquals(1, returned.dispatches());

        Ticket reopened = Ticket.replay(
                NO,
                events(
                        received(),
                        triaged(),
                        new Change.Dispatched(KEEPER, List.of(), DUE, false),
                        new Change.ResultSubmitted(true),
                        new Change.Reopened(DUE.plusSeconds(60))));
        assertEquals(0, reopened.dispatches());
        assertEquals(1, reopened.reopenings());
        assertEquals(DUE.plusSeconds(60), reopened.due());
        assertEquals(State.TRIAGED, reopened.state());
    }

    @Test
    void aGapBetweenEventsIsRejected() {
        Ticket opened = Ticket.replay(NO, events(received(), triaged()));
        TicketEvent late =
                new TicketEvent(4, AT, Actor.GATEWAY, new Change.Accepted(false), "", List.of(), Optional.empty());
        assertThrows(IllegalArgumentException.class, () -> opened.apply(late));
    }

    @Test
    void aTicketBeginsWithReceivedAndTriaged() {
        assertThrows(
                IllegalArgumentException.class, () -> Ticket.replay(NO, events(triaged(), new Change.Accepted(false))));
    }

    @Test
    void anEventWithoutAStateChangeIncrementsTheVersion() {
        Ticket ticket = Ticket.replay(
                NO,
                events(
                        received(),
                        triaged(),
                        new Change.Supplemented(Optional.empty()),
                        new Change.MergedFrom(NO),
                        new Change.Acknowledged()));
        assertEquals(State.TRIAGED, ticket.state());
        assertEquals(5, ticket.version());
        assertTrue(ticket.isAcknowledged());
        assertFalse(ticket.isSealed());
    }

    private static Change received() {
        return new Change.Received(new ReceiptNo("48271938"), Channel.GROUP);
    }

    private static Change triaged() {
        return new Change.Triaged(
                RequestKind.HELP,
                "1101",
                Urgency.NORMAL,
                UNIT,
                Confidentiality.OPEN,
                new RoutingDecision(KEEPER, List.of(), "派单目录", List.of(), 0.93, "abc", List.of(), Optional.empty()),
                DUE);
    }

    private static List<TicketEvent> events(Change... changes) {
        return IntStream.range(0, changes.length)
                .mapToObj(i -> new TicketEvent(
                        i + 1, AT.plusSeconds(i + 1), Actor.GATEWAY, changes[i], "", List.of(), Optional.empty()))
                .toList();
    }
}
