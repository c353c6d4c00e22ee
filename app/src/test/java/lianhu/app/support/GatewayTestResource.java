package lianhu.app.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import lianhu.app.boot.JdbcConnections;
import lianhu.app.boot.Migrations;
import lianhu.app.demo.DemoAccounts;
import lianhu.embedded.DatabaseLogin;
import lianhu.embedded.DatabaseRole;
import lianhu.embedded.EmbeddedServers;
import lianhu.simulator.Simulator;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * The environment of the tests: embedded PostgreSQL and Redis and a local WeCom, in one folder that is deleted with
 * them. The log of the gateway is also written to {@code run.log} there.
 */
@NullUnmarked
public final class GatewayTestResource implements QuarkusTestResourceLifecycleManager {
    public static final String LOG_FILE = "quarkus.log.file.path";
    public static final String KEY_FILE = "lianhu.key-file";

    private @Nullable Path home;
    private @Nullable EmbeddedServers servers;
    private @Nullable Simulator simulator;

    @Override
    public Map<String, String> start() {
        try {
            home = Files.createTempDirectory("lianhu-house");
            return begin(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> begin(Path folder) throws IOException {
        servers = EmbeddedServers.start(
                folder.resolve("servers"), Path.of(System.getProperty("user.home"), ".cache", "lianhu"));
        simulator = Simulator.start();
        simulator.load(Path.of("..", "counties", "yunxi", "demo"));
        Path data = Files.createDirectories(folder.resolve("data"));
        Path key = data.resolve("key");
        Files.writeString(key, UpgradeFixture.KEY + "\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        DemoAccounts.set();
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.datasource.reactive.url", servers.reactiveUrl());
        login(settings, "quarkus.datasource", servers.login(DatabaseRole.APP));
        login(settings, JdbcConnections.OWNER, servers.login(DatabaseRole.OWNER));
        settings.put("quarkus.redis.hosts", servers.redisUrl());
        settings.put("lianhu.data-dir", data.toString());
        settings.put(KEY_FILE, key.toString());
        settings.put("lianhu.county", "yunxi");
        settings.put("lianhu.demo", "true");
        settings.put("lianhu.simulator-port", Integer.toString(simulator.port()));
        settings.put("lianhu.wecom.base-url", simulator.url().toString());
        // All tests report at a few places, faster than people do.
        settings.put("lianhu.rate-limit.forms-per-area-burst", "1000");
        settings.put("quarkus.log.file.enabled", "true");
        settings.put("quarkus.log.file.level", "ALL");
        settings.put(LOG_FILE, folder.resolve("run.log").toString());
        Migrations.runWhenBehind(
                new SmallRyeConfigBuilder().withDefaultValues(settings).build());
        return settings;
    }

    private static void login(Map<String, String> settings, String prefix, DatabaseLogin login) {
        settings.put(prefix + ".username", login.user());
        settings.put(prefix + ".password", login.password());
    }

    @Override
    public void stop() {
        if (simulator != null) {
            simulator.close();
        }
        if (servers != null) {
            servers.close();
        }
        if (home != null) {
            remove(home);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException gone) {
            System.err.println("left behind: " + folder);
        }
    }
}
