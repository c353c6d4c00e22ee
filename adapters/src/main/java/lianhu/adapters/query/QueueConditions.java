package lianhu.adapters.query;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.TicketQueries.QueueCounts;
import lianhu.core.query.Viewer;

/** The filters of the desk's queue as SQL over {@code ticket t}; {@link QueueFilter#matches} says the same. */
final class QueueConditions {
    private static final int TOWNSHIP = Level.TOWNSHIP.length();

    private static final String CALL = "t.queue_order = 0";

    /** @param now placeholder of the time, which SOON and LATE use */
    static String of(QueueFilter queueFilter, String now) {
        return switch (queueFilter) {
            case MINE ->
                "t.queue_order < 3 AND t.owner_type = 'DESK' OR t.state IN ('EXTENSION_REVIEW', 'RESULT_SUBMITTED') OR "
                        + CALL;
            case WAITING -> "t.state = 'TRIAGED'";
            case RETURNED -> "t.state IN ('RETURN_REVIEW', 'ADJUDICATING')";
            case SOON ->
                "t.queue_order < 3 AND t.due >= " + now + "::timestamptz AND (t.due <= t.received_at OR " + now
                        + "::timestamptz - t.received_at >= " + QueueFilter.SOON_FROM + " * (t.due - t.received_at))";
            case LATE -> "t.queue_order < 3 AND t.due < " + now + "::timestamptz";
            case ALL -> "true";
        };
    }

    static void apply(SqlConditions sqlConditions, QueueFilter queueFilter, Instant now) {
        boolean usesTime = queueFilter == QueueFilter.SOON || queueFilter == QueueFilter.LATE;
        String time = usesTime ? sqlConditions.bind(now.atOffset(ZoneOffset.UTC)) : "";
        sqlConditions.and("t.is_open").and(of(queueFilter, time));
    }

    /** Counts all open tickets but drills in one pass over their index: a row for each township, inside and outside the area. */
    static Uni<QueueCounts> count(Pool pool, Optional<AreaCode> area, Viewer viewer, Instant now) {
        SqlConditions sqlConditions = new SqlConditions();
        VisibilityFilter.apply(sqlConditions, viewer);
        sqlConditions.and("t.is_open").and("NOT t.drill");
        String time = sqlConditions.bind(now.atOffset(ZoneOffset.UTC));
        String here =
                area.map(one -> VisibilityFilter.inSubtree(sqlConditions, one)).orElse("true");
        String counts = Stream.of(QueueFilter.values())
                .map(one -> "count(*) FILTER (WHERE " + of(one, time) + ") AS n_" + one.key())
                .collect(Collectors.joining(", "));
        String sql = "SELECT CASE WHEN t.confidentiality <> 'SEALED' AND length(t.area) >= " + TOWNSHIP
                + " THEN left(t.area, " + TOWNSHIP + ") END AS township, " + here + " AS here, " + counts
                + ", count(*) FILTER (WHERE " + CALL + ") AS calls FROM ticket t" + sqlConditions + " GROUP BY 1, 2";
        return pool.preparedQuery(sql)
                .execute(sqlConditions.tuple())
                .map(rows -> counts(ReportReader.list(rows, row -> row)));
    }

    private static QueueCounts counts(Iterable<Row> rows) {
        Map<QueueFilter, Long> byFilter = new EnumMap<>(QueueFilter.class);
        SortedMap<AreaCode, Long> byTownship = new TreeMap<>();
        long total = 0;
        long calls = 0;
        for (Row row : rows) {
            long all = row.getLong("n_" + QueueFilter.ALL.key());
            total += all;
            calls += row.getLong("calls");
            if (row.getString("township") != null) {
                byTownship.merge(new AreaCode(row.getString("township")), all, Long::sum);
            }
            if (row.getBoolean("here")) {
                for (QueueFilter queueFilter : QueueFilter.values()) {
                    byFilter.merge(queueFilter, row.getLong("n_" + queueFilter.key()), Long::sum);
                }
            }
        }
        return new QueueCounts(byFilter, byTownship, total, calls);
    }

    private QueueConditions() {}
}
