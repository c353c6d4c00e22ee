package lianhu.core.casework;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.notice.NoticeType;
import lianhu.core.report.Channel;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

/** 协办: who helps the owner is told of the matter, of each new owner, and of the end. */
class CollaborationTest {
    private static final Owner HOUSING = new Owner(OwnerType.DEPARTMENT, "housing", "县住建局");
    private static final Owner FEDERATION = new Owner(OwnerType.DEPARTMENT, "acfic", "县工商联");
    private static final String TO_FEDERATION = "office:acfic";

    private final CaseworkScenario scenario = new CaseworkScenario();

    @Test
    void theFederationIsToldOfAMattersOwnersAndOfItsResult() {
        // Given
        TicketNo no = scenario.report("路灯坏了", Channel.AWAY, "");
        // When
        int atIntake = told(NoticeType.COLLABORATION).size();
        scenario.dispatch(no, HOUSING);
        int atDispatch = told(NoticeType.COLLABORATION).size();
        scenario.result(no);
        // Then
        assertEquals(1, atIntake);
        assertEquals(2, atDispatch);
        assertEquals(List.of(TO_FEDERATION, TO_FEDERATION, TO_FEDERATION), told(NoticeType.COLLABORATION));
        assertEquals(List.of(FEDERATION), scenario.ticket(no).collaborators());
    }

    @Test
    void itStaysOnTheMatterThatWasReturnedAndReopened() {
        // Given
        TicketNo no = scenario.report("路灯坏了", Channel.AWAY, "");
        scenario.done(no, Action.of(ActionType.RETURN, CaseworkScenario.KEEPER).withWords("不归我管"));
        // When
        scenario.dispatch(no, HOUSING);
        scenario.result(no);
        scenario.done(
                no, Action.of(ActionType.REOPEN, CaseworkScenario.REPORTER).withWords("又坏了"));
        // Then
        assertEquals(List.of(FEDERATION), scenario.ticket(no).collaborators());
    }

    @Test
    void whoLeadsTheMatterDoesNotHelpBesides() {
        // Given
        TicketNo no = scenario.report("路灯坏了", Channel.AWAY, "");
        // When
        scenario.dispatch(no, FEDERATION);
        // Then
        assertEquals(List.of(), scenario.ticket(no).collaborators());
    }

    @Test
    void whatIsWithdrawnIsTakenBackFromWhoHelps() {
        // Given
        TicketNo no = scenario.report("路灯坏了", Channel.AWAY, "");
        // When
        scenario.done(no, Action.of(ActionType.WITHDRAW, CaseworkScenario.REPORTER));
        // Then
        assertEquals(List.of(TO_FEDERATION), told(NoticeType.DROPPED));
    }

    @Test
    void aMatterOfTheCountyHasNoHelper() {
        scenario.report("路灯坏了");
        assertEquals(List.of(), told(NoticeType.COLLABORATION));
    }

    private List<String> told(NoticeType type) {
        return scenario.tickets.deliveries().stream()
                .filter(delivery -> delivery.type() == type)
                .map(delivery -> delivery.recipient().encode())
                .filter(TO_FEDERATION::equals)
                .toList();
    }
}
