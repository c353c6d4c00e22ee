package lianhu.app.maintenance;

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
import lianhu.adapters.crypto.KeyRing;
import lianhu.app.boot.JdbcConnections;
import lianhu.app.boot.Migrations;
import lianhu.app.boot.StartupException;

/**
 * Everything of a county in one file: every row as it stood at one moment, while the gateway goes on working, and the files
 * beside them. Only the key is not in it: whoever finds the backup must not be able to read it, so the key is kept apart.
 */
public final class BackupWriter {
    /** A file in the data directory: when the last backup was made. */
    public static final String LAST = "last-backup";

    /** Beside the rows. Servers' folders come from the rows, the admin's API key is made anew, the key is kept apart. */
    static final Set<String> BACKED_UP_FILES = Set.of("photos", "desk-password");

    private final JdbcConnections database;
    private final Path data;
    private final Clock clock;

    public BackupWriter(JdbcConnections database, Path data, Clock clock) {
        this.database = database;
        this.data = data;
        this.clock = clock;
    }

    public BackupManifest write(Path file, String county, KeyRing keys) throws Exception {
        if (Files.exists(file)) {
            throw new StartupException("已经有文件 " + file + "，不会覆盖它。请换一个名字。  The file exists and is left alone.");
        }
        try (Connection connection = database.open();
                BackupArchive backup = new BackupArchive(file.toAbsolutePath())) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            Map<String, Long> rows = new TreeMap<>();
            Map<String, String> columns = new TreeMap<>();
            TableCopy tableCopy = new TableCopy(connection);
            for (String table : tableCopy.names()) {
                String names = tableCopy.columns(table);
                columns.put(table, names);
                rows.put(table, backup.add("tables/" + table, out -> tableCopy.copyOut(table, names, out)));
            }
            // after the rows: a photo is on the disk before its row is
            for (Path kept : files()) {
                backup.add("files/" + data.relativize(kept), out -> Files.copy(kept, out));
            }
            // never behind the rows
            BackupManifest sheet = new BackupManifest(
                    county,
                    BackupManifest.fingerprints(keys),
                    clock.instant(),
                    Migrations.applied(database),
                    rows,
                    columns,
                    tableCopy.sequences());
            backup.add(BackupManifest.NAME, out -> {
                out.write(sheet.bytes());
                return sheet;
            });
            backup.finish();
            return sheet;
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            return all.filter(path -> BACKED_UP_FILES.contains(
                            data.relativize(path).getName(0).toString()))
                    .filter(path ->
                            Files.isRegularFile(path) && !path.toString().endsWith(".tmp"))
                    .sorted()
                    .toList();
        }
    }
}
