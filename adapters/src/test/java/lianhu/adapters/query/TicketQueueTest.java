package lianhu.adapters.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.catalogue.Urgency;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.TicketQueries.Page;
import lianhu.core.query.TicketQueries.Query;
import lianhu.core.query.TicketQueries.QueueCounts;
import lianhu.core.query.TicketQueries.Row;
import lianhu.core.query.Viewer;
import lianhu.core.ticket.State;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The desk's queue over 3,200 tickets: no page, tab or number ends before the last of them. */
class TicketQueueTest {
    private static final int TICKETS = 3_200;
    private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");

    /** An API key sees what is not sealed; the desk also what it owns. */
    private static final Viewer API = new Viewer(false, true, List.of(), List.of());

    /** Of every state, owner, urgency and township, with due dates around now and gaps of an hour. */
    private static final String FILL = """
            INSERT INTO ticket (no, version, state, kind, category, urgency, area, confidentiality, owner_type, owner_id,
              owner_name, route, dispatches, reopenings, acknowledged, received_at, changed_at, due, title, title_ngrams)
            SELECT number, 1,
              (ARRAY['TRIAGED', 'DISPATCHED', 'RETURN_REVIEW', 'ACCEPTED', 'FEEDBACK_DUE', 'CLOSED', 'WITHDRAWN'])[1 + i % 7],
              'HELP', '1101', (ARRAY['NORMAL', 'NORMAL', 'URGENT', 'NORMAL', 'EMERGENCY'])[1 + i % 5],
              (ARRAY['621099101201001-L001', '621099102201001', '621099201', '621099'])[1 + i % 4],
              (ARRAY['OPEN', 'OPEN', 'PRIVATE', 'OPEN', 'SEALED', 'OPEN', 'OPEN', 'OPEN', 'OPEN', 'OPEN', 'OPEN'])[1 + i % 11],
              CASE WHEN i % 3 = 0 THEN 'DESK' ELSE 'DEPARTMENT' END, CASE WHEN i % 3 = 0 THEN 'desk' ELSE 'housing' END, '某处',
              '{"owner": {"type": "DESK", "id": "desk", "name": "某处"}, "helpers": [], "rule": "", "why": [],
                "confidence": 0.5, "rules": "", "next": []}',
              0, 0, i % 2 = 0, $1::timestamptz - (i % 50) * interval '1 hour', $1, $1::timestamptz + (i % 60 - 20) * interval '1 hour',
              $2, '{}'
            FROM unnest($3::text[]) WITH ORDINALITY AS numbers (number, i)""";

    private static PostgresFixture postgresFixture;
    private static PgTicketQueries queries;

    @BeforeAll
    static void fill() {
        postgresFixture = PostgresFixture.create();
        queries = new PgTicketQueries(postgresFixture.pool(), YunxiDatabaseFixture.VAULT, () -> NOW);
        Buffer title = Buffer.buffer(new ColumnEncryption(YunxiDatabaseFixture.VAULT).title("路灯不亮"));
        String[] numbers = IntStream.rangeClosed(1, TICKETS)
                .mapToObj(i -> TicketNo.of(LocalDate.of(2026, 11, 20), new AreaCode("621099"), i)
                        .value())
                .toArray(String[]::new);
        await(postgresFixture
                .pool()
                .preparedQuery(FILL)
                .execute(Tuple.of(NOW.atOffset(ZoneOffset.UTC), title, numbers)));
    }

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @Test
    void everyTabCountsWhatItsPagesShowAndEachTicketOnce() {
        // Given
        List<Row> everything = walk(Query.all(200), Viewer.DESK);
        QueueCounts counts = await(queries.queueCounts(Optional.empty(), Viewer.DESK));
        for (QueueFilter queueFilter : QueueFilter.values()) {
            // When
            List<TicketNo> walked = numbers(walk(Query.queue(queueFilter, Optional.empty(), "", 100), Viewer.DESK));
            // Then
            Set<TicketNo> expected = everything.stream()
                    .map(Row::ticket)
                    .filter(ticket -> queueFilter.matches(ticket, NOW))
                    .map(Ticket::no)
                    .collect(Collectors.toSet());
            assertTrue(expected.size() > 20, queueFilter + " " + expected.size());
            assertEquals(expected.size(), walked.size(), queueFilter.word());
            assertEquals(expected, new HashSet<>(walked), queueFilter.word());
            assertEquals(expected.size(), counts.of(queueFilter), queueFilter.word());
        }
        assertEquals(counts.of(QueueFilter.ALL), counts.total());
    }

