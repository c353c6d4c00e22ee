package lianhu.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.bench.baseline.BaselineWriter;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.DemoGroups;
import lianhu.bench.harness.InstalledApp;
import lianhu.bench.load.LatencyPercentiles;
import lianhu.bench.load.LoadResult;

/**
 * From a robot's callback to a committed ticket. Without options: the highest throughput, compared with two baselines;
 * {@code --against DIR} compares another build in the same run; {@code --rate N}: latency at N messages a second;
 * {@code --dup SHARE}: compares rounds with and without redeliveries.
 */
final class IngestBenchmark {
    static final Set<String> OPTIONS = Set.of(
            "connections",
            "seconds",
            "rate",
            "dup",
            "warm-up",
            "rounds",
            "outgoing",
            OtherBuild.FOLDER,
            OtherBuild.NAMES);

    private final Closer closer;
    private final HostInfo hostInfo = HostInfo.now();
    private final InstalledApp installedApp;
    private final BenchOptions benchOptions;
    private final IngestTarget.Load load;
    private final int seconds;
    private final int rounds;
    private final IngestTarget own;
    private final Optional<IngestTarget> other;
    private final String otherFlags;

    IngestBenchmark(BenchOptions benchOptions, InstalledApp installedApp, Closer closer) {
        this.closer = closer;
        this.installedApp = installedApp;
        this.benchOptions = benchOptions;
        if (benchOptions.has(OtherBuild.FOLDER) && (benchOptions.has("rate") || benchOptions.has("dup"))) {
            throw new IllegalArgumentException("--" + OtherBuild.FOLDER + " goes with neither --rate nor --dup");
        }
        seconds = benchOptions.number("seconds", 20, 600);
        rounds = benchOptions.number("rounds", 4, 20);
        load = new IngestTarget.Load(
                benchOptions.number("connections", 32, 1000),
                benchOptions.number("warm-up", 60_000, 1_000_000),
                benchOptions.text("outgoing", "held"));
        Optional<InstalledApp> against = OtherBuild.of(benchOptions, installedApp);
        own = new IngestTarget("this build", installedApp, load, closer);
        other = against.map(build -> new IngestTarget("other build", build, load, closer));
        otherFlags = against.map(build -> "; other build " + build.app() + ": " + build.describeFlags())
                .orElse("");
    }

    BenchResult run() {
        own.start();
        other.ifPresent(IngestTarget::start);
        BenchResult benchResult = new BenchResult("ingest").with("flags", flags());
        if (benchOptions.has("rate")) {
            atRate(benchOptions.fraction("rate", 500, 1, 20_000), benchResult);
        } else if (benchOptions.has("dup")) {
            withRedeliveries(benchOptions.fraction("dup", 0.3, 0, 0.9), benchResult);
        } else {
            againstBaselines(benchResult);
        }
        IngestVerification.VerificationResult verificationResult = own.check();
        other.ifPresent(IngestTarget::check);
        return benchResult
                .with("rssMb", own.residentMb())
                .with("failures", own.failures() + (long) verificationResult.unreadable())
                .with("lost", verificationResult.lost())
                .with("doubled", verificationResult.duplicated());
    }

