package lianhu.bot.redis;

import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import java.nio.file.Path;
import java.time.Duration;
import lianhu.embedded.EmbeddedServers;

/** One real Redis for all tests of a run; it ends with the run. */
public final class RedisFixture {
    private static final Path DATA = Path.of("target", "test-servers");
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "lianhu");
    private static final Vertx VERTX = Vertx.vertx();
    private static final Redis REDIS = start();

    private static Redis start() {
        EmbeddedServers servers = EmbeddedServers.start(DATA, CACHE);
        Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
        return Redis.createClient(VERTX, servers.redisUrl());
    }

    public static Redis empty() {
        REDIS.send(Request.cmd(Command.FLUSHALL)).await().atMost(Duration.ofSeconds(5));
        return REDIS;
    }

    /** No server listens on the first port. */
    public static Redis away() {
        return Redis.createClient(VERTX, "redis://127.0.0.1:1");
    }

    private RedisFixture() {}
}
