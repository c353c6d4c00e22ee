package lianhu.app.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.app.boot.JdbcConnections;
import lianhu.app.boot.MigrationFiles;
import lianhu.app.boot.Migrations;
import lianhu.app.support.TestDatabase;
import lianhu.app.support.UpgradeFixture;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A filled database of the baseline, recorded by {@link UpgradeFixture}, brought up by every migration since. */
@NullUnmarked
class UpgradeTest {
    private static TestDatabase ground;
    private static JdbcConnections upgraded;
    private static BackupManifest manifest;

    @BeforeAll
    static void upgrade() throws Exception {
        ground = TestDatabase.start();
        upgraded = ground.createDatabase();
        try (BackupRestore backupRestore = BackupRestore.open(UpgradeFixture.BASELINE, UpgradeFixture.KEYS)) {
            manifest = backupRestore.manifest();
            backupRestore.checkFor("yunxi");
            backupRestore.intoDatabase(upgraded);
        }
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    @Test
    void nothingIsLost() throws SQLException {
        // Given
        Map<String, Long> before = new TreeMap<>(manifest.rows());
        before.remove("ticket_block"); // Skips numbers.
        long open = Long.parseLong(column("select count(*)::text from ticket where state in ('TRIAGED', 'DISPATCHED',"
                        + " 'RETURN_REVIEW', 'ACCEPTED')")
                .getFirst());
        before.merge("ticket_timer", open, Long::sum); // The due date of each gets its own.

        // When
        Map<String, Long> after = new TreeMap<>();
        for (String table : before.keySet()) {
            after.put(
                    table,
                    Long.valueOf(column("select count(*)::text from " + table).getFirst()));
        }

        // Then
        assertEquals(1, manifest.migrations().last());
        assertEquals(30L, before.get("ticket"));
        assertFalse(before.containsValue(0L), before.toString());
        assertEquals(before, after);
        assertEquals(MigrationFiles.versions(), Migrations.applied(upgraded));
    }

    @Test
    void everyReceiptFindsItsTicketAndItsFirstEvent() throws SQLException {
        // When
        List<String> found = column("""
                select r.receipt_no from report r join ticket t on t.no = r.ticket_no
                join ticket_event e on e.ticket_no = t.no and e.seq = 1 join report_text w on w.receipt_no = r.receipt_no""");

        // Then
        assertEquals(manifest.rows().get("report"), found.size());
    }

    @Test
    void everyWordIsReadable() throws SQLException {
        // Given
        FieldEncryption fieldEncryption = new FieldEncryption(UpgradeFixture.KEYS);

        // When
        List<String> words = sealed("select ciphertext from report_text").stream()
                .map(fieldEncryption::decrypt)
                .toList();
        List<String> titles = sealed("select title from ticket").stream()
                .map(fieldEncryption::decrypt)
                .toList();
        long others =
                sealed("select ciphertext from event_text union all select ciphertext from report_person").stream()
                        .map(fieldEncryption::decrypt)
                        .count();

        // Then
        assertEquals(manifest.rows().get("report_text"), words.size());
        assertFalse(words.stream().anyMatch(String::isBlank));
        assertEquals(manifest.rows().get("ticket"), titles.size());
        assertEquals(manifest.rows().get("event_text") + manifest.rows().get("report_person"), others);
    }

    private static List<String> column(String sql) throws SQLException {
        return sealed("select convert_to(x::text, 'UTF8') from (" + sql + ") y(x)").stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }

    private static List<byte[]> sealed(String sql) throws SQLException {
        List<byte[]> values = new ArrayList<>();
        try (var connection = upgraded.open();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getBytes(1));
            }
        }
        return values;
    }
}