    @Test
    void theNumbersAreThoseOfTheApi() {
        // When
        QueueCounts counts = await(queries.queueCounts(Optional.empty(), API));
        // Then
        assertEquals(apiTotal(Optional.empty(), State.TRIAGED), counts.of(QueueFilter.WAITING));
        assertEquals(apiTotal(Optional.empty(), State.RETURN_REVIEW), counts.of(QueueFilter.RETURNED));
        State[] open =
                Set.of(State.values()).stream().filter(state -> !state.isOver()).toArray(State[]::new);
        assertEquals(apiTotal(Optional.empty(), open), counts.total());
        assertTrue(counts.total() > 2_000);
        counts.byTownship().forEach((township, count) -> assertEquals(apiTotal(Optional.of(township), open), count));
        assertEquals(3, counts.byTownship().size());
    }

    @Test
    void anAreaNarrowsTheTabsButNotTheTree() {
        // Given
        AreaCode village = new AreaCode("621099101201");
        // When
        QueueCounts everywhere = await(queries.queueCounts(Optional.empty(), Viewer.DESK));
        QueueCounts counts = await(queries.queueCounts(Optional.of(village), Viewer.DESK));
        // Then
        Map<QueueFilter, Long> listed = new EnumMap<>(QueueFilter.class);
        for (QueueFilter queueFilter : QueueFilter.values()) {
            listed.put(queueFilter, (long) walk(Query.queue(queueFilter, Optional.of(village), "", 200), Viewer.DESK)
                    .size());
        }
        assertEquals(listed, counts.byFilter());
        assertEquals(everywhere.byTownship(), counts.byTownship());
        assertEquals(everywhere.total(), counts.total());
        assertTrue(counts.of(QueueFilter.ALL) < counts.total());
    }

    @Test
    void callsComeFirstThenOtherEmergenciesThenTheNearestDueDateAndStoppedClocksLast() {
        // When
        List<Ticket> walked = walk(Query.queue(QueueFilter.ALL, Optional.empty(), "", 200), Viewer.DESK).stream()
                .map(Row::ticket)
                .toList();
        // Then
        List<Ticket> expected = walked.stream()
                .sorted(Comparator.<Ticket, Boolean>comparing(ticket -> !QueueFilter.isUnansweredCall(ticket))
                        .thenComparing(ticket -> !QueueFilter.isClockRunning(ticket))
                        .thenComparing(
                                ticket -> QueueFilter.isClockRunning(ticket) && ticket.urgency() != Urgency.EMERGENCY)
                        .thenComparing(Ticket::due)
                        .thenComparing(ticket -> ticket.no().value()))
                .toList();
        assertEquals(
                expected.stream().map(Ticket::no).toList(),
                walked.stream().map(Ticket::no).toList());
        long calls = walked.stream().filter(QueueFilter::isUnansweredCall).count();
        assertTrue(calls > 20, "calls " + calls);
        assertEquals(
                calls,
                await(queries.queueCounts(Optional.of(new AreaCode("621099101")), Viewer.DESK))
                        .calls());
    }

    @Test
    void aSealedTicketOfOthersIsInNoNumberOfTheDesk() {
        // Given
        Map<AreaCode, Long> listed = new HashMap<>();
        for (Row row : walk(Query.queue(QueueFilter.ALL, Optional.empty(), "", 200), Viewer.DESK)) {
            Ticket ticket = row.ticket();
            assertTrue(
                    !ticket.isSealed() || ticket.owner().isDesk(), ticket.no().value());
            if (!ticket.isSealed() && ticket.area().isAtOrBelow(Level.TOWNSHIP)) {
                listed.merge(ticket.area().ancestorAt(Level.TOWNSHIP), 1L, Long::sum);
            }
        }
        // Then
        assertEquals(
                listed,
                new HashMap<>(await(queries.queueCounts(Optional.empty(), Viewer.DESK))
                        .byTownship()));
    }

    private static long apiTotal(Optional<AreaCode> area, State... states) {
        return await(queries.list(
                        new Query(
                                Optional.empty(), Optional.empty(), area, Set.of(states), Optional.empty(), "", "", 1),
                        API))
                .total();
    }

    /** All pages of a list. */
    private static List<Row> walk(Query first, Viewer viewer) {
        List<Row> rows = new ArrayList<>();
        Query query = first;
        while (true) {
            Page page = await(queries.list(query, viewer));
            rows.addAll(page.items());
            if (page.next().isEmpty()) {
                return rows;
            }
            query = query.from(page.next());
        }
    }

    private static List<TicketNo> numbers(List<Row> rows) {
        return rows.stream().map(row -> row.ticket().no()).toList();
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(60));
    }
}
