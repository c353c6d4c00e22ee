package lianhu.app.maintenance;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import lianhu.adapters.crypto.KeyRing;
import lianhu.app.boot.JdbcConnections;
import lianhu.app.boot.Migrations;
import lianhu.app.boot.StartupException;

/**
 * Writes a county's data into one file: all rows from one snapshot, while the gateway runs, and the files of the data
 * directory. The file does not contain the key: a person who finds the backup must not be able to read it.
 */
public final class BackupWriter {
    /** A file in the data directory with the time of the last backup. */
    public static final String LAST = "last-backup";

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
            // Files follow the rows: a photo is on disk before its row is committed.
            KeptFiles.<Exception>forEach(data, dataFile -> {
                try (InputStream in = Files.newInputStream(dataFile)) {
                    backup.add("files/" + data.relativize(dataFile), in::transferTo);
                }
            });
            // Sequences are read after the rows, so that they are never behind them.
            BackupManifest manifest = new BackupManifest(
                    county,
                    BackupManifest.fingerprints(keys),
                    clock.instant(),
                    Migrations.applied(database),
                    rows,
                    columns,
                    tableCopy.sequences());
            backup.add(BackupManifest.NAME, out -> {
                out.write(manifest.bytes());
                return manifest;
            });
            backup.finish(keys);
            return manifest;
        }
    }
}
