package lianhu.core.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.routing.Owner;
import lianhu.core.routing.RoutingDecision;
import lianhu.core.ticket.ContentKind;
import lianhu.core.ticket.ReporterWait;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

class BoardPolicyTest {
    private static final Instant AT = Instant.parse("2026-11-20T02:00:00Z");
    private static final AreaCode UNIT = new AreaCode("621099101201001-L001");
    private static final BoardPolicy POLICY = new BoardPolicy(Set.of("1101"));

    @Test
    void aPublicFacilityIsOnTheBoard() {
        assertTrue(POLICY.concerns(lamp()));
    }

    @Test
    void whatIsPrivateSealedErasedAnEmergencyOrAboutStaffIsNot() {
        for (Confidentiality confidentiality : EnumSet.of(Confidentiality.PRIVATE, Confidentiality.SEALED)) {
            assertFalse(POLICY.concerns(
                    ticket("1101", RequestKind.HELP, Urgency.NORMAL, confidentiality, State.CLOSED, none(), Set.of())));
        }
        for (ContentKind kind : ContentKind.values()) {
            assertFalse(POLICY.concerns(ticket(
                    "1101",
                    RequestKind.HELP,
                    Urgency.NORMAL,
                    Confidentiality.OPEN,
                    State.CLOSED,
                    none(),
                    Set.of(kind))));
        }
        assertFalse(POLICY.concerns(ticket(
                "1101", RequestKind.HELP, Urgency.EMERGENCY, Confidentiality.OPEN, State.CLOSED, none(), Set.of())));
        assertFalse(POLICY.concerns(ticket(
                "1101",
                RequestKind.HELP,
                Urgency.NORMAL,
                Confidentiality.OPEN,
                State.CLOSED,
                Optional.of(UNIT),
                Set.of())));
    }

    @Test
    void aCategoryThatTheCountyDoesNotPublishIsNot() {
        assertFalse(POLICY.concerns(ticket(
                "1107", RequestKind.HELP, Urgency.NORMAL, Confidentiality.OPEN, State.CLOSED, none(), Set.of())));
        assertFalse(new BoardPolicy(Set.of()).concerns(lamp()));
        assertFalse(new BoardPolicy(Set.of()).isOn());
    }

    @Test
    void onlyWhatIsToBePutRightOrAddedIs() {
        Set<RequestKind> shown = EnumSet.allOf(RequestKind.class).stream()
                .filter(kind -> POLICY.concerns(
                        ticket("1101", kind, Urgency.NORMAL, Confidentiality.OPEN, State.CLOSED, none(), Set.of())))
                .collect(Collectors.toSet());
        assertEquals(Set.of(RequestKind.HELP, RequestKind.SUGGESTION), shown);
    }

    @Test
    void whatHasAnOwnerIsShownInEachStateUntilItEnds() {
        Set<State> shown = EnumSet.copyOf(BoardPolicy.OPEN_STATES);
        shown.addAll(BoardPolicy.ANSWERED_STATES);
        assertEquals(
                EnumSet.of(State.TRIAGED, State.RETURN_REVIEW, State.ADJUDICATING, State.MERGED, State.WITHDRAWN),
                EnumSet.complementOf(EnumSet.copyOf(shown)));
    }

    @Test
    void aPlaceIsNotKeptBelowTheVillage() {
        BoardMatter matter = new BoardMatter(
                new TicketNo("GD20261121621099000376"),
                "1101",
                UNIT,
                AT,
                OwnerType.UNIT,
                UNIT.value(),
                Optional.empty(),
                0);
        assertEquals(new AreaCode("621099101201"), matter.village());
    }

    private static Ticket lamp() {
        return ticket("1101", RequestKind.HELP, Urgency.NORMAL, Confidentiality.OPEN, State.CLOSED, none(), Set.of());
    }

    private static Optional<AreaCode> none() {
        return Optional.empty();
    }

    private static Ticket ticket(
            String category,
            RequestKind kind,
            Urgency urgency,
            Confidentiality confidentiality,
            State state,
            Optional<AreaCode> recused,
            Set<ContentKind> erased) {
        Owner owner = new Owner(OwnerType.GRID, "621099101201001", "网格员小王");
        return new Ticket(
                new TicketNo("GD20261121621099000376"),
                5,
                state,
                kind,
                category,
                urgency,
                UNIT,
                confidentiality,
                false,
                owner,
                List.of(),
                new RoutingDecision(owner, List.of(), "派单目录", List.of(), 0.93, "hash", List.of(), recused),
                1,
                0,
                false,
                Optional.empty(),
                AT,
                AT,
                AT,
                Optional.empty(),
                0,
                ReporterWait.NONE,
                0,
                Optional.empty(),
                erased);
    }
}
