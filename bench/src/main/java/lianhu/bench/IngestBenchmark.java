package lianhu.bench;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import lianhu.bench.baseline.BaselineWriter;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.CpuUsage;
import lianhu.bench.harness.DataFolder;
import lianhu.bench.harness.DemoGroups;
import lianhu.bench.harness.FreePorts;
import lianhu.bench.harness.GatewayUnderTest;
import lianhu.bench.harness.InstalledApp;
import lianhu.bench.harness.WecomStub;
import lianhu.bench.load.CallbackGenerator;
import lianhu.bench.load.LatencyPercentiles;
import lianhu.bench.load.LoadGenerator;
import lianhu.bench.load.LoadResult;
import lianhu.bench.load.WireRequest;

/**
 * From a robot's callback to a committed ticket. Without options: as fast as it goes, against the limit; {@code --rate N}:
 * latency at N a second; {@code --dup SHARE}: with redeliveries against without.
 */
final class IngestBenchmark {
    static final Set<String> OPTIONS = Set.of("connections", "seconds", "rate", "dup", "warm-up", "rounds", "outgoing");

    private static final int CHUNK = 20_000;
    private static final int OPEN_LOOP_CONNECTIONS = 64;

    private final Closer closer;
    private final HostInfo hostInfo = HostInfo.now();
    private final InstalledApp installedApp;
    private final int connections;
    private final int seconds;
    private final int warmUp;
    private final int rounds;
    private final String outgoing;
    private final DataFolder data;
    private final GatewayUnderTest gatewayUnderTest;
    private final LoadGenerator loadGenerator;
    private final CallbackGenerator callbackGenerator;
    private final Set<String> accepted = new HashSet<>();
    private final IngestVerification check;
    private int failures;
    private double expected = CHUNK;

    IngestBenchmark(BenchOptions benchOptions, InstalledApp installedApp, Closer closer) {
        this.closer = closer;
        this.installedApp = installedApp;
        connections = benchOptions.number("connections", 32, 1000);
        seconds = benchOptions.number("seconds", 20, 600);
        warmUp = benchOptions.number("warm-up", 60_000, 1_000_000);
        rounds = benchOptions.number("rounds", 4, 20);
        outgoing = benchOptions.text("outgoing", "held");
        data = closer.register(DataFolder.fresh());
        gatewayUnderTest = closer.register(new GatewayUnderTest(installedApp, data.path(), DemoGroups.COUNTY));
        loadGenerator = new LoadGenerator(gatewayUnderTest.address());
        callbackGenerator = new CallbackGenerator(
                "b" + data.path().hashCode(), DemoGroups.chats(installedApp), InstantSource.system());
        check = new IngestVerification(callbackGenerator.envelope());
    }

    BenchResult run(BenchOptions benchOptions) {
        start();
        BenchResult benchResult = new BenchResult("ingest").with("flags", flags());
        if (benchOptions.has("rate")) {
            atRate(benchOptions.fraction("rate", 500, 1, 20_000), benchResult);
        } else if (benchOptions.has("dup")) {
            withRedeliveries(benchOptions.fraction("dup", 0.3, 0, 0.9), benchResult);
        } else {
            againstTheLimit(benchResult);
        }
        IngestVerification.VerificationResult verificationResult = check.verify(data.database("postgres"), accepted);
        ConsoleOutput.print(
                "afterwards: %d receipts, %d tickets, %d replies opened",
                verificationResult.receipts(), verificationResult.tickets(), verificationResult.readable());
        verificationResult.faults().forEach(ConsoleOutput::print);
        return benchResult
                .with("rssMb", CpuUsage.residentMb(gatewayUnderTest.pid()))
                .with("failures", failures + (long) verificationResult.unreadable())
                .with("lost", verificationResult.lost())
                .with("doubled", verificationResult.duplicated());
    }

    private void start() {
        if (outgoing.equals("sink")) {
            gatewayUnderTest.set(
                    "lianhu.wecom.base-url",
                    closer.register(new WecomStub()).url().toString());
        } else if (outgoing.equals("held")) {
            gatewayUnderTest
                    .set("lianhu.wecom.base-url", "http://127.0.0.1:" + FreePorts.free())
                    .set("lianhu.store.outbox.in-flight", "0");
        } else {
            throw new IllegalArgumentException("--outgoing is held or sink");
        }
        gatewayUnderTest.launch();
        ConsoleOutput.print(
                "gateway ready after %d ms (first start), %d MB resident",
                gatewayUnderTest.awaitReady(), CpuUsage.residentMb(gatewayUnderTest.pid()));
        int sent = 0;
        while (sent < warmUp) {
            LoadResult loadResult =
                    send(callbackGenerator.generate(Math.min(CHUNK, warmUp - sent), 0), Duration.ofMinutes(5));
            sent += Math.min(CHUNK, warmUp - sent);
            expected = loadResult.perSecond();
            ConsoleOutput.print(
                    "warm-up: %d sent, %.0f a second, %d failed", sent, loadResult.perSecond(), loadResult.failures());
            if (loadResult.failures() * 2 > sent) {
                throw new IllegalStateException("most callbacks are refused: " + loadResult.failureCounts() + "\n"
                        + gatewayUnderTest.logTail());
            }
        }
    }

