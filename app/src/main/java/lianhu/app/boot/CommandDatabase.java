package lianhu.app.boot;

import java.nio.file.Path;
import lianhu.embedded.DatabaseLogin;
import lianhu.embedded.DatabaseRole;
import lianhu.embedded.EmbeddedException;
import lianhu.embedded.EmbeddedServers;
import lianhu.embedded.RunningPostgres;
import lianhu.embedded.StartFailure;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The database of a command: the configured one, that of the running gateway, or an embedded one for the time of the
 * command.
 *
 * @param owner may change tables
 * @param backup reads
 */
public record CommandDatabase(
        JdbcConnections owner,
        JdbcConnections backup,
        @Nullable EmbeddedServers ownServers) implements AutoCloseable {
    public static CommandDatabase of(Config config, Path data) {
        if (isNamed(config)) {
            return new CommandDatabase(JdbcConnections.ofOwner(config), JdbcConnections.ofBackup(config), null);
        }
        try {
            EmbeddedServers servers = EmbeddedServers.start(data, EmbeddedServersLifecycle.cache(config));
            return new CommandDatabase(
                    own(servers.jdbcUrl(), servers.login(DatabaseRole.OWNER)),
                    own(servers.jdbcUrl(), servers.login(DatabaseRole.BACKUP)),
                    servers);
        } catch (EmbeddedException e) {
            if (e.failure() != StartFailure.ALREADY_RUNNING) {
                throw e;
            }
            RunningPostgres running = RunningPostgres.in(data).orElseThrow(() -> e);
            return new CommandDatabase(
                    own(running.jdbcUrl(), running.login(DatabaseRole.OWNER)),
                    own(running.jdbcUrl(), running.login(DatabaseRole.BACKUP)),
                    null);
        }
    }

    public static boolean isNamed(Config config) {
        return config.getOptionalValue(EmbeddedServersLifecycle.DATABASE, String.class)
                .isPresent();
    }

    public static JdbcConnections own(String jdbcUrl, DatabaseLogin login) {
        return new JdbcConnections(jdbcUrl, login.user(), login.password());
    }

    @Override
    public void close() {
        if (ownServers != null) {
            ownServers.close();
        }
    }
}
