package lianhu.bench;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import lianhu.bench.harness.BenchDatabase;
import lianhu.bench.harness.Closer;
import lianhu.bench.harness.DemoGroups;
import lianhu.bench.harness.GatewayUnderTest;
import lianhu.bench.harness.InstalledApp;
import lianhu.bench.harness.TimedWait;
import lianhu.bench.load.SampleTexts;
import lianhu.bench.reconciliation.LedgerReader;
import lianhu.bench.reconciliation.Reconciliation;
import lianhu.simulator.Simulator;
import org.junit.jupiter.api.Test;

/** The gateway is killed at every failpoint; then messages and replies are compared with the database. */
class FailpointCrashTest {
    private static final List<String> POINTS = List.of(
            "before-commit",
            "after-commit",
            "before-send",
            "after-send",
            "before-mark",
            "after-mark",
            "append-before-commit",
            "append-after-commit");

    private static final int KILLED = 137;
    private static final int TIMES_ALONE = Integer.getInteger("lianhu.kill-times", 2);
    private static final int IN_FLIGHT = 4;
    private static final int MOST_PASSAGES = 2;
    private static final int MOST_WORDS = 40;
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration KILL_INTERVAL = Duration.ofMillis(120);
    private static final Duration SETTLE_TIME = Duration.ofSeconds(10);

    private record PlannedKill(String point, int passage) {
        @Override
        public String toString() {
            return point + ":" + passage;
        }
    }

