package lianhu.app;

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
import lianhu.adapters.vault.KeyRing;
import lianhu.adapters.vault.Vault;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The county's key is changed and nothing is lost, wherever the change is cut off. */
@NullUnmarked
class RekeyTest {
    private static final Path RECORDED = Path.of("src", "test", "resources", "lianhu", "app", "first-release.lianhu");
    private static final String KEY = "Y8AqzaGK4fq/ARNm6zay7MCdVZesFBL8Ga/yDYMaC7E=";
    private static final byte[] PHOTO = {(byte) 0xFF, (byte) 0xD8, 1, 2, 3};
    private static final int KILLED = 137;

    /** Everything sealed that the first release knew. */
    private static final List<String> SEALED = List.of(
            "select title from ticket order by no",
            "select sealed from report_text order by receipt_no",
            "select sealed from event_text order by ticket_no, seq",
            "select sealed from person order by key",
            "select contact from department order by id",
            "select person from post order by id",
            "select webhook from binding where webhook is not null order by chat");

    private static OwnDatabase ground;

    @TempDir
    Path folder;

    private Connections database;
    private Path data;
    private List<String> words;

    @BeforeAll
    static void start() {
        ground = OwnDatabase.start();
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    @BeforeEach
    void aCountyThatLived() throws Exception {
        database = ground.fresh();
        try (Restore restore = Restore.open(RECORDED)) {
            restore.intoDatabase(database);
        }
        change("delete from slot_lease");
        data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("county"), "county=yunxi\nversion=1\n");
        Files.writeString(data.resolve("key"), KEY + "\n");
        Files.createDirectories(data.resolve("photos/ab"));
        Files.write(data.resolve("photos/ab/sealed"), vault().seal(PHOTO));
        Files.write(data.resolve("photos/ab/plain"), PHOTO);
        words = opened(vault());
    }

    @Test
    void everythingIsSealedWithTheNewKeyAndTheOldOneIsGone() throws Exception {
        // Given
        Vault before = vault();

        // When
        Program.End end = rekey(Map.of());

        // Then
        assertEquals(0, end.code(), end.said());
        KeyRing keys = MasterKey.read(data.resolve("key"));
        assertEquals(2, keys.newest());
        assertFalse(keys.isChanging());
        assertEquals(words, opened(vault()));
        assertPhotos();
        assertThrows(IllegalStateException.class, () -> opened(before));
        assertEquals("rw-------", mode());
        assertFalse(Files.readString(data.resolve("key")).contains(KEY));
    }

    @Test
    void peopleAreFoundAndReceiptsAndLinksHoldAfterTheChange() throws Exception {
        // Given
        Vault before = vault();

        // When
        rekey(Map.of());

        // Then
        assertArrayEquals(before.hash("13800000000"), vault().hash("13800000000"));
        assertArrayEquals(before.receiptKey(), vault().receiptKey());
        assertArrayEquals(before.linkToken("post/0"), vault().linkToken("post/0"));
    }

    @Test
    void personalLinksEndWhenThatIsWished() throws Exception {
        // Given
        Vault before = vault();

        // When
        Program.End end = rekey(Map.of(), Rekey.NEW_LINKS);

        // Then
        assertEquals(0, end.code(), end.said());
        assertFalse(java.util.Arrays.equals(before.linkToken("post/0"), vault().linkToken("post/0")));
        assertArrayEquals(before.hash("13800000000"), vault().hash("13800000000"));
    }

    @Test
    void aChangeKilledInTheMiddleLosesNothingAndIsTakenUpAgain() throws Exception {
        for (String point : List.of("rekey-batch", "rekey-batch:3", "rekey-photo")) {
            // Given
            int generation = MasterKey.read(data.resolve("key")).newest();
            Program.End killed = rekey(Map.of("lianhu.kill-at", point));
            assertEquals(KILLED, killed.code(), killed.said());
            KeyRing both = MasterKey.read(data.resolve("key"));
            assertTrue(both.isChanging());
            assertEquals(words, opened(vault()), "all is readable in the middle of it");
            assertPhotos();

            // When
            Program.End again = rekey(Map.of());

            // Then
            assertEquals(0, again.code(), again.said());
            KeyRing keys = MasterKey.read(data.resolve("key"));
            assertEquals(generation + 1, keys.newest(), "the change that was begun is ended, no other begun");
            assertFalse(keys.isChanging());
            assertEquals(words, opened(vault()));
            assertPhotos();
        }
    }

