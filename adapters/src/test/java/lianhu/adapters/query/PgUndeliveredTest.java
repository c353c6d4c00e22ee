package lianhu.adapters.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.Recipient;
import lianhu.core.query.UndeliveredQueries;
import lianhu.core.query.UndeliveredQueries.Group;
import lianhu.core.query.UndeliveredQueries.Page;
import lianhu.core.query.Viewer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PgUndeliveredTest {
    private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");
    private static final PostgresFixture POSTGRES = PostgresFixture.create();

    private static final String TICKET = """
            INSERT INTO ticket (no, version, state, kind, category, urgency, area, confidentiality, owner_type, owner_id,
              owner_name, route, dispatches, reopenings, acknowledged, received_at, changed_at, due, title, title_ngrams)
            VALUES ($1, 1, 'TRIAGED', 'HELP', '1101', 'NORMAL', '621099', $2, 'DEPARTMENT', 'discipline', '某处', '{}', 0, 0,
              false, now(), now(), now(), '', '{}')""";

    private static final String DELIVERIES = """
            INSERT INTO delivery (ticket_no, version, type, recipient_type, recipient_id, channel, state, partition, at)
            SELECT $1, 1, 'ASSIGNED', 'DEPARTMENT', $2 || CASE WHEN $4 > 1 THEN (i % $4)::text ELSE '' END, 'PRIVATE', $3, 0,
              timestamptz '2026-11-01 00:00Z' + i * interval '1 minute'
            FROM generate_series(1, $5::int) AS i""";

    private final UndeliveredQueries queries = new PgUndelivered(POSTGRES.pool(), () -> NOW);

    @BeforeEach
    void clear() {
        POSTGRES.query("TRUNCATE delivery, ticket CASCADE");
        POSTGRES.query(TICKET, "GD1", "OPEN");
    }

    @AfterAll
    static void close() {
        POSTGRES.close();
    }

    @Test
    void theNewestProblemStandsFirstHoweverManyOldOnesThereAre() {
        // Given
        POSTGRES.query(DELIVERIES, "GD1", "old", "CANNOT", 1, 500);
        POSTGRES.query(DELIVERIES, "GD1", "new", "CANNOT", 1, 1);
        // When
        Page page = recipients(DeliveryState.CANNOT, UndeliveredQueries.NEWEST, 20, Viewer.DESK);
        // Then
        assertEquals(
                List.of("office:new 1", "office:old 500"),
                page.groups().stream()
                        .map(group -> group.recipient().encode() + " " + group.count())
                        .toList());
        assertEquals(
                Instant.parse("2026-11-01T00:01:00Z"), page.groups().getLast().oldest());
        assertEquals(501, page.deliveries());
        assertEquals(2, page.recipients());
        assertFalse(page.hasMore());
    }

    @Test
    void everyRecipientIsOnOnePageAndEveryDeliveryOnOneOfIts() {
        // Given
        POSTGRES.query(DELIVERIES, "GD1", "office", "CANNOT", 57, 1_000);
        POSTGRES.query(DELIVERIES, "GD1", "office", "UNKNOWN", 57, 100);
        // When
        List<Group> groups = new ArrayList<>();
        long before = UndeliveredQueries.NEWEST;
        boolean hasMore = true;
        while (hasMore) {
            Page page = recipients(DeliveryState.CANNOT, before, 20, Viewer.DESK);
            assertEquals(57, page.recipients());
            assertEquals(1_000, page.deliveries());
            groups.addAll(page.groups());
            before = page.groups().getLast().newest();
            hasMore = page.hasMore();
        }
        List<Long> ids = new ArrayList<>();
        for (Group group : groups) {
            List<Delivery> first = deliveries(group, UndeliveredQueries.NEWEST, Viewer.DESK);
            List<Delivery> rest = deliveries(group, first.getLast().id(), Viewer.DESK);
            assertEquals(group.count(), first.size() + rest.size());
            first.forEach(delivery -> ids.add(delivery.id()));
            rest.forEach(delivery -> ids.add(delivery.id()));
        }
        // Then
        assertEquals(57, groups.size());
        assertEquals(1_000, ids.size());
        assertEquals(1_000, new HashSet<>(ids).size());
    }

    @Test
    void whatNobodySawIsNotSettledWithTheRest() {
        // Given
        POSTGRES.query(DELIVERIES, "GD1", "office", "CANNOT", 1, 3);
        Group seen = recipients(DeliveryState.CANNOT, UndeliveredQueries.NEWEST, 20, Viewer.DESK)
                .groups()
                .getFirst();
        POSTGRES.query(DELIVERIES, "GD1", "office", "CANNOT", 1, 1);
        // When
        int settled = PostgresFixture.await(queries.settle(seen, DeliveryState.SENT, "打电话告诉了（陈静）", Viewer.DESK));
        // Then
        assertEquals(3, settled);
        assertEquals(
                3,
                POSTGRES.count("SELECT count(*) FROM delivery WHERE state = 'SENT' AND reason = '打电话告诉了（陈静）'"
                        + " AND at = '2026-11-20 02:00Z'"));
        assertEquals(
                1,
                recipients(DeliveryState.CANNOT, UndeliveredQueries.NEWEST, 20, Viewer.DESK)
                        .deliveries());
    }

    @Test
    void deliveriesOfASealedTicketAreInNoListAndNoNumberAndAreNotSettled() {
        // Given
        POSTGRES.query(TICKET, "GD2", "SEALED");
        POSTGRES.query(DELIVERIES, "GD2", "office", "CANNOT", 1, 2);
        POSTGRES.query(DELIVERIES, "GD1", "office", "CANNOT", 1, 1);
        Viewer circle = Viewer.department("discipline");
        Recipient office = new Recipient.DepartmentContact("office");
        Group all = new Group(office, DeliveryState.CANNOT, 3, NOW, UndeliveredQueries.NEWEST);
        // When
        Page desk = recipients(DeliveryState.CANNOT, UndeliveredQueries.NEWEST, 20, Viewer.DESK);
        int settled = PostgresFixture.await(queries.settle(all, DeliveryState.SENT, "告诉了", Viewer.DESK));
        // Then
        assertEquals(1, desk.deliveries());
        assertEquals(1, desk.groups().getFirst().count());
        assertEquals(0, deliveries(all, UndeliveredQueries.NEWEST, Viewer.DESK).size());
        assertEquals(1, settled);
        assertEquals(2, deliveries(all, UndeliveredQueries.NEWEST, circle).size());
        assertTrue(recipients(DeliveryState.CANNOT, UndeliveredQueries.NEWEST, 20, Viewer.DESK)
                .groups()
                .isEmpty());
    }

    private Page recipients(DeliveryState state, long before, int limit, Viewer viewer) {
        return PostgresFixture.await(queries.recipients(state, before, limit, viewer));
    }

    private List<Delivery> deliveries(Group group, long before, Viewer viewer) {
        return PostgresFixture.await(queries.deliveries(group.recipient(), group.state(), before, 15, viewer));
    }
}
