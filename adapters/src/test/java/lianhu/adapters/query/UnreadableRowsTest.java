package lianhu.adapters.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.Receipt;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One damaged value or row must not hide the others. */
class UnreadableRowsTest {
    private static final AreaCode UNIT = new AreaCode("621099101201001-L001");
    private static final Actor DESK = new Actor(Actor.Type.DESK, "desk", "受理台");

    private YunxiDatabaseFixture road;
    private PgTicketQueries queries;
    private Receipt damaged;
    private long before;

    @BeforeEach
    void open() throws Exception {
        road = YunxiDatabaseFixture.open();
        queries = new PgTicketQueries(road.pool(), YunxiDatabaseFixture.VAULT, road.clock());
        damaged = road.report(UNIT, "桥头的路灯不亮");
        road.report(UNIT, "戏台前的路灯不亮");
        road.act(damaged.ticket(), Action.of(ActionType.SUPPLEMENT, DESK).withWords("在东头"));
        before = YunxiDatabaseFixture.VAULT.unreadable();
    }

    @AfterEach
    void close() {
        road.close();
    }

    @Test
    void aTitleThatCannotBeDecryptedIsShownAsSuchAndTheOthersStand() {
        // Given
        damage("UPDATE ticket SET title = '\\x01020304' WHERE no = $1", damaged.ticket());
        // When
        List<TicketQueries.Row> rows = list(TicketQueries.Query.queue(QueueFilter.ALL, Optional.empty(), "", 50));
        List<TicketQueries.Row> found = list(new TicketQueries.Query(
                Optional.empty(), Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), "戏台", "", 50));
        // Then
        assertEquals(Set.of("读不出", "戏台前的路灯不亮"), Set.copyOf(titles(rows)));
        assertEquals(List.of("戏台前的路灯不亮"), titles(found));
        assertTrue(YunxiDatabaseFixture.VAULT.unreadable() > before);
    }

    @Test
    void theTicketOfDamagedTextsStillOpens() {
        // Given
        ReceiptNo receipt = damaged.no();
        damage("UPDATE report_text SET ciphertext = '\\x01020304' WHERE receipt_no = $1", receipt.digits());
        damage("UPDATE report_person SET ciphertext = '\\x01020304' WHERE receipt_no = $1", receipt.digits());
        damage("UPDATE event_text SET ciphertext = '\\x01020304' WHERE ticket_no = $1", damaged.ticket());
        // When
        TicketQueries.TicketDetails details =
                await(queries.find(damaged.ticket(), Viewer.DESK)).orElseThrow();
        // Then
        assertEquals("读不出", details.texts().getFirst().text());
        assertEquals("读不出", details.receipts().getFirst().reporter());
        assertTrue(details.history().stream().map(TicketEvent::words).anyMatch("读不出"::equals));
        assertEquals(2, list(TicketQueries.Query.all(50)).size());
    }

    @Test
    void aRowThatCannotBeReadAtAllIsLeftOutAndCounted() {
        // Given
        damage("UPDATE ticket SET route = '{}' WHERE no = $1", damaged.ticket());
        // When
        List<TicketQueries.Row> rows = list(TicketQueries.Query.all(50));
        // Then
        assertEquals(List.of("戏台前的路灯不亮"), titles(rows));
        assertEquals(before + 1, YunxiDatabaseFixture.VAULT.unreadable());
    }

    @Test
    void anActionOnATicketWithADamagedTitleIsCarriedOut() {
        // Given
        damage("UPDATE ticket SET title = '\\x01020304' WHERE no = $1", damaged.ticket());
        // When
        road.act(damaged.ticket(), Action.of(ActionType.ACCEPT, YunxiDatabaseFixture.KEEPER));
        // Then
        assertEquals(
                "ACCEPTED",
                await(queries.find(damaged.ticket(), Viewer.DESK))
                        .orElseThrow()
                        .ticket()
                        .state()
                        .name());
    }

    private void damage(String sql, TicketNo no) {
        damage(sql, no.value());
    }

    private void damage(String sql, String key) {
        await(road.pool().preparedQuery(sql).execute(Tuple.of(key)));
    }

    private List<TicketQueries.Row> list(TicketQueries.Query query) {
        return await(queries.list(query, Viewer.DESK)).items();
    }

    private static List<String> titles(List<TicketQueries.Row> rows) {
        return rows.stream().map(TicketQueries.Row::title).toList();
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
