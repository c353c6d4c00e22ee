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
import lianhu.app.sms.SmsConfiguration;
import lianhu.embedded.DatabaseLogin;
import lianhu.embedded.DatabaseRole;
import lianhu.embedded.EmbeddedAsterisk;
import lianhu.embedded.EmbeddedException;
import lianhu.embedded.EmbeddedServers;
import lianhu.simulator.Simulator;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * The environment of the tests: embedded PostgreSQL, Redis and Asterisk and a local WeCom, in one folder that is deleted with
 * them. The log of the gateway is also written to {@code run.log} there.
 */
@NullUnmarked
public final class GatewayTestResource implements QuarkusTestResourceLifecycleManager {
    public static final String LOG_FILE = "quarkus.log.file.path";
    public static final String KEY_FILE = "lianhu.key-file";

    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "lianhu");

    private @Nullable Path home;
    private @Nullable EmbeddedServers servers;
    private @Nullable Simulator simulator;
    private @Nullable EmbeddedAsterisk asterisk;

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
        servers = EmbeddedServers.start(folder.resolve("servers"), CACHE);
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
        settings.put("lianhu.sms.url", simulator.url() + "/sms/messages");
        settings.put("lianhu.sms.token", SmsConfiguration.DEMO_TOKEN);
        settings.put("lianhu.sms.callback-token", SmsConfiguration.DEMO_TOKEN);
        settings.put("lianhu.speech.url", simulator.url() + "/speech");
        // The stories run at any hour of the day.
        settings.put("lianhu.quiet-hours", "03:00-03:00");
        // Its story calls for it; at nine in the morning it would come between the messages of the others.
        settings.put("lianhu.morning-digest", "false");
        startAsterisk(data, settings);
        // All tests report at a few places, faster than people do.
        settings.put("lianhu.rate-limit.forms-per-area-burst", "1000");
        settings.put("quarkus.log.file.enabled", "true");
        settings.put("quarkus.log.file.level", "ALL");
        settings.put(LOG_FILE, folder.resolve("run.log").toString());
        Migrations.runWhenBehind(
                new SmallRyeConfigBuilder().withDefaultValues(settings).build());
        return settings;
    }

    /** Where it cannot be had, the tests of the telephone are skipped; with {@code CI=true} that is a failure. */
    private void startAsterisk(Path data, Map<String, String> settings) {
        try {
            EmbeddedAsterisk started = EmbeddedAsterisk.start(data, CACHE);
            asterisk = started;
            settings.put("lianhu.telephony.ari-url", "http://127.0.0.1:" + started.httpPort());
            // 1001 of the demonstration answers by itself.
            settings.put("lianhu.telephony.agent-endpoint", "Local/{extension}@hotline-demonstration/n");
            settings.put("lianhu.telephony.ari-user", started.user());
            settings.put("lianhu.telephony.ari-password", started.password());
            // This machine answers for every number. The emergencies of all tests ring at once.
            settings.put("lianhu.telephony.trunk", "Local/{number}@outbound-demonstration/n");
            settings.put("lianhu.telephony.max-outbound", "60");
            settings.put("lianhu.telephony.follow-up-calls", "true");
            // The endpoint of the demonstration that is called so leads to no operator.
            settings.put("lianhu.telephony.trunk-name", "operator");
        } catch (EmbeddedException e) {
            if ("true".equals(System.getenv("CI"))) {
                throw e;
            }
        }
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
        if (asterisk != null) {
            asterisk.close();
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
