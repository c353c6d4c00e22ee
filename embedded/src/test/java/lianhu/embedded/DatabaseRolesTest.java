package lianhu.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What each role of a fresh cluster may do. */
class DatabaseRolesTest {
    private static Path base;
    private static EmbeddedServers servers;

    @BeforeAll
    static void start() throws IOException {
        base = Files.createTempDirectory("lianhu-roles");
        // Otherwise only root could enter, and nothing could be handed over to another account.
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
        servers = EmbeddedServers.start(
                base.resolve("data"), Path.of(System.getProperty("java.io.tmpdir"), "lianhu-programs"));
    }

    @AfterAll
    static void stop() {
        servers.close();
        ChildJvm.run("rm", "-rf", base.toString());
    }

    @Test
    void noRoleIsSuperuserOrMakesRolesAndDatabases() throws SQLException {
        // When
        List<String> powers = column(open(servers.login(DatabaseRole.APP)), """
                SELECT rolname || rolsuper || rolcreaterole || rolcreatedb || rolreplication || rolbypassrls FROM pg_roles
                WHERE rolname LIKE 'lianhu\\_%' ORDER BY rolname""");

        // Then
        assertEquals(
                List.of(
                        "lianhu_appfalsefalsefalsefalsefalse",
                        "lianhu_backupfalsefalsefalsefalsefalse",
                        "lianhu_ownerfalsefalsefalsefalsefalse"),
                powers);
    }

    @Test
    void onlyTheOwnerCreatesTables() throws SQLException {
        // Given
        String sql = "CREATE TABLE one (id int)";

        // Then
        for (DatabaseRole role : List.of(DatabaseRole.APP, DatabaseRole.BACKUP)) {
            try (Connection connection = open(servers.login(role));
                    var statement = connection.createStatement()) {
                SQLException refused = assertThrows(SQLException.class, () -> statement.execute(sql), role.user());
                assertEquals("42501", refused.getSQLState());
            }
        }
        try (Connection connection = open(servers.login(DatabaseRole.OWNER));
                var statement = connection.createStatement()) {
            statement.execute(sql);
            statement.execute("DROP SCHEMA public CASCADE"); // as after a restore that was cut off
            statement.execute("CREATE SCHEMA public");
        }
    }

    @Test
    void everyRoleHasAPasswordOfItsOwnThatIsNotPrinted() {
        // When
        List<DatabaseLogin> logins = new ArrayList<>();
        for (DatabaseRole role : DatabaseRole.values()) {
            logins.add(servers.login(role));
        }

        // Then
        assertEquals(3, logins.stream().map(DatabaseLogin::password).distinct().count());
        for (DatabaseLogin login : logins) {
            assertFalse(login.password().equals(servers.password()));
            assertFalse(login.toString().contains(login.password()));
        }
    }

    private static Connection open(DatabaseLogin login) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(servers.jdbcUrl());
        return source.getConnection(login.user(), login.password());
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        try (connection;
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