    private void againstTheLimit(BenchResult benchResult) {
        BaselineWriter baselineWriter = closer.register(BaselineWriter.createNextTo(
                data.database("postgres"), DemoGroups.DOOR, installedApp.migrations(), connections));
        ConsoleOutput.print("the same rows by a bare client: " + baselineWriter.shape());
        baselineWriter.round(Duration.ofSeconds(5));
        Duration round = Duration.ofMillis(seconds * 1000L / rounds);
        List<LoadResult> loadResults = new ArrayList<>();
        List<Double> limits = new ArrayList<>();
        CpuUsage used = new CpuUsage(0, 0, 0, 0);
        for (int i = 0; i < rounds; i++) {
            List<WireRequest> wireRequests = callbackGenerator.generate(messagesFor(round), 0);
            CpuUsage before = usage();
            LoadResult loadResult = send(wireRequests, round);
            CpuUsage spent = usage().since(before);
            used = used.plus(spent);
            loadResults.add(loadResult);
            limits.add(baselineWriter.round(round));
            ConsoleOutput.print(
                    "round %d: gateway %.0f, limit %.0f a second; %d failed; strangers used %.1f s of processor",
                    i + 1, loadResult.perSecond(), limits.getLast(), loadResult.failures(), spent.others() / 1000.0);
        }
        double perSecond =
                Median.of(loadResults.stream().map(LoadResult::perSecond).toList());
        double limit = Median.of(limits);
        int tickets = loadResults.stream()
                .mapToInt(loadResult -> loadResult.accepted().size())
                .sum();
        ConsoleOutput.print(
                "processor: gateway %.3f + PostgreSQL %.3f ms a ticket, client %.3f",
                (double) used.gateway() / tickets, (double) used.postgres() / tickets, (double) used.self() / tickets);
        latencies(loadResults, benchResult)
                .with("perSecond", perSecond, 0)
                .with("limitPerSecond", limit, 0)
                .with(
                        "limitBy",
                        "bare Vert.x client, " + baselineWriter.shape() + " in one statement and one transaction a "
                                + "message, " + connections + " in flight, " + BaselineWriter.CONNECTIONS
                                + " connections")
                .with("ratio", perSecond / limit, 2)
                .with("cpuMsPerTicket", (double) (used.gateway() + used.postgres()) / tickets, 3);
    }

    private void atRate(double rate, BenchResult benchResult) {
        List<WireRequest> wireRequests = callbackGenerator.generate((int) (rate * seconds), 0);
        CpuUsage before = usage();
        LoadResult loadResult =
                record(loadGenerator.openLoop(wireRequests, Math.max(connections, OPEN_LOOP_CONNECTIONS), rate));
        CpuUsage used = usage().since(before);
        ConsoleOutput.print(
                "strangers used %.1f s of processor in %.0f s", used.others() / 1000.0, loadResult.seconds());
        latencies(List.of(loadResult), benchResult)
                .with("perSecond", loadResult.perSecond(), 0)
                .with(
                        "cpuMsPerTicket",
                        (double) (used.gateway() + used.postgres())
                                / loadResult.accepted().size(),
                        3);
    }

    private void withRedeliveries(double share, BenchResult benchResult) {
        Duration round = Duration.ofMillis(seconds * 1000L / rounds / 2);
        List<LoadResult> with = new ArrayList<>();
        List<LoadResult> without = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            without.add(send(callbackGenerator.generate(messagesFor(round), 0), round));
            with.add(send(callbackGenerator.generate(messagesFor(round), share), round));
            ConsoleOutput.print(
                    "round %d: %.0f a second without, %.0f with redeliveries",
                    i + 1, without.getLast().perSecond(), with.getLast().perSecond());
        }
        double perSecond = Median.of(with.stream().map(LoadResult::perSecond).toList());
        double limit = Median.of(without.stream().map(LoadResult::perSecond).toList());
        latencies(with, benchResult)
                .with("perSecond", perSecond, 0)
                .with("limitPerSecond", limit, 0)
                .with("limitBy", "the same without redeliveries")
                .with("ratio", perSecond / limit, 2);
    }

    private static BenchResult latencies(List<LoadResult> loadResults, BenchResult benchResult) {
        LatencyPercentiles latencyPercentiles = new LatencyPercentiles(loadResults);
        return benchResult
                .with("p50Ms", latencyPercentiles.millis(0.5), 2)
                .with("p95Ms", latencyPercentiles.millis(0.95), 2)
                .with("p99Ms", latencyPercentiles.millis(0.99), 2);
    }

    private LoadResult send(List<WireRequest> wireRequests, Duration time) {
        LoadResult loadResult = record(loadGenerator.closedLoop(wireRequests, connections, time));
        expected = Math.max(expected / 2, loadResult.perSecond());
        return loadResult;
    }

    private LoadResult record(LoadResult loadResult) {
        accepted.addAll(loadResult.accepted());
        check.addSamples(loadResult.sample());
        failures += loadResult.failures();
        if (loadResult.failures() > 0) {
            ConsoleOutput.print("failed: " + loadResult.failureCounts());
        }
        return loadResult;
    }

    /** Written before the round, so that sealing does not take part in it; more than can be needed. */
    private int messagesFor(Duration round) {
        return (int) (expected * 1.5 * round.toMillis() / 1000) + 1000;
    }

    private CpuUsage usage() {
        return CpuUsage.now(gatewayUnderTest.pid(), data.postgresPid().orElseThrow());
    }

    private String flags() {
        return installedApp.describeFlags() + "; outgoing messages "
                + (outgoing.equals("held") ? "held in the outbox" : "sent to a sink") + "; warm-up " + warmUp + "; "
                + connections + " connections; " + hostInfo.describe();
    }
}
