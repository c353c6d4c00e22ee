package lianhu.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import lianhu.adapters.vault.KeyRing;

/**
 * Everything of a county in one file: every row as it stood at one moment, while the gateway goes on working, and the files
 * beside them. Only the key is not in it: whoever finds the backup must not be able to read it, so the key is kept apart.
 */
final class Backup {
    /** Beside the rows. Servers' folders come from the rows, the admin's API key is made anew, the key is kept apart. */
    static final Set<String> KEPT = Set.of("photos", "desk-password");

    private final Connections database;
    private final Path data;
    private final Clock clock;

    Backup(Connections database, Path data, Clock clock) {
        this.database = database;
        this.data = data;
        this.clock = clock;
    }

    BackupSheet write(Path file, String county, KeyRing keys) throws Exception {
        if (Files.exists(file)) {
            throw new Fault("已经有文件 " + file + "，不会覆盖它。请换一个名字。  The file exists and is left alone.");
        }
        try (Connection connection = database.open();
                BackupFile backup = new BackupFile(file.toAbsolutePath())) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            Map<String, Long> rows = new TreeMap<>();
            Map<String, String> columns = new TreeMap<>();
            Tables tables = new Tables(connection);
            for (String table : tables.names()) {
                String names = tables.columns(table);
                columns.put(table, names);
                rows.put(table, backup.add("tables/" + table, out -> tables.copyOut(table, names, out)));
            }
            // after the rows: a photo is on the disk before its row is
            for (Path kept : files()) {
                backup.add("files/" + data.relativize(kept), out -> Files.copy(kept, out));
            }
            // never behind the rows
            BackupSheet sheet = new BackupSheet(
                    county,
                    BackupSheet.fingerprints(keys),
                    clock.instant(),
                    Migrations.done(database),
                    rows,
                    columns,
                    tables.sequences());
            backup.add(BackupSheet.NAME, out -> {
                out.write(sheet.bytes());
                return sheet;
            });
            backup.finish();
            return sheet;
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            return all.filter(path ->
                            KEPT.contains(data.relativize(path).getName(0).toString()))
                    .filter(path ->
                            Files.isRegularFile(path) && !path.toString().endsWith(".tmp"))
                    .sorted()
                    .toList();
        }
    }
}
