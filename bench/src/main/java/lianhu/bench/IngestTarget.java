package lianhu.bench;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lianhu.bench.harness.BenchDatabase;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.CpuUsage;
import lianhu.bench.harness.DataFolder;
import lianhu.bench.harness.DemoGroups;
import lianhu.bench.harness.FreePorts;
import lianhu.bench.harness.GatewayUnderTest;
import lianhu.bench.harness.InstalledApp;
import lianhu.bench.harness.WecomStub;
import lianhu.bench.load.CallbackGenerator;
import lianhu.bench.load.LoadGenerator;
import lianhu.bench.load.LoadResult;
import lianhu.bench.load.WireRequest;

/** One build of the gateway with its own servers, under load from a robot's callbacks. */
final class IngestTarget {
    private static final int CHUNK = 20_000;
    private static final int OPEN_LOOP_CONNECTIONS = 64;

    /** @param outgoing {@code held} keeps outgoing messages in the outbox, {@code sink} sends them to a stub */
    record Load(int connections, int warmUp, String outgoing) {}

    private final String name;
    private final Load load;
    private final DataFolder data;
    private final GatewayUnderTest gatewayUnderTest;
    private final LoadGenerator loadGenerator;
    private final CallbackGenerator callbackGenerator;
    private final String run;
    private final Set<String> accepted = new HashSet<>();
    private final IngestVerification check;
    private final List<LoadResult> rounds = new ArrayList<>();
    private CpuUsage used = new CpuUsage(0, 0, 0, 0);
    private int failures;
    private long startMs;
    private double expected = CHUNK;

    IngestTarget(String name, InstalledApp installedApp, Load load, Closer closer) {
        this.name = name;
        this.load = load;
        data = closer.register(DataFolder.fresh());
        gatewayUnderTest = closer.register(new GatewayUnderTest(installedApp, data.path(), DemoGroups.COUNTY));
        loadGenerator = new LoadGenerator(gatewayUnderTest.address());
        run = "b" + data.path().hashCode();
        callbackGenerator = new CallbackGenerator(run, DemoGroups.chats(installedApp), InstantSource.system());
        check = new IngestVerification(callbackGenerator.envelope());
        switch (load.outgoing) {
            case "sink" ->
                gatewayUnderTest.set(
                        "lianhu.wecom.base-url",
                        closer.register(new WecomStub()).url().toString());
            case "held" ->
                gatewayUnderTest
                        .set("lianhu.wecom.base-url", "http://127.0.0.1:" + FreePorts.free())
                        .set("lianhu.store.outbox.in-flight", "0");
            default -> throw new IllegalArgumentException("--outgoing is held or sink");
        }
    }

    void start() {
        gatewayUnderTest.launch();
        startMs = gatewayUnderTest.awaitReady();
        ConsoleOutput.print(
                "%s: ready after %d ms (first start), %d MB resident",
                name, startMs, CpuUsage.residentMb(gatewayUnderTest.pid()));
        int sent = 0;
        while (sent < load.warmUp) {
            LoadResult loadResult =
                    send(callbackGenerator.generate(Math.min(CHUNK, load.warmUp - sent), 0), Duration.ofMinutes(5));
            sent += Math.min(CHUNK, load.warmUp - sent);
            expected = loadResult.perSecond();
            ConsoleOutput.print(
                    "%s: warm-up: %d sent, %.0f a second, %d failed",
                    name, sent, loadResult.perSecond(), loadResult.failures());
            if (loadResult.failures() * 2 > sent) {
                throw new IllegalStateException("most callbacks are refused: " + loadResult.failureCounts() + "\n"
                        + gatewayUnderTest.logTail());
            }
        }
    }

