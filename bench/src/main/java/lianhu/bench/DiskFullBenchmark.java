package lianhu.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.DataFolder;
import lianhu.bench.harness.DemoGroups;
import lianhu.bench.harness.DiskFiller;
import lianhu.bench.harness.FreePorts;
import lianhu.bench.harness.GatewayUnderTest;
import lianhu.bench.harness.InstalledApp;
import lianhu.bench.harness.ReportApiClient;
import lianhu.bench.harness.TimedWait;
import lianhu.bench.harness.TmpfsRunner;

/**
 * The disk fills up under load. The gateway refuses reports that it cannot store and reports that it is not ready; after space
 * is freed it accepts reports by itself. Every acknowledged report is stored once.
 */
final class DiskFullBenchmark {
    static final Set<String> OPTIONS = Set.of("megabytes", "seconds", "rate", "inside");

    private static final String DOOR = "api";
    private static final int REFUSED = 503;
    private static final int BEFORE = 40;
    private static final Duration RECOVERY_TIMEOUT = Duration.ofSeconds(120);
    private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(60);

    private final HostInfo hostInfo = HostInfo.now();
    private final InstalledApp installedApp;
    private final int megabytes;
    private final int seconds;
    private final int perSecond;
    private final DataFolder data;
    private final GatewayUnderTest gatewayUnderTest;
    private final Closer closer;
    private final Map<Integer, String> receipts = new TreeMap<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private int asked;

    DiskFullBenchmark(BenchOptions benchOptions, InstalledApp installedApp, Closer closer) {
        this.installedApp = installedApp;
        this.closer = closer;
        megabytes = benchOptions.number("megabytes", 420, 10_000);
        seconds = benchOptions.number("seconds", 30, 600);
        perSecond = benchOptions.number("rate", 50, 1000);
        data = closer.register(DataFolder.fresh());
        gatewayUnderTest = closer.register(new GatewayUnderTest(installedApp, data.path(), DemoGroups.COUNTY)
                .set("lianhu.wecom.base-url", "http://127.0.0.1:" + FreePorts.free()));
    }

    /** Runs this benchmark in a child process on a small file system. */
    static int runInTmpfs(String[] args) {
        int megabytes = new BenchOptions(args, OPTIONS).number("megabytes", 420, 10_000);
        List<String> again = new ArrayList<>(Arrays.asList(args));
        again.addAll(List.of("--inside", "small"));
        return new TmpfsRunner(megabytes).run(BenchMain.class, again);
    }

    BenchResult run() {
        gatewayUnderTest.launch();
        gatewayUnderTest.awaitReady();
        ReportApiClient desk = closer.register(
                new ReportApiClient(gatewayUnderTest.url(), data.path().resolve("api-key")));
        for (int i = 0; i < BEFORE; i++) {
            report(desk);
        }
        if (receipts.size() < BEFORE) {
            throw new IllegalStateException("not accepted on an empty disk: " + statuses);
        }
        DiskFiller diskFiller = closer.register(new DiskFiller(data.path()));
        ConsoleOutput.print(
                "%d reports taken; the disk of %d MB is full, %d bytes left", BEFORE, megabytes, diskFiller.fill());
        FullPhase fullPhase = whileFull(desk);
        diskFiller.close();
        long back = awaitRecovery(desk);
        int missing = retryUntilAccepted(desk);
        return result(fullPhase, back, missing);
    }

    /**
     * The responses while the disk was full.
     *
     * @param first milliseconds until the first refused report; -1 for never
     * @param notReady milliseconds until the gateway was not ready; -1 for never
     */
    private record FullPhase(int accepted, int refused, int unexpected, long first, long notReady) {}

