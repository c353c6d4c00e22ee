package lianhu.app.maintenance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.Failpoint;
import lianhu.app.boot.JdbcConnections;

/**
 * Finds values encrypted with an old key, in every bytea column and every stored file, and encrypts them with the
 * newest key. It checks the values instead of a list of columns, so that it includes tables of later releases. Each
 * batch is independent: after an interruption the remaining values can still be decrypted with the old key.
 */
public final class Reencryption {
    private static final int BATCH = 500;

    /** The suffix of a temporary file. The next run overwrites one that a kill left, and no backup includes it. */
    private static final String DRAFT = ".anew.tmp";

    private static final String COLUMNS = """
            SELECT quote_ident(c.relname), quote_ident(a.attname) FROM pg_attribute a
            JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = current_schema() AND c.relkind = 'r' AND a.atttypid = 'bytea'::regtype
              AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1, 2""";

    private final JdbcConnections database;
    private final Path data;
    private final FieldEncryption fieldEncryption;

    public Reencryption(JdbcConnections database, Path data, FieldEncryption fieldEncryption) {
        this.database = database;
        this.data = data;
        this.fieldEncryption = fieldEncryption;
    }

    /** The number of values that are still encrypted with an old key. */
    public long countOutdated() throws SQLException, IOException {
        return forEach(false);
    }

    /** Encrypts values again until none has an old key; returns the number of values. */
    long reencryptAll() throws SQLException, IOException {
        long sum = 0;
        // The next round finds rows that the gateway changed during this one.
        for (long done = forEach(true); done > 0; done = forEach(true)) {
            sum += done;
        }
        return sum;
    }

    private record EncryptedCell(String rowId, byte[] encrypted) {}

    private record EncryptedColumn(String table, String name) {}

    private long forEach(boolean change) throws SQLException, IOException {
        long found = 0;
        try (Connection reading = database.open();
                Connection writing = database.open()) {
            reading.setAutoCommit(false);
            reading.setReadOnly(true);
            writing.setAutoCommit(false);
            for (EncryptedColumn encryptedColumn : columns(reading)) {
                found += rows(reading, writing, encryptedColumn, change);
            }
        }
        return found + files(change);
    }

    private static List<EncryptedColumn> columns(Connection reading) throws SQLException {
        List<EncryptedColumn> encryptedColumns = new ArrayList<>();
        try (var statement = reading.createStatement();
                var rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                encryptedColumns.add(new EncryptedColumn(rows.getString(1), rows.getString(2)));
            }
        }
        return encryptedColumns;
    }

    private long rows(Connection reading, Connection writing, EncryptedColumn encryptedColumn, boolean change)
            throws SQLException {
        long found = 0;
        List<EncryptedCell> batch = new ArrayList<>();
        try (var query = reading.createStatement()) {
            query.setFetchSize(BATCH);
            try (var rows = query.executeQuery("SELECT ctid::text, " + encryptedColumn.name() + " FROM "
                    + encryptedColumn.table() + " WHERE " + encryptedColumn.name() + " IS NOT NULL")) {
                while (rows.next()) {
                    byte[] encrypted = rows.getBytes(2);
                    if (fieldEncryption.usesOldKey(encrypted)) {
                        found++;
                        batch.add(new EncryptedCell(rows.getString(1), encrypted));
                    }
                    if (change && batch.size() == BATCH) {
                        write(writing, encryptedColumn, batch);
                    }
                }
            }
        }
        if (change) {
            write(writing, encryptedColumn, batch);
        }
        return found;
    }

    /** Updates a row only if it still has the value that was read. */
    private void write(Connection writing, EncryptedColumn encryptedColumn, List<EncryptedCell> batch)
            throws SQLException {
        if (batch.isEmpty()) {
            return;
        }
        String name = encryptedColumn.name();
        try (var update = writing.prepareStatement("UPDATE " + encryptedColumn.table() + " SET " + name
                + " = ? WHERE ctid = ?::tid AND " + name + " = ?")) {
            for (EncryptedCell encryptedCell : batch) {
                update.setBytes(1, fieldEncryption.encrypt(fieldEncryption.decryptBytes(encryptedCell.encrypted())));
                update.setString(2, encryptedCell.rowId());
                update.setBytes(3, encryptedCell.encrypted());
                update.addBatch();
            }
            update.executeBatch();
        }
        writing.commit();
        batch.clear();
        Failpoint.REKEY_BATCH.reach();
    }

    private long files(boolean change) throws IOException {
        AtomicLong found = new AtomicLong();
        KeptFiles.<RuntimeException>forEach(data, file -> {
            byte[] bytes = Files.readAllBytes(file);
            if (fieldEncryption.usesOldKey(bytes)) {
                found.incrementAndGet();
                if (change) {
                    write(file, fieldEncryption.encrypt(fieldEncryption.decryptBytes(bytes)));
                }
            }
        });
        return found.get();
    }

    /** Replaces the file atomically and forces it to disk, before the old key may be removed. */
    private static void write(Path file, byte[] encrypted) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + DRAFT);
        try {
            try (FileChannel channel = FileChannel.open(
                    draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(encrypted);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Failpoint.REKEY_PHOTO.reach();
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
