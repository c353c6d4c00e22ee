package lianhu.adapters.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import lianhu.adapters.store.call.PgCallFigures;
import lianhu.adapters.store.call.PgCallLog;
import lianhu.adapters.store.followup.PgTicketRatings;
import lianhu.core.area.AreaCode;
import lianhu.core.board.BoardPolicy;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.Receipt;
import lianhu.core.query.DrillFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.UninformedReporters;
import lianhu.core.query.Viewer;
import lianhu.core.report.Report;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every figure over tickets, reports, deliveries, ratings and calls that the stores compute. {@code DrillRulesTest} of the application
 * finds a new one.
 */
class DrillFiguresTest {
    private static final AreaCode TOWN = new AreaCode("621099101");
    private static final AreaCode UNIT = new AreaCode("621099101201001-L001");
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    private static final Actor DESK = new Actor(Actor.Type.DESK, "desk", "受理台");
    private static YunxiDatabaseFixture road;
    private static int calls;

    @BeforeAll
    static void open() throws Exception {
        road = YunxiDatabaseFixture.open();
    }

    @AfterAll
    static void close() {
        road.close();
    }

    /** The same reports in earnest change each of them, so none is missed because it would not move anyway. */
    @Test
    void aDrillLeavesEveryFigureUnchangedWhichTheSameMatterInEarnestChanges() {
        // Given
        makeTickets(UnaryOperator.identity());
        Map<String, Object> before = figures();
        // When
        makeTickets(Report::asDrill);
        Map<String, Object> afterDrills = figures();
        makeTickets(UnaryOperator.identity());
        Map<String, Object> afterReal = figures();
        // Then
        assertEquals(before, afterDrills);
        before.forEach((name, figure) -> assertNotEquals(figure, afterReal.get(name), name));
    }

    /** A drill is filed and found, or nothing above would mean anything. */
    @Test
    void aDrillIsListedWhereDrillsAreAskedForAndFoundByItsNumber() {
        Receipt drill = road.report(UNIT, "碾盘巷的路灯不亮", Report::asDrill);
        PgTicketQueries queries = queries();
        TicketQueries.Query all = TicketQueries.Query.all(200);

        assertEquals(
                List.of(true),
                await(queries.list(all.with(DrillFilter.ONLY_DRILLS), Viewer.DESK)).items().stream()
                        .map(row -> row.ticket().isDrill())
                        .distinct()
                        .toList());
        assertEquals(
                "【演练】碾盘巷的路灯不亮",
                await(queries.find(drill.no(), Viewer.DESK)).orElseThrow().title());
        TicketQueries.Query byNumber = new TicketQueries.Query(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Set.of(),
                        Optional.empty(),
                        drill.ticket().value(),
                        "",
                        10)
                .with(DrillFilter.WITHOUT_DRILLS);
        assertEquals(1, await(queries.list(byNumber, Viewer.DESK)).items().size());
    }

    @Test
    void theSameKeyForARealMatterDoesNotGetTheReceiptOfADrill() {
        Receipt drill = road.report(UNIT, "石桥的路灯不亮", Report::asDrill);
        Receipt repeated = road.repeat(drill, Report::asDrill);
        Receipt real = road.repeat(drill, UnaryOperator.identity());

        assertEquals(drill, repeated);
        assertEquals(drill.forOtherReport(), real);
    }

    /** One at work and late, one that nobody answers, one whose result has not arrived, one that nobody looked up, one rated call. */
    private void makeTickets(UnaryOperator<Report> change) {
        road.report(UNIT, "村口路灯不亮", change);
        road.report(UNIT, "柴房着火了", change);
        Receipt notArrived = road.report(UNIT, "桥头路灯不亮", change);
        Receipt notSeen = road.report(UNIT, "井边路灯不亮", change);
        Receipt rated = road.report(UNIT, "坡上路灯不亮", change);
        for (Receipt answered : List.of(notArrived, notSeen, rated)) {
            road.act(answered.ticket(), Action.of(ActionType.RESULT, DESK).withWords("亮了"));
        }
        run(
                "UPDATE delivery SET state = 'CANNOT' WHERE ticket_no = $1",
                Tuple.of(notArrived.ticket().value()));
        run(
                "UPDATE delivery SET state = 'WAITS_FOR_QUERY' WHERE ticket_no = $1 AND type = 'RESULT'",
                Tuple.of(notSeen.ticket().value()));
        Receipt notTold = road.report(UNIT, "堤上路灯不亮", change);
        run(
                "DELETE FROM delivery WHERE ticket_no = $1",
                Tuple.of(notTold.ticket().value()));
        await(new PgTicketRatings(road.pool())
                .rate(rated.ticket(), rated.no(), 5, road.clock().instant()));
        call("TICKET", rated, Duration.ofSeconds(3));
        call("CALLBACK_TASK", notSeen, Duration.ofSeconds(30));
    }

