package lianhu.adapters.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.adapters.store.board.PgBoardRemovals;
import lianhu.core.area.AreaCode;
import lianhu.core.board.BoardMatter;
import lianhu.core.board.BoardPolicy;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.notice.Receipt;
import lianhu.core.query.Viewer;
import lianhu.core.report.Channel;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.StoreUnavailableException;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PgBoardMattersTest {
    private static final Actor DESK = new Actor(Actor.Type.DESK, "desk", "受理台");
    private static final Actor REPORTER = new Actor(Actor.Type.REPORTER, "48271938", "");
    private static final AreaCode TOWN = new AreaCode("621099101");
    private static final AreaCode OTHER_TOWN = new AreaCode("621099102");
    private static final AreaCode UNIT = new AreaCode("621099101201001-L001");
    private static final AreaCode ELSEWHERE = new AreaCode("621099102201001-L001");
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    private static final BoardPolicy POLICY = new BoardPolicy(Set.of("1101", "1201"));
    private static YunxiDatabaseFixture road;
    private static PgBoardMatters board;
    private static PgTicketQueries tickets;
    private static int phones;

    @BeforeAll
    static void open() throws Exception {
        road = YunxiDatabaseFixture.open();
        board = new PgBoardMatters(road.pool(), POLICY);
        tickets = new PgTicketQueries(road.pool(), YunxiDatabaseFixture.VAULT, road.clock());
    }

    @AfterAll
    static void close() {
        road.close();
    }

    @Test
    void anOpenMatterIsListedWithTheVillageAndAnAnswerWithItsDayAndOutcome() {
        // Given
        Receipt lamp = report(UNIT, "碾盘巷路灯不亮");
        // When
        BoardMatter before = listed(openIn(TOWN), lamp).orElseThrow();
        result(lamp, "换了老李家门口的灯头");
        BoardMatter after = listed(answeredIn(TOWN, LONG_AGO), lamp).orElseThrow();
        // Then
        assertEquals("1101", before.category());
        assertEquals(new AreaCode("621099101201"), before.village());
        assertTrue(before.answer().isEmpty());
        assertTrue(listed(openIn(TOWN), lamp).isEmpty());
        assertTrue(after.answer().orElseThrow().isSolved());
        assertEquals(road.clock().instant(), after.answer().orElseThrow().at());
        assertFalse(after.toString().contains("老李"), after.toString());
    }

    @Test
    void whatCannotBeDoneAndWhatIsClosedAreAnswers() {
        // Given
        Receipt refused = report(UNIT, "水井边路灯不亮");
        road.act(
                refused.ticket(),
                Action.of(ActionType.RESULT, DESK).withWords("没有线路").unsolved());
        Receipt closed = report(UNIT, "水井旁路灯不亮");
        result(closed, "亮了");
        road.act(closed.ticket(), Action.of(ActionType.CLOSE, DESK));
        // Then
        List<BoardMatter> answered = answeredIn(TOWN, LONG_AGO);
        assertFalse(
                listed(answered, refused).orElseThrow().answer().orElseThrow().isSolved());
        assertTrue(listed(answered, closed).isPresent());
    }

    /** A ticket of every kind that must not be read by everybody, while it is open and once it is answered. */
    @Test
    void nothingElseIsOnTheBoardInAnyState() {
        // Given
        List<Receipt> hidden = new ArrayList<>(List.of(
                report(UNIT, "举报村干部截留补助，路灯不亮也不修"),
                report(UNIT, "低保钱没到账"),
                report(UNIT, "村口着火了，路灯不亮看不清"),
                report(UNIT, "投诉网格员不作为，路灯不亮没人管"),
                report(UNIT, "投诉路灯不亮没人管"),
                report(UNIT, "请问路灯不亮找谁"),
                report(UNIT, "柴草堆在路上")));
        Set<Confidentiality> kinds = new HashSet<>();
        hidden.forEach(receipt -> kinds.add(ticket(receipt).confidentiality()));
        assertEquals(Set.of(Confidentiality.values()), kinds, "the words say what they are meant to say");
        // A lamp that differs in one thing from one that is listed.
        for (String difference : List.of(
                "confidentiality = 'PRIVATE'",
                "confidentiality = 'SEALED'",
                "urgency = 'EMERGENCY'",
                "kind = 'COMPLAINT'",
                "kind = 'TIP_OFF'",
                "kind = 'INQUIRY'",
                "kind = 'PRAISE'",
                "category = '1107'",
                "erased = 'PERSONS'",
                "erased = 'WORDS,PERSONS,ATTACHMENTS'")) {
            Receipt lamp = report(UNIT, "石桥头路灯不亮");
            assertTrue(listed(openIn(TOWN), lamp).isPresent());
            change("UPDATE ticket SET " + difference + " WHERE no = $1", lamp);
            hidden.add(lamp);
        }
        hidden.forEach(receipt -> assertFalse(POLICY.concerns(ticket(receipt)), receipt.title()));
        Receipt recused = report(UNIT, "石桥西头路灯不亮");
        change("UPDATE ticket SET recused_area = '621099101201' WHERE no = $1", recused);
        hidden.add(recused);
        Receipt withdrawn = report(UNIT, "石桥南头路灯不亮");
        road.act(withdrawn.ticket(), Action.of(ActionType.WITHDRAW, REPORTER));
        hidden.add(withdrawn);
        // When
        List<BoardMatter> open = everywhere();
        hidden.forEach(receipt -> road.perform(
                receipt.ticket(), Action.of(ActionType.RESULT, DESK).withWords("办了")));
        List<BoardMatter> answered = everywhere();
        // Then
        for (Receipt receipt : hidden) {
            assertTrue(listed(open, receipt).isEmpty(), receipt.title());
            assertTrue(listed(answered, receipt).isEmpty(), receipt.title());
            assertTrue(await(board.findOpen(TOWN, receipt.ticket())).isEmpty(), receipt.title());
        }
    }

    @Test
    void whatTheDeskHasReturnedToItIsNotListedUntilItHasAnOwner() {
        // Given
        Receipt lamp = report(UNIT, "磨坊前路灯不亮");
        road.act(
                lamp.ticket(),
                Action.of(ActionType.RETURN, YunxiDatabaseFixture.KEEPER).withWords("不归我管"));
        // Then
        assertTrue(listed(openIn(TOWN), lamp).isEmpty());
        road.act(lamp.ticket(), Action.of(ActionType.DISPATCH, DESK).to(road.department("housing")));
        assertTrue(listed(openIn(TOWN), lamp).isPresent());
    }

    @Test
    void mergedReportsAreCountedByHouseholdAndNotListed() {
        // Given
        Receipt lamp = report(UNIT, "祠堂边路灯不亮");
        Receipt neighbour = report(UNIT, "祠堂旁边路灯不亮", "15400000001");
        Receipt again = report(UNIT, "祠堂旁边路灯还不亮", "15400000001");
        Receipt nameless = report(UNIT, "祠堂那里路灯不亮", "");
        for (Receipt other : List.of(neighbour, again, nameless)) {
            road.act(other.ticket(), Action.of(ActionType.MERGE, DESK).into(lamp.ticket()));
        }
        // Then
        assertEquals(2, listed(openIn(TOWN), lamp).orElseThrow().others());
        assertTrue(listed(openIn(TOWN), neighbour).isEmpty());
        assertEquals(
                Set.of(lamp.no(), neighbour.no(), again.no(), nameless.no()),
                Set.copyOf(await(board.receipts(lamp.ticket()))));
    }

    @Test
    void whatWasTakenOffNeverReturns() {
        // Given
        PgBoardRemovals removals = new PgBoardRemovals(road.pool());
        Receipt byReporter = report(UNIT, "粮站门口路灯不亮");
        Receipt byDesk = report(UNIT, "粮站后门路灯不亮");
        await(removals.remove(byReporter.no(), road.clock().instant()));
        await(removals.remove(byDesk.ticket(), DESK, road.clock().instant()));
        // Then
        for (Receipt receipt : List.of(byReporter, byDesk)) {
            assertTrue(listed(everywhere(), receipt).isEmpty());
            result(receipt, "亮了");
            assertTrue(listed(everywhere(), receipt).isEmpty());
            road.act(receipt.ticket(), Action.of(ActionType.REOPEN, REPORTER).withWords("还不亮"));
            assertTrue(listed(everywhere(), receipt).isEmpty());
            assertTrue(await(board.findOpen(TOWN, receipt.ticket())).isEmpty());
        }
    }

    @Test
    void aHouseholdThatTookItsOwnReportOffIsNoLongerCounted() {
        // Given
        Receipt lamp = report(UNIT, "戏台边路灯不亮");
        Receipt neighbour = report(UNIT, "戏台旁边路灯不亮");
        road.act(neighbour.ticket(), Action.of(ActionType.MERGE, DESK).into(lamp.ticket()));
        // When
        await(new PgBoardRemovals(road.pool())
                .remove(neighbour.no(), road.clock().instant()));
        // Then
        assertEquals(0, listed(openIn(TOWN), lamp).orElseThrow().others());
    }

    @Test
    void aTownshipReadsItsOwnMattersAndAnswersOfTheLastMonths() {
        // Given
        Receipt there = report(ELSEWHERE, "柳沟村口路灯不亮");
        Receipt here = report(UNIT, "渡口路灯不亮");
        result(here, "亮了");
        // Then
        assertTrue(listed(openIn(TOWN), there).isEmpty());
        assertTrue(listed(openIn(OTHER_TOWN), there).isPresent());
        assertTrue(await(board.findOpen(TOWN, there.ticket())).isEmpty());
        assertTrue(await(board.findOpen(OTHER_TOWN, there.ticket())).isPresent());
        assertTrue(listed(answeredIn(TOWN, road.clock().instant()), here).isPresent());
        assertTrue(listed(answeredIn(TOWN, road.clock().instant().plusSeconds(1)), here)
                .isEmpty());
    }

    @Test
    void pagesFollowEachOtherNewestFirst() {
        // Given
        List<TicketNo> numbers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            numbers.addFirst(report(ELSEWHERE, "柳沟第" + i + "根杆路灯不亮").ticket());
        }
        // When
        List<TicketNo> first = numbers(await(board.open(OTHER_TOWN, 2, 0)));
        List<TicketNo> second = numbers(await(board.open(OTHER_TOWN, 2, 2)));
        // Then
        assertEquals(numbers.subList(0, 2), first);
        assertEquals(numbers.subList(2, 4), second);
    }

    @Test
    void withoutTheDatabaseThePageIsUnavailable() {
        PgBoardMatters disconnected = new PgBoardMatters(road.disconnectedPool(), POLICY);
        assertThrows(StoreUnavailableException.class, () -> await(disconnected.open(TOWN, 20, 0)));
    }

    private static Receipt report(AreaCode place, String words) {
        return report(place, words, "154%08d".formatted(++phones + 100));
    }

    private static Receipt report(AreaCode place, String words, String phone) {
        return road.report(place, words, new PersonDetails("", "", phone), Channel.WEB, "web:" + words);
    }

    private static void result(Receipt receipt, String words) {
        road.act(receipt.ticket(), Action.of(ActionType.RESULT, DESK).withWords(words));
    }

    private static Ticket ticket(Receipt receipt) {
        return await(tickets.find(receipt.ticket(), Viewer.GATEWAY))
                .orElseThrow()
                .ticket();
    }

    private static void change(String sql, Receipt receipt) {
        await(road.pool().preparedQuery(sql).execute(Tuple.of(receipt.ticket().value())));
    }

    private static List<BoardMatter> openIn(AreaCode area) {
        return await(board.open(area, 1_000, 0));
    }

    private static List<BoardMatter> answeredIn(AreaCode area, Instant since) {
        return await(board.answered(area, since, 1_000, 0));
    }

    private static List<BoardMatter> everywhere() {
        List<BoardMatter> all = new ArrayList<>(openIn(TOWN));
        all.addAll(openIn(OTHER_TOWN));
        all.addAll(answeredIn(TOWN, LONG_AGO));
        all.addAll(answeredIn(OTHER_TOWN, LONG_AGO));
        return all;
    }

    private static Optional<BoardMatter> listed(List<BoardMatter> matters, Receipt receipt) {
        return matters.stream()
                .filter(matter -> matter.no().equals(receipt.ticket()))
                .findFirst();
    }

    private static List<TicketNo> numbers(List<BoardMatter> matters) {
        return matters.stream().map(BoardMatter::no).toList();
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
