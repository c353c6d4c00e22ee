package lianhu.bench.baseline;

import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one table for one report. */
record TableRows(TableColumns table, List<List<@Nullable Object>> rows) {
    /** Adds all values under another report number. */
    void addTo(Tuple tuple, long n) {
        for (List<@Nullable Object> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                Object value = row.get(i);
                tuple.addValue(value == null ? null : RowTemplate.renumbered(table, i, value, n));
            }
        }
    }
}
