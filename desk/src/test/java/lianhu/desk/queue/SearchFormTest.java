package lianhu.desk.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.area.AreaCode;
import lianhu.core.query.DrillFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.Channel;
import lianhu.core.ticket.State;
import lianhu.desk.DeskFixture;
import org.junit.jupiter.api.Test;

class SearchFormTest {
    @Test
    void theAddressKeepsEveryPartAndNothingThatMeansNothing() {
        // Given
        SearchForm form = form(Map.of(
                "q", " 路灯 ", "state", "CLOSED", "from", "2026-11-01", "owner", "水厂", "channel", "WEB", "sort", "due"));
        // Then
        assertEquals(
                "q=%E8%B7%AF%E7%81%AF&state=CLOSED&from=2026-11-01&owner=%E6%B0%B4%E5%8E%82&channel=WEB&sort=due",
                form.query());
        assertTrue(form.isNarrowed());
        assertTrue(form(Map.of("state", "x", "from", "yesterday", "channel", "y", "sort", "z"))
                .isEmpty());
        assertFalse(SearchForm.ofText("路灯").isNarrowed());
    }

    @Test
    void drillsAreFoundWhereTheyAreAskedForAndOnlyThere() {
        SearchForm asked = form(Map.of("state", "drill"));

        assertEquals("state=drill", asked.query());
        assertEquals(
                DrillFilter.ONLY_DRILLS,
                asked.query(DeskFixture.NAMES, "", 10).filter().drills());
        assertEquals(
                DrillFilter.WITHOUT_DRILLS,
                SearchForm.ofText("路灯")
                        .query(DeskFixture.NAMES, "", 10)
                        .filter()
                        .drills());
    }

    @Test
    void theLastDayCountsToItsEnd() {
        // When
        TicketQueries.Query query = form(Map.of("from", "2026-11-01", "to", "2026-11-02", "state", "open"))
                .query(DeskFixture.NAMES, "", 100);
        // Then
        assertEquals(
                Optional.of(Instant.parse("2026-10-31T16:00:00Z")),
                query.filter().from());
        assertEquals(
                Optional.of(Instant.parse("2026-11-02T16:00:00Z")),
                query.filter().until());
        assertTrue(query.states().contains(State.FEEDBACK_DUE));
        assertFalse(query.states().contains(State.CLOSED));
    }

    @Test
    void aTelephoneNumberAndAPlaceAreRecognised() {
        assertTrue(SearchForm.ofText("154 0000-8888").isPhone());
        assertFalse(SearchForm.ofText("48271938").isPhone());
        assertEquals(
                Optional.empty(),
                SearchForm.ofText("15400008888")
                        .query(DeskFixture.NAMES, "", 9)
                        .filter()
                        .phone(),
                "a number is searched for on another page");
        assertEquals(
                List.of(new AreaCode("621099101201")),
                SearchForm.ofText("上河村")
                        .query(DeskFixture.NAMES, "", 9)
                        .filter()
                        .places());
        assertEquals(
                Optional.of(Channel.KF),
                form(Map.of("channel", "KF"))
                        .query(DeskFixture.NAMES, "", 9)
                        .filter()
                        .channel());
    }

    private static SearchForm form(Map<String, String> parameters) {
        return SearchForm.of(name -> parameters.getOrDefault(name, ""));
    }
}
