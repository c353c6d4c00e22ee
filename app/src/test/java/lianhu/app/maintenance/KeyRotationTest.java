package lianhu.app.maintenance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.crypto.KeyRing;
import lianhu.app.boot.JdbcConnections;
import lianhu.app.boot.MasterKeyFile;
import lianhu.app.boot.StartupException;
import lianhu.app.support.GatewayProcess;
import lianhu.app.support.TestDatabase;
import lianhu.app.support.UpgradeFixture;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of the county is rotated and nothing is lost, wherever the rotation is interrupted. */
@NullUnmarked
class KeyRotationTest {
    private static final byte[] PHOTO = {(byte) 0xFF, (byte) 0xD8, 1, 2, 3};
    private static final int KILLED = 137;

    /** Everything encrypted that the first release stored. */
    private static final List<String> SEALED = List.of(
            "select title from ticket order by no",
            "select ciphertext from report_text order by receipt_no",
            "select ciphertext from event_text order by ticket_no, seq",
            "select ciphertext from report_person order by receipt_no, role",
            "select contact from department order by id",
            "select contact from post order by id",
            "select webhook from binding where webhook is not null order by chat");

    private static TestDatabase ground;

    @TempDir
    Path folder;

    private JdbcConnections database;
    private Path data;
    private List<String> words;

    @BeforeAll
    static void start() {
        ground = TestDatabase.start();
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    @BeforeEach
    void aCountyThatLived() throws Exception {
        database = ground.createDatabase();
        try (BackupRestore backupRestore = BackupRestore.open(UpgradeFixture.RECORDED, UpgradeFixture.KEYS)) {
            backupRestore.intoDatabase(database);
        }
        change("delete from outbox_lease");
        data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("county"), "county=yunxi\nversion=1\n");
        Files.writeString(data.resolve("key"), UpgradeFixture.KEY + "\n");
        Files.createDirectories(data.resolve("photos/ab"));
        Files.write(data.resolve("photos/ab/sealed"), vault().encrypt(PHOTO));
        Files.write(data.resolve("photos/ab/plain"), PHOTO);
        words = opened(vault());
    }

    @Test
    void everythingIsSealedWithTheNewKeyAndTheOldOneIsGone() throws Exception {
        // Given
        FieldEncryption before = vault();

        // When
        GatewayProcess.ExitResult exitResult = rekey(Map.of());

        // Then
        assertEquals(0, exitResult.code(), exitResult.output());
        KeyRing keys = MasterKeyFile.read(data.resolve("key"));
        assertEquals(2, keys.newestGeneration());
        assertFalse(keys.isRotating());
        assertEquals(words, opened(vault()));
        assertPhotos();
        assertThrows(IllegalStateException.class, () -> opened(before));
        assertEquals("rw-------", mode());
        assertFalse(Files.readString(data.resolve("key")).contains(UpgradeFixture.KEY));
    }

    @Test
    void peopleAreFoundAndReceiptsAndLinksHoldAfterTheChange() throws Exception {
        // Given
        FieldEncryption before = vault();

        // When
        rekey(Map.of());

        // Then
        assertArrayEquals(before.keyedHash("13800000000"), vault().keyedHash("13800000000"));
        assertArrayEquals(before.receiptKey(), vault().receiptKey());
        assertArrayEquals(before.linkToken("post/0"), vault().linkToken("post/0"));
    }

    @Test
    void sessionsOfTheDeskEnd() throws Exception {
        // Given
        byte[] before = MasterKeyFile.read(data.resolve("key")).sessionKey();

        // When
        rekey(Map.of());

        // Then
        assertFalse(java.util.Arrays.equals(
                before, MasterKeyFile.read(data.resolve("key")).sessionKey()));
    }

    @Test
    void personalLinksEndWhenThatIsWished() throws Exception {
        // Given
        FieldEncryption before = vault();

        // When
        GatewayProcess.ExitResult exitResult = rekey(Map.of(), "--new-links");

        // Then
        assertEquals(0, exitResult.code(), exitResult.output());
        assertFalse(java.util.Arrays.equals(before.linkToken("post/0"), vault().linkToken("post/0")));
        assertArrayEquals(before.keyedHash("13800000000"), vault().keyedHash("13800000000"));
    }

    @Test
    void theOldNameAndItsWordsAreStillUnderstood() throws Exception {
        // Given
        FieldEncryption before = vault();

        // When
        GatewayProcess.ExitResult wrong = GatewayProcess.run(settings(Map.of()), "rekey", "newlinks");
        GatewayProcess.ExitResult exitResult = GatewayProcess.run(settings(Map.of()), "rekey", "new-links");

        // Then
        assertEquals(2, wrong.code(), wrong.output());
        assertEquals(0, exitResult.code(), exitResult.output());
        assertFalse(java.util.Arrays.equals(before.linkToken("post/0"), vault().linkToken("post/0")));
    }

    @Test
    void aChangeKilledInTheMiddleLosesNothingAndIsTakenUpAgain() throws Exception {
        for (String point : List.of("rekey-batch", "rekey-batch:3", "rekey-photo")) {
            // Given
            int generation = MasterKeyFile.read(data.resolve("key")).newestGeneration();
            GatewayProcess.ExitResult killed = rekey(Map.of("lianhu.failpoint", point));
            assertEquals(KILLED, killed.code(), killed.output());
            KeyRing both = MasterKeyFile.read(data.resolve("key"));
            assertTrue(both.isRotating());
            assertEquals(words, opened(vault()), "all is readable in the middle of it");
            assertPhotos();

            // When
            GatewayProcess.ExitResult again = rekey(Map.of());

            // Then
            assertEquals(0, again.code(), again.output());
            KeyRing keys = MasterKeyFile.read(data.resolve("key"));
            assertEquals(generation + 1, keys.newestGeneration(), "the change that was begun is ended, no other begun");
            assertFalse(keys.isRotating());
            assertEquals(words, opened(vault()));
            assertPhotos();
        }
    }

