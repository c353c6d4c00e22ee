package lianhu.bench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import lianhu.bench.harness.BenchDatabase;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.DataFolder;
import lianhu.bench.harness.DemoGroups;
import lianhu.bench.harness.GatewayUnderTest;
import lianhu.bench.harness.InstalledApp;
import lianhu.bench.harness.TimedWait;
import lianhu.embedded.EmbeddedServers;

/** One copy of the gateway with its own servers, or two copies that share servers. */
final class GatewayCluster {
    private static final Duration RECOVERY_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration KILL_INTERVAL = Duration.ofMillis(20);

    private final DataFolder data;
    private final List<GatewayUnderTest> gatewayUnderTests = new ArrayList<>();

    GatewayCluster(InstalledApp installedApp, int copies, Closer closer) {
        data = closer.register(DataFolder.fresh());
        if (copies == 1) {
            gatewayUnderTests.add(closer.register(new GatewayUnderTest(installedApp, data.path(), DemoGroups.COUNTY)));
            return;
        }
        EmbeddedServers servers = EmbeddedServers.start(data.path(), installedApp.cache());
        closer.register(servers::close);
        for (int i = 1; i <= copies; i++) {
            Path own = data.folder("copy" + i);
            gatewayUnderTests.add(closer.register(new GatewayUnderTest(installedApp, own, DemoGroups.COUNTY)
                    .set("lianhu.instance", "copy" + i)
                    .set("lianhu.key-file", data.path().resolve("key").toString())
                    .set("quarkus.datasource.reactive.url", servers.reactiveUrl())
                    .set("quarkus.datasource.username", servers.user())
                    .secret("QUARKUS_DATASOURCE_PASSWORD", servers.password())
                    .secret("QUARKUS_REDIS_HOSTS", servers.redisUrl())));
        }
    }

    void start(URI wecom) {
        for (GatewayUnderTest gatewayUnderTest : gatewayUnderTests) {
            gatewayUnderTest.set("lianhu.wecom.base-url", wecom.toString());
            gatewayUnderTest.launch();
            gatewayUnderTest.awaitReady();
        }
    }

    List<GatewayUnderTest> gateways() {
        return gatewayUnderTests;
    }

    URI[] urls() {
        return gatewayUnderTests.stream().map(GatewayUnderTest::url).toArray(URI[]::new);
    }

    DataFolder data() {
        return data;
    }

    BenchDatabase database() {
        return data.database("postgres");
    }

    /** Kills PostgreSQL and waits until the gateway has restarted it and all copies are ready. */
    void killPostgres() {
        killServer(data::postgresPid);
    }

    void killRedis() {
        killServer(data::redisPid);
    }

    /** Kills PostgreSQL as often as it is started again, for this long. It then starts by itself. */
    void keepPostgresDown(Duration time) {
        keepDown(data::postgresPid, time);
    }

    void keepRedisDown(Duration time) {
        keepDown(data::redisPid, time);
    }

    private void keepDown(Supplier<OptionalLong> pid, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            pid.get().ifPresent(data::kill);
            TimedWait.pause(KILL_INTERVAL);
        }
    }

    private void killServer(Supplier<OptionalLong> pid) {
        long killed = pid.get().orElseThrow();
        data.kill(killed);
        boolean isRestarted = TimedWait.until(
                RECOVERY_TIMEOUT,
                () -> pid.get().stream().anyMatch(now -> now != killed)
                        && gatewayUnderTests.stream().allMatch(GatewayUnderTest::isReady));
        if (!isRestarted) {
            throw new IllegalStateException("a killed server was not restarted. The log of the gateway ends with:\n"
                    + gatewayUnderTests.getFirst().logTail());
        }
    }
}
