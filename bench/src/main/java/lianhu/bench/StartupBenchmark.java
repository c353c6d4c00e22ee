package lianhu.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lianhu.bench.harness.BareApp;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.DataFolder;
import lianhu.bench.harness.InstalledApp;

/**
 * The start time on an empty folder, on a migrated database and after kill -9. A bare Quarkus application starts in the same
 * run, so that the ratio can be compared between machines; {@code --against DIR} also measures another build.
 */
final class StartupBenchmark {
    static final Set<String> OPTIONS = Set.of("times", OtherBuild.FOLDER, OtherBuild.NAMES);

    private final HostInfo hostInfo = HostInfo.now();
    private final int times;
    private final List<StartTarget> targets = new ArrayList<>();
    private final BareApp bare;
    private final boolean isCompared;

    StartupBenchmark(BenchOptions benchOptions, InstalledApp installedApp, Closer closer) {
        times = benchOptions.number("times", 5, 100);
        var against = OtherBuild.of(benchOptions, installedApp);
        isCompared = against.isPresent();
        targets.add(new StartTarget("this build", installedApp, closer));
        against.ifPresent(build -> targets.add(new StartTarget("other build", build, closer)));
        bare = closer.register(
                new BareApp(installedApp, closer.register(DataFolder.fresh()).path()));
    }

    BenchResult run() {
        for (StartTarget target : targets) {
            if (!target.hasAotCache()) {
                ConsoleOutput.print(
                        "%s has no AOT cache, so it starts slower than it does for its users: ./lianhu run makes one",
                        target.name());
            }
        }
        if (isCompared && targets.getFirst().hasAotCache() != targets.getLast().hasAotCache()) {
            ConsoleOutput.print("only one of the builds has an AOT cache: their starts cannot be compared");
        }
        targets.forEach(StartTarget::startFirst);
        bare.prepare();
        List<BareApp.Measured> bareStarts = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            for (StartTarget target : i % 2 == 0 ? targets : targets.reversed()) {
                target.startWarm();
            }
            bareStarts.add(bare.measure());
            ConsoleOutput.print(
                    "bare Quarkus: start: %d ms, %d MB",
                    bareStarts.getLast().millis(), bareStarts.getLast().residentMb());
        }
        targets.forEach(target -> target.startAfterKills(times));
        double bareMs =
                Median.of(bareStarts.stream().map(BareApp.Measured::millis).toList());
        double bareMb =
                Median.of(bareStarts.stream().map(BareApp.Measured::residentMb).toList());
        for (StartTarget target : targets) {
            ConsoleOutput.print(
                    "%-11s warm start %.0f ms, %.1f times a bare Quarkus (%.0f ms); %.0f MB (bare %.0f MB); after"
                            + " kill -9 %.0f ms",
                    target.name(),
                    target.startMs(),
                    target.startMs() / bareMs,
                    bareMs,
                    target.residentMb(),
                    bareMb,
                    target.afterKillMs());
        }
        return result(bareMs, bareMb);
    }

    private BenchResult result(double bareMs, double bareMb) {
        StartTarget own = targets.getFirst();
        BenchResult benchResult = new BenchResult("start")
                .with("startMs", own.startMs(), 0)
                .with("bareStartMs", bareMs, 0)
                .with("ratio", own.startMs() / bareMs, 2)
                .with("rssMb", Math.round(own.residentMb()))
                .with("bareRssMb", Math.round(bareMb))
                .with("afterKillMs", own.afterKillMs(), 0);
        if (isCompared) {
            StartTarget other = targets.getLast();
            benchResult
                    .with("againstStartMs", other.startMs(), 0)
                    .with("againstRatio", other.startMs() / bareMs, 2)
                    .with("againstRssMb", Math.round(other.residentMb()))
                    .with("againstAfterKillMs", other.afterKillMs(), 0);
        }
        return benchResult.with(
                "flags",
                hostInfo.describe() + "; startMs: median of warm starts; ratio: to a bare Quarkus application with one"
                        + " resource, no database; "
                        + String.join(
                                "; ", targets.stream().map(StartTarget::inWords).toList()));
    }
}
