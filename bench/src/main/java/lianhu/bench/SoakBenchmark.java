package lianhu.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import lianhu.bench.harness.BenchDatabase;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.DemoGroups;
import lianhu.bench.harness.HealthLog;
import lianhu.bench.harness.InstalledApp;
import lianhu.bench.harness.NoticeApiClient;
import lianhu.bench.harness.TimedWait;
import lianhu.bench.reconciliation.DeliveryStateLog;
import lianhu.bench.reconciliation.KillWindow;
import lianhu.bench.reconciliation.LedgerReader;
import lianhu.bench.reconciliation.Reconciliation;
import lianhu.bench.reconciliation.UnknownAudit;
import lianhu.simulator.Simulator;
import lianhu.simulator.fault.InjectedFault;

/**
 * A steady load with faults one after another: messages that the database refuses, a group that takes no message, no database,
 * no Redis. The other messages go on meanwhile, the health checks tell the truth during each fault and after it, and at the end
 * nothing is lost or doubled.
 */
final class SoakBenchmark {
    static final Set<String> OPTIONS = Set.of("seconds", "rate");

    /** The database refuses one in 64 messages, whenever they come, as it refuses a row that no constraint allows. */
    private static final String REFUSE_SOME = """
            CREATE FUNCTION bench_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
              RAISE EXCEPTION 'refused' USING ERRCODE = 'data_exception';
            END $$;
            CREATE TRIGGER bench_refuse BEFORE INSERT ON report FOR EACH ROW
              WHEN (right(md5(NEW.source_id), 2) < '04') EXECUTE FUNCTION bench_refuse()""";

    private static final String REFUSE_NONE = "DROP TRIGGER bench_refuse ON report; DROP FUNCTION bench_refuse()";

    private static final String COUNTY = "621099";
    private static final String NO_SUCH_WEBHOOK = "93000";
    private static final String OF_GROUPS = "recipient_type = 'GROUP'";
    private static final int IN_FLIGHT = 16;

    /** A part that goes away is reported within it: the health check asks for at most 3 s. */
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(5);

    private static final Duration DOWN = Duration.ofSeconds(20);
    private static final Duration LAST_DELIVERIES = Duration.ofSeconds(2);
    private static final Duration RECOVERY_TIMEOUT = Duration.ofSeconds(90);

    /** Leaves ten seconds of quiet between two faults. */
    private static final int SHORTEST_SECONDS = 150;

    private final HostInfo hostInfo = HostInfo.now();
    private final InstalledApp installedApp;
    private final Closer closer;
    private final int seconds;
    private final int perSecond;
    private final List<KillWindow> windows = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    SoakBenchmark(BenchOptions benchOptions, InstalledApp installedApp, Closer closer) {
        this.installedApp = installedApp;
        this.closer = closer;
        seconds = Math.max(SHORTEST_SECONDS, benchOptions.number("seconds", 600, 36_000));
        perSecond = benchOptions.number("rate", 100, 1000);
    }

    BenchResult run() {
        GatewayCluster gatewayCluster = new GatewayCluster(installedApp, 1, closer);
        Simulator simulator =
                CrashTest.simulator(installedApp, gatewayCluster.data().folder("demo"), closer);
        gatewayCluster
                .gateways()
                .getFirst()
                .set("lianhu.store.outbox.in-flight", Integer.toString(IN_FLIGHT))
                .set("lianhu.quiet-hours", "00:00-00:00");
        gatewayCluster.start(simulator.url());
        DeliveryStateLog states = DeliveryStateLog.install(gatewayCluster.database());
        simulator.gateways(gatewayCluster.urls());
        NoticeApiClient notices = closer.register(new NoticeApiClient(
                gatewayCluster.urls()[0], gatewayCluster.data().path().resolve("api-key")));
        HealthLog health =
                closer.register(new HealthLog(gatewayCluster.gateways().getFirst()));
        MessageGenerator messages =
                closer.register(new MessageGenerator(simulator, DemoGroups.chats(installedApp), perSecond));

        quiet("warm-up", health, messages);
        refusedMessages(gatewayCluster.database(), simulator, health, messages);
        quiet("after refused messages", health, messages);
        failingGroup(gatewayCluster.database(), simulator, notices, health);
        quiet("after a failing group", health, messages);
        withoutDatabase(gatewayCluster, health);
        quiet("after a lost database", health, messages);
        withoutRedis(gatewayCluster, health);
        quiet("after a lost Redis", health, messages);

        messages.close();
        CrashTest.awaitSettled(gatewayCluster, simulator);
        health.close();
        Reconciliation reconciliation =
                Reconciliation.of(LedgerReader.read(simulator.journal(), gatewayCluster.database()));
        return result(reconciliation, states.audit(windows, IN_FLIGHT), messages);
    }

    /** A fifth of the time is between each two faults; everything is up until it ends. */
    private void quiet(String name, HealthLog health, MessageGenerator messages) {
        long recovered = health.awaitAllUp(RECOVERY_TIMEOUT);
        check(recovered >= 0, name + ": not everything is up again");
        long begin = System.nanoTime();
        TimedWait.pause(Duration.ofSeconds(seconds).dividedBy(5).minus(DOWN));
        checkAllUp(name, health, begin);
        ConsoleOutput.print(
                "%s: everything up after %d ms and until the end; %d messages sent",
                name, recovered, messages.sentCount());
    }

