package lianhu.app.boot;

import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Migrates the database to the newest version by plain Flyway before Quarkus starts, so that no JDBC pool exists at run
 * time. For a database that is up to date this costs one query.
 */
public final class Migrations {
    /** A strong reference: the level of a logger that is garbage collected is lost. */
    private static final Logger FLYWAY_LOGGER = Logger.getLogger("org.flywaydb");

    /** Warns each time that numbers may be assigned out of order, which is intended here. */
    private static final Logger OUT_OF_ORDER_LOGGER = Logger.getLogger("org.flywaydb.core.internal.command.DbMigrate");

    public static void runWhenBehind(Config config) {
        runWhenBehind(JdbcConnections.ofOwner(config));
    }

    public static void runWhenBehind(JdbcConnections database) {
        Set<Integer> ours = MigrationFiles.versions();
        Set<Integer> done = applied(database);
        if (!ours.isEmpty() && !ours.containsAll(done)) {
            throw new StartupException("""
                    数据库已被更新的版本用过，本版本不认识它的样子，没有动它。请装回较新的版本。
                    A newer version has used this database. Run that version; nothing was changed.""");
        }
        if (ours.isEmpty() || !done.containsAll(ours)) {
            flyway(database).load().migrate();
        }
    }

    /** Migrates to a version and no further: for the data of an older release. */
    public static void runUpTo(JdbcConnections database, int version) {
        flyway(database).target(Integer.toString(version)).load().migrate();
    }

    /** The applied versions; empty before the first migration. */
    public static TreeSet<Integer> applied(JdbcConnections database) {
        TreeSet<Integer> versions = new TreeSet<>();
        try (var connection = database.open();
                var query = connection.createStatement();
                var rows = query.executeQuery(
                        "select version from flyway_schema_history where version is not null and success")) {
            while (rows.next()) {
                versions.add(Integer.parseInt(rows.getString(1)));
            }
        } catch (SQLException noHistory) {
            return new TreeSet<>();
        }
        return versions;
    }

    /** A number may be assigned before another one that came first. A failure is thrown, so warnings are of no use. */
    private static FluentConfiguration flyway(JdbcConnections database) {
        FLYWAY_LOGGER.setLevel(Level.SEVERE);
        OUT_OF_ORDER_LOGGER.setLevel(Level.SEVERE);
        return Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db/migration")
                .outOfOrder(true);
    }

    private Migrations() {}
}
