package lianhu.app;

import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.microprofile.config.Config;
import org.postgresql.ds.PGSimpleDataSource;

/** Plain connections to the database, for what happens before Quarkus or without it. */
record Connections(String jdbcUrl, String user, String password) {
    static Connections of(Config config) {
        return new Connections(
                jdbcUrl(config.getValue(OwnServers.DATABASE, String.class)),
                config.getOptionalValue("quarkus.datasource.username", String.class)
                        .orElse(""),
                config.getOptionalValue("quarkus.datasource.password", String.class)
                        .orElse(""));
    }

    Connection open() throws SQLException {
        // Not asked of the DriverManager, which knows only the drivers of whichever class loader came first.
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl);
        return source.getConnection(user, password);
    }

    /** {@code postgresql://…} or {@code vertx-reactive:postgresql://…} as JDBC wants it. */
    static String jdbcUrl(String reactiveUrl) {
        return "jdbc:"
                + (reactiveUrl.startsWith("vertx-reactive:")
                        ? reactiveUrl.substring("vertx-reactive:".length())
                        : reactiveUrl);
    }
}
