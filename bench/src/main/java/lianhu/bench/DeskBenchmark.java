package lianhu.bench;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import lianhu.bench.harness.BenchDatabase;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.CpuUsage;
import lianhu.bench.harness.DataFolder;
import lianhu.bench.harness.DemoGroups;
import lianhu.bench.harness.FreePorts;
import lianhu.bench.harness.GatewayUnderTest;
import lianhu.bench.harness.InstalledApp;
import lianhu.bench.harness.TicketApiClient;
import lianhu.bench.harness.TicketArchive;
import lianhu.bench.load.CallbackGenerator;
import lianhu.bench.load.DeskClicks;
import lianhu.bench.load.DeskPage;
import lianhu.bench.load.DeskStaff;
import lianhu.bench.load.LatencyPercentiles;
import lianhu.bench.load.LoadGenerator;
import lianhu.bench.load.LoadResult;
import lianhu.core.area.AreaCode;

/**
 * The desk's pages over years of tickets: members of the staff open them while reports arrive, first over the few tickets that the
 * gateway wrote in this run, then over the generated years. Both are measured from the click to the last byte on this machine.
 */
final class DeskBenchmark {
    static final Set<String> OPTIONS = Set.of("tickets", "years", "staff", "rate", "seconds");

    private static final AreaCode COUNTY = new AreaCode("621099");
    private static final String TOWNSHIP = "621099101";

    /** Written by the gateway; the years are copies of them. */
    private static final int ORIGINALS = 3_000;

    private static final int CLOSED = 600;
    private static final int CONNECTIONS = 16;
    /** Until the pages of the desk are compiled: the first measurement is the one that the second is compared with. */
    private static final Duration WARM_UP = Duration.ofSeconds(40);

    private final Closer closer;
    private final InstalledApp installedApp;
    private final HostInfo hostInfo = HostInfo.now();
    private final int tickets;
    private final int years;
    private final int staff;
    private final int rate;
    private final int seconds;

    DeskBenchmark(BenchOptions benchOptions, InstalledApp installedApp, Closer closer) {
        this.closer = closer;
        this.installedApp = installedApp;
        tickets = benchOptions.number("tickets", 792_000, 5_000_000);
        years = benchOptions.number("years", 3, 10);
        staff = benchOptions.number("staff", 50, 1000);
        rate = benchOptions.number("rate", 5, 1000);
        seconds = benchOptions.number("seconds", 60, 240);
    }

    BenchResult run() {
        DataFolder data = closer.register(DataFolder.fresh());
        GatewayUnderTest gateway = closer.register(new GatewayUnderTest(installedApp, data.path(), DemoGroups.COUNTY));
        gateway.set("lianhu.wecom.base-url", "http://127.0.0.1:" + FreePorts.free())
                .set("lianhu.store.outbox.in-flight", "0");
        gateway.launch();
        gateway.awaitReady();
        LoadGenerator loadGenerator = new LoadGenerator(gateway.address());
        CallbackGenerator callbacks =
                new CallbackGenerator("d", DemoGroups.chats(installedApp), InstantSource.system());
        LoadResult filed =
                loadGenerator.closedLoop(callbacks.generate(ORIGINALS, 0), CONNECTIONS, Duration.ofMinutes(2));
        BenchDatabase database = data.database("postgres");
        closeSome(database, gateway, data);
        ConsoleOutput.print("%d tickets by the gateway, %d of them closed", ORIGINALS, CLOSED);

        try (DeskStaff people = new DeskStaff(gateway.url(), TOWNSHIP, staff)) {
            people.click(WARM_UP);
            DeskClicks few = measure("few tickets", people, loadGenerator, callbacks, gateway, data);
            long open = new TicketArchive(database, COUNTY).fill(tickets, years, copied -> {
                if (copied % 96_000 == 0) {
                    ConsoleOutput.print("%d of %d tickets generated", copied, tickets);
                }
            });
            ConsoleOutput.print(
                    "%d tickets of %d years, %d of them open; the database has %d MB",
                    tickets,
                    years,
                    open,
                    database.count("SELECT pg_database_size(current_database())") / (1024 * 1024));
            people.click(WARM_UP);
            DeskClicks many = measure("years", people, loadGenerator, callbacks, gateway, data);
            return result(few, many, filed, gateway, open);
        }
    }

