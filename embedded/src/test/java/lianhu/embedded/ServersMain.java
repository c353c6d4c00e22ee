package lianhu.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs the servers until a signal comes. Usage: ServersMain DATA CACHE */
final class ServersMain {
    public static void main(String... args) throws InterruptedException {
        try {
            var servers = EmbeddedServers.start(Path.of(args[0]), Path.of(args[1]));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                servers.close();
                System.out.println("stopped");
            }));
            System.out.printf(
                    "ready %d %d %s %s %s%n",
                    servers.postgresPid(),
                    servers.redisPid(),
                    servers.jdbcUrl(),
                    servers.password(),
                    servers.redisUrl());
            new CountDownLatch(1).await();
        } catch (EmbeddedException e) {
            System.err.println(e.getMessage());
            System.exit(e.exitCode());
        }
    }

    private ServersMain() {}
}
