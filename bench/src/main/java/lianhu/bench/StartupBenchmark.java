package lianhu.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.CpuUsage;
import lianhu.bench.harness.DataFolder;
import lianhu.bench.harness.DemoGroups;
import lianhu.bench.harness.FreePorts;
import lianhu.bench.harness.GatewayUnderTest;
import lianhu.bench.harness.InstalledApp;
import lianhu.bench.harness.TimedWait;
import lianhu.bench.load.CallbackGenerator;
import lianhu.bench.load.WireRequest;

/** How soon it is there: on an empty folder, on a migrated database, and after kill -9. */
final class StartupBenchmark {
    static final Set<String> OPTIONS = Set.of("times");

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HostInfo hostInfo = HostInfo.now();
    private final InstalledApp installedApp;
    private final int times;
    private final DataFolder data;
    private final GatewayUnderTest gatewayUnderTest;
    private final CallbackGenerator callbackGenerator;

    StartupBenchmark(BenchOptions benchOptions, InstalledApp installedApp, Closer closer) {
        this.installedApp = installedApp;
        times = benchOptions.number("times", 5, 100);
        data = closer.register(DataFolder.fresh());
        gatewayUnderTest = closer.register(new GatewayUnderTest(installedApp, data.path(), DemoGroups.COUNTY)
                .set("lianhu.wecom.base-url", "http://127.0.0.1:" + FreePorts.free()));
        callbackGenerator = new CallbackGenerator(
                "s" + data.path().hashCode(), DemoGroups.chats(installedApp), InstantSource.system());
    }

    BenchResult run() {
        gatewayUnderTest.launch();
        long first = gatewayUnderTest.awaitReady();
        ConsoleOutput.print("first start on an empty folder: %d ms", first);
        List<Long> warm = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            gatewayUnderTest.close();
            gatewayUnderTest.launch();
            warm.add(gatewayUnderTest.awaitReady());
            ConsoleOutput.print("warm start: %d ms", warm.getLast());
        }
        long idle = CpuUsage.residentMb(gatewayUnderTest.pid());
        List<Long> killed = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            killed.add(afterKill());
            ConsoleOutput.print("kill -9 to the first callback answered with 2xx: %d ms", killed.getLast());
        }
        return new BenchResult("start")
                .with("startMs", Median.of(warm), 0)
                .with("rssMb", idle)
                .with(
                        "flags",
                        installedApp.describeFlags() + "; " + hostInfo.describe() + "; startMs: median of warm starts "
                                + warm + " ms to ready, embedded servers included; first start on an empty folder "
                                + first
                                + " ms; kill -9 to first 2xx " + killed + " ms; rssMb idle");
    }

    private long afterKill() {
        List<WireRequest> wireRequests = callbackGenerator.generate(2000, 0);
        long begin = System.nanoTime();
        gatewayUnderTest.kill();
        gatewayUnderTest.launch();
        Iterator<WireRequest> next = wireRequests.iterator();
        boolean isBack = TimedWait.until(LIMIT, () -> next.hasNext() && isAccepted(next.next()));
        if (!isBack) {
            throw new IllegalStateException(
                    "no callback was taken after kill -9. The log ends with:\n" + gatewayUnderTest.logTail());
        }
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private boolean isAccepted(WireRequest wireRequest) {
        int status = gatewayUnderTest.status(new String(wireRequest.wire(), StandardCharsets.US_ASCII));
        return status >= 200 && status < 300;
    }
}
