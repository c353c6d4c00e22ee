package lianhu.bench.baseline;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lianhu.bench.harness.BenchDatabase;
import org.jspecify.annotations.Nullable;

/** Reads what the gateway itself wrote, so that the baselines write the same rows whatever they are. */
final class RowSampler {
    /** The report comes first: only when it is new the others follow. */
    private static final Map<String, String> OF_TICKET = new LinkedHashMap<>();

    static {
        OF_TICKET.put("report", "ticket_no = $1");
        OF_TICKET.put("ticket", "no = $1");
        OF_TICKET.put("report_text", "receipt_no IN (SELECT receipt_no FROM report WHERE ticket_no = $1)");
        OF_TICKET.put("report_person", "receipt_no IN (SELECT receipt_no FROM report WHERE ticket_no = $1)");
        OF_TICKET.put("ticket_event", "ticket_no = $1");
        OF_TICKET.put("delivery", "ticket_no = $1");
        OF_TICKET.put("ticket_timer", "ticket_no = $1");
        OF_TICKET.put("ticket_collaborator", "ticket_no = $1");
    }

    private final BenchDatabase benchDatabase;
    private final Pool pool;

    RowSampler(BenchDatabase benchDatabase, Pool pool) {
        this.benchDatabase = benchDatabase;
        this.pool = pool;
    }

    /** The newest filings of this door. */
    List<RowTemplate> newest(String door, int count) {
        List<String> tickets = benchDatabase.query("""
                SELECT ticket_no FROM (SELECT ticket_no, received_at FROM report WHERE source_account = '%s') r
                GROUP BY ticket_no HAVING count(*) = 1 ORDER BY max(received_at) DESC LIMIT %d""".formatted(door, count), row -> row.getString(1));
        if (tickets.isEmpty()) {
            throw new IllegalStateException("the gateway has written no tickets for " + door);
        }
        Map<String, TableColumns> tableColumnses = new LinkedHashMap<>();
        OF_TICKET.keySet().forEach(name -> tableColumnses.put(name, TableColumns.of(benchDatabase, name)));
        return tickets.stream().map(ticket -> copy(ticket, tableColumnses)).toList();
    }

    private RowTemplate copy(String ticket, Map<String, TableColumns> tableColumnses) {
        List<TableRows> tableRowses = new ArrayList<>();
        tableColumnses.forEach((name, tableColumns) ->
                tableRowses.add(new TableRows(tableColumns, rows(tableColumns, OF_TICKET.get(name), ticket))));
        return new RowTemplate(tableRowses);
    }

    private List<List<@Nullable Object>> rows(TableColumns tableColumns, @Nullable String condition, String ticket) {
        String sql = "SELECT " + tableColumns.columnNames() + " FROM " + tableColumns.name() + " WHERE " + condition;
        RowSet<Row> found = BaselineWriter.await(pool.preparedQuery(sql).execute(Tuple.of(ticket)));
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Row row : found) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                values.add(plain(row.getValue(i)));
            }
            rows.add(values);
        }
        return rows;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case JsonObject json -> json.encode();
            case JsonArray json -> json.encode();
            case null, default -> value;
        };
    }
}
