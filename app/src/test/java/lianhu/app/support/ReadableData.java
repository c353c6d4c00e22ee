package lianhu.app.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.app.boot.JdbcConnections;

/** Everything that somebody with the database, the files and the county's key can read, as one text. */
public final class ReadableData {
    private static final String TABLES =
            "select quote_ident(table_name) from information_schema.tables where table_schema = 'public'";

    /** Every column of every table, decrypted where it is encrypted, and the names of the photos with their paths joined. */
    public static String of(JdbcConnections database, String data, FieldEncryption fieldEncryption)
            throws SQLException, IOException {
        StringBuilder all = new StringBuilder();
        try (Connection connection = database.open();
                var statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(TABLES)) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("select * from " + table)) {
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            append(all, rows, i, fieldEncryption);
                        }
                    }
                }
            }
        }
        Path photos = Path.of(data, "photos");
        try (Stream<Path> files = Files.walk(photos)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(photos.relativize(file).toString().replace("/", "")).append('\n');
                append(all, Files.readAllBytes(file), fieldEncryption);
            }
        }
        return all.toString();
    }

    private static void append(StringBuilder all, ResultSet row, int column, FieldEncryption fieldEncryption)
            throws SQLException {
        if (!row.getMetaData().getColumnTypeName(column).equals("bytea")) {
            all.append(row.getString(column)).append('\n');
        } else if (row.getBytes(column) != null) {
            append(all, row.getBytes(column), fieldEncryption);
        }
    }

    /** Bytes as the text they may be, as hexadecimal digits, which show hashes, and decrypted. */
    private static void append(StringBuilder all, byte[] bytes, FieldEncryption fieldEncryption) {
        all.append(new String(bytes, StandardCharsets.UTF_8)).append('\n');
        all.append(HexFormat.of().formatHex(bytes)).append('\n');
        if (FieldEncryption.isEncrypted(bytes)) {
            try {
                all.append(fieldEncryption.decrypt(bytes)).append('\n');
            } catch (IllegalStateException notEncrypted) {
                all.append('\n'); // a keyed hash can begin like a ciphertext
            }
        }
    }

    private ReadableData() {}
}
