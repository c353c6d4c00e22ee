package lianhu.adapters.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.Receipt;
import lianhu.core.query.UninformedReporters;
import lianhu.core.query.UninformedReporters.Kind;
import lianhu.core.query.UninformedReporters.UninformedReport;
import lianhu.core.query.Viewer;
import lianhu.core.report.Channel;
import lianhu.core.report.PersonDetails;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which reports stand among those whose reporters were not told, on the real road of a report. */
class PgUninformedReportersTest {
    private static final AreaCode UNIT = new AreaCode("621099101201001-L001");
    private static final PersonDetails DING = new PersonDetails("lao.ding", "老丁", "");
    private static final Actor DESK = new Actor(Actor.Type.DESK, "desk", "受理台");
    private static final Duration DAYS = Duration.ofDays(40);

    private static YunxiDatabaseFixture road;

    @BeforeAll
    static void open() throws Exception {
        road = YunxiDatabaseFixture.open();
    }

    @AfterAll
    static void close() {
        road.close();
    }

    @BeforeEach
    void everybodyElseWasTold() {
        run("UPDATE ticket SET state = 'WITHDRAWN'");
        run("UPDATE delivery SET state = 'SENT'");
    }

    @Test
    void whoIsToldEverythingIsNowhere() {
        // Given
        Receipt receipt = report("村口路灯不亮");
        settle(receipt, "SENT");
        // When
        Map<Kind, List<String>> found = found(road.clock().instant().plus(Duration.ofHours(2)));
        // Then
        assertEquals(Map.of(), found);
    }

    @Test
    void whatIsOverdueWithoutAWordSinceIsNamedUntilThereIsOne() {
        // Given
        Receipt receipt = report("村口路灯不亮");
        settle(receipt, "SENT");
        Instant late = road.clock().instant().plus(DAYS);
        Map<Kind, List<String>> before = found(late);
        // When
        run("INSERT INTO delivery (ticket_no, version, receipt_no, type, recipient_type, recipient_id, channel, state,"
                + " partition, at) VALUES ('" + receipt.ticket() + "', 3, '"
                + receipt.no().digits()
                + "', 'DELAYED', 'REPORTER', '" + receipt.no().digits() + "', 'PRIVATE', 'SENT', 0, '"
                + late.minusSeconds(60) + "')");
        // Then
        assertEquals(Map.of(Kind.LATE, List.of(receipt.no().digits())), before);
        assertEquals(Map.of(), found(late));
    }

    @Test
    void whoNeverGotTheReceiptIsNamedAfterAnHour() {
        // Given
        Receipt receipt = report("村口路灯不亮");
        settle(receipt, "CANNOT");
        // When
        Map<Kind, List<String>> soon = found(road.clock().instant().plus(Duration.ofMinutes(59)));
        Map<Kind, List<String>> later = found(road.clock().instant().plus(Duration.ofMinutes(61)));
        // Then
        assertEquals(Map.of(), soon);
        assertEquals(Map.of(Kind.RECEIPT_NOT_TOLD, List.of(receipt.no().digits())), later);
    }

    @Test
    void aResultThatDidNotArriveIsNamedAlsoAfterTheTicketIsClosed() {
        // Given
        Receipt receipt = answered();
        List<Map<Kind, List<String>>> found = new ArrayList<>();
        // When
        for (String state : List.of("CANNOT", "UNKNOWN", "WAITS_FOR_PERSON", "WAITS_FOR_QUERY", "PENDING", "SENT")) {
            settle(receipt, state);
            found.add(found(road.clock().instant()));
        }
        settle(receipt, "CANNOT");
        run("UPDATE ticket SET state = 'CLOSED' WHERE no = '" + receipt.ticket() + "'");
        // Then
        Map<Kind, List<String>> notTold =
                Map.of(Kind.RESULT_NOT_TOLD, List.of(receipt.no().digits()));
        Map<Kind, List<String>> notSeen =
                Map.of(Kind.RESULT_NOT_SEEN, List.of(receipt.no().digits()));
        assertEquals(List.of(notTold, notTold, notTold, notSeen, Map.of(), Map.of()), found);
        assertEquals(notTold, found(road.clock().instant()));
    }

