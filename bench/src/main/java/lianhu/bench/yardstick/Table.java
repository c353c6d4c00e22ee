package lianhu.bench.yardstick;

import java.util.List;
import lianhu.bench.subject.Database;

/** One of the tables a filing writes, with the columns that are written. */
record Table(String name, List<Column> columns) {
    record Column(String name, String type) {}

    /** As the database has it; columns that number or compute themselves are left out. */
    static Table of(Database database, String name) {
        return new Table(
                name, database.query("""
                SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
                WHERE attrelid = '%s'::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = ''
                  AND attgenerated = ''
                ORDER BY attnum""".formatted(name), row -> new Column(row.getString(1), row.getString(2))));
    }

    String columnNames() {
        return String.join(", ", columns.stream().map(Column::name).toList());
    }
}
