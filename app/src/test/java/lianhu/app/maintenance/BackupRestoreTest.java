package lianhu.app.maintenance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.crypto.KeyRing;
import lianhu.app.boot.JdbcConnections;
import lianhu.app.boot.MigrationFiles;
import lianhu.app.boot.Migrations;
import lianhu.app.boot.StartupException;
import lianhu.app.support.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup is restored whole, or refused before anything is changed. */
@NullUnmarked
class BackupRestoreTest {
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final KeyRing KEYS = KeyRing.of(KEY);
    private static final String WORDS = "村口路灯坏了三天了";

    private static TestDatabase ground;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        ground = TestDatabase.start();
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    @Test
    void anEmptyMachineBecomesTheCountyAgain() throws Exception {
        // Given
        JdbcConnections lost = lived(MigrationFiles.versions().last());
        Path data = Files.createDirectories(folder.resolve("lost/photos/ab"))
                .resolve("../..")
                .normalize();
        Files.write(data.resolve("photos/ab/abcd"), new byte[] {1, 2, 3});
        Files.writeString(data.resolve("key"), "the key itself");
        Path file = folder.resolve("county.backup");
        new BackupWriter(lost, data, Clock.systemUTC()).write(file, "yunxi", KEYS);
        JdbcConnections found = ground.createDatabase();
        Path home = Files.createDirectory(folder.resolve("found"));

        // When
        try (BackupRestore backupRestore = BackupRestore.open(file, KEYS)) {
            backupRestore.checkFor("yunxi");
            backupRestore.intoDatabase(found);
            backupRestore.intoFolder(home);
        }

        // Then
        assertEquals(WORDS, words(found));
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(home.resolve("photos/ab/abcd")));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("photos/ab/abcd"))));
        assertFalse(Files.exists(home.resolve("key")), "the key is kept apart");
        assertEquals(MigrationFiles.versions(), Migrations.applied(found));
        assertTrue(number(found, "select nextval('receipt_block')") > number(lost, "select nextval('receipt_block')"));
    }

    @Test
    void theFirstReleasesBackupComesBackInTheNewestForm() throws Exception {
        // Given
        JdbcConnections old = lived(1);
        Path file = folder.resolve("old.backup");
        new BackupWriter(old, folder, Clock.systemUTC()).write(file, "yunxi", KEYS);
        JdbcConnections found = ground.createDatabase();

        // When
        try (BackupRestore backupRestore = BackupRestore.open(file, KEYS)) {
            backupRestore.checkFor("yunxi");
            backupRestore.intoDatabase(found);
        }

        // Then
        assertEquals(WORDS, words(found));
        assertEquals(MigrationFiles.versions(), Migrations.applied(found));
    }

    @Test
    void whatIsDamagedIsRefused() throws Exception {
        // Given
        Path file = folder.resolve("county.backup");
        new BackupWriter(lived(1), folder, Clock.systemUTC()).write(file, "yunxi", KEYS);
        byte[] whole = Files.readAllBytes(file);
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, whole.length / 2));
        byte[] flipped = whole.clone();
        flipped[behind("tables/ticket_event", whole) + 4] ^= 0x10;
        Path bent = Files.write(folder.resolve("bent"), flipped);

        // When
        StartupException ofCut = assertThrows(StartupException.class, () -> BackupRestore.open(cut, KEYS));
        StartupException ofBent = assertThrows(StartupException.class, () -> BackupRestore.open(bent, KEYS));

        // Then
        assertTrue(ofCut.getMessage().contains("坏了"));
        assertTrue(ofBent.getMessage().contains("坏了"));
    }

    @Test
    void anotherCountyAndAnotherKeyAreRefused() throws Exception {
        // Given
        Path file = folder.resolve("county.backup");
        new BackupWriter(lived(1), folder, Clock.systemUTC()).write(file, "yunxi", KEYS);
        byte[] otherKey = KEY.clone();
        otherKey[0]++;

        // When
        StartupException ofKey =
                assertThrows(StartupException.class, () -> BackupRestore.open(file, KeyRing.of(otherKey)));
        try (BackupRestore backupRestore = BackupRestore.open(file, KEYS)) {
            StartupException ofCounty = assertThrows(StartupException.class, () -> backupRestore.checkFor("sunan"));

            // Then
            assertTrue(ofCounty.getMessage().contains("另一个县"));
            assertTrue(ofKey.getMessage().contains("密钥"));
        }
    }

    /** Checksums that agree prove nothing: a person who changes a backup computes them again. */
    @Test
    void aBackupThatSomebodyChangedIsRefusedAlthoughItsSumsAgree() throws Exception {
        // Given
        Path file = folder.resolve("county.backup");
        new BackupWriter(lived(1), folder, Clock.systemUTC()).write(file, "yunxi", KEYS);
        Path changed = BackupForgery.of(file, folder.resolve("changed"), BackupRestoreTest::withProgram);
        Path unsigned = BackupForgery.unsigned(changed, folder.resolve("unsigned"));

        // When
        StartupException ofChanged = assertThrows(StartupException.class, () -> BackupRestore.open(changed, KEYS));
        StartupException ofUnsigned = assertThrows(StartupException.class, () -> BackupRestore.open(unsigned, KEYS));

        // Then
        assertTrue(ofChanged.getMessage().contains("被人改过"), ofChanged.getMessage());
        assertTrue(ofUnsigned.getMessage().contains("没有签名"), ofUnsigned.getMessage());
    }

    /** Even with a valid signature, no name from the file becomes SQL that the catalogue does not know. */
    @Test
    void columnsThatTheCatalogueDoesNotKnowAreRefused() throws Exception {
        // Given
        Path file = folder.resolve("county.backup");
        new BackupWriter(lived(1), folder, Clock.systemUTC()).write(file, "yunxi", KEYS);
        Path changed = BackupForgery.signed(file, folder.resolve("changed"), BackupRestoreTest::withProgram, KEYS);
        JdbcConnections found = ground.createDatabase();

        // When
        StartupException refused;
        try (BackupRestore backupRestore = BackupRestore.open(changed, KEYS)) {
            refused = assertThrows(StartupException.class, () -> backupRestore.intoDatabase(found));
        }

        // Then
        assertTrue(refused.getMessage().contains("表 ticket_timer 的列不对"), refused.getMessage());
        assertEquals(0, number(found, "select count(*) from ticket"));
    }

    @Test
    void aFileThatIsThereIsNeverOverwritten() throws Exception {
        // Given
        Path file = Files.writeString(folder.resolve("precious"), "kept");
        BackupWriter backupWriter = new BackupWriter(lived(1), folder, Clock.systemUTC());

        // When
        assertThrows(StartupException.class, () -> backupWriter.write(file, "yunxi", KEYS));

        // Then
        assertEquals("kept", Files.readString(file));
    }

    private static String withProgram(String manifest) {
        return manifest.replaceFirst(
                "columns\\.ticket_timer=.*", "columns.ticket_timer=ticket_no) FROM PROGRAM 'touch pwned' --");
    }

    private static int behind(String name, byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1).indexOf(name) + name.length();
    }

    /** A database with a report and what is around it, in the form of a release. */
    private static JdbcConnections lived(int version) throws SQLException {
        JdbcConnections database = ground.createDatabase();
        Migrations.runUpTo(database, version);
        try (var connection = database.open();
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into ticket (no, version, state, kind, category, urgency, area, confidentiality, owner_type,
                      owner_id, owner_name, route, dispatches, reopenings, acknowledged, received_at, changed_at, due, title, title_ngrams)
                    values ('GD20261121621099000376', 1, 'DISPATCHED', 'HELP', 'lighting', 'NORMAL', '621099101201', 'OPEN',
                      'GRID', 'g', '小王', '{}', 1, 0, true, now(), now(), now(), '\\x00', '{}');
                    insert into report (receipt_no, source_account, source_id, channel, area, ticket_no, has_account, owner_type,
                      owner_id, owner_name, due, urgency, confidentiality, advice, occurred_at, received_at)
                    values ('48271938', 'web', '1', 'WEB', '621099101201', 'GD20261121621099000376', false, 'GRID', 'g', '小王',
                      now(), 'NORMAL', 'OPEN', '', now(), now());
                    insert into ticket_event (ticket_no, seq, at, type, by_type, by_id, by_name, change)
                    values ('GD20261121621099000376', 1, now(), 'RECEIVED', 'GATEWAY', '', E'tab\\there\\nand a line', '{}');
                    select nextval('receipt_block');""");
            try (var words = connection.prepareStatement(
                    "insert into report_text (receipt_no, ciphertext) values ('48271938', ?)")) {
                words.setBytes(1, new FieldEncryption(KEY).encrypt(WORDS));
                words.executeUpdate();
            }
        }
        return database;
    }

    private static String words(JdbcConnections database) throws SQLException {
        try (var connection = database.open();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        select t.ciphertext from report_text t join report r using (receipt_no)
                        join ticket_event e using (ticket_no) where e.by_name = E'tab\\there\\nand a line'""")) {
            rows.next();
            return new FieldEncryption(KEY).decrypt(rows.getBytes(1));
        }
    }

    private static long number(JdbcConnections database, String sql) throws SQLException {
        try (var connection = database.open();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
