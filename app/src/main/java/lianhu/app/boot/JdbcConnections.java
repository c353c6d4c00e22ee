package lianhu.app.boot;

import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import java.sql.Connection;
import java.sql.SQLException;
import org.eclipse.microprofile.config.Config;
import org.postgresql.ds.PGSimpleDataSource;

/** Plain JDBC connections for work before Quarkus starts or without it. */
public record JdbcConnections(String jdbcUrl, String user, String password) {
    /** Settings {@code .username} and {@code .password} of the role that owns the tables. */
    public static final String OWNER = "lianhu.database.owner";

    /** Settings of the role that reads for a backup. */
    static final String BACKUP = "lianhu.database.backup";

    private static final String JDBC = "jdbc:";

    private static final String APPLICATION = "quarkus.datasource";

    /** As the application itself. */
    public static JdbcConnections of(Config config) {
        return as(APPLICATION, config);
    }

    /** For migrations, restore and key rotation; as the application where no other user is named. */
    public static JdbcConnections ofOwner(Config config) {
        return as(named(config, OWNER) ? OWNER : APPLICATION, config);
    }

    /** For a backup; as the owner where no other user is named. */
    static JdbcConnections ofBackup(Config config) {
        return named(config, BACKUP) ? as(BACKUP, config) : ofOwner(config);
    }

    private static boolean named(Config config, String prefix) {
        return config.getOptionalValue(prefix + ".username", String.class).isPresent();
    }

    private static JdbcConnections as(String prefix, Config config) {
        return new JdbcConnections(
                jdbcUrl(config.getValue(EmbeddedServersLifecycle.DATABASE, String.class)),
                config.getOptionalValue(prefix + ".username", String.class).orElse(""),
                config.getOptionalValue(prefix + ".password", String.class).orElse(""));
    }

    public Connection open() throws SQLException {
        // DriverManager knows only the drivers of the class loader that came first, so the driver is used directly.
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl);
        return source.getConnection(user, password);
    }

    /** A reactive pool for a command; the caller closes it. */
    public Pool pool(Vertx vertx) {
        return Pool.newInstance(PgBuilder.pool()
                .connectingTo(PgConnectOptions.fromUri(jdbcUrl.substring(JDBC.length()))
                        .setUser(user)
                        .setPassword(password))
                .using(vertx)
                .build());
    }

    /** Converts {@code postgresql://…} or {@code vertx-reactive:postgresql://…} to a JDBC URL. */
    public static String jdbcUrl(String reactiveUrl) {
        return JDBC
                + (reactiveUrl.startsWith("vertx-reactive:")
                        ? reactiveUrl.substring("vertx-reactive:".length())
                        : reactiveUrl);
    }
}
