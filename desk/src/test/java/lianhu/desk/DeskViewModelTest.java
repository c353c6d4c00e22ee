package lianhu.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.core.casework.AllowedActions;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.AttachmentId;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Change;
import lianhu.desk.queue.QueueRow;
import lianhu.desk.queue.QueueView;
import lianhu.desk.queue.SearchForm;
import lianhu.desk.ticket.ActionPanel;
import lianhu.desk.ticket.AssigneeOptions;
import lianhu.desk.ticket.AttachmentPage;
import lianhu.desk.view.DueIndicator;
import lianhu.desk.view.HistoryEntry;
import lianhu.desk.view.TicketView;
import org.junit.jupiter.api.Test;

class DeskViewModelTest {
    private final AssigneeOptions assigneeOptions =
            new AssigneeOptions(DeskFixture.AREAS, DeskFixture.OWNERS, DeskFixture.DEPARTMENTS);

    @Test
    void theTabsShowTheNumbersOfTheDatabaseAndTheRowsKeepItsOrder() {
        // When
        QueueView queueView = TicketFixtures.queue(
                TicketFixtures.all(),
                QueueView.QueueQuery.of("mine", "", new SearchForm("", "", "", "", "", "", "", ""), ""));
        // Then
        Map<String, Long> counts =
                queueView.tabs().stream().collect(Collectors.toMap(QueueView.Tab::key, QueueView.Tab::count));
        assertEquals(Map.of("mine", 4L, "waiting", 2L, "returned", 1L, "soon", 1L, "late", 1L, "all", 8L), counts);
        assertEquals(
                TicketFixtures.all().items().stream()
                        .map(TicketQueries.Row::title)
                        .toList(),
                queueView.rows().stream().map(QueueRow::title).toList());
        assertEquals("", queueView.rows().getLast().due(), "its clock has stopped");
        assertEquals(1, queueView.calls().size());
        assertEquals(0, queueView.moreCalls());
    }

    @Test
    void aDrillStandsInTheListAndNeverRings() {
        // Given
        DeskFixture.TicketScenario drill = TicketFixtures.drill();
        TicketQueries.Page page = new TicketQueries.Page(List.of(drill.row()), "", 1);
        // When
        QueueView queueView = QueueView.of(
                page,
                page,
                TicketQueries.QueueCounts.NONE,
                QueueView.QueueQuery.of("mine", "", new SearchForm("", "", "", "", "", "", "", ""), ""),
                DeskFixture.NAMES,
                DeskFixture.NOW);
        TicketView ticketView = TicketView.of(drill.file(), DeskFixture.NAMES, DeskFixture.NOW);
        // Then
        assertEquals(
                List.of("【演练】灶房起火"),
                queueView.rows().stream().map(QueueRow::title).toList());
        assertEquals(List.of(), queueView.calls());
        assertFalse(ticketView.isUnansweredCall());
        assertTrue(ticketView.drill().startsWith("【演练】这件是点验演练，不是真事。"), ticketView.drill());
        assertTrue(ticketView.drill().contains("演练没有打，也没有转。"), ticketView.drill());
        assertEquals(
                "",
                TicketView.of(TicketFixtures.fire().file(), DeskFixture.NAMES, DeskFixture.NOW)
                        .drill());
    }

    @Test
    void aSearchKeepsTheNumbersBesideIt() {
        // When
        QueueView queueView = TicketFixtures.queue(
                TicketFixtures.all(),
                QueueView.QueueQuery.of("", "", new SearchForm("路灯", "", "", "", "", "", "", ""), ""));
        // Then
        assertEquals(List.of(), queueView.tabs());
        assertEquals(4, queueView.mine());
        assertEquals(8, queueView.open());
        assertFalse(queueView.townships().isEmpty());
    }

    @Test
    void theAddressRemembersFilterPlaceSearchAndPage() {
        assertEquals(
                "f=late&area=621099101",
                QueueView.QueueQuery.of("late", "621099101", new SearchForm("", "", "", "", "", "", "", ""), "")
                        .query());
        assertEquals(
                "f=late&area=621099101&cursor=bGF0ZQ",
                QueueView.QueueQuery.of("late", "621099101", new SearchForm("", "", "", "", "", "", "", ""), "bGF0ZQ")
                        .query());
        assertEquals(
                "q=%E8%B7%AF%E7%81%AF",
                QueueView.QueueQuery.of("late", "", new SearchForm("路灯", "", "", "", "", "", "", ""), "")
                        .query());
        assertEquals(
                QueueFilter.MINE,
                QueueView.QueueQuery.of("nonsense", "x", new SearchForm("", "", "", "", "", "", "", ""), "")
                        .filter());
    }

    @Test
    void theLineTellsWhatHappenedTheNewestFirst() {
        // When
        List<HistoryEntry> line = HistoryEntry.history(
                TicketFixtures.reopened().file().history(), false, DeskFixture.NAMES, DeskFixture.NOW);
        // Then
        assertEquals(
                List.of("还是派给网格员小王", "重办：说没好", "办结：换了灯头", "签收", "派给网格员小王", "认作求助，地点 云溪镇上河村一组", "收到，回了受理号 4827 1938"),
                line.stream().map(HistoryEntry::sentence).toList());
        assertEquals("本人 · “又灭了”", line.get(1).detail());
        assertTrue(line.get(1).isBad());
        assertEquals("周六 9:14", line.get(3).time());
    }

