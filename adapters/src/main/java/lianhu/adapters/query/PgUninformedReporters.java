package lianhu.adapters.query;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.core.query.UninformedReporters;
import lianhu.core.query.Viewer;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.State;
import lianhu.core.ticket.TicketNo;

/**
 * Reads from the open tickets and from the results that nobody has seen, which are both few beside all tickets. A ticket
 * without a result is open, so an ended one is found by its result.
 */
@Singleton
public final class PgUninformedReporters implements UninformedReporters {
    /** A receipt that is on its way is not missing. */
    private static final Duration RECEIPT_TIME = Duration.ofHours(1);

    /** An SMS waits for the morning or the next day at the longest. */
    private static final Duration RESULT_TIME = Duration.ofDays(1);

    /** The reports of a ticket and of those that were merged into it. */
    private static final String REPORTS = """
            ticket t CROSS JOIN LATERAL (
              WITH RECURSIVE family (no) AS (
                SELECT t.no UNION ALL SELECT m.no FROM family f JOIN ticket m ON m.merged_into = f.no
              ) SELECT r.receipt_no, r.ticket_no, r.received_at FROM report r WHERE r.ticket_no IN (SELECT no FROM family)
            ) AS r""";

    private static final String TOLD =
            "SELECT FROM delivery d WHERE d.ticket_no IN (t.no, r.ticket_no) AND d.receipt_no = r.receipt_no";

    /** The states are literals, because the planner uses the partial index only for constants. */
    private static final String RESULTS =
            "delivery d JOIN ticket t ON t.no = d.ticket_no AND d.type = 'RESULT' AND d.receipt_no IS NOT NULL";

    private final Pool pool;
    private final ColumnEncryption columnEncryption;
    private final InstantSource clock;

    public PgUninformedReporters(Pool pool, FieldEncryption fieldEncryption, InstantSource clock) {
        this.pool = pool;
        this.columnEncryption = new ColumnEncryption(fieldEncryption);
        this.clock = clock;
    }

    @Override
    public Uni<Page> list(Kind kind, int page, int pageSize, Viewer viewer) {
        return PgTicketQueries.read(() -> {
            SqlConditions visible = new SqlConditions();
            String found = found(kind, visible);
            VisibilityFilter.apply(visible, viewer);
            visible.and("NOT t.drill").and("t.confidentiality <> 'SEALED'").and("t.erased NOT LIKE '%PERSONS%'");
            String sql =
                    "SELECT u.receipt_no, u.since, u.why, t.no, t.title, t.state, t.owner_name, count(*) OVER () AS total"
                            + " FROM (" + found + ") AS u JOIN ticket t ON t.no = u.no" + visible
                            + " ORDER BY u.since, u.receipt_no LIMIT " + pageSize + " OFFSET "
                            + (long) (page - 1) * pageSize;
            return pool.preparedQuery(sql)
                    .execute(visible.tuple())
                    .map(rows -> page(ReportReader.list(rows, row -> row)));
        });
    }

    private Page page(List<Row> rows) {
        return new Page(
                rows.stream().map(this::report).toList(),
                rows.isEmpty() ? 0 : rows.getFirst().getLong("total"));
    }

    private UninformedReport report(Row row) {
        return new UninformedReport(
                new ReceiptNo(row.getString("receipt_no")),
                new TicketNo(row.getString("no")),
                columnEncryption.title(row.getBuffer("title").getBytes()),
                State.valueOf(row.getString("state")),
                row.getString("owner_name"),
                TicketRowMapper.instant(row, "since"),
                row.getString("why"));
    }

    private String found(Kind kind, SqlConditions parameters) {
        return switch (kind) {
            case LATE ->
                "SELECT t.no, r.receipt_no, t.due AS since, '' AS why FROM " + REPORTS
                        + " WHERE t.is_open AND t.queue_order < 3 AND t.due < " + ago(parameters, Duration.ZERO)
                        + " AND NOT EXISTS (" + TOLD + " AND d.state = 'SENT' AND d.at >= t.due)";
            case RECEIPT_NOT_TOLD ->
                "SELECT t.no, r.receipt_no, r.received_at AS since, '' AS why FROM " + REPORTS
                        + " WHERE t.is_open AND t.queue_order < 3 AND t.due >= " + ago(parameters, Duration.ZERO)
                        + " AND r.received_at < " + ago(parameters, RECEIPT_TIME) + " AND NOT EXISTS (" + TOLD
                        + " AND d.state = 'SENT')";
            case RESULT_NOT_TOLD ->
                "SELECT d.ticket_no AS no, d.receipt_no, d.at AS since, d.reason AS why FROM " + RESULTS
                        + " WHERE d.state IN ('CANNOT', 'UNKNOWN', 'WAITS_FOR_PERSON')"
                        + " OR d.state IN ('PENDING', 'SENDING') AND d.at < " + ago(parameters, RESULT_TIME)
                        + " UNION ALL SELECT t.no, r.receipt_no, t.changed_at AS since, '' AS why FROM " + REPORTS
                        + " WHERE t.state = 'FEEDBACK_DUE' AND NOT EXISTS (" + TOLD
                        + " AND d.type = 'RESULT' AND d.state <> 'DROPPED')";
            case RESULT_NOT_SEEN ->
                "SELECT d.ticket_no AS no, d.receipt_no, d.at AS since, d.reason AS why FROM " + RESULTS
                        + " WHERE d.state = 'WAITS_FOR_QUERY'";
        };
    }

    private String ago(SqlConditions parameters, Duration time) {
        return parameters.bind(clock.instant().minus(time).atOffset(ZoneOffset.UTC)) + "::timestamptz";
    }
}