    private final long seed = Long.getLong("lianhu.kill-seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);

    @Test
    void nothingIsLostOrDoubledWhereverOneGatewayDies() {
        List<PlannedKill> plannedKills = plannedKills(TIMES_ALONE);
        check(1, plannedKills);
    }

    @Test
    void nothingIsLostOrDoubledWhenOneOfTwoGatewaysDies() {
        List<PlannedKill> plannedKills = plannedKills(1);
        check(2, plannedKills);
    }

    private List<PlannedKill> plannedKills(int times) {
        List<PlannedKill> plannedKills = new ArrayList<>();
        for (String point : POINTS) {
            for (int i = 0; i < times; i++) {
                plannedKills.add(new PlannedKill(point, 1 + random.nextInt(MOST_PASSAGES)));
            }
        }
        Collections.shuffle(plannedKills, random);
        return plannedKills;
    }

    private void check(int copies, List<PlannedKill> plannedKills) {
        InstalledApp installedApp = BuiltApp.program();
        String run = copies + " of the gateway, -Dlianhu.kill-seed=" + seed + ", killed at " + plannedKills;
        try (Closer closer = new Closer()) {
            // Given
            GatewayCluster gatewayCluster = new GatewayCluster(installedApp, copies, closer);
            Simulator simulator =
                    CrashTest.simulator(installedApp, gatewayCluster.data().folder("demo"), closer);
            gatewayCluster
                    .gateways()
                    .forEach(one -> one.set("lianhu.store.outbox.in-flight", Integer.toString(IN_FLIGHT)));
            GatewayUnderTest gateway = gatewayCluster.gateways().getLast();
            gatewayCluster.start(simulator.url());
            simulator.gateways(gatewayCluster.urls());
            Path own = copies == 1
                    ? gatewayCluster.data().path()
                    : gatewayCluster.data().folder("copy" + copies);
            ActionClient actionClient =
                    closer.register(new ActionClient(gatewayCluster.database(), own.resolve("api-key")));
            MessageSenders messageSenders =
                    closer.register(new MessageSenders(simulator, DemoGroups.chats(installedApp)));

            // When
            gateway.kill();
            for (PlannedKill plannedKill : plannedKills) {
                gateway.set("lianhu.failpoint", plannedKill.toString());
                gateway.launch();
                killAt(gateway, plannedKill, messageSenders, actionClient);
                simulator.clock().move(Duration.ofMinutes(1));
            }
            gateway.set("lianhu.failpoint", "");
            gateway.launch();
            gateway.awaitReady();
            actionClient.retryUnanswered(gateway.url());
            CrashTest.awaitSettled(gatewayCluster, simulator);

            // Then
            Reconciliation reconciliation =
                    Reconciliation.of(LedgerReader.read(simulator.journal(), gatewayCluster.database()));
            System.out.printf(
                    "%s: %d said, %d receipts, %d notices of which %d unknown and %d that cannot be sent, %d matters"
                            + " taken up%n",
                    run,
                    messageSenders.sentCount(),
                    reconciliation.reports(),
                    reconciliation.notices(),
                    reconciliation.unknown(),
                    reconciliation.unsent(),
                    actionClient.completed().size());
            assertAll(
                    run,
                    () -> assertEquals(List.of(), reconciliation.faults()),
                    () -> assertEquals(
                            0, reconciliation.lost() + reconciliation.duplicated() + reconciliation.unanswered()),
                    () -> assertEquals(messageSenders.sentCount(), reconciliation.reports(), "receipts"),
                    () -> assertEquals(0, shared(gatewayCluster.database()), "receipts that share a ticket"),
                    () -> assertEquals(
                            0, inconsistencies(gatewayCluster.database()), "tickets with a gap in their history"),
                    () -> assertEquals(
                            0, LedgerReader.countUndelivered(gatewayCluster.database()), "notices still under way"),
                    () -> assertTrue(
                            reconciliation.unknown() <= plannedKills.size() * IN_FLIGHT,
                            "more unknown than was under way"),
                    () -> assertTrue(
                            reconciliation.unknown() >= unsure(plannedKills), "a notice under way was sent again"),
                    () -> assertEquals(0, actionClient.unanswered().size(), "actions without an answer"),
                    () -> assertTrue(actionClient.completed().size() >= plannedKills.size() / 2, "actions"),
                    () -> assertEquals(
                            Collections.nCopies(actionClient.completed().size(), 1),
                            actionClient.times(),
                            "each matter taken up once"));
        }
    }

    /** Waits until the gateway has ended at the named failpoint, and for no other reason. */
    private static void killAt(
            GatewayUnderTest gateway,
            PlannedKill plannedKill,
            MessageSenders messageSenders,
            ActionClient actionClient) {
        TimedWait.until(START, () -> !gateway.isAlive() || gateway.isReady());
        int begin = messageSenders.sentCount();
        while (gateway.isAlive() && messageSenders.sentCount() < begin + MOST_WORDS) {
            messageSenders.send();
            actionClient.next(gateway.url());
            TimedWait.pause(KILL_INTERVAL);
        }
        OptionalInt status = gateway.awaitExit(SETTLE_TIME);
        assertEquals(
                OptionalInt.of(KILLED),
                status,
                () -> "did not die at " + plannedKill + ". Its log ends:\n" + gateway.logTail());
    }

    /** The number of kills between claim and call, each of which leaves at least one delivery with an unknown outcome. */
    private static long unsure(List<PlannedKill> plannedKills) {
        return plannedKills.stream()
                .filter(plannedKill -> plannedKill.point.equals("before-send"))
                .count();
    }

    private static long shared(BenchDatabase benchDatabase) {
        return benchDatabase.count("SELECT count(*) - count(DISTINCT ticket_no) FROM report");
    }

    private static long inconsistencies(BenchDatabase benchDatabase) {
        return benchDatabase.count(
                "SELECT count(*) FROM (SELECT FROM ticket t LEFT JOIN ticket_event e ON e.ticket_no = t.no GROUP BY"
                        + " t.no HAVING count(e.seq) = 0 OR max(e.seq) - min(e.seq) + 1 <> count(e.seq)) AS torn");
    }

    /** Senders with one message each: in turn for an owner, who gets a notice, and for the desk. */
    private static final class MessageSenders implements Closer.Resource {
        private final HttpClient client = HttpClient.newHttpClient();
        private final Simulator simulator;
        private final List<String> chats;
        private int said;

        MessageSenders(Simulator simulator, List<String> chats) {
            this.simulator = simulator;
            this.chats = chats;
        }

        int sentCount() {
            return said;
        }

        void send() {
            int n = said++;
            String words = n % 2 == 0 ? SampleTexts.of(n / 2, n) : SampleTexts.forReportApi(n);
            String body = "{\"chat\":\"%s\",\"from\":\"k%d\",\"join\":true,\"text\":\"%s\"}"
                    .formatted(chats.get((n + n / 2) % chats.size()), n, words);
            try {
                HttpResponse<String> response = client.send(
                        HttpRequest.newBuilder(URI.create(simulator.url() + "/_sim/say"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertEquals(200, response.statusCode(), response.body());
            } catch (IOException e) {
                throw new AssertionError("the simulator is away", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
