package lianhu.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The embedded PostgreSQL and Redis: started together, supervised, stopped in order. */
public final class EmbeddedServers implements AutoCloseable {
    private final DataLock lock;
    private final PostgresServer postgresServer;
    private final RedisServer redisServer;
    private final Supervisor postgresSupervisor;
    private final Supervisor redisSupervisor;

    private EmbeddedServers(DataLock lock, Path data, ServerBinaries programs) {
        this.lock = lock;
        postgresServer = new PostgresServer(programs.postgres(), data.resolve("postgres"));
        redisServer = new RedisServer(programs.redis(), data.resolve("redis"));
        postgresSupervisor = new Supervisor(postgresServer);
        redisSupervisor = new Supervisor(redisServer);
    }

    /**
     * Starts both servers and returns when both answer.
     *
     * @param data where they keep their data; created when missing
     * @param cache where their programs are unpacked once, for all data directories
     * @throws EmbeddedException when a person must correct something first
     */
    public static EmbeddedServers start(Path data, Path cache) {
        var real = DataDirectory.prepare(data);
        var lock = DataLock.acquire(real);
        try {
            var servers = choose(lock, real, cache);
            servers.startBoth();
            return servers;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Without user and password. */
    public String jdbcUrl() {
        return "jdbc:" + postgresServer.address();
    }

    /** As {@code quarkus.datasource.reactive.url} wants it, without user and password. */
    public String reactiveUrl() {
        return postgresServer.address();
    }

    /** The superuser; programs of ours log in as one of the {@link #login roles}. */
    public String user() {
        return PostgresServer.USER;
    }

    public DatabaseLogin login(DatabaseRole role) {
        return DatabaseLogin.of(role, postgresServer.password());
    }

    public String password() {
        return postgresServer.password();
    }

    /** As {@code quarkus.redis.hosts} wants it, password included. */
    public String redisUrl() {
        return redisServer.url();
    }

    /** Changes when PostgreSQL has died and was started again. */
    public long postgresPid() {
        return postgresSupervisor.pid();
    }

    /** Changes when Redis has died and was started again. */
    public long redisPid() {
        return redisSupervisor.pid();
    }

    /** Stops both; to be called when no client uses them any more. */
    @Override
    public void close() {
        redisSupervisor.stop();
        postgresSupervisor.stop();
        lock.close();
    }

    /**
     * In a container the home of root, and the cache in it, is closed to {@code nobody}, and user namespaces are
     * forbidden: then the programs are unpacked into the data directory.
     */
    private static EmbeddedServers choose(DataLock lock, Path data, Path cache) {
        var ownPrograms = data.resolve("programs");
        if (Files.isDirectory(ownPrograms)) {
            return new EmbeddedServers(lock, data, new ServerBinaries(ownPrograms));
        }
        try {
            return new EmbeddedServers(lock, data, new ServerBinaries(cache));
        } catch (EmbeddedException e) {
            if (e.failure() != StartFailure.NO_UNPRIVILEGED_USER) {
                throw e;
            }
            return new EmbeddedServers(lock, data, new ServerBinaries(ownPrograms));
        }
    }

    private void startBoth() {
        var other = CompletableFuture.runAsync(redisSupervisor::start);
        try {
            postgresSupervisor.start();
            other.join();
        } catch (RuntimeException e) {
            stopStarted(other);
            throw e instanceof CompletionException && e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void stopStarted(CompletableFuture<Void> other) {
        other.handle((done, failed) -> done).join();
        redisSupervisor.stop();
        postgresSupervisor.stop();
    }
}