    private static void call(String outcome, Receipt receipt, Duration length) {
        Instant at = road.clock().instant();
        run(
                """
                INSERT INTO phone_call (id, owner, version, step, outcome, receipt_no, state, timers, started_at, answered_at,
                  ended_at, callback_result, callback_at, callback_first_at)
                VALUES ($1, 'test', 1, 'CLOSED', $2::text, $3, '{}', '{}', $4::timestamptz, CASE WHEN $2 = 'TICKET' THEN $4::timestamptz END,
                  $5, CASE WHEN $2 = 'CALLBACK_TASK' THEN 'REACHED' END, $5, $5)""",
                Tuple.of(
                        "drill-call-" + calls++,
                        outcome,
                        receipt.no().digits(),
                        at.atOffset(ZoneOffset.UTC),
                        at.plus(length).atOffset(ZoneOffset.UTC)));
    }

    private Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        PgTicketQueries queries = queries();
        figures.put("收到 = 受理 = 有回音", await(queries.totals()));
        figures.put("the desk's queue", await(queries.queueCounts(Optional.empty(), Viewer.DESK)));
        figures.put(
                "lists for statistics",
                await(queries.list(TicketQueries.Query.all(1).with(DrillFilter.WITHOUT_DRILLS), Viewer.DESK))
                        .total());
        for (UninformedReporters.Kind kind : UninformedReporters.Kind.values()) {
            InstantSource clock = kind == UninformedReporters.Kind.LATE
                    ? () -> road.clock().instant().plus(Duration.ofDays(60))
                    : () -> road.clock().instant().plus(Duration.ofHours(3));
            figures.put(
                    "没有回音的 " + kind,
                    await(new PgUninformedReporters(road.pool(), YunxiDatabaseFixture.VAULT, clock)
                                    .list(kind, 1, 100, Viewer.DESK))
                            .total());
        }
        var undelivered = await(new PgUndelivered(road.pool(), road.clock())
                .recipients(DeliveryState.CANNOT, Long.MAX_VALUE, 100, Viewer.DESK));
        figures.put("没到位的", undelivered.deliveries());
        PgBoardMatters board = new PgBoardMatters(road.pool(), new BoardPolicy(Set.of("1101", "1201")));
        figures.put("民生回音壁, open", await(board.open(TOWN, 100, 0)));
        figures.put("民生回音壁, answered", await(board.answered(TOWN, LONG_AGO, 100, 0)));
        figures.put("满意", await(new PgTicketRatings(road.pool()).totals(LONG_AGO)));
        Instant tomorrow = road.clock().instant().plus(Duration.ofDays(2));
        PgCallLog log = new PgCallLog(road.pool(), YunxiDatabaseFixture.VAULT);
        figures.put("今天的电话", await(log.count(LONG_AGO)));
        figures.put("按时回电话", await(log.callbackTasks(LONG_AGO, tomorrow)).size());
        PgCallFigures callFigures = new PgCallFigures(road.pool(), YunxiDatabaseFixture.VAULT);
        figures.put("接通数", await(callFigures.count(LONG_AGO, tomorrow, tomorrow)));
        return figures;
    }

    /** The totals are cached for a second. */
    private static PgTicketQueries queries() {
        return new PgTicketQueries(road.pool(), YunxiDatabaseFixture.VAULT, road.clock());
    }

    private static void run(String sql, Tuple values) {
        await(road.pool().preparedQuery(sql).execute(values));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