    @Test
    void whileAGatewayWorksTheOldKeyStaysAndNothingIsSealedBeforeItKnowsTheNewOne() throws Exception {
        // Given
        change(
                "insert into outbox_lease (priority, partition, locked_by, lease_until) values (0, 0, 'a', now() + interval '1 hour')");
        FieldEncryption running = vault();

        // When
        GatewayProcess.ExitResult begun = rekey(Map.of());
        List<String> seenByTheRunning = opened(running);
        GatewayProcess.ExitResult tooEarly = rekey(Map.of());
        GatewayProcess.ExitResult restarted = rekey(Map.of(), "--resume");
        KeyRing beside = MasterKeyFile.read(data.resolve("key"));
        long left = new Reencryption(database, data, vault()).countOutdated();
        change("delete from outbox_lease");
        GatewayProcess.ExitResult stopped = rekey(Map.of());

        // Then
        assertEquals(0, begun.code(), begun.output());
        assertEquals(words, seenByTheRunning);
        assertEquals(1, tooEarly.code(), tooEarly.output());
        assertTrue(tooEarly.output().contains("网关还在用旧密钥"), tooEarly.output());
        assertEquals(0, restarted.code(), restarted.output());
        assertTrue(beside.isRotating());
        assertEquals(0, left);
        assertEquals(0, stopped.code(), stopped.output());
        assertFalse(MasterKeyFile.read(data.resolve("key")).isRotating());
        assertEquals(words, opened(vault()));
    }

    @Test
    void twoAtOnceDoNotMakeTwoKeys() throws Exception {
        // Given
        try (var other = database.open();
                var statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(hashtext('lianhu.rekey'))");

            // When
            GatewayProcess.ExitResult exitResult = rekey(Map.of());

            // Then
            assertEquals(1, exitResult.code(), exitResult.output());
            assertTrue(exitResult.output().contains("另一次 rotate-key 正在进行"), exitResult.output());
            assertEquals(UpgradeFixture.KEY + "\n", Files.readString(data.resolve("key")));
        }
    }

    @Test
    void anOldBackupComesBackWithTheOldKeyAndANewOneOnlyWithTheNew() throws Exception {
        // Given
        KeyRing old = MasterKeyFile.read(data.resolve("key"));
        rekey(Map.of());
        KeyRing now = MasterKeyFile.read(data.resolve("key"));
        Path file = folder.resolve("new.lianhu");
        new BackupWriter(database, data, java.time.Clock.systemUTC()).write(file, "yunxi", now);

        // When
        try (BackupRestore first = BackupRestore.open(UpgradeFixture.RECORDED, old);
                BackupRestore second = BackupRestore.open(file, now)) {
            // Then
            first.checkFor("yunxi");
            second.checkFor("yunxi");
        }
        assertThrows(StartupException.class, () -> BackupRestore.open(UpgradeFixture.RECORDED, now));
        assertThrows(StartupException.class, () -> BackupRestore.open(file, old));
    }

    @Test
    void aDamagedKeyFileIsRefusedWithoutQuotingIt() throws Exception {
        // Given
        rekey(Map.of());
        String whole = Files.readString(data.resolve("key"));
        Files.writeString(
                data.resolve("key"),
                whole.lines().filter(line -> !line.startsWith("hash")).toList().getFirst() + "\n");

        // When
        StartupException startupException =
                assertThrows(StartupException.class, () -> MasterKeyFile.read(data.resolve("key")));

        // Then
        assertTrue(startupException.getMessage().contains("读不出来"));
        assertFalse(startupException.getMessage().contains(whole.substring(2, 12)));
        assertNotEquals(1, whole.lines().count());
    }

    private GatewayProcess.ExitResult rekey(Map<String, String> more, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("rotate-key"));
        words.addAll(List.of(options));
        return GatewayProcess.run(settings(more), words.toArray(String[]::new));
    }

    private Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "lianhu.data-dir", data.toString(),
                "quarkus.datasource.reactive.url", database.jdbcUrl().substring("jdbc:".length()),
                "quarkus.datasource.username", database.user(),
                "quarkus.datasource.password", database.password()));
        settings.putAll(more);
        return settings;
    }

    private FieldEncryption vault() {
        return new FieldEncryption(MasterKeyFile.read(data.resolve("key")));
    }

    private void assertPhotos() throws IOException {
        assertArrayEquals(PHOTO, vault().decryptBytes(Files.readAllBytes(data.resolve("photos/ab/sealed"))));
        assertArrayEquals(PHOTO, Files.readAllBytes(data.resolve("photos/ab/plain")));
    }

    private String mode() throws IOException {
        return java.nio.file.attribute.PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("key")));
    }

    private List<String> opened(FieldEncryption fieldEncryption) throws SQLException {
        Map<String, List<String>> all = new TreeMap<>();
        try (var connection = database.open();
                var statement = connection.createStatement()) {
            for (String sql : SEALED) {
                try (var rows = statement.executeQuery(sql)) {
                    List<String> values = new ArrayList<>();
                    while (rows.next()) {
                        values.add(fieldEncryption.decrypt(rows.getBytes(1)));
                    }
                    assertFalse(values.isEmpty(), sql);
                    all.put(sql, values);
                }
            }
        }
        return all.values().stream().flatMap(List::stream).toList();
    }

    private void change(String sql) throws SQLException {
        try (var connection = database.open();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
