package lianhu.bench;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lianhu.bench.harness.BenchDatabase;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.FreePorts;
import lianhu.bench.harness.GatewayUnderTest;
import lianhu.bench.harness.InstalledApp;
import lianhu.bench.harness.NoticeApiClient;
import lianhu.bench.harness.TimedWait;
import lianhu.simulator.Simulator;
import lianhu.simulator.fault.InjectedFault;
import lianhu.simulator.state.GroupKind;
import lianhu.simulator.state.JournalEntry;
import lianhu.simulator.state.SimulatedGroup;
import lianhu.simulator.state.SimulatedPerson;
import lianhu.simulator.state.SimulatorConfig;
import org.junit.jupiter.api.Test;

/** A broadcast goes to hundreds of groups while the gateway is killed twice and WeCom times out, refuses and revokes keys. */
class BroadcastCrashTest {
    private static final int GROUPS = 400;
    private static final int IN_FLIGHT = 32;
    private static final int KILLED = 137;
    private static final int SILENCES = 3;
    private static final int REVOKED = 5;
    private static final String WORDS = "【停水】明天停水修管";
    private static final Duration LONGEST_START = Duration.ofSeconds(90);
    /** Longer than a restart takes on a slow machine, or the other copy sends everything before the killed one is back. */
    private static final String LEASE = "60s";

    private static final Duration LONGEST = Duration.ofMinutes(3);

    @Test
    void eachGroupHearsItOnceOrNobodyKnowsWhereverTheGatewayDies() {
        // a refused robot is paused for one minute
        check(1, 6);
    }

    @Test
    void eachGroupHearsItOnceOrNobodyKnowsWhenOneOfTwoDies() {
        check(2, 0);
    }

    private static void check(int copies, int storms) {
        InstalledApp installedApp = BuiltApp.program();
        try (Closer closer = new Closer()) {
            // Given
            GatewayCluster gatewayCluster = new GatewayCluster(installedApp, copies, closer);
            Path county = NoticeApiClient.createGroups(
                    installedApp, gatewayCluster.data().folder("broadcast-county"), GROUPS);
            Simulator simulator = simulator(county, closer);
            gatewayCluster
                    .gateways()
                    .forEach(one -> one.set("lianhu.county", county.toString())
                            .set("lianhu.store.broadcast.in-flight", Integer.toString(IN_FLIGHT))
                            .set("lianhu.store.outbox.partition-lease", LEASE)
                            .set("lianhu.quiet-hours", "00:00-00:00"));
            GatewayUnderTest victim = gatewayCluster.gateways().getLast();
            gatewayCluster.start(simulator.url());
            Path own = copies == 1
                    ? gatewayCluster.data().path()
                    : gatewayCluster.data().folder("copy" + copies);
            NoticeApiClient desk = closer.register(new NoticeApiClient(victim.url(), own.resolve("api-key")));
            long notice = desk.create(WORDS, "NOTICE");
            simulator.faults().add(new InjectedFault("webhook/send", "silence", SILENCES, 0.05, 0));
            if (storms > 0) {
                simulator.faults().add(new InjectedFault("webhook/send", "45009", storms, 0.05, 0));
            }

            // When
            victim.kill();
            launch(victim, "before-send:2");
            awaitShare(gatewayCluster.database(), copies);
            approve(desk, notice);
            died(victim);
            revoke(simulator);
            victim.set("lianhu.failpoint", "after-send:30");
            victim.launch();
            died(victim);
            launch(victim, "");
            boolean isOver = TimedWait.until(LONGEST, () -> {
                TimedWait.pause(Duration.ofMillis(300));
                return underWay(gatewayCluster.database()) == 0;
            });

            // Then
            Map<String, String> states = states(gatewayCluster.database(), notice);
            Map<String, List<Instant>> shown = shown(simulator);
            List<String> faults = faults(states, shown);
            long unknown = states.values().stream().filter("UNKNOWN"::equals).count();
            long cannot = states.values().stream().filter("CANNOT"::equals).count();
            System.out.printf(
                    "%d of the gateway: %d groups, %d shown, %d unknown, %d cannot%n",
                    copies, states.size(), shown.size(), unknown, cannot);
            assertAll(
                    () -> assertTrue(isOver, "still under way: " + underWay(gatewayCluster.database())),
                    () -> assertEquals(GROUPS, states.size()),
                    () -> assertEquals(List.of(), faults),
                    () -> assertTrue(unknown >= 1, "dying in the middle leaves some of which nobody knows"),
                    () -> assertTrue(
                            unknown <= 2 * IN_FLIGHT + SILENCES, unknown + " unknown, more than was under way"),
                    () -> assertTrue(cannot <= REVOKED, cannot + " refused"),
                    () -> assertEquals(0, tooMany(shown), "robots above twenty a minute"));
        }
    }

