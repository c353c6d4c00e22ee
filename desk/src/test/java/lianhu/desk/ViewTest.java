package lianhu.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.core.Legal;
import lianhu.core.report.PhotoId;
import lianhu.core.ticket.ActionType;
import org.junit.jupiter.api.Test;

class ViewTest {
    private final Choices choices = new Choices(Yunxi.AREAS, Yunxi.OWNERS, Yunxi.DEPARTMENTS);

    @Test
    void filtersCountTheSameMatters() {
        // When
        Queue queue = Queue.of(Matters.all(), Queue.Asked.of("mine", "", ""), Yunxi.NAMES, Yunxi.NOW);
        // Then
        Map<String, Long> counts = queue.tabs().stream().collect(Collectors.toMap(Queue.Tab::key, Queue.Tab::count));
        assertEquals(Map.of("mine", 4L, "waiting", 2L, "returned", 1L, "soon", 1L, "late", 1L, "all", 8L), counts);
    }

    @Test
    void theEmergencyNobodyTookComesFirstThenTheNearestDueDateAndStoppedClocksLast() {
        // When
        Queue queue = Queue.of(Matters.all(), Queue.Asked.of("all", "", ""), Yunxi.NAMES, Yunxi.NOW);
        // Then
        assertEquals(
                List.of("灶房起火，人已出来", "机井井盖丢了", "水管爆了，水进了院子"),
                queue.rows().subList(0, 3).stream().map(QueueRow::title).toList());
        assertEquals("羊踩了麦地，两家吵起来", queue.rows().getLast().title());
        assertEquals("", queue.rows().getLast().due());
    }

    @Test
    void anAreaNarrowsTheListAndTheCountsButNeverTheAlarm() {
        // When
        Queue queue = Queue.of(Matters.all(), Queue.Asked.of("all", "621099102", ""), Yunxi.NAMES, Yunxi.NOW);
        // Then
        assertTrue(queue.rows().isEmpty());
        assertEquals(1, queue.calls().size());
    }

    @Test
    void theAddressRemembersFilterPlaceAndSearch() {
        assertEquals(
                "f=late&area=621099101", Queue.Asked.of("late", "621099101", "").query());
        assertEquals("q=%E8%B7%AF%E7%81%AF", Queue.Asked.of("late", "", " 路灯 ").query());
        assertEquals(Filter.MINE, Queue.Asked.of("nonsense", "x", "").filter());
    }

    @Test
    void theLineTellsWhatHappenedTheNewestFirst() {
        // When
        List<Moment> line = Moment.line(Matters.reopened().file().history(), false, Yunxi.NAMES, Yunxi.NOW);
        // Then
        assertEquals(
                List.of("还是派给网格员小王", "重办：说没好", "办结：换了灯头", "签收", "派给网格员小王", "认作求助，地点 云溪镇上河村一组", "收到，回了受理号 4827 1938"),
                line.stream().map(Moment::sentence).toList());
        assertEquals("本人 · “又灭了”", line.get(1).detail());
        assertTrue(line.get(1).isBad());
        assertEquals("周六 9:14", line.get(3).time());
    }

    @Test
    void aClockRunsUntilTheResultAndThenSaysWhetherItWasInTime() {
        // When
        Gauge running = Gauge.of(Matters.lamp().ticket(), Matters.lamp().file().history(), Yunxi.NOW)
                .getFirst();
        List<Gauge> answered =
                Gauge.of(Matters.answered().ticket(), Matters.answered().file().history(), Yunxi.NOW);
        // Then
        assertEquals("2026-11-25T17:30:00+08:00", running.due());
        assertEquals("按时", answered.getFirst().words());
        assertEquals("14 分钟", answered.get(1).words());
        assertEquals("等本人回话", answered.get(2).name());
    }

    @Test
    void theDeskOffersWhatIsLegalAndSaysWhyNotTheRest() {
        // Given
        var ticket = Matters.unowned().ticket();
        Set<ActionType> legal = new Legal(Yunxi.OWNERS).of(ticket, Yunxi.CHEN, Yunxi.TODAY);
        // When
        Panel panel = Panel.of(ticket, legal, choices.of(ticket, Yunxi.TODAY));
        // Then
        assertEquals("dispatch", panel.acts().getFirst().key());
        assertTrue(panel.acts().getFirst().isMain());
        assertFalse(panel.may("accept"));
        assertTrue(panel.nopes().contains(new Panel.Nope("签收", "还没派出去")));
        assertTrue(panel.nopes().contains(new Panel.Nope("撤回", "只有本人能撤")));
    }

    @Test
    void theNextBestOwnersAreOfferedFirstAndWhoHasItIsNot() {
        // When
        List<Choices.Choice> offered = choices.of(Matters.lamp().ticket(), Yunxi.TODAY);
        // Then
        assertEquals(
                List.of("DEPARTMENT:housing", "DEPARTMENT:waterworks"),
                offered.subList(0, 2).stream().map(Choices.Choice::key).toList());
        assertTrue(offered.stream().noneMatch(choice -> choice.owner().isSameAs(Yunxi.KEEPER)));
        assertTrue(offered.stream().anyMatch(choice -> choice.key().equals("UNIT:" + Yunxi.UNIT)));
        assertTrue(offered.stream().noneMatch(choice -> choice.owner().isDesk()));
    }

    @Test
    void timesAreSaidAsPeopleSayThem() {
        assertEquals("今天 9:05", Times.past(Yunxi.at("23T09:05"), Yunxi.NOW));
        assertEquals("昨天 23:59", Times.past(Yunxi.at("22T23:59"), Yunxi.NOW));
        assertEquals("周六 9:00", Times.past(Yunxi.at("21T09:00"), Yunxi.NOW));
        assertEquals("11月10日 9:00", Times.past(Yunxi.at("10T09:00"), Yunxi.NOW));
        assertEquals("2025年1月2日 8:00", Times.past(Instant.parse("2025-01-02T08:00:00+08:00"), Yunxi.NOW));
        assertEquals("周三（11月25日）17:30", Times.due(Yunxi.at("25T17:30"), Yunxi.NOW));
        assertEquals("明天 17:30", Times.due(Yunxi.at("24T17:30"), Yunxi.NOW));
    }

    @Test
    void aPictureIsShownOnlyWithItsOwnTicketAndNeverWithASealedOne() {
        PhotoId shown = new PhotoId("a".repeat(64));
        assertTrue(PhotoPage.shows(Matters.lamp().file(), shown));
        assertFalse(PhotoPage.shows(Matters.lamp().file(), new PhotoId("b".repeat(64))));
        assertFalse(PhotoPage.shows(Matters.unowned().file(), shown));
        assertFalse(PhotoPage.shows(Matters.sealed().photo().file(), shown));
    }
}
