package lianhu.app.boot;

import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.microprofile.config.Config;
import org.postgresql.ds.PGSimpleDataSource;

/** Plain JDBC connections for work before Quarkus starts or without it. */
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
        // DriverManager knows only the drivers of the class loader that came first, so the driver is used directly.
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl);
        return source.getConnection(user, password);
    }

    /** Converts {@code postgresql://…} or {@code vertx-reactive:postgresql://…} to a JDBC URL. */
    public static String jdbcUrl(String reactiveUrl) {
        return "jdbc:"
                + (reactiveUrl.startsWith("vertx-reactive:")
                        ? reactiveUrl.substring("vertx-reactive:".length())
                        : reactiveUrl);
    }
}