    @Test
    void whileAGatewayWorksTheOldKeyStaysAndNothingIsSealedBeforeItKnowsTheNewOne() throws Exception {
        // Given
        change(
                "insert into slot_lease (lane, slot, holder, lease_until) values (0, 0, 'a', now() + interval '1 hour')");
        Vault running = vault();

        // When
        Program.End begun = rekey(Map.of());
        List<String> seenByTheRunning = opened(running);
        Program.End tooEarly = rekey(Map.of());
        Program.End restarted = rekey(Map.of(), Rekey.RESTARTED);
        KeyRing beside = MasterKey.read(data.resolve("key"));
        long left = new SealedAnew(database, data, vault()).left();
        change("delete from slot_lease");
        Program.End stopped = rekey(Map.of());

        // Then
        assertEquals(0, begun.code(), begun.said());
        assertEquals(words, seenByTheRunning);
        assertEquals(1, tooEarly.code(), tooEarly.said());
        assertTrue(tooEarly.said().contains("网关还在用旧密钥"), tooEarly.said());
        assertEquals(0, restarted.code(), restarted.said());
        assertTrue(beside.isChanging());
        assertEquals(0, left);
        assertEquals(0, stopped.code(), stopped.said());
        assertFalse(MasterKey.read(data.resolve("key")).isChanging());
        assertEquals(words, opened(vault()));
    }

    @Test
    void twoAtOnceDoNotMakeTwoKeys() throws Exception {
        // Given
        try (var other = database.open();
                var statement = other.createStatement()) {
            statement.execute("select pg_advisory_lock(hashtext('lianhu.rekey'))");

            // When
            Program.End end = rekey(Map.of());

            // Then
            assertEquals(1, end.code(), end.said());
            assertTrue(end.said().contains("另一次 rekey 正在进行"), end.said());
            assertEquals(KEY + "\n", Files.readString(data.resolve("key")));
        }
    }

    @Test
    void anOldBackupComesBackWithTheOldKeyAndANewOneOnlyWithTheNew() throws Exception {
        // Given
        KeyRing old = MasterKey.read(data.resolve("key"));
        rekey(Map.of());
        KeyRing now = MasterKey.read(data.resolve("key"));
        Path file = folder.resolve("new.lianhu");
        new Backup(database, data, java.time.Clock.systemUTC()).write(file, "yunxi", now);

        // When
        try (Restore first = Restore.open(RECORDED);
                Restore second = Restore.open(file)) {
            // Then
            first.checkFor("yunxi", old);
            assertThrows(Fault.class, () -> first.checkFor("yunxi", now));
            second.checkFor("yunxi", now);
            assertThrows(Fault.class, () -> second.checkFor("yunxi", old));
        }
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
        Fault fault = assertThrows(Fault.class, () -> MasterKey.read(data.resolve("key")));

        // Then
        assertTrue(fault.getMessage().contains("读不出来"));
        assertFalse(fault.getMessage().contains(whole.substring(2, 12)));
        assertNotEquals(1, whole.lines().count());
    }

    private Program.End rekey(Map<String, String> more, String... word) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "lianhu.data-dir", data.toString(),
                "quarkus.datasource.reactive.url", database.jdbcUrl().substring("jdbc:".length()),
                "quarkus.datasource.username", database.user(),
                "quarkus.datasource.password", database.password()));
        settings.putAll(more);
        List<String> words = new ArrayList<>(List.of("rekey"));
        words.addAll(List.of(word));
        return Program.run(settings, words.toArray(String[]::new));
    }

    private Vault vault() {
        return new Vault(MasterKey.read(data.resolve("key")));
    }

    private void assertPhotos() throws IOException {
        assertArrayEquals(PHOTO, vault().openBytes(Files.readAllBytes(data.resolve("photos/ab/sealed"))));
        assertArrayEquals(PHOTO, Files.readAllBytes(data.resolve("photos/ab/plain")));
    }

    private String mode() throws IOException {
        return java.nio.file.attribute.PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("key")));
    }

    private List<String> opened(Vault vault) throws SQLException {
        Map<String, List<String>> all = new TreeMap<>();
        try (var connection = database.open();
                var statement = connection.createStatement()) {
            for (String sql : SEALED) {
                try (var rows = statement.executeQuery(sql)) {
                    List<String> values = new ArrayList<>();
                    while (rows.next()) {
                        values.add(vault.open(rows.getBytes(1)));
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