    /** Compares a group's delivery state with the messages that the group saw. */
    private static List<String> faults(Map<String, String> states, Map<String, List<Instant>> shown) {
        List<String> faults = new ArrayList<>();
        states.forEach((chat, state) -> {
            int times = shown.getOrDefault(chat, List.of()).size();
            boolean isRight = switch (state) {
                case "SENT" -> times == 1;
                case "UNKNOWN" -> times <= 1;
                default -> times == 0;
            };
            if (!isRight) {
                faults.add(chat + " is " + state + " and saw it " + times + " times");
            }
        });
        return faults;
    }

    private static long tooMany(Map<String, List<Instant>> shown) {
        return shown.values().stream()
                .filter(times -> times.stream()
                        .anyMatch(start -> times.stream()
                                        .filter(one -> !one.isBefore(start) && one.isBefore(start.plusSeconds(60)))
                                        .count()
                                > 20))
                .count();
    }

    private static Simulator simulator(Path county, Closer closer) {
        try {
            Simulator simulator = Simulator.start(SimulatorConfig.demonstration(), FreePorts.free());
            closer.register(simulator::close);
            simulator.load(county.resolve("demo"));
            return simulator;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the robots of the last groups, which makes their keys invalid. */
    private static void revoke(Simulator simulator) {
        for (int i = GROUPS - REVOKED; i < GROUPS; i++) {
            simulator
                    .world()
                    .add(new SimulatedGroup(
                            "wrMANY%05d".formatted(i),
                            "群",
                            GroupKind.INTERNAL,
                            NoticeApiClient.AREA,
                            "another-key-%d".formatted(i),
                            List.of(SimulatedPerson.member("m", "m"))));
        }
    }

    private static void launch(GatewayUnderTest gatewayUnderTest, String killAt) {
        gatewayUnderTest.set("lianhu.failpoint", killAt);
        gatewayUnderTest.launch();
        gatewayUnderTest.awaitReady();
    }

    /** A running copy gives partitions to the one that joined at a quarter of its lease. */
    private static void awaitShare(BenchDatabase benchDatabase, int copies) {
        String broadcasts = "FROM outbox_lease WHERE partition < 64 AND lease_until > now() AND priority = "
                + "(SELECT max(priority) FROM outbox_lease)";
        boolean isShared = TimedWait.until(LONGEST, () -> {
            TimedWait.pause(Duration.ofMillis(300));
            return benchDatabase.count("SELECT count(DISTINCT locked_by) " + broadcasts) == copies
                    && benchDatabase.count("SELECT count(*) " + broadcasts) == 64;
        });
        assertTrue(isShared, "the copies do not share the partitions");
    }

    /** The gateway may be killed before it can respond. */
    private static void approve(NoticeApiClient desk, long notice) {
        try {
            desk.approve(notice);
        } catch (UncheckedIOException died) {
            // the state in the database decides
        }
    }

    private static void died(GatewayUnderTest gatewayUnderTest) {
        assertEquals(
                OptionalInt.of(KILLED),
                gatewayUnderTest.awaitExit(LONGEST_START),
                () -> "did not die. Its log ends:\n" + gatewayUnderTest.logTail());
    }

    private static long underWay(BenchDatabase benchDatabase) {
        return benchDatabase.count(
                "SELECT count(*) FROM delivery WHERE broadcast_id IS NOT NULL AND state IN ('PENDING', 'SENDING')");
    }

    private static Map<String, String> states(BenchDatabase benchDatabase, long notice) {
        Map<String, String> states = new TreeMap<>();
        benchDatabase
                .query(
                        "SELECT recipient_id, state FROM delivery WHERE recipient_type = 'GROUP' AND broadcast_id = "
                                + notice,
                        row -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(one -> states.put(one.getKey(), one.getValue()));
        return states;
    }

    private static Map<String, List<Instant>> shown(Simulator simulator) {
        return simulator.journal().seen().stream()
                .filter(journalEntry -> journalEntry.text().equals(WORDS))
                .collect(Collectors.groupingBy(
                        journalEntry -> String.valueOf(journalEntry.place().chat()),
                        Collectors.mapping(JournalEntry::at, Collectors.toList())));
    }
}
