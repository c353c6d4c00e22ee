package lianhu.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.DemoGroups;
import lianhu.bench.harness.FreePorts;
import lianhu.bench.harness.GatewayUnderTest;
import lianhu.bench.harness.InstalledApp;
import lianhu.bench.harness.TimedWait;
import lianhu.bench.reconciliation.DeliveryStateLog;
import lianhu.bench.reconciliation.KillWindow;
import lianhu.bench.reconciliation.LedgerReader;
import lianhu.bench.reconciliation.Reconciliation;
import lianhu.bench.reconciliation.UnknownAudit;
import lianhu.simulator.Simulator;
import lianhu.simulator.state.SimulatorConfig;

/** Kills processes (-9) at random moments under load; at the end messages and replies are compared with the database. */
final class CrashTest {
    static final Set<String> OPTIONS = Set.of("times", "seconds", "copies", "target", "rate", "seed");

    /** WeCom retries three times; the simulator retries until the gateway has certainly restarted. */
    private static final Duration[] ATTEMPTS =
            Collections.nCopies(180, Duration.ofSeconds(1)).toArray(Duration[]::new);

    private static final int JOURNAL = 10_000_000;
    private static final int LONGEST_PAUSE_MS = 2500;
    private static final Duration LAST_CALLBACKS = Duration.ofSeconds(200);
    private static final Duration LAST_NOTICES = Duration.ofMinutes(5);
    /** Most deliveries in flight for one copy; small, so that a gateway that exceeds the limit is detected. */
    private static final int IN_FLIGHT = 16;

    /** A backend of PostgreSQL finishes its statement before it notices that the main process is gone. */
    private static final Duration LAST_STATEMENTS = Duration.ofMillis(500);

    private enum KillTarget {
        GATEWAY,
        POSTGRES,
        REDIS
    }

    private final HostInfo hostInfo = HostInfo.now();
    private final InstalledApp installedApp;
    private final Closer closer;
    private final int times;
    private final int seconds;
    private final int copies;
    private final int perSecond;
    private final List<KillTarget> killTargets;
    private final long seed;
    private final Random random;
    private final Map<KillTarget, Integer> kills = new EnumMap<>(KillTarget.class);
    private final List<KillWindow> windows = new ArrayList<>();

    CrashTest(BenchOptions benchOptions, InstalledApp installedApp, Closer closer) {
        this.installedApp = installedApp;
        this.closer = closer;
        times = benchOptions.number("times", 200, 10_000);
        seconds = benchOptions.number("seconds", 1800, 36_000);
        copies = benchOptions.number("copies", 1, 2);
        perSecond = benchOptions.number("rate", 20, 1000);
        seed = benchOptions.number("seed", 1, Integer.MAX_VALUE);
        random = new Random(seed);
        killTargets = Arrays.stream(
                        benchOptions.text("target", "gateway,postgres,redis").split(","))
                .map(name -> KillTarget.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                .toList();
    }

    BenchResult run() {
        GatewayCluster gatewayCluster = new GatewayCluster(installedApp, copies, closer);
        Simulator simulator = simulator(installedApp, gatewayCluster.data().folder("demo"), closer);
        gatewayCluster.gateways().forEach(one -> one.set("lianhu.store.outbox.in-flight", Integer.toString(IN_FLIGHT)));
        gatewayCluster.start(simulator.url());
        DeliveryStateLog states = DeliveryStateLog.install(gatewayCluster.database());
        simulator.gateways(gatewayCluster.urls());
        ConsoleOutput.print("%d of the gateway, %d messages a second, kills of %s", copies, perSecond, killTargets);
        MessageGenerator messageGenerator =
                closer.register(new MessageGenerator(simulator, DemoGroups.chats(installedApp), perSecond));
        killAll(gatewayCluster, messageGenerator);
        messageGenerator.close();
        if (!messageGenerator.refused().isEmpty()) {
            throw new IllegalStateException(
                    "the simulator refused " + messageGenerator.refused() + " of " + messageGenerator.sentCount());
        }
        awaitSettled(gatewayCluster, simulator);
        Reconciliation reconciliation =
                Reconciliation.of(LedgerReader.read(simulator.journal(), gatewayCluster.database()));
        LedgerReader.states(gatewayCluster.database()).forEach(line -> ConsoleOutput.print("notices: " + line));
        return result(reconciliation, states.audit(windows, copies * IN_FLIGHT), messageGenerator.sentCount());
    }

    /** Starts a simulator with the people of the demonstration, many retries and a long journal. */
    static Simulator simulator(InstalledApp installedApp, Path demo, Closer closer) {
        try {
            for (String file : List.of("groups.csv", "people.csv")) {
                String text =
                        installedApp.county(DemoGroups.COUNTY, "demo/" + file).orElseThrow();
                Files.writeString(demo.resolve(file), text);
            }
            SimulatorConfig simulatorConfig =
                    SimulatorConfig.demonstration().withRetryPauses(ATTEMPTS).withJournalLimit(JOURNAL);
            Simulator simulator = Simulator.start(simulatorConfig, FreePorts.free());
            closer.register(simulator::close);
            simulator.load(demo);
            return simulator;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void killAll(GatewayCluster gatewayCluster, MessageGenerator messageGenerator) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        int done = 0;
        while (done < times && System.nanoTime() - end < 0) {
            TimedWait.pause(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MS)));
            KillTarget killTarget = killTargets.get(random.nextInt(killTargets.size()));
            kill(gatewayCluster, killTarget);
            kills.merge(killTarget, 1, Integer::sum);
            done++;
            if (done % 10 == 0 || done == times) {
                ConsoleOutput.print("killed %d times %s, %d messages sent", done, kills, messageGenerator.sentCount());
            }
        }
        TimedWait.pause(Duration.ofSeconds(1));
    }

