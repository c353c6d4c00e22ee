package lianhu.app;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.flywaydb.core.Flyway;

/**
 * Brings the database up to the newest migration, by the plain library before Quarkus starts: no JDBC pool at run time.
 * When it is there already, that costs one query.
 */
final class Migrations {
    /** The newest file in {@code db/migration}; a test keeps this line honest. */
    static final String NEWEST = "1";

    /** Held, since a level set on a logger that nobody holds may be lost. */
    private static final Logger QUIET = Logger.getLogger("org.flywaydb");

    static void runWhenBehind(Config config) {
        String url = jdbcUrl(config.getValue(OwnServers.DATABASE, String.class));
        String user = config.getOptionalValue("quarkus.datasource.username", String.class)
                .orElse("");
        String password = config.getOptionalValue("quarkus.datasource.password", String.class)
                .orElse("");
        if (!isCurrent(url, user, password)) {
            QUIET.setLevel(Level.WARNING);
            Flyway.configure()
                    .dataSource(url, user, password)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        }
    }

    /** {@code postgresql://…} or {@code vertx-reactive:postgresql://…} as JDBC wants it. */
    static String jdbcUrl(String reactiveUrl) {
        return "jdbc:"
                + (reactiveUrl.startsWith("vertx-reactive:")
                        ? reactiveUrl.substring("vertx-reactive:".length())
                        : reactiveUrl);
    }

    private static boolean isCurrent(String url, String user, String password) {
        String newest = "select 1 from flyway_schema_history where version = ? and success";
        try (var connection = DriverManager.getConnection(url, user, password);
                var query = connection.prepareStatement(newest)) {
            query.setString(1, NEWEST);
            return query.executeQuery().next();
        } catch (SQLException noHistoryYet) {
            return false;
        }
    }

    private Migrations() {}
}
