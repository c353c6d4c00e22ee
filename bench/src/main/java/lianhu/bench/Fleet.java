package lianhu.bench;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import lianhu.bench.subject.DataFolder;
import lianhu.bench.subject.Database;
import lianhu.bench.subject.Ending;
import lianhu.bench.subject.Gateway;
import lianhu.bench.subject.Program;
import lianhu.bench.subject.Town;
import lianhu.bench.subject.Waiting;
import lianhu.embedded.EmbeddedServers;

/** One copy of the gateway with servers of its own, or two copies on the same servers. */
final class Fleet {
    private static final Duration BACK_WITHIN = Duration.ofSeconds(90);

    private final DataFolder data;
    private final List<Gateway> gateways = new ArrayList<>();

    Fleet(Program program, int copies, Ending ending) {
        data = ending.of(DataFolder.fresh());
        if (copies == 1) {
            gateways.add(ending.of(new Gateway(program, data.path(), Town.COUNTY)));
            return;
        }
        EmbeddedServers servers = EmbeddedServers.start(data.path(), program.cache());
        ending.of(servers::close);
        for (int i = 1; i <= copies; i++) {
            Path own = data.folder("copy" + i);
            gateways.add(ending.of(new Gateway(program, own, Town.COUNTY)
                    .set("lianhu.instance", "copy" + i)
                    .set("lianhu.key-file", data.path().resolve("key").toString())
                    .set("quarkus.datasource.reactive.url", servers.reactiveUrl())
                    .set("quarkus.datasource.username", servers.user())
                    .secret("QUARKUS_DATASOURCE_PASSWORD", servers.password())
                    .secret("QUARKUS_REDIS_HOSTS", servers.redisUrl())));
        }
    }

    void start(URI wecom) {
        for (Gateway gateway : gateways) {
            gateway.set("lianhu.wecom.base-url", wecom.toString());
            gateway.launch();
            gateway.awaitReady();
        }
    }

    List<Gateway> gateways() {
        return gateways;
    }

    URI[] urls() {
        return gateways.stream().map(Gateway::url).toArray(URI[]::new);
    }

    DataFolder data() {
        return data;
    }

    Database database() {
        return data.database("postgres");
    }

    /** Whoever keeps the servers brings them back; this waits for it and for the gateways. */
    void killPostgres() {
        killServer(data::postgresPid);
    }

    void killRedis() {
        killServer(data::redisPid);
    }

    private void killServer(Supplier<OptionalLong> pid) {
        long killed = pid.get().orElseThrow();
        data.kill(killed);
        boolean isBack = Waiting.until(
                BACK_WITHIN,
                () -> pid.get().stream().anyMatch(now -> now != killed)
                        && gateways.stream().allMatch(Gateway::isReady));
        if (!isBack) {
            throw new IllegalStateException("a killed server did not come back. The log of the gateway ends with:\n"
                    + gateways.getFirst().logTail());
        }
    }
}
