package lianhu.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** PostgreSQL and Redis for those who have none: started together, kept alive, stopped in order. */
public final class EmbeddedServers implements AutoCloseable {
    private final DataLock lock;
    private final Postgres postgres;
    private final Redis redis;
    private final Keeper postgresKeeper;
    private final Keeper redisKeeper;

    private EmbeddedServers(DataLock lock, Path data, Binaries programs) {
        this.lock = lock;
        postgres = new Postgres(programs.postgres(), data.resolve("postgres"));
        redis = new Redis(programs.redis(), data.resolve("redis"));
        postgresKeeper = new Keeper(postgres);
        redisKeeper = new Keeper(redis);
    }

    /**
     * Returns once both answer.
     *
     * @param data where they keep their data; created when missing
     * @param cache where their programs are unpacked once, for all data directories
     * @throws EmbeddedException when a person must put something right first
     */
    public static EmbeddedServers start(Path data, Path cache) {
        var real = DataDirectory.prepare(data);
        var lock = DataLock.take(real);
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
        return "jdbc:" + postgres.address();
    }

    /** As {@code quarkus.datasource.reactive.url} wants it, without user and password. */
    public String reactiveUrl() {
        return postgres.address();
    }

    public String user() {
        return Postgres.USER;
    }

    public String password() {
        return postgres.password();
    }

    /** As {@code quarkus.redis.hosts} wants it, password included. */
    public String redisUrl() {
        return redis.url();
    }

    /** Changes when PostgreSQL has died and come back. */
    public long postgresPid() {
        return postgresKeeper.pid();
    }

    /** Changes when Redis has died and come back. */
    public long redisPid() {
        return redisKeeper.pid();
    }

    /** To be called when nothing uses the servers any more. */
    @Override
    public void close() {
        redisKeeper.stop();
        postgresKeeper.stop();
        lock.close();
    }

    /**
     * In a container root's home, and the cache in it, is closed to {@code nobody}, and user namespaces are forbidden:
     * then the programs are unpacked beside the data, and stay there.
     */
    private static EmbeddedServers choose(DataLock lock, Path data, Path cache) {
        var beside = data.resolve("programs");
        if (Files.isDirectory(beside)) {
            return new EmbeddedServers(lock, data, new Binaries(beside));
        }
        try {
            return new EmbeddedServers(lock, data, new Binaries(cache));
        } catch (EmbeddedException e) {
            if (e.trouble() != Trouble.NO_ACCOUNT) {
                throw e;
            }
            return new EmbeddedServers(lock, data, new Binaries(beside));
        }
    }

    private void startBoth() {
        var other = CompletableFuture.runAsync(redisKeeper::start);
        try {
            postgresKeeper.start();
            other.join();
        } catch (RuntimeException e) {
            stopWhatCame(other);
            throw e instanceof CompletionException && e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void stopWhatCame(CompletableFuture<Void> other) {
        other.handle((done, failed) -> done).join();
        redisKeeper.stop();
        postgresKeeper.stop();
    }
}
