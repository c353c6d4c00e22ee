package lianhu.bench.baseline;

import java.util.List;
import lianhu.bench.harness.BenchDatabase;

/** One of the tables a filing writes, with the columns that are written. */
record TableColumns(String name, List<Column> columns) {
    record Column(String name, String type) {}

    /** As the database has it; columns that number or compute themselves are left out. */
    static TableColumns of(BenchDatabase benchDatabase, String name) {
        return new TableColumns(
                name, benchDatabase.query("""
                SELECT attname, format_type(CASE typtype WHEN 'd' THEN typbasetype ELSE atttypid END, atttypmod)
                FROM pg_attribute JOIN pg_type t ON t.oid = atttypid
                WHERE attrelid = '%s'::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = ''
                  AND attgenerated = ''
                ORDER BY attnum""".formatted(name), row -> new Column(row.getString(1), row.getString(2))));
    }

    String columnNames() {
        return String.join(", ", columns.stream().map(Column::name).toList());
    }
}