    private FullPhase whileFull(ReportApiClient desk) {
        int accepted = 0;
        int refused = 0;
        int unexpected = 0;
        long first = -1;
        long notReady = -1;
        long begin = System.nanoTime();
        for (int i = 0; millisSince(begin) < seconds * 1000L; i++) {
            ReportApiClient.ReportOutcome reportOutcome = report(desk);
            accepted += reportOutcome.isAccepted() ? 1 : 0;
            refused += reportOutcome.status() == REFUSED ? 1 : 0;
            unexpected += reportOutcome.isAccepted() || reportOutcome.status() == REFUSED ? 0 : 1;
            if (!reportOutcome.isAccepted() && first < 0) {
                first = millisSince(begin);
            }
            if (first >= 0 && notReady < 0 && !gatewayUnderTest.isReady()) {
                notReady = millisSince(begin);
            }
            pauseUntil(begin, i + 1);
        }
        ConsoleOutput.print(
                "while it was full: %d accepted, %d refused with 503, %d answered otherwise; first refused after %d ms,"
                        + " not ready after %d ms",
                accepted, refused, unexpected, first, notReady);
        return new FullPhase(accepted, refused, unexpected, first, notReady);
    }

    private void pauseUntil(long begin, int n) {
        long early = n * 1000L / perSecond - millisSince(begin);
        if (early > 0) {
            TimedWait.pause(Duration.ofMillis(early));
        }
    }

    /** @return milliseconds until the gateway accepts reports and is ready again; -1 for never */
    private long awaitRecovery(ReportApiClient desk) {
        long begin = System.nanoTime();
        boolean isBack = TimedWait.until(RECOVERY_TIMEOUT, () -> {
            TimedWait.pause(Duration.ofMillis(100));
            return report(desk).isAccepted() && gatewayUnderTest.isReady();
        });
        long back = isBack ? millisSince(begin) : -1;
        ConsoleOutput.print(
                "space is free again: %s", isBack ? "accepted and ready after " + back + " ms" : "no recovery");
        return back;
    }

    /** Submits all reports again, as a partner does: refused reports are accepted, accepted ones return the same receipt. */
    private int retryUntilAccepted(ReportApiClient desk) {
        Set<Integer> left = new HashSet<>();
        for (int n = 0; n < asked; n++) {
            left.add(n);
        }
        TimedWait.until(RETRY_TIMEOUT, () -> {
            left.removeIf(n -> desk.report(n)
                    .receipt()
                    .filter(receipt -> receipt.equals(receipts.computeIfAbsent(n, none -> receipt)))
                    .isPresent());
            return left.isEmpty();
        });
        return left.size();
    }

    private ReportApiClient.ReportOutcome report(ReportApiClient desk) {
        int n = asked++;
        ReportApiClient.ReportOutcome reportOutcome = desk.report(n);
        statuses.merge(reportOutcome.status(), 1, Integer::sum);
        reportOutcome.receipt().ifPresent(receipt -> receipts.put(n, receipt));
        return reportOutcome;
    }

    private BenchResult result(FullPhase fullPhase, long back, int unanswered) {
        Set<String> filed = new HashSet<>(data.database("postgres")
                .query(
                        "SELECT receipt_no FROM report WHERE source_account LIKE '" + DOOR + ":%'",
                        row -> row.getString(1)));
        long lost = receipts.values().stream()
                .filter(receipt -> !filed.contains(receipt))
                .count();
        long doubled = Math.max(0, filed.size() - asked);
        // Without a refused report the disk was not full and the run proves nothing.
        int unshown = (fullPhase.refused() == 0 ? 1 : 0) + (fullPhase.notReady() < 0 ? 1 : 0) + (back < 0 ? 1 : 0);
        return new BenchResult("disk")
                .with("failures", (long) fullPhase.unexpected() + unshown + unanswered)
                .with("lost", lost)
                .with("doubled", doubled)
                .with(
                        "flags",
                        installedApp.describeFlags() + "; " + hostInfo.describe() + "; a file system of " + megabytes
                                + " MB, full for " + seconds + " s at up to " + perSecond + " reports a second: "
                                + fullPhase.accepted() + " taken, " + fullPhase.refused() + " refused with 503, "
                                + fullPhase.unexpected()
                                + " answered otherwise; first refused after " + fullPhase.first()
                                + " ms, not ready after "
                                + fullPhase.notReady() + " ms; taken and ready " + back + " ms after there was room; "
                                + receipts.size() + " acknowledged, " + filed.size() + " filed");
    }

    private static long millisSince(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }
}
