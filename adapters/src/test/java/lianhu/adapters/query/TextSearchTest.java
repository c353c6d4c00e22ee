package lianhu.adapters.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.Receipt;
import lianhu.core.query.SearchFilter;
import lianhu.core.query.TicketQueries.Order;
import lianhu.core.query.TicketQueries.Page;
import lianhu.core.query.TicketQueries.Query;
import lianhu.core.query.Viewer;
import lianhu.core.report.Channel;
import lianhu.core.report.PersonDetails;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TextSearchTest {
    private static final AreaCode UNIT = new AreaCode("621099101201001-L001");
    private static final AreaCode ELSEWHERE = new AreaCode("621099102201001-L001");
    private static final AreaCode LIUGOU = new AreaCode("621099102");
    private static final PersonDetails ZHAO = new PersonDetails("", "赵大爷", "15400008888");
    private static final Viewer API = new Viewer(false, true, List.of(), List.of());

    private static YunxiDatabaseFixture road;
    private static PgTicketQueries queries;
    private static Receipt lamp;
    private static Receipt water;
    private static Receipt tipOff;

    @BeforeAll
    static void fill() throws Exception {
        road = YunxiDatabaseFixture.open();
        queries = new PgTicketQueries(road.pool(), YunxiDatabaseFixture.VAULT, road.clock());
        lamp = road.report(UNIT, "桥头路灯不亮三天了。杆子上写着第2973号，麻烦派人看看", ZHAO, Channel.WEB, "web:a");
        water = road.report(ELSEWHERE, "水渠渗水，苗都淹了", YunxiDatabaseFixture.LI, Channel.RELAY, "unit:L001");
        tipOff = road.report(UNIT, "实名举报有人套取补助款，第2973号", ZHAO, Channel.WEB, "web:b");
    }

    @AfterAll
    static void close() {
        road.close();
    }

    @Test
    void theDeskFindsWordsOfTheReportOwnersAndPlaces() {
        assertEquals(List.of(lamp.ticket()), found("第2973号", everything(List.of())));
        assertTrue(found(lamp.owner().name(), everything(List.of())).contains(lamp.ticket()));
        assertEquals(List.of(water.ticket()), found("柳沟镇", everything(List.of(LIUGOU))));
        assertEquals(List.of(water.ticket()), found("渗水", everything(List.of())));
    }

    @Test
    void onlyTheDeskReadsWords() {
        Query query = search("第2973号", everything(List.of()));
        assertEquals(List.of(), numbers(await(queries.list(query, Viewer.post(UNIT)))));
        assertEquals(List.of(), found("第2973号", SearchFilter.NONE));
    }

    @Test
    void aTelephoneNumberFindsItsReportsButNoSealedOneAndOnlyForTheDesk() {
        SearchFilter phone = new SearchFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.of("15400008888"),
                true,
                List.of());
        assertEquals(List.of(lamp.ticket()), found("15400008888", phone));
        Query query = search("15400008888", phone);
        assertEquals(List.of(), numbers(await(queries.list(query, Viewer.post(UNIT)))));
        assertEquals(List.of(), numbers(await(queries.list(search("15400008888", SearchFilter.NONE), API))));
        assertTrue(await(queries.find(tipOff.ticket(), Viewer.GATEWAY)).isPresent());
    }

    @Test
    void aWholeNameFindsItsReportsButNoSealedOneAndOnlyForTheDesk() {
        SearchFilter name = SearchFilter.ofReporterName("赵 大爷");
        assertEquals(List.of(lamp.ticket()), found("", name));
        assertEquals(List.of(), found("", SearchFilter.ofReporterName("赵大")), "a part of a name finds nothing");
        assertEquals(List.of(), found("", SearchFilter.ofReporterName("赵")));
        assertEquals(List.of(), numbers(await(queries.list(search("", name), Viewer.post(UNIT)))));
    }

    @Test
    void filtersNarrowByDateCategoryChannelAndOwner() {
        Instant told = await(queries.find(lamp.ticket(), Viewer.DESK))
                .orElseThrow()
                .ticket()
                .receivedAt();
        String category = await(queries.find(lamp.ticket(), Viewer.DESK))
                .orElseThrow()
                .ticket()
                .category();
        assertEquals(
                List.of(lamp.ticket()),
                found("", filter(Optional.of(told), Optional.of(told.plusMillis(1)), "", Optional.empty(), "")));
        assertEquals(
                List.of(lamp.ticket()),
                found("", filter(Optional.empty(), Optional.empty(), category, Optional.empty(), "")));
        assertEquals(
                List.of(water.ticket()),
                found("", filter(Optional.empty(), Optional.empty(), "", Optional.of(Channel.RELAY), "")));
        assertTrue(found(
                        "",
                        filter(
                                Optional.empty(),
                                Optional.empty(),
                                "",
                                Optional.empty(),
                                lamp.owner().name().substring(1)))
                .contains(lamp.ticket()));
    }

    @Test
    void aSearchThatReadTheFirstTicketsAloneSaysHowMany() {
        // Given
        TextSearch bounded = search(new TextSearch.Bounds(1, 100, 100, 1, 1));
        // When
        TextSearch.Matches words = await(bounded.find(built("第2973号")));
        TextSearch.Matches titles = await(bounded.find(built("桥头路灯")));
        // Then
        assertEquals(1, words.searched());
        assertEquals(List.of(), words.matches(), "its words stand in the second ticket");
        assertEquals(1, titles.searched());
        assertEquals(
                List.of(lamp.ticket().value()),
                titles.matches().stream().map(TextSearch.Match::no).toList(),
                "titles are found in all");
    }

    @Test
    void wordsAreFoundInEveryChunk() {
        // When
        TextSearch.Matches words =
                await(search(new TextSearch.Bounds(100, 100, 100, 1, 1)).find(built("第2973号")));
        // Then
        assertEquals(0, words.searched());
        assertEquals(1, words.matches().size());
    }

    @Test
    void aSearchEndsWhenItHasFoundEnoughAndSaysSo() {
        // When
        TextSearch.Matches one =
                await(search(new TextSearch.Bounds(100, 100, 1, 1, 1)).find(built("了")));
        TextSearch.Matches all =
                await(search(new TextSearch.Bounds(100, 100, 100, 1, 1)).find(built("了")));
        // Then
        assertTrue(one.isCut());
        assertEquals(all.matches().subList(0, 1), one.matches());
        assertFalse(all.isCut());
        assertTrue(all.matches().size() > 1);
    }

    /** In the order of the list, whichever of the periods one after the other a ticket was received in, and each once. */
    @Test
    void titlesOfYearsAreFoundTheLatestFirst() throws Exception {
        try (YunxiDatabaseFixture years = YunxiDatabaseFixture.open()) {
            // Given
            List<String> told = new ArrayList<>();
            List<Integer> ages =
                    List.of(0, 1, 29, 30, 31, 59, 60, 61, 89, 90, 200, 400, 700, 1_000, 1_900, 2_000, 4_000);
            for (int days : ages) {
                Receipt receipt = years.report(UNIT, "水沟堵了", ZHAO, Channel.WEB, "web:" + days);
                await(years.pool()
                        .query("UPDATE ticket SET received_at = received_at - make_interval(days => " + days
                                + "), state = 'CLOSED', ended_at = received_at WHERE no = '"
                                + receipt.ticket().value() + "'")
                        .execute());
                told.add(receipt.ticket().value());
            }
            // When
            for (SearchFilter filter : List.of(SearchFilter.NONE, everything(List.of()))) {
                TextSearch.Matches all = await(
                        search(years, new TextSearch.Bounds(1, 100, 100, 1, 3)).find(built(years, "水沟堵了", filter)));
                TextSearch.Matches some = await(
                        search(years, new TextSearch.Bounds(1, 100, 5, 1, 3)).find(built(years, "水沟堵了", filter)));
                // Then
                assertEquals(
                        told, all.matches().stream().map(TextSearch.Match::no).toList());
                assertFalse(all.isCut());
                assertEquals(all.matches().subList(0, 5), some.matches());
                assertTrue(some.isCut());
            }
        }
    }

    private static TextSearch search(TextSearch.Bounds bounds) {
        return search(road, bounds);
    }

    private static TextSearch search(YunxiDatabaseFixture road, TextSearch.Bounds bounds) {
        return new TextSearch(
                road.pool(), YunxiDatabaseFixture.VAULT, new ColumnEncryption(YunxiDatabaseFixture.VAULT), bounds);
    }

    private static TicketSearch built(String text) {
        return built(road, text, everything(List.of()));
    }

    private static TicketSearch built(YunxiDatabaseFixture road, String text, SearchFilter filter) {
        return TicketSearch.build(
                search(text, filter),
                Viewer.DESK,
                YunxiDatabaseFixture.VAULT,
                road.clock().instant());
    }

    private static List<TicketNo> found(String text, SearchFilter filter) {
        Page page = await(queries.list(search(text, filter), Viewer.DESK));
        assertEquals(page.items().size(), page.total());
        assertEquals(0, page.searched());
        return numbers(page);
    }

    private static Query search(String text, SearchFilter filter) {
        return new Query(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                text,
                "",
                50,
                Optional.empty(),
                filter,
                Order.NEWEST);
    }

    private static SearchFilter everything(List<AreaCode> places) {
        return new SearchFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                true,
                places);
    }

    private static SearchFilter filter(
            Optional<Instant> from, Optional<Instant> until, String category, Optional<Channel> channel, String owner) {
        return new SearchFilter(
                from,
                until,
                Optional.of(category).filter(code -> !code.isEmpty()),
                channel,
                owner,
                Optional.empty(),
                true,
                List.of());
    }

    private static List<TicketNo> numbers(Page page) {
        return page.items().stream().map(row -> row.ticket().no()).toList();
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
