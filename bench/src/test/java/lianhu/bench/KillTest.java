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
import lianhu.bench.ledger.Balance;
import lianhu.bench.ledger.BookKeeping;
import lianhu.bench.load.Words;
import lianhu.bench.subject.Database;
import lianhu.bench.subject.Ending;
import lianhu.bench.subject.Gateway;
import lianhu.bench.subject.Program;
import lianhu.bench.subject.Town;
import lianhu.bench.subject.Waiting;
import lianhu.simulator.Simulator;
import org.junit.jupiter.api.Test;

/** The plug is pulled at every point that matters; then what was heard and shown is held against the database. */
class KillTest {
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
    private static final int TIMES_ALONE = 3;
    private static final int IN_FLIGHT = 4;
    private static final int MOST_PASSAGES = 2;
    private static final int MOST_WORDS = 40;
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration BREATH = Duration.ofMillis(120);
    private static final Duration LAST_BREATH = Duration.ofSeconds(10);

    private record Blow(String point, int passage) {
        @Override
        public String toString() {
            return point + ":" + passage;
        }
    }

    private final long seed = Long.getLong("lianhu.kill-seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);

    @Test
    void nothingIsLostOrDoubledWhereverOneGatewayDies() {
        List<Blow> blows = blows(TIMES_ALONE);
        check(1, blows);
    }

    @Test
    void nothingIsLostOrDoubledWhenOneOfTwoGatewaysDies() {
        List<Blow> blows = blows(1);
        check(2, blows);
    }

    private List<Blow> blows(int times) {
        List<Blow> blows = new ArrayList<>();
        for (String point : POINTS) {
            for (int i = 0; i < times; i++) {
                blows.add(new Blow(point, 1 + random.nextInt(MOST_PASSAGES)));
            }
        }
        Collections.shuffle(blows, random);
        return blows;
    }

    private void check(int copies, List<Blow> blows) {
        Program program = Built.program();
        String run = copies + " of the gateway, -Dlianhu.kill-seed=" + seed + ", killed at " + blows;
        try (Ending ending = new Ending()) {
            // Given
            Fleet fleet = new Fleet(program, copies, ending);
            Simulator simulator = Kill.simulator(program, fleet.data().folder("demo"), ending);
            fleet.gateways().forEach(one -> one.set("lianhu.store.outbox.in-flight", Integer.toString(IN_FLIGHT)));
            Gateway victim = fleet.gateways().getLast();
            victim.set("lianhu.kill-at", blows.getFirst().toString());
            fleet.start(simulator.url());
            simulator.gateways(fleet.urls());
            Path own = copies == 1 ? fleet.data().path() : fleet.data().folder("copy" + copies);
            Deeds deeds = ending.of(new Deeds(fleet.database(), own.resolve("api-key")));
            Crowd crowd = ending.of(new Crowd(simulator, Town.chats(program)));

            // When
            for (Blow blow : blows) {
                if (!victim.isAlive()) {
                    victim.set("lianhu.kill-at", blow.toString());
                    victim.launch();
                }
                strike(victim, blow, crowd, deeds);
                simulator.clock().move(Duration.ofMinutes(1));
            }
            victim.set("lianhu.kill-at", "");
            victim.launch();
            victim.awaitReady();
            deeds.askAgain(victim.url());
            Kill.settle(fleet, simulator);

            // Then
            Balance balance = Balance.of(BookKeeping.read(simulator.journal(), fleet.database()));
            System.out.printf(
                    "%s: %d said, %d receipts, %d notices of which %d unknown and %d for the telephone, %d matters"
                            + " taken up%n",
                    run,
                    crowd.said(),
                    balance.reports(),
                    balance.notices(),
                    balance.unknown(),
                    balance.waiting(),
                    deeds.done().size());
            assertAll(
                    run,
                    () -> assertEquals(List.of(), balance.faults()),
                    () -> assertEquals(0, balance.lost() + balance.doubled() + balance.unanswered()),
                    () -> assertEquals(crowd.said(), balance.reports(), "receipts"),
                    () -> assertEquals(0, shared(fleet.database()), "receipts that share a ticket"),
                    () -> assertEquals(0, torn(fleet.database()), "tickets with a gap in their history"),
                    () -> assertEquals(0, BookKeeping.underWay(fleet.database()), "notices still under way"),
                    () -> assertTrue(balance.unknown() <= blows.size() * IN_FLIGHT, "more unknown than was under way"),
                    () -> assertTrue(balance.unknown() >= unsure(blows), "a notice under way was sent again"),
                    () -> assertEquals(0, deeds.unanswered().size(), "deeds without an answer"),
                    () -> assertTrue(deeds.done().size() >= blows.size() / 2, "deeds"),
                    () -> assertEquals(
                            Collections.nCopies(deeds.done().size(), 1), deeds.times(), "each matter taken up once"));
        }
    }

    /** Until it is dead: at the point that was named, and of nothing else. */
    private static void strike(Gateway victim, Blow blow, Crowd crowd, Deeds deeds) {
        Waiting.until(START, () -> !victim.isAlive() || victim.isReady());
        int begin = crowd.said();
        while (victim.isAlive() && crowd.said() < begin + MOST_WORDS) {
            crowd.say();
            deeds.next(victim.url());
            Waiting.pause(BREATH);
        }
        OptionalInt status = victim.ended(LAST_BREATH);
        assertEquals(
                OptionalInt.of(KILLED),
                status,
                () -> "did not die at " + blow + ". Its log ends:\n" + victim.logTail());
    }

    /** Dying between the claim and the call, or the call and the mark, leaves at least one of which nobody knows. */
    private static long unsure(List<Blow> blows) {
        return blows.stream().filter(blow -> blow.point.equals("before-send")).count();
    }

    private static long shared(Database database) {
        return database.count("SELECT count(*) - count(DISTINCT ticket_no) FROM report");
    }

    private static long torn(Database database) {
        return database.count(
                "SELECT count(*) FROM (SELECT FROM ticket t LEFT JOIN ticket_event e ON e.ticket_no = t.no GROUP BY"
                        + " t.no HAVING count(e.seq) = 0 OR max(e.seq) - min(e.seq) + 1 <> count(e.seq)) AS torn");
    }

    /** People who say one thing each: in turn something for an owner, who is sent word, and something for the desk. */
    private static final class Crowd implements Ending.Begun {
        private final HttpClient client = HttpClient.newHttpClient();
        private final Simulator simulator;
        private final List<String> chats;
        private int said;

        Crowd(Simulator simulator, List<String> chats) {
            this.simulator = simulator;
            this.chats = chats;
        }

        int said() {
            return said;
        }

        void say() {
            int n = said++;
            String words = n % 2 == 0 ? Words.of(n / 2) : Words.forTheDesk(n);
            String body = "{\"chat\":\"%s\",\"from\":\"k%d\",\"join\":true,\"text\":\"%s\"}"
                    .formatted(chats.get((n + n / 2) % chats.size()), n, words);
            try {
                HttpResponse<String> heard = client.send(
                        HttpRequest.newBuilder(URI.create(simulator.url() + "/_sim/say"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertEquals(200, heard.statusCode(), heard.body());
            } catch (IOException e) {
                throw new AssertionError("the simulator is away", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void end() {
            client.close();
        }
    }
}
