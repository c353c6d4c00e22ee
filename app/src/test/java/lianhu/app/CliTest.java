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
import lianhu.app.boot.JdbcConnections;
import lianhu.app.maintenance.BackupWriter;
import lianhu.app.support.GatewayProcess;
import lianhu.app.support.TestDatabase;
import lianhu.app.support.UpgradeFixture;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands as a person types them: a command that cannot work is refused with a reason and changes nothing. */
@NullUnmarked
class CliTest {
    private static final int KILLED = 137;
    private static final int HALF_RESTORED = 20;

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
    void anUnknownCommandIsRefusedAndStartsNothing() throws Exception {
        // When
        GatewayProcess.ExitResult exitResult = GatewayProcess.run(settings(ground.createDatabase()), "bakcup", "file");

        // Then
        assertEquals(2, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("没有这个命令：bakcup"), exitResult.output());
        assertFalse(Files.exists(folder.resolve("data")));
    }

    @Test
    void aMissingFileNameIsRefused() throws Exception {
        // When
        GatewayProcess.ExitResult exitResult = GatewayProcess.run(settings(ground.createDatabase()), "backup");

        // Then
        assertEquals(2, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("backup 后面缺少文件名"), exitResult.output());
    }

    @Test
    void aBackupOfNothingIsRefused() throws Exception {
        // When
        GatewayProcess.ExitResult exitResult =
                GatewayProcess.run(settings(ground.createDatabase()), "backup", folder + "/file");

        // Then
        assertEquals(1, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("没有什么可备份"), exitResult.output());
        assertFalse(Files.exists(folder.resolve("file")));
    }

    @Test
    void aBackupLeavesAnExistingFileAlone() throws Exception {
        // Given
        Map<String, String> settings = settings(restored());
        Path file = Files.writeString(folder.resolve("precious"), "kept");

        // When
        GatewayProcess.ExitResult exitResult = GatewayProcess.run(settings, "backup", file.toString());

        // Then
        assertEquals(1, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("不会覆盖"), exitResult.output());
        assertEquals("kept", Files.readString(file));
        assertFalse(Files.exists(folder.resolve("data").resolve(BackupWriter.LAST)));
    }

    @Test
    void aRestoreIntoALivedInDirectoryIsRefused() throws Exception {
        // Given
        JdbcConnections database = restored();

        // When
        GatewayProcess.ExitResult exitResult =
                GatewayProcess.run(settings(ground.createDatabase()), "restore", UpgradeFixture.RECORDED.toString());

        // Then
        assertEquals(1, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("里已有数据，不会覆盖它"), exitResult.output());
        assertEquals(30, tickets(database));
    }

    @Test
    void aRestoreIntoALivedInDatabaseIsRefused() throws Exception {
        // Given
        JdbcConnections database = restored();
        Files.delete(folder.resolve("data").resolve("county"));
        Files.deleteIfExists(folder.resolve("data").resolve("desk-password"));

        // When
        GatewayProcess.ExitResult exitResult =
                GatewayProcess.run(settings(database), "restore", UpgradeFixture.RECORDED.toString());

        // Then
        assertEquals(1, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("数据库里已有数据"), exitResult.output());
        assertEquals(30, tickets(database));
    }

    @Test
    void aRestoreWithoutTheKeyIsRefused() throws Exception {
        // Given
        Files.createDirectories(folder.resolve("data"));

        // When
        GatewayProcess.ExitResult exitResult =
                GatewayProcess.run(settings(ground.createDatabase()), "restore", UpgradeFixture.RECORDED.toString());

        // Then
        assertEquals(1, exitResult.code(), exitResult.output());
        assertTrue(exitResult.output().contains("还没有密钥"), exitResult.output());
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
        JdbcConnections database = ground.createDatabase();
        Map<String, String> settings = settings(database);
        Map<String, String> deadly = new HashMap<>(settings);
        deadly.put("lianhu.failpoint", point);
        GatewayProcess.ExitResult killed = GatewayProcess.run(deadly, "restore", UpgradeFixture.RECORDED.toString());
        assertEquals(KILLED, killed.code(), killed.output());

        // When
        GatewayProcess.ExitResult started = GatewayProcess.run(settings);
        GatewayProcess.ExitResult elsewhere =
                GatewayProcess.run(settings(ground.createDatabase()), "restore", UpgradeFixture.RECORDED.toString());
        GatewayProcess.ExitResult again = GatewayProcess.run(settings, "restore", UpgradeFixture.RECORDED.toString());

        // Then
        assertEquals(HALF_RESTORED, started.code(), started.output());
        assertTrue(started.output().contains("恢复没有做完"), started.output());
        assertEquals(HALF_RESTORED, elsewhere.code(), elsewhere.output());
        assertTrue(elsewhere.output().contains("另一个数据库"), elsewhere.output());
        assertEquals(0, again.code(), again.output());
        assertEquals(30, tickets(database));
        assertFalse(Files.exists(folder.resolve("data").resolve("restoring")));
    }

    private JdbcConnections restored() throws Exception {
        putKey();
        JdbcConnections database = ground.createDatabase();
        GatewayProcess.ExitResult exitResult =
                GatewayProcess.run(settings(database), "restore", UpgradeFixture.RECORDED.toString());
        assertEquals(0, exitResult.code(), exitResult.output());
        return database;
    }

    private void putKey() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("key"), UpgradeFixture.KEY + "\n");
    }

    private Map<String, String> settings(JdbcConnections database) {
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

    private static long tickets(JdbcConnections database) throws SQLException {
        try (var connection = database.open();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from ticket")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
