package lianhu.adapters.store.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import lianhu.adapters.sql.PostgresFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class OutboxSqlTest {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @Test
    void aClaimReadsOnlyItsOwnPriorityHoweverManyOthersWait() {
        // Given: from the sixth execution on, PostgreSQL keeps the plan that it made for the empty table
        Pool connection = postgresFixture.pool(1);
        OutboxSql outboxSql = new OutboxSql(
                connection, "a", OutboxPartitions.EMERGENCIES, Duration.ofMinutes(1), Duration.ofSeconds(10));
        PostgresFixture.await(outboxSql.renewLeases());
        for (int i = 0; i < 8; i++) {
            assertEquals(List.of(), PostgresFixture.await(outboxSql.claim(32)));
        }
        postgresFixture.query("""
                INSERT INTO delivery (version, type, recipient_type, recipient_id, channel, state, priority, partition)
                SELECT 1, 'ASSIGNED', 'POST', n, 'PRIVATE', 'PENDING', 0, n % 64 FROM generate_series(1, 5000) AS n""");
        long before = entriesRead(connection);
        // When
        PostgresFixture.await(outboxSql.claim(32));
        // Then
        long read = entriesRead(connection) - before;
        assertTrue(read < 200, read + " entries read");
    }

    @Test
    void theFiguresLeaveOutSealedTickets() {
        // Given
        OutboxSql outboxSql = new OutboxSql(
                postgresFixture.pool(), "a", OutboxPartitions.TICKETS, Duration.ofMinutes(1), Duration.ofSeconds(10));
        OutboxMetrics.Backlog before = PostgresFixture.await(outboxSql.backlog());
        // When
        for (String confidentiality : List.of("OPEN", "SEALED")) {
            postgresFixture.query("""
                    INSERT INTO ticket (no, version, state, kind, category, urgency, area, confidentiality, owner_type, owner_id,
                      owner_name, route, dispatches, reopenings, acknowledged, received_at, changed_at, due, title, title_ngrams)
                    VALUES ('GD' || '%1$s', 3, 'DISPATCHED', 'TIP_OFF', 'other', 'NORMAL', '621099', '%1$s', 'DEPARTMENT', 'x', 'x',
                      '{}', 1, 0, false, now(), now(), now(), '', '{}')""".formatted(confidentiality));
            for (String state : List.of("PENDING", "UNKNOWN")) {
                postgresFixture.query("""
                        INSERT INTO delivery (ticket_no, version, type, recipient_type, recipient_id, channel, state, partition)
                        VALUES ('GD' || '%1$s', 3, 'ASSIGNED', 'DEPARTMENT', 'x', 'PRIVATE', '%2$s', 0)""".formatted(confidentiality, state));
            }
        }
        OutboxMetrics.Backlog after = PostgresFixture.await(outboxSql.backlog());
        // Then
        assertEquals(before.pending() + 1, after.pending());
        assertEquals(before.unknown() + 1, after.unknown());
    }

    @Test
    void whatIsPutOffForTheNightWaitsForNobodyUntilTheMorning() {
        // Given
        OutboxSql outboxSql = new OutboxSql(
                postgresFixture.pool(), "a", OutboxPartitions.TICKETS, Duration.ofMinutes(1), Duration.ofSeconds(10));
        postgresFixture.query("""
                INSERT INTO delivery (version, type, recipient_type, recipient_id, channel, state, partition, at, next_attempt_at)
                VALUES (3, 'RESULT', 'REPORTER', '48271938', 'SMS', 'PENDING', 0, now() - interval '9 hours',
                  now() + interval '1 hour')""");
        // When
        Duration atNight = PostgresFixture.await(outboxSql.backlog()).oldest();
        postgresFixture.query(
                "UPDATE delivery SET next_attempt_at = now() - interval '20 minutes' WHERE channel = 'SMS'");
        Duration inTheMorning = PostgresFixture.await(outboxSql.backlog()).oldest();
        postgresFixture.query(
                "UPDATE delivery SET attempts = 3, next_attempt_at = now() + interval '1 minute' WHERE channel = 'SMS'");
        Duration triedInVain = PostgresFixture.await(outboxSql.backlog()).oldest();
        // Then
        assertTrue(atNight.compareTo(Duration.ofMinutes(10)) < 0, atNight.toString());
        assertEquals(20, inTheMorning.toMinutes());
        assertEquals(9, triedInVain.toHours());
    }

    /** Index entries and rows of "delivery" that this connection has read. */
    private static long entriesRead(Pool connection) {
        return PostgresFixture.await(connection
                .query("SELECT pg_stat_force_next_flush()")
                .execute()
                .chain(() -> connection.query("""
                                SELECT t.seq_tup_read + sum(i.idx_tup_read)
                                FROM pg_stat_user_tables t JOIN pg_stat_user_indexes i ON i.relid = t.relid
                                WHERE t.relname = 'delivery' GROUP BY t.seq_tup_read""").execute())
                .map(rows -> rows.iterator().next().getNumeric(0).longValue()));
    }
}