    /** The platform delivers a refused message again; it is stored when the database takes it. */
    private void refusedMessages(
            BenchDatabase database, Simulator simulator, HealthLog health, MessageGenerator messages) {
        long before = reports(database);
        int sent = messages.sentCount();
        long begin = System.nanoTime();
        database.run(REFUSE_SOME);
        TimedWait.pause(DOWN);
        int refused = messages.sentCount();
        TimedWait.pause(LAST_DELIVERIES);
        long stored = reports(database) - before;
        long waiting = LedgerReader.countInDelivery(simulator.journal());
        database.run(REFUSE_NONE);
        check(
                stored > (refused - sent) * 9L / 10,
                "with refused messages among them only " + stored + " of " + (refused - sent) + " are stored");
        check(waiting > 0, "no message was refused");
        checkAllUp("refused messages", health, begin);
        ConsoleOutput.print(
                "one in 64 messages refused for %d s: %d sent, %d stored meanwhile; %d are delivered again",
                DOWN.toSeconds(), refused - sent, stored, waiting);
    }

    private void failingGroup(BenchDatabase database, Simulator simulator, NoticeApiClient notices, HealthLog health) {
        simulator.faults().add(new InjectedFault("webhook/send", NO_SUCH_WEBHOOK, 1, 1, 0));
        long begin = System.nanoTime();
        long notice = notices.create(COUNTY, "停水通知", "NOTICE");
        notices.approve(notice);
        TimedWait.pause(DOWN);
        simulator.faults().clear();
        long failed = deliveries(database, notice, "CANNOT", OF_GROUPS + " AND reason LIKE '%推送地址失效%'");
        long groups = deliveries(database, notice, "SENT", OF_GROUPS);
        check(failed == 1, failed + " groups stand as undelivered instead of one");
        check(groups > 1, "a failing group keeps the others from their notice");
        check(deliveries(database, notice, "PENDING", OF_GROUPS) == 0, "a failing group keeps others waiting");
        long wrong = health.count(begin, System.nanoTime(), answer -> !answer.isReady());
        check(wrong == 0, "one failing group makes the gateway not ready");
        ConsoleOutput.print(
                "a notice with one group that fails: %d groups have it, %d stand as undelivered", groups, failed);
    }

    private void withoutDatabase(GatewayCluster gatewayCluster, HealthLog health) {
        Instant from = Instant.now();
        keepDown(
                "database",
                health,
                answer -> answer.isReady() || answer.isUp("database"),
                () -> gatewayCluster.keepPostgresDown(DOWN));
        windows.add(new KillWindow(from, Instant.now(), true));
    }

    private void withoutRedis(GatewayCluster gatewayCluster, HealthLog health) {
        Instant from = Instant.now();
        keepDown(
                "redis",
                health,
                answer -> !answer.isReady() || answer.isUp("redis"),
                () -> gatewayCluster.keepRedisDown(DOWN));
        windows.add(new KillWindow(from, Instant.now(), false));
    }

    private void keepDown(String part, HealthLog health, Predicate<HealthLog.Answer> wrong, Runnable fault) {
        long begin = System.nanoTime();
        fault.run();
        long end = System.nanoTime();
        long untrue = health.count(begin + NOTICED_WITHIN.toNanos(), end, wrong);
        check(untrue == 0, "without " + part + ": " + untrue + " answers are untrue");
        ConsoleOutput.print("%s down for %d s: reported as down %s", part, DOWN.toSeconds(), health.down(begin, end));
    }

    private void checkAllUp(String name, HealthLog health, long begin) {
        long end = System.nanoTime();
        long untrue = health.count(begin, end, answer -> !answer.isAllUp());
        check(
                untrue == 0,
                name + ": " + untrue + " answers report a fault where there is none: " + health.down(begin, end));
    }

    private static long reports(BenchDatabase database) {
        return database.count("SELECT count(*) FROM report WHERE source_account = '" + DemoGroups.DOOR + "'");
    }

    private static long deliveries(BenchDatabase database, long notice, String state, String which) {
        return database.count("SELECT count(*) FROM delivery WHERE broadcast_id = " + notice + " AND state = '" + state
                + "' AND " + which);
    }

    private void check(boolean isTrue, String fault) {
        if (!isTrue) {
            faults.add(fault);
            ConsoleOutput.print("FAULT: " + fault);
        }
    }

    private BenchResult result(Reconciliation reconciliation, UnknownAudit audit, MessageGenerator messages) {
        reconciliation.faults().forEach(ConsoleOutput::print);
        check(messages.refused().isEmpty(), "messages that the simulator refused: " + messages.refused());
        return new BenchResult("soak")
                .with("sent", messages.sentCount())
                .with("receipts", reconciliation.reports())
                .with("notices", reconciliation.notices())
                .with("failures", (long) faults.size() + reconciliation.unanswered() + audit.failures())
                .with("lost", reconciliation.lost())
                .with("doubled", reconciliation.duplicated())
                .with("unknown", audit.unknown())
                .with("unknownBound", audit.bound())
                .with(
                        "flags",
                        installedApp.describeFlags() + "; " + seconds + " s at " + perSecond
                                + " messages a second; each fault for " + DOWN.toSeconds() + " s; "
                                + hostInfo.describe());
    }
}
