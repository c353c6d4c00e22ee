package lianhu.app.boot;

import io.quarkus.runtime.Application;
import java.nio.file.Path;
import java.util.OptionalLong;
import lianhu.embedded.DatabaseLogin;
import lianhu.embedded.DatabaseRole;
import lianhu.embedded.EmbeddedServers;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Runs the embedded PostgreSQL and Redis where no others are configured, and stops them after Quarkus has drained. */
public final class EmbeddedServersLifecycle {
    public static final String DATABASE = "quarkus.datasource.reactive.url";

    private static volatile @Nullable EmbeddedServers running;

    public static void startUnlessConfigured(Config config, Path data) {
        if (config.getOptionalValue(DATABASE, String.class).isPresent()) {
            return;
        }
        EmbeddedServers servers = EmbeddedServers.start(data, cache(config));
        running = servers;
        // Set in the process: on the command line the password would be visible.
        System.setProperty(DATABASE, servers.reactiveUrl());
        setLogin("quarkus.datasource", servers.login(DatabaseRole.APP));
        setLogin(JdbcConnections.OWNER, servers.login(DatabaseRole.OWNER));
        setLogin(JdbcConnections.BACKUP, servers.login(DatabaseRole.BACKUP));
        if (config.getOptionalValue("quarkus.redis.hosts", String.class).isEmpty()) {
            System.setProperty("quarkus.redis.hosts", servers.redisUrl());
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAfterQuarkus(servers), "stop embedded servers"));
    }

    /** Of the embedded PostgreSQL; empty where another database is configured. */
    public static OptionalLong postgresPid() {
        EmbeddedServers servers = running;
        return servers == null ? OptionalLong.empty() : OptionalLong.of(servers.postgresPid());
    }

    private static void setLogin(String prefix, DatabaseLogin login) {
        System.setProperty(prefix + ".username", login.user());
        System.setProperty(prefix + ".password", login.password());
    }

    /** The folder in which the programs of the servers are unpacked. */
    static Path cache(Config config) {
        return config.getOptionalValue("lianhu.cache-dir", String.class)
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "lianhu"));
    }

    /** Shutdown hooks run in parallel, and that of Quarkus is one of them: this hook waits until Quarkus has stopped. */
    private static void stopAfterQuarkus(EmbeddedServers servers) {
        Application quarkus = Application.currentApplication();
        if (quarkus != null) {
            quarkus.awaitShutdown();
        }
        servers.close();
    }

    private EmbeddedServersLifecycle() {}
}