    private void closeSome(BenchDatabase database, GatewayUnderTest gateway, DataFolder data) {
        record Open(String no, int version) {}
        List<Open> some = database.query(
                "SELECT no, version FROM ticket WHERE state IN ('TRIAGED', 'DISPATCHED') AND owner_type <> 'UNIT'"
                        // results of these wait for the desk's check
                        + " AND kind NOT IN ('COMPLAINT', 'TIP_OFF')"
                        + " ORDER BY no LIMIT " + CLOSED,
                row -> new Open(row.getString(1), row.getInt(2)));
        TicketApiClient client =
                closer.register(new TicketApiClient(gateway.url(), data.path().resolve("api-key")));
        some.forEach(open -> client.finish(open.no(), open.version(), "已派人修好，当天恢复"));
    }

    private DeskClicks measure(
            String name,
            DeskStaff people,
            LoadGenerator loadGenerator,
            CallbackGenerator callbacks,
            GatewayUnderTest gateway,
            DataFolder data) {
        CpuUsage before = CpuUsage.now(gateway.pid(), data.postgresPid().orElseThrow());
        CompletableFuture<LoadResult> arriving = CompletableFuture.supplyAsync(
                () -> loadGenerator.openLoop(callbacks.generate(rate * seconds, 0), CONNECTIONS, rate));
        DeskClicks clicked = people.click(Duration.ofSeconds(seconds));
        LoadResult arrived = arriving.join();
        CpuUsage used =
                CpuUsage.now(gateway.pid(), data.postgresPid().orElseThrow()).since(before);
        for (DeskPage page : DeskPage.values()) {
            LoadResult result = clicked.of(page);
            ConsoleOutput.print(
                    "%s: %-6s %4d opened, p50 %6.1f, p95 %6.1f, p99 %6.1f ms %s",
                    name,
                    page,
                    result.accepted().size(),
                    millis(result, 0.5),
                    millis(result, 0.95),
                    millis(result, 0.99),
                    result.failureCounts());
        }
        ConsoleOutput.print(
                "%s: %d reports arrived, %d failed, p95 %.1f ms; processor: gateway %.1f s, PostgreSQL %.1f s, others %.1f s; %d MB",
                name,
                arrived.accepted().size(),
                arrived.failures(),
                millis(arrived, 0.95),
                used.gateway() / 1000.0,
                used.postgres() / 1000.0,
                used.others() / 1000.0,
                CpuUsage.residentMb(gateway.pid()));
        if (arrived.failures() > 0) {
            throw new IllegalStateException("reports failed: " + arrived.failureCounts() + "\n" + gateway.logTail());
        }
        return clicked;
    }

    private BenchResult result(DeskClicks few, DeskClicks many, LoadResult filed, GatewayUnderTest gateway, long open) {
        BenchResult result = new BenchResult("desk")
                .with("flags", installedApp.describeFlags() + "; " + hostInfo.describe())
                .with("tickets", tickets)
                .with("open", open)
                .with("staff", staff)
                .with("reportsPerSecond", rate);
        for (DeskPage page : DeskPage.values()) {
            String name = page.name().toLowerCase(Locale.ROOT);
            result.with(name + "P50Ms", millis(many.of(page), 0.5), 1)
                    .with(name + "P95Ms", millis(many.of(page), 0.95), 1)
                    .with(name + "P99Ms", millis(many.of(page), 0.99), 1)
                    .with(name + "RatioP95", millis(many.of(page), 0.95) / millis(few.of(page), 0.95), 2);
        }
        return result.with("baselineBy", "the same pages over " + ORIGINALS + " tickets, same run")
                .with("rssMb", CpuUsage.residentMb(gateway.pid()))
                .with("failures", (long) filed.failures() + few.failures() + many.failures());
    }

    private static double millis(LoadResult result, double share) {
        return new LatencyPercentiles(List.of(result)).millis(share);
    }
}
