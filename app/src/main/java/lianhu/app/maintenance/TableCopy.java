package lianhu.app.maintenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Copies all tables and sequences in the text format of COPY, which every version of PostgreSQL reads. */
public final class TableCopy {
    private static final String NAMES = """
            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = current_schema() AND c.relkind = 'r' AND c.relname <> 'flyway_schema_history'
            ORDER BY c.relname""";
    private static final String REFERENCES = """
            SELECT a.relname, b.relname FROM pg_constraint k
            JOIN pg_class a ON a.oid = k.conrelid JOIN pg_class b ON b.oid = k.confrelid
            WHERE k.contype = 'f' AND k.conrelid <> k.confrelid""";
    private static final String SEQUENCES = """
            SELECT sequencename, last_value FROM pg_sequences
            WHERE schemaname = current_schema() AND last_value IS NOT NULL""";

    private final Connection connection;
    private final CopyManager copies;

    public TableCopy(Connection connection) throws SQLException {
        this.connection = connection;
        this.copies = connection.unwrap(PGConnection.class).getCopyAPI();
    }

    /** The tables in an order in which a referenced table precedes the tables that reference it. */
    List<String> inOrder() throws SQLException {
        Map<String, Set<String>> needs = new HashMap<>();
        for (List<String> pair : pairs(REFERENCES)) {
            needs.computeIfAbsent(pair.get(0), table -> new HashSet<>()).add(pair.get(1));
        }
        Set<String> ordered = new LinkedHashSet<>();
        List<String> left = new ArrayList<>(names());
        while (!left.isEmpty()) {
            List<String> ready = left.stream()
                    .filter(table -> ordered.containsAll(needs.getOrDefault(table, Set.of())))
                    .toList();
            if (ready.isEmpty()) {
                throw new IllegalStateException("tables refer to each other in a circle: " + left);
            }
            ordered.addAll(ready);
            left.removeAll(ready);
        }
        return List.copyOf(ordered);
    }

    public List<String> names() throws SQLException {
        return pairs(NAMES.replace("c.relname FROM", "c.relname, '' FROM")).stream()
                .map(List::getFirst)
                .toList();
    }

    /** The column names: a later release may have more columns, or another order. */
    String columns(String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (var query = connection.prepareStatement("""
                SELECT quote_ident(attname) FROM pg_attribute
                WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
                ORDER BY attnum""")) {
            query.setString(1, table);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
        }
        return String.join(", ", columns);
    }

    long copyOut(String table, String columns, OutputStream out) throws SQLException, IOException {
        return copies.copyOut("COPY " + table + " (" + columns + ") TO STDOUT", out);
    }

    /** Replaces the rows that a migration has inserted. */
    long copyIn(String table, String columns, InputStream in) throws SQLException, IOException {
        try (var statement = connection.createStatement()) {
            statement.execute("DELETE FROM " + table);
        }
        return copies.copyIn("COPY " + table + " (" + columns + ") FROM STDIN", in);
    }

    Map<String, Long> sequences() throws SQLException {
        Map<String, Long> values = new TreeMap<>();
        for (List<String> pair : pairs(SEQUENCES)) {
            values.put(pair.get(0), Long.valueOf(pair.get(1)));
        }
        return values;
    }

    /** All sequences, also those without a value yet. */
    List<String> sequenceNames() throws SQLException {
        return pairs("SELECT sequencename, '' FROM pg_sequences WHERE schemaname = current_schema()").stream()
                .map(List::getFirst)
                .toList();
    }

    void setSequence(String name, long last) throws SQLException {
        try (var query = connection.prepareStatement("SELECT setval(?::regclass, ?)")) {
            query.setString(1, name);
            query.setLong(2, last);
            query.execute();
        }
    }

    private List<List<String>> pairs(String sql) throws SQLException {
        List<List<String>> pairs = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                pairs.add(List.of(rows.getString(1), rows.getString(2)));
            }
        }
        return pairs;
    }
}
