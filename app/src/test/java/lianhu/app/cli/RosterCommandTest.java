package lianhu.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import lianhu.adapters.county.CountyFolder;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.roster.PgRoster;
import lianhu.app.boot.JdbcConnections;
import lianhu.app.boot.MasterKeyFile;
import lianhu.app.boot.Migrations;
import lianhu.app.support.GatewayProcess;
import lianhu.app.support.TestDatabase;
import lianhu.app.support.UpgradeFixture;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A county edits its files and brings them into a database that is in use. */
@NullUnmarked
class RosterCommandTest {
    private static final int DIFFERENT = 7;

    private static TestDatabase ground;

    @TempDir
    Path folder;

    private Path county;
    private final Map<String, String> settings = new HashMap<>();

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
        JdbcConnections database = ground.createDatabase();
        county = folder.resolve("yunxi");
        copy(Path.of("..", "counties", "yunxi"), county);
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("county"), "county=" + county + "\nversion=1\n");
        Path key = Files.writeString(data.resolve("key"), UpgradeFixture.KEY + "\n");
        importInto(database, new FieldEncryption(MasterKeyFile.read(key)));
        settings.putAll(Map.of(
                "lianhu.data-dir", data.toString(),
                "lianhu.county", county.toString(),
                "quarkus.datasource.reactive.url", database.jdbcUrl().substring("jdbc:".length()),
                "quarkus.datasource.username", database.user(),
                "quarkus.datasource.password", database.password()));
    }

    @Test
    void theDifferenceIsShownThenAppliedThenGone() throws Exception {
        // Given
        edit("posts.csv", "UNIT_HEAD,老鲁,15400001399,", "UNIT_HEAD,何小军,15400001398,he.xiaojun");

        // When
        GatewayProcess.ExitResult shown = run();
        GatewayProcess.ExitResult again = run();
        GatewayProcess.ExitResult applied = run("--apply");
        GatewayProcess.ExitResult after = run();

        // Then
        assertEquals(DIFFERENT, shown.code(), shown.output());
        assertTrue(shown.output().contains("人 老鲁 → 何小军；电话 15400001399 → 15400001398"), shown.output());
        assertTrue(shown.output().contains("加 0，改 1，停 0，留 0，动不了 0。"), shown.output());
        assertEquals(DIFFERENT, again.code(), "nothing was changed");
        assertEquals(0, applied.code(), applied.output());
        assertEquals(0, after.code(), after.output());
        assertTrue(after.output().contains("没有要改的"), after.output());
    }

    @Test
    void aWrongRowIsNamedWithFileAndLine() throws Exception {
        // Given
        edit("posts.csv", "UNIT_HEAD,老鲁,15400001399,", "UNIT_HEAD,老鲁,不知道,");

        // When
        GatewayProcess.ExitResult result = run("--apply");

        // Then
        assertEquals(1, result.code(), result.output());
        assertTrue(result.output().matches("(?s).*posts\\.csv:\\d+ 电话“不知道”不对.*"), result.output());
        assertFalse(result.output().contains("Exception"), result.output());
    }

    /** As the first start of the gateway does. */
    private void importInto(JdbcConnections database, FieldEncryption fieldEncryption) {
        Migrations.runWhenBehind(database);
        Vertx vertx = Vertx.vertx();
        Pool pool = database.pool(vertx);
        try (PgRoster roster = new PgRoster(pool, fieldEncryption, InstantSource.system())) {
            roster.start(CountyFolder.at(county).read(), false);
        } finally {
            pool.closeAndAwait();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private GatewayProcess.ExitResult run(String... options) throws Exception {
        return GatewayProcess.run(
                settings, Stream.concat(Stream.of("roster"), Stream.of(options)).toArray(String[]::new));
    }

    private void edit(String file, String old, String changed) throws IOException {
        String text = Files.readString(county.resolve(file));
        assertTrue(text.contains(old), file);
        Files.writeString(county.resolve(file), text.replaceFirst(old, changed));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
