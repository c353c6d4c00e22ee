package lianhu.bench;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.CpuUsage;
import lianhu.bench.harness.DataFolder;
import lianhu.bench.harness.DemoGroups;
import lianhu.bench.harness.FreePorts;
import lianhu.bench.harness.GatewayUnderTest;
import lianhu.bench.harness.InstalledApp;
import lianhu.bench.harness.TimedWait;
import lianhu.bench.load.CallbackGenerator;

/** One build of the gateway that is started repeatedly on its own data directory. */
final class StartTarget {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String name;
    private final InstalledApp installedApp;
    private final GatewayUnderTest gatewayUnderTest;
    private final CallbackGenerator callbackGenerator;
    private final List<Long> warm = new ArrayList<>();
    private final List<Long> resident = new ArrayList<>();
    private final List<Long> killed = new ArrayList<>();
    private long first;

    StartTarget(String name, InstalledApp installedApp, Closer closer) {
        this.name = name;
        this.installedApp = installedApp;
        DataFolder data = closer.register(DataFolder.fresh());
        gatewayUnderTest = closer.register(new GatewayUnderTest(installedApp, data.path(), DemoGroups.COUNTY)
                .set("lianhu.wecom.base-url", "http://127.0.0.1:" + FreePorts.free()));
        callbackGenerator = new CallbackGenerator(
                "s" + data.path().hashCode(), DemoGroups.chats(installedApp), InstantSource.system());
    }

    /** Starts on an empty folder. */
    void startFirst() {
        gatewayUnderTest.launch();
        first = gatewayUnderTest.awaitReady();
        ConsoleOutput.print("%s: first start on an empty folder: %d ms", name, first);
        gatewayUnderTest.close();
    }

    /** Starts on a migrated database and stops, so that nothing runs while another build starts. */
    void startWarm() {
        gatewayUnderTest.launch();
        warm.add(gatewayUnderTest.awaitReady());
        resident.add(CpuUsage.residentMb(gatewayUnderTest.pid()));
        ConsoleOutput.print("%s: warm start: %d ms, %d MB", name, warm.getLast(), resident.getLast());
        gatewayUnderTest.close();
    }

    /** Kills and restarts several times, then stops. */
    void startAfterKills(int times) {
        gatewayUnderTest.launch();
        gatewayUnderTest.awaitReady();
        for (int i = 0; i < times; i++) {
            killed.add(afterKill());
            ConsoleOutput.print("%s: kill -9 to the first callback answered with 2xx: %d ms", name, killed.getLast());
        }
        gatewayUnderTest.close();
    }

    double startMs() {
        return Median.of(warm);
    }

    double residentMb() {
        return Median.of(resident);
    }

    double afterKillMs() {
        return Median.of(killed);
    }

    String name() {
        return name;
    }

    boolean hasAotCache() {
        return installedApp.hasAotCache();
    }

    String inWords() {
        return name + ": " + installedApp.describeFlags() + "; warm starts " + warm
                + " ms to ready, embedded servers included; first start on an empty folder " + first
                + " ms; kill -9 to first 2xx " + killed + " ms; rssMb " + resident + " when ready";
    }

    private long afterKill() {
        // One message, as WeCom sends it again until it has its receipt.
        String callback = new String(callbackGenerator.generate(1, 0).getFirst().wire(), StandardCharsets.US_ASCII);
        long begin = System.nanoTime();
        gatewayUnderTest.kill();
        gatewayUnderTest.launch();
        boolean isBack = TimedWait.until(LIMIT, () -> isTaken(callback));
        if (!isBack) {
            throw new IllegalStateException(
                    "no callback was taken after kill -9. The log ends with:\n" + gatewayUnderTest.logTail());
        }
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private boolean isTaken(String callback) {
        int status = gatewayUnderTest.status(callback);
        return status >= 200 && status < 300;
    }
}
