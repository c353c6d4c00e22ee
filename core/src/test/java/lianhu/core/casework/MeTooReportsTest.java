package lianhu.core.casework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import lianhu.core.board.BoardMatter;
import lianhu.core.board.MeTooReports;
import lianhu.core.board.MeTooReports.MeToo;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.report.Channel;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

class MeTooReportsTest {
    private static final String MOBILE = "15400001234";

    private final CaseworkScenario scenario = new CaseworkScenario();
    private final TicketNo lamp = scenario.report("李婶家门口的路灯坏了");

    @Test
    void aHouseholdGetsAReceiptOfItsOwnAndHearsTheResult() {
        // When
        MeToo meToo = submit(MOBILE, "k1");
        scenario.result(lamp);
        // Then
        assertTrue(meToo.isMerged());
        assertEquals(
                Optional.of(lamp), scenario.ticket(meToo.receipt().ticket()).mergedInto());
        assertEquals(2, scenario.notices(NoticeType.RESULT));
        NewDelivery result = scenario.tickets.deliveries().stream()
                .filter(delivery -> delivery.type() == NoticeType.RESULT
                        && delivery.receipt().equals(Optional.of(meToo.receipt().no())))
                .findFirst()
                .orElseThrow();
        assertEquals(Channel.SMS, result.channel());
    }

    @Test
    void itsReportHasNeitherTheWordsNorTheUnitOfTheFirst() {
        // When
        MeToo meToo = submit("", "k1");
        // Then
        assertEquals("【我也是】lamp", meToo.receipt().title());
        assertEquals(RosterFixture.VILLAGE, meToo.receipt().area());
        assertEquals(Confidentiality.OPEN, meToo.receipt().confidentiality());
    }

    @Test
    void nobodyButTheHouseholdIsToldOfIt() {
        // Given
        List<NewDelivery> before = List.copyOf(scenario.tickets.deliveries());
        // When
        MeToo meToo = submit(MOBILE, "k1");
        // Then
        assertEquals(
                List.of(new Recipient.Reporter(meToo.receipt().no())),
                scenario.tickets.deliveries().stream()
                        .skip(before.size())
                        .map(NewDelivery::recipient)
                        .toList());
    }

    @Test
    void theSameFormAgainIsTheSameHousehold() {
        // When
        MeToo first = submit("", "k1");
        MeToo again = submit("", "k1");
        MeToo other = submit("", "k2");
        // Then
        assertEquals(first.receipt().no(), again.receipt().no());
        assertTrue(again.isMerged());
        assertFalse(other.receipt().no().equals(first.receipt().no()));
    }

    @Test
    void whereTheMatterEndedMeanwhileTheDeskHasTheReport() {
        // Given
        scenario.result(lamp);
        scenario.done(lamp, Action.of(ActionType.CLOSE, CaseworkScenario.DESK));
        // When
        MeToo meToo = submit("", "k1");
        // Then
        Ticket ticket = scenario.ticket(meToo.receipt().ticket());
        assertFalse(meToo.isMerged());
        assertEquals(State.TRIAGED, ticket.state());
        assertTrue(ticket.owner().isDesk());
    }

    private MeToo submit(String phone, String key) {
        Ticket ticket = scenario.ticket(lamp);
        BoardMatter matter = new BoardMatter(
                lamp,
                ticket.category(),
                ticket.area(),
                ticket.receivedAt(),
                ticket.owner().type(),
                ticket.owner().id(),
                Optional.empty(),
                0);
        return CaseworkScenario.await(new MeTooReports(
                        scenario.submission(), scenario.service, SmallCountyFixture.CATALOGUE, () -> scenario.now)
                .submit(matter, phone, key));
    }
}