    private void kill(GatewayCluster gatewayCluster, KillTarget killTarget) {
        Instant from = Instant.now();
        switch (killTarget) {
            case GATEWAY -> {
                GatewayUnderTest gatewayUnderTest = gatewayCluster.gateways().get(random.nextInt(copies));
                gatewayUnderTest.kill();
                windows.add(new KillWindow(from, Instant.now(), true));
                gatewayUnderTest.launch();
                gatewayUnderTest.awaitReady();
            }
            case POSTGRES -> {
                windows.add(new KillWindow(from, from.plus(LAST_STATEMENTS), true));
                gatewayCluster.killPostgres();
            }
            case REDIS -> {
                gatewayCluster.killRedis();
                windows.add(new KillWindow(from, Instant.now(), false));
            }
        }
    }

    /** Waits after the last message until all callbacks are delivered and all notices are sent. */
    static void awaitSettled(GatewayCluster gatewayCluster, Simulator simulator) {
        TimedWait.until(LAST_CALLBACKS, () -> {
            TimedWait.pause(Duration.ofMillis(500));
            return LedgerReader.countInDelivery(simulator.journal()) == 0;
        });
        TimedWait.until(LAST_NOTICES, () -> {
            TimedWait.pause(Duration.ofSeconds(1));
            simulator.clock().move(Duration.ofMinutes(1));
            return LedgerReader.countUndelivered(gatewayCluster.database()) == 0;
        });
    }

    private BenchResult result(Reconciliation reconciliation, UnknownAudit audit, int sent) {
        int all = kills.values().stream().mapToInt(Integer::intValue).sum();
        ConsoleOutput.print(
                "sent %d, receipts %d, notices %d of which %d unsent; not acknowledged in the end %d",
                sent,
                reconciliation.reports(),
                reconciliation.notices(),
                reconciliation.unsent(),
                reconciliation.unanswered());
        ConsoleOutput.print(
                "unknown %d of %d deliveries that were SENDING at a kill, %d not explained by a kill; at one kill at most"
                        + " %d, limit %d, above it %d; longest undisturbed attempt %d ms",
                audit.unknown(),
                audit.bound(),
                audit.unexplained(),
                audit.mostAtOnce(),
                copies * IN_FLIGHT,
                audit.aboveLimit(),
                audit.longestMs());
        reconciliation.faults().forEach(ConsoleOutput::print);
        return new BenchResult("kill")
                .with("kills", all)
                .with("failures", reconciliation.unanswered() + audit.failures())
                .with("lost", reconciliation.lost())
                .with("doubled", reconciliation.duplicated())
                .with("unknown", audit.unknown())
                .with("unknownBound", audit.bound())
                .with(
                        "flags",
                        installedApp.describeFlags() + "; " + copies + " copies; kills " + kills + "; " + perSecond
                                + " messages a second, " + sent + " sent, " + reconciliation.reports() + " receipts, "
                                + reconciliation.notices() + " notices, " + reconciliation.unsent()
                                + " of them unsent; seed "
                                + seed + "; "
                                + hostInfo.describe());
    }
}