    private void againstBaselines(BenchResult benchResult) {
        BaselineWriter baseline = closer.register(BaselineWriter.createNextTo(
                own.database(), DemoGroups.DOOR, installedApp.migrations(), load.connections()));
        ConsoleOutput.print("the same rows by a bare client: " + baseline.shape());
        baseline.round(Duration.ofSeconds(5));
        baseline.batchedRound(Duration.ofSeconds(3));
        Duration round = Duration.ofMillis(seconds * 1000L / rounds);
        List<Double> plain = new ArrayList<>();
        List<Double> batched = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            ConsoleOutput.print("round %d", i + 1);
            for (IngestTarget target : inTurn(i)) {
                target.round(round);
            }
            plain.add(baseline.round(round));
            batched.add(baseline.batchedRound(round));
            ConsoleOutput.print("baseline: %.0f a second, batched %.0f", plain.getLast(), batched.getLast());
        }
        double perSecond = Median.of(plain);
        double batchedPerSecond = Median.of(batched);
        ConsoleOutput.print("%s: %s", own.name(), own.cpuInWords());
        other.ifPresent(target -> ConsoleOutput.print("%s: %s", target.name(), target.cpuInWords()));
        latencies(own.rounds(), benchResult)
                .with("perSecond", own.perSecond(), 0)
                .with("baselinePerSecond", perSecond, 0)
                .with(
                        "baselineBy",
                        "bare Vert.x client, " + baseline.shape() + " in one statement and one transaction a "
                                + "message, " + load.connections() + " in flight, " + BaselineWriter.CONNECTIONS
                                + " connections")
                .with("ratio", own.perSecond() / perSecond, 2)
                .with("batchedPerSecond", batchedPerSecond, 0)
                .with("batchedBy", "the same, " + baseline.batchSize() + " messages a statement and a transaction")
                .with("batchedRatio", own.perSecond() / batchedPerSecond, 2)
                .with("cpuMsPerTicket", own.cpuMsPerTicket(), 3)
                .with("firstStartMs", own.startMs());
        other.ifPresent(target -> {
            benchResult
                    .with("againstPerSecond", target.perSecond(), 0)
                    .with("againstRatio", target.perSecond() / perSecond, 2)
                    .with("againstBatchedRatio", target.perSecond() / batchedPerSecond, 2)
                    .with("againstCpuMsPerTicket", target.cpuMsPerTicket(), 3)
                    .with("againstFirstStartMs", target.startMs())
                    .with("againstRssMb", target.residentMb())
                    .with("againstFailures", (long) target.failures());
            for (IngestTarget each : List.of(own, target)) {
                ConsoleOutput.print(
                        "%-11s ratio %.2f, batched %.2f; %.3f ms of processor a ticket; %d MB; first start %d ms",
                        each.name(),
                        each.perSecond() / perSecond,
                        each.perSecond() / batchedPerSecond,
                        each.cpuMsPerTicket(),
                        each.residentMb(),
                        each.startMs());
            }
        });
    }

    /** The order alternates, so that the after-effects of a round affect each build equally often. */
    private List<IngestTarget> inTurn(int round) {
        return other.map(target -> round % 2 == 0 ? List.of(own, target) : List.of(target, own))
                .orElse(List.of(own));
    }

    private void atRate(double rate, BenchResult benchResult) {
        LoadResult loadResult = own.atRate(rate, seconds);
        latencies(List.of(loadResult), benchResult)
                .with("perSecond", loadResult.perSecond(), 0)
                .with("cpuMsPerTicket", own.cpuMsPerTicket(), 3);
    }

    private void withRedeliveries(double share, BenchResult benchResult) {
        Duration round = Duration.ofMillis(seconds * 1000L / rounds / 2);
        List<LoadResult> with = new ArrayList<>();
        List<LoadResult> without = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            without.add(own.send(round, 0));
            with.add(own.send(round, share));
            ConsoleOutput.print(
                    "round %d: %.0f a second without, %.0f with redeliveries",
                    i + 1, without.getLast().perSecond(), with.getLast().perSecond());
        }
        double perSecond = Median.of(with.stream().map(LoadResult::perSecond).toList());
        double baseline = Median.of(without.stream().map(LoadResult::perSecond).toList());
        latencies(with, benchResult)
                .with("perSecond", perSecond, 0)
                .with("baselinePerSecond", baseline, 0)
                .with("baselineBy", "the same without redeliveries")
                .with("ratio", perSecond / baseline, 2);
    }

    private static BenchResult latencies(List<LoadResult> loadResults, BenchResult benchResult) {
        LatencyPercentiles latencyPercentiles = new LatencyPercentiles(loadResults);
        return benchResult
                .with("p50Ms", latencyPercentiles.millis(0.5), 2)
                .with("p95Ms", latencyPercentiles.millis(0.95), 2)
                .with("p99Ms", latencyPercentiles.millis(0.99), 2);
    }

    private String flags() {
        return installedApp.describeFlags() + "; outgoing messages "
                + (load.outgoing().equals("held") ? "held in the outbox" : "sent to a sink") + "; warm-up "
                + load.warmUp() + "; " + load.connections() + " connections; " + hostInfo.describe() + otherFlags;
    }
}
