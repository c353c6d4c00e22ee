package lianhu.adapters.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lianhu.core.notice.ChannelSender;
import lianhu.core.report.StoreUnavailableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final Database database = Database.fresh();

    private final Copies copies = new Copies(database);

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void clear() {
        database.query("DELETE FROM delivery");
        database.query("DELETE FROM slot_lease");
    }

    @AfterEach
    void stop() {
        copies.stop();
    }

    @Test
    void eachAudienceHearsThingsInTheirOrder() {
        // Given
        IntStream.range(0, 300).forEach(i -> tell("post:" + i % 7));
        // When
        copies.start("a", Copies.Settings.QUICK, delivery -> soon(delivery.id() % 5));
        // Then
        until(() -> count("SENT") == 300);
        for (int i = 0; i < 7; i++) {
            List<Long> ids = copies.idsOf("post:" + i);
            assertEquals(ids.stream().sorted().toList(), ids);
        }
        assertEquals(300, new HashSet<>(copies.sent()).size());
    }

    @Test
    void nothingIsSentToAnAudienceWhileTheOneBeforeWaits() {
        // Given
        tell("post:slow");
        tell("post:slow");
        tell("post:other");
        AtomicInteger tries = new AtomicInteger();
        // When
        copies.start(
                "a",
                Copies.Settings.QUICK,
                delivery -> delivery.recipient().encode().equals("post:slow") && tries.incrementAndGet() <= 2
                        ? Uni.createFrom().item(new ChannelSender.Outcome.RetryLater("限流", Duration.ofMillis(300)))
                        : Copies.shown());
        // Then
        until(() -> count("SENT") == 3);
        List<Long> ids = copies.idsOf("post:slow");
        assertEquals(4, ids.size());
        assertEquals(List.of(ids.getFirst(), ids.getFirst(), ids.getFirst()), ids.subList(0, 3));
        assertEquals(
                3,
                database.query("SELECT attempts FROM delivery WHERE id = $1", ids.getFirst())
                        .getFirst()
                        .getInteger(0));
    }

    @Test
    void whatNeverWorksIsGivenUpAndLetsTheNextPass() {
        // Given
        long first = tell("post:a");
        tell("post:a");
        // When
        copies.start(
                "a",
                Copies.Settings.QUICK,
                delivery -> delivery.id() == first
                        ? Uni.createFrom().item(new ChannelSender.Outcome.RetryLater("平台不通", Duration.ZERO))
                        : Copies.shown());
        // Then
        until(() -> count("SENT") == 1);
        assertEquals("CANNOT 平台不通", stateAndWhy(first));
        assertEquals(
                3, copies.idsOf("post:a").stream().filter(id -> id == first).count());
    }

    @Test
    void everyOutcomeIsWrittenAsItIs() {
        // Given
        long shown = tell("post:1");
        long refused = tell("post:2");
        long unknown = tell("post:3");
        long overtaken = tell("post:4");
        long broken = tell("post:5");
        Map<Long, Uni<ChannelSender.Outcome>> outcomes = Map.of(
                shown, Copies.shown(),
                refused, Uni.createFrom().item(new ChannelSender.Outcome.Rejected("不在\0群里")),
                unknown, Uni.createFrom().item(new ChannelSender.Outcome.Unknown("超时")),
                overtaken, Uni.createFrom().item(new ChannelSender.Outcome.Obsolete("过时")),
                broken, Uni.createFrom().failure(new IllegalStateException("secret")));
        // When
        copies.start("a", Copies.Settings.QUICK, delivery -> outcomes.getOrDefault(delivery.id(), Copies.shown()));
        // Then
        until(() -> count("PENDING") + count("SENDING") == 0);
        assertEquals("SENT ok", stateAndWhy(shown));
        assertEquals("CANNOT 不在群里", stateAndWhy(refused));
        assertEquals("UNKNOWN 超时", stateAndWhy(unknown));
        assertEquals("DROPPED 过时", stateAndWhy(overtaken));
        assertEquals("UNKNOWN 出错:IllegalStateException", stateAndWhy(broken));
    }

    @Test
    void whatFailsBeforeTheCallIsTriedAgain() {
        // Given
        tell("post:1");
        AtomicBoolean isAway = new AtomicBoolean(true);
        // When
        copies.start(
                "a",
                Copies.Settings.QUICK,
                delivery -> isAway.getAndSet(false)
                        ? Uni.createFrom().failure(new StoreUnavailableException("away", new IllegalStateException()))
                        : Copies.shown());
        // Then
        until(() -> count("SENT") == 1);
    }

    @Test
    void aCallThatNeverAnswersIsUnknownAndNotRepeated() {
        // Given
        tell("post:1");
        // When
        copies.start(
                "a",
                Copies.Settings.QUICK.withCallLimit(Duration.ofMillis(300)),
                delivery -> Uni.createFrom().nothing());
        // Then
        until(() -> count("UNKNOWN") == 1);
        pause(500);
        assertEquals(1, copies.sent().size());
    }

    @Test
    void whatADeadCopyWasSendingIsUnknownAndNeverSentAgain() {
        // Given
        long lost = tell("post:1");
        database.query(
                "UPDATE delivery SET state = 'SENDING', holder = 'dead', lease_until = now() + interval '700 ms' WHERE id = $1",
                lost);
        tell("post:1");
        // When
        copies.start("a", Copies.Settings.QUICK, delivery -> Copies.shown());
        pause(300);
        // Then
        assertEquals(List.of(), copies.sent());
        until(() -> count("SENT") == 1);
        assertEquals(1, count("UNKNOWN"));
        assertEquals(0, copies.sent().stream().filter(one -> one.id() == lost).count());
    }

    @Test
    void aCopyThatComesBackUnderItsNameGoesOnAtOnce() {
        // Given
        long lost = tell("post:1");
        database.query(
                "UPDATE delivery SET state = 'SENDING', holder = 'a', lease_until = now() + interval '1 hour' WHERE id = $1",
                lost);
        database.query(
                "INSERT INTO slot_lease SELECT 0, s, 'a', now() + interval '1 hour' FROM generate_series(0, 64) AS s");
        tell("post:1");
        // When
        copies.start("a", Copies.Settings.QUICK, delivery -> Copies.shown());
        // Then
        until(() -> count("SENT") == 1);
        assertEquals("UNKNOWN", stateAndWhy(lost).split(" ")[0]);
    }

    @Test
    void twoCopiesShareThePartitionsAndNeverSendOneTwice() {
        // Given
        copies.start("a", database.pool(4), Copies.Settings.QUICK, delivery -> soon(delivery.id() % 3));
        copies.start("b", database.pool(4), Copies.Settings.QUICK, delivery -> soon(delivery.id() % 3));
        // When
        for (int round = 0; round < 20; round++) {
            IntStream.range(0, 50).forEach(i -> tell("post:" + i));
            copies.ring();
        }
        until(() -> count("SENT") == 1000);
        // Then
        assertEquals(
                1000, copies.sent().stream().map(Copies.Sent::id).distinct().count());
        assertEquals(1000, copies.sent().size());
        for (int i = 0; i < 50; i++) {
            List<Long> ids = copies.idsOf("post:" + i);
            assertEquals(ids.stream().sorted().toList(), ids);
        }
        until(() -> shares().equals(Map.of("a", 32L, "b", 32L)));
    }

    @Test
    void whatALeavingCopyHeldGoesToTheOther() {
        // Given
        Outbox leaving = copies.start("a", Copies.Settings.QUICK, delivery -> Copies.shown());
        copies.start("b", Copies.Settings.QUICK, delivery -> Copies.shown());
        until(() -> shares().equals(Map.of("a", 32L, "b", 32L)));
        // When
        Database.await(leaving.stop());
        IntStream.range(0, 100).forEach(i -> tell("post:" + i));
        // Then
        until(() -> count("SENT") == 100);
        assertEquals(Map.of("b", 64L), shares());
        assertEquals(
                Map.of("b", 100L),
                copies.sent().stream().collect(Collectors.groupingBy(Copies.Sent::copy, Collectors.counting())));
    }

    @Test
    void aStoppingCopyWaitsForItsCallsAndSendsNoMore() {
        // Given
        IntStream.range(0, 10).forEach(i -> tell("post:same"));
        AtomicInteger ended = new AtomicInteger();
        Outbox outbox =
                copies.start("a", Copies.Settings.QUICK, delivery -> soon(400).invoke(ended::incrementAndGet));
        until(() -> !copies.sent().isEmpty());
        // When
        Database.await(outbox.stop());
        // Then
        assertEquals(copies.sent().size(), ended.get());
        assertEquals(ended.get(), count("SENT"));
        assertEquals(10 - ended.get(), count("PENDING"));
    }

    @Test
    void theBellIsHeardBeforeTheNextLook() {
        // Given
        Copies.Settings seldom =
                new Copies.Settings(32, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofSeconds(3), 3);
        copies.start("a", seldom, delivery -> Copies.shown());
        // When
        for (int i = 0; i < 50; i++) {
            tell("post:" + i);
            copies.ring();
        }
        // Then
        until(() -> count("SENT") == 50);
    }

    @Test
    void noMoreIsInFlightThanAllowed() {
        // Given
        IntStream.range(0, 200).forEach(i -> tell("post:" + i));
        AtomicInteger now = new AtomicInteger();
        Map<Integer, Integer> seen = new ConcurrentHashMap<>();
        // When
        copies.start("a", Copies.Settings.QUICK, delivery -> {
            seen.merge(now.incrementAndGet(), 1, Integer::sum);
            return soon(5).invoke(now::decrementAndGet);
        });
        until(() -> count("SENT") == 200);
        // Then
        int most = seen.keySet().stream().max(Integer::compare).orElse(0);
        assertTrue(most <= 32 && most > 8, "most at once: " + most);
    }

    @Test
    void theFiguresTellHowItStands() {
        // Given
        tell("post:1");
        database.query("UPDATE delivery SET at = now() - interval '1 hour', next_at = now() + interval '1 hour'");
        // When
        Outbox outbox = copies.start("a", Copies.Settings.QUICK, delivery -> Copies.shown());
        // Then
        until(() -> outbox.figures().pending() == 1);
        assertTrue(outbox.figures().oldestPending().toMinutes() >= 59);
        assertEquals(0, outbox.figures().sent());
    }

    private static Uni<ChannelSender.Outcome> soon(long millis) {
        return millis == 0 ? Copies.shown() : Copies.shown().onItem().delayIt().by(Duration.ofMillis(millis));
    }

    private static long tell(String audience) {
        Row row = database.query("""
                        INSERT INTO delivery (version, type, audience, channel, state, slot)
                        VALUES (1, 'ASSIGNED', $1, 'PRIVATE', 'PENDING', $2) RETURNING id""", audience, Slots.of(audience)).getFirst();
        return row.getLong(0);
    }

    private static long count(String state) {
        return database.count("SELECT count(*) FROM delivery WHERE state = $1", state);
    }

    private static String stateAndWhy(long id) {
        return database.query("SELECT state || ' ' || why FROM delivery WHERE id = $1", id)
                .getFirst()
                .getString(0);
    }

    private static Map<String, Long> shares() {
        return database
                .query(
                        "SELECT holder, count(*) FROM slot_lease WHERE slot < 64 AND lease_until > now() GROUP BY holder")
                .stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)));
    }

    private static void until(BooleanSupplier fact) {
        long end = System.nanoTime() + Database.SOON.toNanos();
        while (!fact.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not in time");
            pause(20);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
