package lianhu.app.boot;

import java.nio.file.Path;
import lianhu.embedded.EmbeddedException;
import lianhu.embedded.EmbeddedServers;
import lianhu.embedded.RunningPostgres;
import lianhu.embedded.StartFailure;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The database of a command: the configured one, that of the running gateway, or an embedded one for the time of the
 * command.
 */
public record CommandDatabase(
        JdbcConnections connections, @Nullable EmbeddedServers ownServers) implements AutoCloseable {
    public static CommandDatabase of(Config config, Path data) {
        if (isNamed(config)) {
            return new CommandDatabase(JdbcConnections.of(config), null);
        }
        try {
            EmbeddedServers servers = EmbeddedServers.start(data, EmbeddedServersLifecycle.cache(config));
            return new CommandDatabase(
                    new JdbcConnections(servers.jdbcUrl(), servers.user(), servers.password()), servers);
        } catch (EmbeddedException e) {
            if (e.failure() != StartFailure.ALREADY_RUNNING) {
                throw e;
            }
            RunningPostgres running = RunningPostgres.in(data).orElseThrow(() -> e);
            return new CommandDatabase(
                    new JdbcConnections(running.jdbcUrl(), running.user(), running.password()), null);
        }
    }

    public static boolean isNamed(Config config) {
        return config.getOptionalValue(EmbeddedServersLifecycle.DATABASE, String.class)
                .isPresent();
    }

    @Override
    public void close() {
        if (ownServers != null) {
            ownServers.close();
        }
    }
}
