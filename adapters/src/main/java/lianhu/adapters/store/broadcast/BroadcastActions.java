package lianhu.adapters.store.broadcast;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import lianhu.core.broadcast.Broadcast;
import lianhu.core.broadcast.BroadcastAction;

/** What an action does to a broadcast, its deliveries and its calls, within a transaction. */
final class BroadcastActions {
    /** Deliveries that unit heads forward by hand are visible at once; the others wait for {@code next_attempt_at}. */
    private static final String START_DELIVERIES = """
            UPDATE delivery SET next_attempt_at = $2, at = $3,
              state = CASE WHEN recipient_type = 'UNIT' THEN 'WAITS_FOR_PERSON' ELSE state END
            WHERE broadcast_id = $1 AND state = 'PENDING'""";

    private static final String START_ESCALATIONS =
            "UPDATE escalation SET next_at = $2 WHERE broadcast_id = $1 AND answered_at IS NULL";
    private static final String MARK_STARTED =
            "UPDATE broadcast SET started_at = coalesce(started_at, $2) WHERE id = $1";
    private static final String APPROVE = """
            UPDATE broadcast SET state = 'SENDING', approved_by = $2, approved_by_name = $3, approved_at = $4
            WHERE id = $1""";
    private static final String SET_STATE = "UPDATE broadcast SET state = $2 WHERE id = $1";
    private static final String RECORD_ACTION =
            "INSERT INTO broadcast_action (broadcast_id, at, action, by_id, by_name) VALUES ($1, $2, $3, $4, $5)";
    private static final String PAUSE_DELIVERIES =
            "UPDATE delivery SET next_attempt_at = 'infinity' WHERE broadcast_id = $1 AND state = 'PENDING'";
    private static final String RESUME_DELIVERIES =
            "UPDATE delivery SET next_attempt_at = $2 WHERE broadcast_id = $1 AND state = 'PENDING'";
    private static final String CANCEL_DELIVERIES = """
            UPDATE delivery SET state = 'DROPPED', reason = '撤下了'
            WHERE broadcast_id = $1 AND state IN ('PENDING', 'WAITS_FOR_PERSON')""";
    private static final String STOP_ESCALATIONS = "UPDATE escalation SET next_at = NULL WHERE broadcast_id = $1";

    /** Neither what a unit head forwards by hand nor what arrived by its repeat is sent again. */
    private static final String RESEND_DELIVERIES = """
            UPDATE delivery d SET state = 'PENDING', attempts = 0, next_attempt_at = $2
            WHERE broadcast_id = $1 AND state = $3 AND recipient_type <> 'UNIT'
              AND NOT EXISTS (SELECT 1 FROM delivery repeat WHERE repeat.broadcast_id = d.broadcast_id
                AND repeat.recipient_type = d.recipient_type AND repeat.recipient_id = d.recipient_id
                AND repeat.version > d.version AND repeat.state = 'SENT')""";

    /** Changes the rows and records who did it. */
    static Uni<?> apply(
            SqlConnection connection, long id, BroadcastAction action, Broadcast.Person by, Instant at, Instant due) {
        return change(connection, id, action, by, at, due).chain(() -> recordAction(connection, id, action, by, at));
    }

    static Uni<Void> start(SqlConnection connection, long id, Instant now, Instant due) {
        return run(
                        connection,
                        START_DELIVERIES,
                        Tuple.of(
                                id, BroadcastRowMapper.toOffsetDateTime(due), BroadcastRowMapper.toOffsetDateTime(now)))
                .chain(() -> run(connection, START_ESCALATIONS, Tuple.of(id, BroadcastRowMapper.toOffsetDateTime(due))))
                .chain(() -> run(connection, MARK_STARTED, Tuple.of(id, BroadcastRowMapper.toOffsetDateTime(now))))
                .replaceWithVoid();
    }

    private static Uni<?> change(
            SqlConnection connection, long id, BroadcastAction action, Broadcast.Person by, Instant at, Instant due) {
        return switch (action) {
            case APPROVE ->
                run(connection, APPROVE, Tuple.of(id, by.id(), by.name(), BroadcastRowMapper.toOffsetDateTime(at)))
                        .chain(() -> start(connection, id, at, due));
            case PAUSE ->
                setState(connection, id, "PAUSED").chain(() -> run(connection, PAUSE_DELIVERIES, Tuple.of(id)));
            case RESUME ->
                setState(connection, id, "SENDING")
                        .chain(() -> run(
                                connection, RESUME_DELIVERIES, Tuple.of(id, BroadcastRowMapper.toOffsetDateTime(due))));
            case CANCEL ->
                setState(connection, id, "CANCELLED")
                        .chain(() -> run(connection, CANCEL_DELIVERIES, Tuple.of(id)))
                        .chain(() -> run(connection, STOP_ESCALATIONS, Tuple.of(id)));
            case RESEND ->
                run(connection, RESEND_DELIVERIES, Tuple.of(id, BroadcastRowMapper.toOffsetDateTime(due), "CANNOT"));
            case RESEND_UNKNOWN ->
                run(connection, RESEND_DELIVERIES, Tuple.of(id, BroadcastRowMapper.toOffsetDateTime(due), "UNKNOWN"));
        };
    }

    private static Uni<RowSet<Row>> setState(SqlConnection connection, long id, String state) {
        return run(connection, SET_STATE, Tuple.of(id, state));
    }

    private static Uni<RowSet<Row>> recordAction(
            SqlConnection connection, long id, BroadcastAction action, Broadcast.Person by, Instant at) {
        return run(
                connection,
                RECORD_ACTION,
                Tuple.of(id, BroadcastRowMapper.toOffsetDateTime(at), action.name(), by.id(), by.name()));
    }

    private static Uni<RowSet<Row>> run(SqlConnection connection, String sql, Tuple values) {
        return connection.preparedQuery(sql).execute(values);
    }

    private BroadcastActions() {}
}
