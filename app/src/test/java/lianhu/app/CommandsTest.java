package lianhu.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands as a person types them: what cannot be done is refused with a reason, and leaves everything as it was. */
@NullUnmarked
class CommandsTest {
    private static final Path RECORDED = Path.of("src", "test", "resources", "lianhu", "app", "first-release.lianhu");
    private static final String KEY = "Y8AqzaGK4fq/ARNm6zay7MCdVZesFBL8Ga/yDYMaC7E=";
    private static final int KILLED = 137;
    private static final int HALF_RESTORED = 20;

    private static OwnDatabase ground;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        ground = OwnDatabase.start();
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    @Test
    void anUnknownCommandIsRefusedAndStartsNothing() throws Exception {
        // When
        Program.End end = Program.run(settings(ground.fresh()), "bakcup", "file");

        // Then
        assertEquals(2, end.code(), end.said());
        assertTrue(end.said().contains("没有这个命令：bakcup"), end.said());
        assertFalse(Files.exists(folder.resolve("data")));
    }

    @Test
    void aMissingFileNameIsRefused() throws Exception {
        // When
        Program.End end = Program.run(settings(ground.fresh()), "backup");

        // Then
        assertEquals(2, end.code(), end.said());
        assertTrue(end.said().contains("backup 后面的词不对"), end.said());
    }

    @Test
    void aBackupOfNothingIsRefused() throws Exception {
        // When
        Program.End end = Program.run(settings(ground.fresh()), "backup", folder + "/file");

        // Then
        assertEquals(1, end.code(), end.said());
        assertTrue(end.said().contains("没有什么可备份"), end.said());
        assertFalse(Files.exists(folder.resolve("file")));
    }

    @Test
    void aBackupLeavesAnExistingFileAlone() throws Exception {
        // Given
        Map<String, String> settings = settings(restored());
        Path file = Files.writeString(folder.resolve("precious"), "kept");

        // When
        Program.End end = Program.run(settings, "backup", file.toString());

        // Then
        assertEquals(1, end.code(), end.said());
        assertTrue(end.said().contains("不会覆盖"), end.said());
        assertEquals("kept", Files.readString(file));
        assertFalse(Files.exists(folder.resolve("data").resolve(BackupSheet.LAST_BACKUP)));
    }

    @Test
    void aRestoreIntoALivedInDirectoryIsRefused() throws Exception {
        // Given
        Connections database = restored();

        // When
        Program.End end = Program.run(settings(ground.fresh()), "restore", RECORDED.toString());

        // Then
        assertEquals(1, end.code(), end.said());
        assertTrue(end.said().contains("里已有数据，不会覆盖它"), end.said());
        assertEquals(30, tickets(database));
    }

    @Test
    void aRestoreIntoALivedInDatabaseIsRefused() throws Exception {
        // Given
        Connections database = restored();
        Files.delete(folder.resolve("data").resolve("county"));
        Files.deleteIfExists(folder.resolve("data").resolve("desk-password"));

        // When
        Program.End end = Program.run(settings(database), "restore", RECORDED.toString());

        // Then
        assertEquals(1, end.code(), end.said());
        assertTrue(end.said().contains("数据库里已有数据"), end.said());
        assertEquals(30, tickets(database));
    }

    @Test
    void aRestoreWithoutTheKeyIsRefused() throws Exception {
        // Given
        Files.createDirectories(folder.resolve("data"));

        // When
        Program.End end = Program.run(settings(ground.fresh()), "restore", RECORDED.toString());

        // Then
        assertEquals(1, end.code(), end.said());
        assertTrue(end.said().contains("还没有密钥"), end.said());
        assertFalse(Files.exists(folder.resolve("data").resolve("county")));
    }

    @Test
    void aRestoreKilledAsSoonAsTheDirectoryIsStampedStartsNowhereAndIsTakenUpAgain() throws Exception {
        aKilledRestoreIsTakenUpAgain("restore-claimed");
    }

    @Test
    void aRestoreKilledWithItsRowsLoadedStartsNowhereAndIsTakenUpAgain() throws Exception {
        aKilledRestoreIsTakenUpAgain("restore-loaded");
    }

    private void aKilledRestoreIsTakenUpAgain(String point) throws Exception {
        // Given
        putKey();
        Connections database = ground.fresh();
        Map<String, String> settings = settings(database);
        Map<String, String> deadly = new HashMap<>(settings);
        deadly.put("lianhu.kill-at", point);
        Program.End killed = Program.run(deadly, "restore", RECORDED.toString());
        assertEquals(KILLED, killed.code(), killed.said());

        // When
        Program.End started = Program.run(settings);
        Program.End elsewhere = Program.run(settings(ground.fresh()), "restore", RECORDED.toString());
        Program.End again = Program.run(settings, "restore", RECORDED.toString());

        // Then
        assertEquals(HALF_RESTORED, started.code(), started.said());
        assertTrue(started.said().contains("恢复没有做完"), started.said());
        assertEquals(HALF_RESTORED, elsewhere.code(), elsewhere.said());
        assertTrue(elsewhere.said().contains("另一个数据库"), elsewhere.said());
        assertEquals(0, again.code(), again.said());
        assertEquals(30, tickets(database));
        assertFalse(Files.exists(folder.resolve("data").resolve("restoring")));
    }

    private Connections restored() throws Exception {
        putKey();
        Connections database = ground.fresh();
        Program.End end = Program.run(settings(database), "restore", RECORDED.toString());
        assertEquals(0, end.code(), end.said());
        return database;
    }

    private void putKey() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("key"), KEY + "\n");
    }

    private Map<String, String> settings(Connections database) {
        return Map.of(
                "lianhu.data-dir",
                folder.resolve("data").toString(),
                "quarkus.datasource.reactive.url",
                database.jdbcUrl().substring("jdbc:".length()),
                "quarkus.datasource.username",
                database.user(),
                "quarkus.datasource.password",
                database.password());
    }

    private static long tickets(Connections database) throws SQLException {
        try (var connection = database.open();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from ticket")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