    /** A round at full speed; its processor time counts. */
    LoadResult round(Duration time) {
        List<WireRequest> wireRequests = callbackGenerator.generate(enoughFor(time), 0);
        CpuUsage before = usage();
        LoadResult loadResult = send(wireRequests, time);
        CpuUsage spent = usage().since(before);
        used = used.plus(spent);
        rounds.add(loadResult);
        ConsoleOutput.print(
                "%s: %.0f a second; %.3f ms of processor a ticket; %d failed; other processes used %.1f s of processor",
                name,
                loadResult.perSecond(),
                (double) (spent.gateway() + spent.postgres())
                        / loadResult.accepted().size(),
                loadResult.failures(),
                spent.others() / 1000.0);
        return loadResult;
    }

    /** @param repeated share of redeliveries */
    LoadResult send(Duration time, double repeated) {
        return send(callbackGenerator.generate(enoughFor(time), repeated), time);
    }

    /** A round at a fixed rate; its processor time counts. */
    LoadResult atRate(double rate, int seconds) {
        List<WireRequest> wireRequests = callbackGenerator.generate((int) (rate * seconds), 0);
        CpuUsage before = usage();
        LoadResult loadResult =
                record(loadGenerator.openLoop(wireRequests, Math.max(load.connections, OPEN_LOOP_CONNECTIONS), rate));
        CpuUsage spent = usage().since(before);
        used = used.plus(spent);
        rounds.add(loadResult);
        ConsoleOutput.print(
                "other processes used %.1f s of processor in %.0f s", spent.others() / 1000.0, loadResult.seconds());
        return loadResult;
    }

    /** Messages a second: the median of the rounds. */
    double perSecond() {
        return Median.of(rounds.stream().map(LoadResult::perSecond).toList());
    }

    /** Processor time of gateway and PostgreSQL, over all rounds. */
    double cpuMsPerTicket() {
        return (double) (used.gateway() + used.postgres()) / tickets();
    }

    String cpuInWords() {
        return String.format(
                "gateway %.3f + PostgreSQL %.3f ms a ticket, client %.3f",
                (double) used.gateway() / tickets(),
                (double) used.postgres() / tickets(),
                (double) used.self() / tickets());
    }

    private int tickets() {
        return rounds.stream()
                .mapToInt(loadResult -> loadResult.accepted().size())
                .sum();
    }

    List<LoadResult> rounds() {
        return rounds;
    }

    long startMs() {
        return startMs;
    }

    long residentMb() {
        return CpuUsage.residentMb(gatewayUnderTest.pid());
    }

    int failures() {
        return failures;
    }

    BenchDatabase database() {
        return data.database("postgres");
    }

    String name() {
        return name;
    }

    /** Compares all acknowledged messages with the database. */
    IngestVerification.VerificationResult check() {
        IngestVerification.VerificationResult verificationResult = check.verify(database(), run, accepted);
        ConsoleOutput.print(
                "%s: afterwards: %d receipts, %d tickets, %d replies opened",
                name, verificationResult.receipts(), verificationResult.tickets(), verificationResult.readable());
        verificationResult.faults().forEach(ConsoleOutput::print);
        return verificationResult;
    }

    private LoadResult send(List<WireRequest> wireRequests, Duration time) {
        LoadResult loadResult = record(loadGenerator.closedLoop(wireRequests, load.connections, time));
        expected = Math.max(expected / 2, loadResult.perSecond());
        return loadResult;
    }

    private LoadResult record(LoadResult loadResult) {
        accepted.addAll(loadResult.accepted());
        check.addSamples(loadResult.sample());
        failures += loadResult.failures();
        if (loadResult.failures() > 0) {
            ConsoleOutput.print("%s: failed: %s", name, loadResult.failureCounts());
        }
        return loadResult;
    }

    /** Generates the callbacks before the round, so that encryption is not measured; more than can be sent. */
    private int enoughFor(Duration round) {
        return (int) (expected * 1.5 * round.toMillis() / 1000) + 1000;
    }

    private CpuUsage usage() {
        return CpuUsage.now(gatewayUnderTest.pid(), data.postgresPid().orElseThrow());
    }
}
