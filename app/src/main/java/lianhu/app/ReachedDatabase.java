package lianhu.app;

import java.nio.file.Path;
import lianhu.embedded.EmbeddedException;
import lianhu.embedded.EmbeddedServers;
import lianhu.embedded.RunningPostgres;
import lianhu.embedded.Trouble;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** A command's database: the one that is named, that of the gateway which runs, or our own for as long as it takes. */
record ReachedDatabase(Connections connections, @Nullable EmbeddedServers lent) implements AutoCloseable {
    static ReachedDatabase of(Config config, Path data) {
        if (isNamed(config)) {
            return new ReachedDatabase(Connections.of(config), null);
        }
        try {
            EmbeddedServers servers = EmbeddedServers.start(data, OwnServers.cache(config));
            return new ReachedDatabase(new Connections(servers.jdbcUrl(), servers.user(), servers.password()), servers);
        } catch (EmbeddedException e) {
            if (e.trouble() != Trouble.SECOND_COPY) {
                throw e;
            }
            RunningPostgres running = RunningPostgres.in(data).orElseThrow(() -> e);
            return new ReachedDatabase(new Connections(running.jdbcUrl(), running.user(), running.password()), null);
        }
    }

    static boolean isNamed(Config config) {
        return config.getOptionalValue(OwnServers.DATABASE, String.class).isPresent();
    }

    @Override
    public void close() {
        if (lent != null) {
            lent.close();
        }
    }
}