    @Test
    void aResultThatHangsForADayOrHasNoDeliveryIsNamed() {
        // Given
        Receipt hanging = answered();
        settle(hanging, "PENDING");
        Receipt without = answered();
        run("DELETE FROM delivery WHERE type = 'RESULT' AND ticket_no = '" + without.ticket() + "'");
        // When
        Map<Kind, List<String>> soon = found(road.clock().instant().plus(Duration.ofHours(23)));
        Map<Kind, List<String>> later = found(road.clock().instant().plus(Duration.ofHours(25)));
        // Then
        assertEquals(Map.of(Kind.RESULT_NOT_TOLD, List.of(without.no().digits())), soon);
        assertEquals(
                Map.of(
                        Kind.RESULT_NOT_TOLD,
                        Stream.of(hanging, without)
                                .map(one -> one.no().digits())
                                .toList()),
                later);
    }

    @Test
    void theReportThatWasMergedIsNamedToo() {
        // Given
        Receipt first = report("村口路灯不亮");
        Receipt second = report("村口的路灯坏了");
        road.act(second.ticket(), Action.of(ActionType.MERGE, DESK).into(first.ticket()));
        settle(first, "SENT");
        settle(second, "SENT");
        // When
        Map<Kind, List<String>> found = found(road.clock().instant().plus(DAYS));
        // Then
        assertEquals(
                Map.of(
                        Kind.LATE,
                        Stream.of(first, second)
                                .map(one -> one.no().digits())
                                .sorted()
                                .toList()),
                found);
    }

    @Test
    void whatIsSealedOrHasNobodyLeftToTellIsNowhere() {
        // Given
        Receipt sealed = report("实名举报有人套取补助款");
        settle(sealed, "CANNOT");
        Receipt erased = answered();
        settle(erased, "CANNOT");
        run("UPDATE ticket SET state = 'CLOSED', erased = 'PERSONS' WHERE no = '" + erased.ticket() + "'");
        // When
        Map<Kind, List<String>> found = found(road.clock().instant().plus(DAYS));
        // Then
        assertEquals(Map.of(), found);
    }

    @Test
    void theOneThatWaitsLongestComesFirstPageByPage() {
        // Given
        List<String> reports = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Receipt receipt = report("村口路灯不亮" + i);
            settle(receipt, "CANNOT");
            reports.add(receipt.no().digits());
        }
        UninformedReporters reporters = reporters(road.clock().instant().plus(Duration.ofHours(2)));
        // When
        UninformedReporters.Page first = await(reporters.list(Kind.RECEIPT_NOT_TOLD, 1, 3, Viewer.DESK));
        UninformedReporters.Page second = await(reporters.list(Kind.RECEIPT_NOT_TOLD, 2, 3, Viewer.DESK));
        // Then
        assertEquals(5, first.total());
        assertEquals(
                reports,
                Stream.of(first, second)
                        .flatMap(page -> page.reports().stream())
                        .map(one -> one.receipt().digits())
                        .toList());
        assertEquals("村口路灯不亮0", first.reports().getFirst().title());
    }

    private static Receipt report(String words) {
        return road.report(UNIT, words, DING, Channel.PRIVATE, "private:lao.ding");
    }

    private static Receipt answered() {
        Receipt receipt = report("村口路灯不亮");
        settle(receipt, "SENT");
        road.act(
                receipt.ticket(),
                Action.of(ActionType.RESULT, YunxiDatabaseFixture.KEEPER).withWords("换了灯头"));
        return receipt;
    }

    /** The result of a ticket with one, else everything that its reporter was told; at the time of the test. */
    private static void settle(Receipt receipt, String state) {
        run("UPDATE delivery SET state = '" + state + "', at = '" + road.clock().instant() + "' WHERE receipt_no = '"
                + receipt.no().digits() + "'"
                + " AND (type = 'RESULT' OR NOT EXISTS (SELECT FROM delivery WHERE type = 'RESULT' AND receipt_no = '"
                + receipt.no().digits() + "'))");
    }

    private static Map<Kind, List<String>> found(Instant now) {
        UninformedReporters reporters = reporters(now);
        Map<Kind, List<String>> found = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            List<String> reports = await(reporters.list(kind, 1, 100, Viewer.DESK)).reports().stream()
                    .map(UninformedReport::receipt)
                    .map(receipt -> receipt.digits())
                    .sorted()
                    .toList();
            if (!reports.isEmpty()) {
                found.put(kind, reports);
            }
        }
        return found;
    }

    private static UninformedReporters reporters(Instant now) {
        return new PgUninformedReporters(road.pool(), YunxiDatabaseFixture.VAULT, () -> now);
    }

    private static void run(String sql) {
        await(road.pool().query(sql).execute());
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
