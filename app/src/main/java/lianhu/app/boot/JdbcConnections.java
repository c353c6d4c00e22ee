package lianhu.app.boot;

import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.microprofile.config.Config;
import org.postgresql.ds.PGSimpleDataSource;

/** Plain connections to the database, for what happens before Quarkus or without it. */
public record JdbcConnections(String jdbcUrl, String user, String password) {
    public static JdbcConnections of(Config config) {
        return new JdbcConnections(
                jdbcUrl(config.getValue(EmbeddedServersLifecycle.DATABASE, String.class)),
                config.getOptionalValue("quarkus.datasource.username", String.class)
                        .orElse(""),
                config.getOptionalValue("quarkus.datasource.password", String.class)
                        .orElse(""));
    }

    public Connection open() throws SQLException {
        // Not asked of the DriverManager, which knows only the drivers of whichever class loader came first.
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl);
        return source.getConnection(user, password);
    }

    /** {@code postgresql://…} or {@code vertx-reactive:postgresql://…} as JDBC wants it. */
    public static String jdbcUrl(String reactiveUrl) {
        return "jdbc:"
                + (reactiveUrl.startsWith("vertx-reactive:")
                        ? reactiveUrl.substring("vertx-reactive:".length())
                        : reactiveUrl);
    }
}
