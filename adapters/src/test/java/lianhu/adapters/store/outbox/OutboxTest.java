package lianhu.adapters.store.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.core.notice.ChannelSender;
import lianhu.core.report.StoreUnavailableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final PostgresFixture postgresFixture = PostgresFixture.create();

    private final OutboxCluster outboxCluster = new OutboxCluster(postgresFixture);

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @BeforeEach
    void clear() {
        postgresFixture.query("DELETE FROM delivery");
        postgresFixture.query("DELETE FROM outbox_lease");
    }

    @AfterEach
    void stop() {
        outboxCluster.stop();
    }

    @Test
    void eachAudienceHearsThingsInTheirOrder() {
        // Given
        IntStream.range(0, 300).forEach(i -> insertDelivery("post:" + i % 7));
        // When
        outboxCluster.start("a", OutboxCluster.ClusterSettings.QUICK, delivery -> soon(delivery.id() % 5));
        // Then
        until(() -> count("SENT") == 300);
        for (int i = 0; i < 7; i++) {
            List<Long> ids = outboxCluster.idsOf("post:" + i);
            assertEquals(ids.stream().sorted().toList(), ids);
        }
        assertEquals(300, new HashSet<>(outboxCluster.sent()).size());
    }

    @Test
    void nothingIsSentToAnAudienceWhileTheOneBeforeWaits() {
        // Given
        insertDelivery("post:slow");
        insertDelivery("post:slow");
        insertDelivery("post:other");
        AtomicInteger tries = new AtomicInteger();
        // When
        outboxCluster.start(
                "a",
                OutboxCluster.ClusterSettings.QUICK,
                delivery -> delivery.recipient().encode().equals("post:slow") && tries.incrementAndGet() <= 2
                        ? Uni.createFrom().item(new ChannelSender.Outcome.RetryLater("限流", Duration.ofMillis(300)))
                        : OutboxCluster.delivered());
        // Then
        until(() -> count("SENT") == 3);
        List<Long> ids = outboxCluster.idsOf("post:slow");
        assertEquals(4, ids.size());
        assertEquals(List.of(ids.getFirst(), ids.getFirst(), ids.getFirst()), ids.subList(0, 3));
        assertEquals(
                3,
                postgresFixture
                        .query("SELECT attempts FROM delivery WHERE id = $1", ids.getFirst())
                        .getFirst()
                        .getInteger(0));
    }

    @Test
    void whatNeverWorksIsGivenUpAndLetsTheNextPass() {
        // Given
        long first = insertDelivery("post:a");
        insertDelivery("post:a");
        // When
        outboxCluster.start(
                "a",
                OutboxCluster.ClusterSettings.QUICK,
                delivery -> delivery.id() == first
                        ? Uni.createFrom().item(new ChannelSender.Outcome.RetryLater("平台不通", Duration.ZERO))
                        : OutboxCluster.delivered());
        // Then
        until(() -> count("SENT") == 1);
        assertEquals("CANNOT 平台不通", stateAndWhy(first));
        assertEquals(
                3,
                outboxCluster.idsOf("post:a").stream().filter(id -> id == first).count());
    }

    @Test
    void aHandlerThatThrowsFailsOneDeliveryAndFreesItsPlace() {
        // Given
        IntStream.range(0, 6).forEach(i -> insertDelivery("post:" + i));
        Set<Long> broken = ConcurrentHashMap.newKeySet();
        // When
        outboxCluster.start("a", OutboxCluster.ClusterSettings.QUICK.withInFlight(2), delivery -> {
            if (broken.size() < 4 && broken.add(delivery.id())) {
                throw new IllegalStateException("before there is a result");
            }
            return OutboxCluster.delivered();
        });
        // Then
        until(() -> count("PENDING") + count("SENDING") == 0);
        assertEquals(4, count("UNKNOWN"));
        assertEquals(2, count("SENT"));
        insertDelivery("post:later");
        insertDelivery("post:last");
        outboxCluster.signal();
        until(() -> count("SENT") == 4);
    }

    @Test
    void everyOutcomeIsWrittenAsItIs() {
        // Given
        long shown = insertDelivery("post:1");
        long refused = insertDelivery("post:2");
        long unknown = insertDelivery("post:3");
        long overtaken = insertDelivery("post:4");
        long broken = insertDelivery("post:5");
        Map<Long, Uni<ChannelSender.Outcome>> outcomes = Map.of(
                shown, OutboxCluster.delivered(),
                refused, Uni.createFrom().item(new ChannelSender.Outcome.Rejected("不在\0群里")),
                unknown, Uni.createFrom().item(new ChannelSender.Outcome.Unknown("超时")),
                overtaken, Uni.createFrom().item(new ChannelSender.Outcome.Obsolete("过时")),
                broken, Uni.createFrom().failure(new IllegalStateException("secret")));
        // When
        outboxCluster.start(
                "a",
                OutboxCluster.ClusterSettings.QUICK,
                delivery -> outcomes.getOrDefault(delivery.id(), OutboxCluster.delivered()));
        // Then
        until(() -> count("PENDING") + count("SENDING") == 0);
        assertEquals("SENT ok", stateAndWhy(shown));
        assertEquals("CANNOT 不在群里", stateAndWhy(refused));
        assertEquals("UNKNOWN 超时", stateAndWhy(unknown));
        assertEquals("DROPPED 过时", stateAndWhy(overtaken));
        assertEquals("UNKNOWN 出错：IllegalStateException", stateAndWhy(broken));
    }

    @Test
    void whatFailsBeforeTheCallIsTriedAgain() {
        // Given
        insertDelivery("post:1");
        AtomicBoolean isAway = new AtomicBoolean(true);
        // When
        outboxCluster.start(
                "a",
                OutboxCluster.ClusterSettings.QUICK,
                delivery -> isAway.getAndSet(false)
                        ? Uni.createFrom().failure(new StoreUnavailableException("away", new IllegalStateException()))
                        : OutboxCluster.delivered());
        // Then
        until(() -> count("SENT") == 1);
    }

    @Test
    void aCallThatNeverAnswersIsUnknownAndNotRepeated() {
        // Given
        insertDelivery("post:1");
        // When
        outboxCluster.start(
                "a",
                OutboxCluster.ClusterSettings.QUICK.withSendTimeout(Duration.ofMillis(300)),
                delivery -> Uni.createFrom().nothing());
        // Then
        until(() -> count("UNKNOWN") == 1);
        pause(500);
        assertEquals(1, outboxCluster.sent().size());
    }

    @Test
    void whatADeadCopyWasSendingIsUnknownAndNeverSentAgain() {
        // Given
        long lost = insertDelivery("post:1");
        postgresFixture.query(
                "UPDATE delivery SET state = 'SENDING', locked_by = 'dead', lease_until = now() + interval '700 ms'"
                        + " WHERE id = $1",
                lost);
        insertDelivery("post:1");
        // When
        outboxCluster.start("a", OutboxCluster.ClusterSettings.QUICK, delivery -> OutboxCluster.delivered());
        pause(300);
        // Then
        assertEquals(List.of(), outboxCluster.sent());
        until(() -> count("SENT") == 1);
        assertEquals(1, count("UNKNOWN"));
        assertEquals(
                0, outboxCluster.sent().stream().filter(one -> one.id() == lost).count());
    }

    @Test
    void aCopyThatComesBackUnderItsNameGoesOnAtOnce() {
        // Given
        long lost = insertDelivery("post:1");
        postgresFixture.query(
                "UPDATE delivery SET state = 'SENDING', locked_by = 'a', lease_until = now() + interval '1 hour' WHERE"
                        + " id = $1",
                lost);
        postgresFixture.query(
                "INSERT INTO outbox_lease SELECT 0, s, 'a', now() + interval '1 hour' FROM generate_series(0, 64) AS"
                        + " s");
        insertDelivery("post:1");
        // When
        outboxCluster.start("a", OutboxCluster.ClusterSettings.QUICK, delivery -> OutboxCluster.delivered());
        // Then
        until(() -> count("SENT") == 1);
        assertEquals("UNKNOWN", stateAndWhy(lost).split(" ")[0]);
    }

    @Test
    void twoCopiesShareThePartitionsAndNeverSendOneTwice() {
        // Given
        outboxCluster.start(
                "a", postgresFixture.pool(4), OutboxCluster.ClusterSettings.QUICK, delivery -> soon(delivery.id() % 3));
        outboxCluster.start(
                "b", postgresFixture.pool(4), OutboxCluster.ClusterSettings.QUICK, delivery -> soon(delivery.id() % 3));
        // When
        for (int round = 0; round < 20; round++) {
            IntStream.range(0, 50).forEach(i -> insertDelivery("post:" + i));
            outboxCluster.signal();
        }
        until(() -> count("SENT") == 1000);
        // Then
        assertEquals(
                1000,
                outboxCluster.sent().stream()
                        .map(OutboxCluster.SentDelivery::id)
                        .distinct()
                        .count());
        assertEquals(1000, outboxCluster.sent().size());
        for (int i = 0; i < 50; i++) {
            List<Long> ids = outboxCluster.idsOf("post:" + i);
            assertEquals(ids.stream().sorted().toList(), ids);
        }
        until(() -> partitionsPerCopy().equals(Map.of("a", 32L, "b", 32L)));
    }

    @Test
    void whatALeavingCopyHeldGoesToTheOther() {
        // Given
        Outbox leaving =
                outboxCluster.start("a", OutboxCluster.ClusterSettings.QUICK, delivery -> OutboxCluster.delivered());
        outboxCluster.start("b", OutboxCluster.ClusterSettings.QUICK, delivery -> OutboxCluster.delivered());
        until(() -> partitionsPerCopy().equals(Map.of("a", 32L, "b", 32L)));
        // When
        PostgresFixture.await(leaving.stop());
        IntStream.range(0, 100).forEach(i -> insertDelivery("post:" + i));
        // Then
        until(() -> count("SENT") == 100);
        assertEquals(Map.of("b", 64L), partitionsPerCopy());
        assertEquals(
                Map.of("b", 100L),
                outboxCluster.sent().stream()
                        .collect(Collectors.groupingBy(OutboxCluster.SentDelivery::copy, Collectors.counting())));
    }

    @Test
    void aStoppingCopyWaitsForItsCallsAndSendsNoMore() {
        // Given
        IntStream.range(0, 10).forEach(i -> insertDelivery("post:same"));
        AtomicInteger ended = new AtomicInteger();
        Outbox outbox = outboxCluster.start(
                "a", OutboxCluster.ClusterSettings.QUICK, delivery -> soon(400).invoke(ended::incrementAndGet));
        until(() -> !outboxCluster.sent().isEmpty());
        // When
        PostgresFixture.await(outbox.stop());
        // Then
        assertEquals(outboxCluster.sent().size(), ended.get());
        assertEquals(ended.get(), count("SENT"));
        assertEquals(10 - ended.get(), count("PENDING"));
    }

    @Test
    void theBellIsHeardBeforeTheNextLook() {
        // Given
        OutboxCluster.ClusterSettings seldom = new OutboxCluster.ClusterSettings(
                32, Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofSeconds(3), 3);
        outboxCluster.start("a", seldom, delivery -> OutboxCluster.delivered());
        // When
        for (int i = 0; i < 50; i++) {
            insertDelivery("post:" + i);
            outboxCluster.signal();
        }
        // Then
        until(() -> count("SENT") == 50);
    }

    @Test
    void noMoreIsInFlightThanAllowed() {
        // Given
        IntStream.range(0, 200).forEach(i -> insertDelivery("post:" + i));
        AtomicInteger now = new AtomicInteger();
        Map<Integer, Integer> seen = new ConcurrentHashMap<>();
        // When
        outboxCluster.start("a", OutboxCluster.ClusterSettings.QUICK, delivery -> {
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
        insertDelivery("post:1");
        postgresFixture.query(
                "UPDATE delivery SET at = now() - interval '1 hour', attempts = 1, next_attempt_at = now() + interval '1 hour'");
        // When
        Outbox outbox =
                outboxCluster.start("a", OutboxCluster.ClusterSettings.QUICK, delivery -> OutboxCluster.delivered());
        // Then
        until(() -> outbox.metrics().pending() == 1);
        assertTrue(outbox.metrics().oldestPending().toMinutes() >= 59);
        assertEquals(0, outbox.metrics().sent());
    }

    @Test
    void theOutboxStartsWhenTheDatabaseComes() {
        // Given
        insertDelivery("post:1");
        postgresFixture.query("ALTER TABLE outbox_lease RENAME TO outbox_lease_away");
        Outbox outbox = outboxCluster.launch("a", delivery -> OutboxCluster.delivered());
        pause(300);
        assertFalse(outbox.metrics().isRunning());
        // When
        postgresFixture.query("ALTER TABLE outbox_lease_away RENAME TO outbox_lease");
        // Then
        until(() -> count("SENT") == 1);
        assertTrue(outbox.metrics().isRunning());
    }

    @Test
    void anOutcomeThatTheDatabaseRefusesHoldsBackNoOther() {
        // Given
        postgresFixture.query("""
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE check_violation; END $$\
            """);
        postgresFixture.query("""
            CREATE TRIGGER refuse BEFORE UPDATE ON delivery FOR EACH ROW
            WHEN (NEW.state = 'SENT' AND NEW.recipient_id = '3') EXECUTE FUNCTION refuse()\
            """);
        IntStream.range(0, 8).forEach(i -> insertDelivery("post:" + i));
        try {
            // When
            outboxCluster.start("a", OutboxCluster.ClusterSettings.QUICK, delivery -> OutboxCluster.delivered());
            // Then
            until(() -> count("SENT") == 7);
            long next = insertDelivery("post:9");
            outboxCluster.signal();
            until(() -> stateAndWhy(next).startsWith("SENT"));
        } finally {
            postgresFixture.query("DROP TRIGGER refuse ON delivery");
        }
    }

    @Test
    void aFloodOfCardsToOneKeeperBecomesFewMessages() {
        // Given
        insertFlood(200);
        AtomicInteger singles = new AtomicInteger();
        // When
        outboxCluster.start(
                "a",
                OutboxCluster.ClusterSettings.QUICK.withInFlight(128),
                delivery -> singles.incrementAndGet() == 9
                        ? Uni.createFrom().item(new ChannelSender.Outcome.RetryLater("太密", Duration.ofMillis(100)))
                        : OutboxCluster.delivered());
        // Then
        until(() -> count("SENT") == 200);
        List<OutboxCluster.SentDelivery> calls = outboxCluster.sent();
        assertEquals(10, calls.size(), () -> calls.toString());
        assertEquals(192, calls.getLast().batch().size());
        assertEquals(
                200,
                calls.stream()
                        .filter(call -> !call.equals(calls.get(8)))
                        .flatMap(call -> call.batch().stream())
                        .distinct()
                        .count());
    }

    @Test
    void theMostUrgentStandFirstInADigestAndEmergenciesAndSealedTicketsAreNotInIt() {
        // Given
        insertFlood(20);
        insertTicket("late", "NORMAL", "OPEN", 9);
        insertTicket("soon", "NORMAL", "OPEN", 1);
        insertTicket("fire", "EMERGENCY", "OPEN", 1);
        insertTicket("secret", "NORMAL", "SEALED", 1);
        long late = insertCardOf("late");
        long soon = insertCardOf("soon");
        long fire = insertCardOf("fire");
        long secret = insertCardOf("secret");
        putOffOldest();
        // When
        outboxCluster.start(
                "a", OutboxCluster.ClusterSettings.QUICK.withInFlight(128), delivery -> OutboxCluster.delivered());
        // Then
        until(() -> count("SENT") == 24);
        List<Long> digest = outboxCluster.sent().getFirst().batch();
        assertEquals(List.of(soon, late), digest.subList(0, 2));
        assertEquals(22, digest.size());
        assertFalse(digest.contains(fire) || digest.contains(secret));
        assertEquals(3, outboxCluster.sent().size());
    }

    @Test
    void aDigestThatHasToWaitLosesAndCountsNothing() {
        // Given
        insertFlood(30);
        putOffOldest();
        AtomicBoolean isFirst = new AtomicBoolean(true);
        // When
        outboxCluster.start(
                "a",
                OutboxCluster.ClusterSettings.QUICK.withInFlight(128),
                delivery -> isFirst.getAndSet(false)
                        ? Uni.createFrom().item(new ChannelSender.Outcome.RetryLater("太密", Duration.ofMillis(100)))
                        : OutboxCluster.delivered());
        // Then
        until(() -> count("SENT") == 30);
        assertEquals(
                List.of(30, 30),
                outboxCluster.sent().stream().map(call -> call.batch().size()).toList());
        assertEquals(1, postgresFixture.count("SELECT count(*) FROM delivery WHERE attempts = 3"));
        assertEquals(29, postgresFixture.count("SELECT count(*) FROM delivery WHERE attempts = 1"));
    }

    @Test
    void aDigestWithoutAnAnswerIsUnknownAsAWholeAndNotRepeated() {
        // Given
        insertFlood(30);
        putOffOldest();
        // When
        outboxCluster.start(
                "a",
                OutboxCluster.ClusterSettings.QUICK.withInFlight(128).withSendTimeout(Duration.ofMillis(300)),
                delivery -> Uni.createFrom().nothing());
        // Then
        until(() -> count("UNKNOWN") == 30);
        pause(500);
        assertEquals(1, outboxCluster.sent().size());
    }

    @Test
    void anEmergencyPassesAFlood() {
        // Given
        insertFlood(200);
        long call = postgresFixture
                .query("""
                    INSERT INTO delivery (version, type, recipient_type, recipient_id, channel, state, priority, partition)
                    VALUES (1, 'EMERGENCY_CALL', 'POST', 'keeper', 'PRIVATE', 'PENDING', 2, $1) RETURNING id\
                    """, OutboxPartitions.partitionOf("post:keeper"))
                .getFirst()
                .getLong(0);
        // When
        outboxCluster.start(
                "a",
                OutboxCluster.ClusterSettings.QUICK.withInFlight(128),
                delivery -> Uni.createFrom().item(new ChannelSender.Outcome.RetryLater("太密", Duration.ofMinutes(1))));
        outboxCluster.start(
                "a",
                OutboxPartitions.EMERGENCIES,
                OutboxCluster.ClusterSettings.QUICK,
                delivery -> OutboxCluster.delivered());
        // Then
        until(() -> stateAndWhy(call).equals("SENT ok"));
        assertEquals(1, count("SENT"));
        until(() -> count("PENDING") == 200);
    }

    private static void insertFlood(int cards) {
        IntStream.range(0, cards).forEach(i -> insertDelivery("post:keeper"));
    }

    /** As WeCom's pace does it. */
    private static void putOffOldest() {
        postgresFixture.query("UPDATE delivery SET attempts = 1 WHERE id = (SELECT min(id) FROM delivery)");
    }

    private static long insertCardOf(String ticket) {
        return postgresFixture
                .query("""
                    INSERT INTO delivery (ticket_no, version, type, recipient_type, recipient_id, channel, state, partition)
                    VALUES ($1, 1, 'ASSIGNED', 'POST', 'keeper', 'PRIVATE', 'PENDING', $2) RETURNING id\
                    """, ticket, OutboxPartitions.partitionOf("post:keeper"))
                .getFirst()
                .getLong(0);
    }

    private static void insertTicket(String no, String urgency, String confidentiality, int dueInDays) {
        postgresFixture.query("DELETE FROM ticket WHERE no = '" + no + "'");
        postgresFixture.query("""
            INSERT INTO ticket (no, version, state, kind, category, urgency, area, confidentiality, owner_type, owner_id,
              owner_name, route, dispatches, reopenings, acknowledged, received_at, changed_at, due, title, title_ngrams)
            VALUES ('%s', 3, 'DISPATCHED', 'HELP', '1', '%s', '621099', '%s', 'GRID', '621099', '', '{}', 1, 0, false,
              now(), now(), now() + %d * interval '1 day', '', '{}')\
            """.formatted(no, urgency, confidentiality, dueInDays));
    }

    private static Uni<ChannelSender.Outcome> soon(long millis) {
        return millis == 0
                ? OutboxCluster.delivered()
                : OutboxCluster.delivered().onItem().delayIt().by(Duration.ofMillis(millis));
    }

    private static long insertDelivery(String audience) {
        Row row = postgresFixture
                .query("""
                    INSERT INTO delivery (version, type, recipient_type, recipient_id, channel, state, partition)
                    VALUES (1, 'ASSIGNED', 'POST', $1, 'PRIVATE', 'PENDING', $2) RETURNING id\
                    """, audience.substring("post:".length()), OutboxPartitions.partitionOf(audience))
                .getFirst();
        return row.getLong(0);
    }

    private static long count(String state) {
        return postgresFixture.count("SELECT count(*) FROM delivery WHERE state = $1", state);
    }

    private static String stateAndWhy(long id) {
        return postgresFixture
                .query("SELECT state || ' ' || reason FROM delivery WHERE id = $1", id)
                .getFirst()
                .getString(0);
    }

    private static Map<String, Long> partitionsPerCopy() {
        return postgresFixture
                .query("SELECT locked_by, count(*) FROM outbox_lease WHERE partition < 64 AND lease_until > now()"
                        + " GROUP BY locked_by")
                .stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1)));
    }

    private static void until(BooleanSupplier fact) {
        long end = System.nanoTime() + PostgresFixture.SOON.toNanos();
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