    @Test
    void additionsAreCountedOnTheTicket() {
        // Given
        TicketView urged = TicketView.of(
                TicketFixtures.soon()
                        .append(DeskFixture.LI, new Change.Supplemented(Optional.empty()), "在后院")
                        .append(DeskFixture.LI, new Change.Supplemented(Optional.empty()), "催一下")
                        .file(),
                DeskFixture.NAMES,
                DeskFixture.NOW);
        // Then
        assertEquals(2, urged.additions());
        assertEquals(
                0,
                TicketView.of(TicketFixtures.soon().file(), DeskFixture.NAMES, DeskFixture.NOW)
                        .additions());
    }

    @Test
    void aClockRunsUntilTheResultAndThenSaysWhetherItWasInTime() {
        // When
        DueIndicator running = DueIndicator.of(
                        TicketFixtures.streetLamp().ticket(),
                        TicketFixtures.streetLamp().file().history(),
                        DeskFixture.NOW)
                .getFirst();
        List<DueIndicator> answered = DueIndicator.of(
                TicketFixtures.answered().ticket(),
                TicketFixtures.answered().file().history(),
                DeskFixture.NOW);
        // Then
        assertEquals("2026-11-25T17:30:00+08:00", running.due());
        assertEquals("按时", answered.getFirst().words());
        assertEquals("14 分钟", answered.get(1).words());
        assertEquals("等本人回话", answered.get(2).name());
    }

    @Test
    void theDeskOffersWhatIsLegalAndSaysWhyNotTheRest() {
        // Given
        var ticket = TicketFixtures.unowned().ticket();
        Set<ActionType> legal = new AllowedActions(DeskFixture.OWNERS).of(ticket, DeskFixture.CHEN, DeskFixture.NOW);
        // When
        ActionPanel actionPanel = ActionPanel.of(ticket, legal, assigneeOptions.of(ticket, DeskFixture.TODAY));
        // Then
        assertEquals("dispatch", actionPanel.acts().getFirst().key());
        assertTrue(actionPanel.acts().getFirst().isMain());
        assertFalse(actionPanel.may("accept"));
        assertTrue(actionPanel.disabledActions().contains(new ActionPanel.DisabledAction("签收", "还没派出去")));
        assertTrue(actionPanel.disabledActions().contains(new ActionPanel.DisabledAction("撤回", "只有本人能撤")));
    }

    @Test
    void whatAnotherHasInHandOrTheReporterDecidesIsNotTheDesksMainButton() {
        for (DeskFixture.TicketScenario scenario : List.of(TicketFixtures.streetLamp(), TicketFixtures.answered())) {
            // Given
            var ticket = scenario.ticket();
            Set<ActionType> legal =
                    new AllowedActions(DeskFixture.OWNERS).of(ticket, DeskFixture.CHEN, DeskFixture.NOW);
            // When
            ActionPanel actionPanel = ActionPanel.of(ticket, legal, assigneeOptions.of(ticket, DeskFixture.TODAY));
            // Then
            assertTrue(actionPanel.may("result") || actionPanel.may("close"), "still offered");
            assertTrue(actionPanel.acts().stream().noneMatch(ActionPanel.Action::isMain), actionPanel::toString);
        }
    }

    @Test
    void theNextBestOwnersAreOfferedFirstAndWhoHasItIsNot() {
        // When
        List<AssigneeOptions.Assignee> offered =
                assigneeOptions.of(TicketFixtures.streetLamp().ticket(), DeskFixture.TODAY);
        // Then
        assertEquals(
                List.of("DEPARTMENT:housing", "DEPARTMENT:waterworks"),
                offered.subList(0, 2).stream()
                        .map(AssigneeOptions.Assignee::key)
                        .toList());
        assertTrue(offered.stream().noneMatch(assignee -> assignee.owner().isSameAs(DeskFixture.KEEPER)));
        assertTrue(offered.stream().anyMatch(assignee -> assignee.key().equals("UNIT:" + DeskFixture.UNIT)));
        assertTrue(offered.stream().noneMatch(assignee -> assignee.owner().isDesk()));
    }

    @Test
    void aPictureIsShownOnlyWithItsOwnTicketAndNeverWithASealedOne() {
        AttachmentId shown = new AttachmentId("a".repeat(64));
        assertTrue(AttachmentPage.shows(TicketFixtures.streetLamp().file(), shown));
        assertFalse(AttachmentPage.shows(TicketFixtures.streetLamp().file(), new AttachmentId("b".repeat(64))));
        assertFalse(AttachmentPage.shows(TicketFixtures.unowned().file(), shown));
        assertFalse(AttachmentPage.shows(TicketFixtures.sealed().photo().file(), shown));
    }
}
