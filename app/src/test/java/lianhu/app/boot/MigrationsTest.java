package lianhu.app.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lianhu.app.support.TestDatabase;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A new program on older data, an old program on newer data. */
@NullUnmarked
class MigrationsTest {
    private static TestDatabase ground;

    @BeforeAll
    static void start() {
        ground = TestDatabase.start();
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    @Test
    void everyFileIsFound() throws IOException {
        // Given
        Set<Integer> files;
        try (Stream<Path> all = Files.list(Path.of("..", "adapters", "src", "main", "resources", "db", "migration"))) {
            files = all.map(file -> file.getFileName().toString())
                    .map(name -> Integer.valueOf(name.substring(1, name.indexOf("__"))))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        // When
        Set<Integer> versions = MigrationFiles.versions();

        // Then
        assertEquals(files, versions);
    }

    @Test
    void theDataOfTheFirstReleaseAreBroughtUp() throws SQLException {
        // Given
        JdbcConnections database = ground.createDatabase();
        Migrations.runUpTo(database, 1);
        run(database, "insert into report_person values ('48271938', 'REPORTER', '\\x02')");

        // When
        Migrations.runWhenBehind(database);

        // Then
        assertEquals(MigrationFiles.versions(), Migrations.applied(database));
        assertEquals(1, count(database, "select count(*) from report_person"));
        assertEquals(0, count(database, "select count(*) from broadcast"));
    }

    @Test
    void theDataOfANewerReleaseAreLeftAlone() throws SQLException {
        // Given
        JdbcConnections database = ground.createDatabase();
        Migrations.runWhenBehind(database);
        run(database, """
                insert into flyway_schema_history
                  (installed_rank, version, description, type, script, installed_by, execution_time, success)
                values (999, '999', 'later', 'SQL', 'V999__later.sql', 'lianhu', 1, true)""");

        // When
        StartupException refusal = assertThrows(StartupException.class, () -> Migrations.runWhenBehind(database));

        // Then
        assertTrue(refusal.getMessage().contains("更新的版本"));
    }

    private static void run(JdbcConnections database, String sql) throws SQLException {
        try (var connection = database.open();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long count(JdbcConnections database, String sql) throws SQLException {
        try (var connection = database.open();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
