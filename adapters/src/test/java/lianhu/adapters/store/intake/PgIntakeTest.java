package lianhu.adapters.store.intake;

import static lianhu.adapters.sql.PostgresFixture.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.store.outbox.OutboxPartitions;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.ReportIntake;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Receipt;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.RecipientType;
import lianhu.core.report.CheckDigit;
import lianhu.core.report.Report;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.report.StoreUnavailableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PgIntakeTest {
    private static final AtomicLong RUN = new AtomicLong();
    private static final PostgresFixture postgresFixture = PostgresFixture.create();

    private final AtomicInteger rung = new AtomicInteger();
    private final PgIntake filings = intoOf(postgresFixture.pool());
    private final ReportIntake reportIntake = SmallCountyFixture.intake(filings);

    /** A receipt or the failure. */
    private record SubmitResult(Optional<Receipt> receipt, Optional<Throwable> failure) {}

    @AfterAll
    static void close() {
        postgresFixture.close();
    }

    @Test
    void thirtyTwoSendersShareFourTransactions() {
        // Given
        IntStream.range(0, 50).forEach(i -> sendAll(reportIntake, burst("warm" + i)));
        // When
        long[] transactions = IntStream.range(0, 41)
                .mapToLong(i -> {
                    long before = filings.statements();
                    sendAll(reportIntake, burst("burst" + i));
                    return filings.statements() - before;
                })
                .sorted()
                .toArray();
        // Then
        assertTrue(transactions[20] <= 4, transactions[20] + " transactions in the middle one of 41 bursts");
    }

    @Test
    void sendersWhoGoOnSendingShareTransactions() {
        // Given
        long before = filings.drafts();
        long statements = filings.statements();
        String run = run();
        AtomicInteger next = new AtomicInteger();
        // When
        List<Uni<Void>> senders =
                IntStream.range(0, 32).mapToObj(i -> again(run, next, 1600)).toList();
        await(Uni.join().all(senders).andFailFast());
        // Then
        double mean = (double) (filings.drafts() - before) / (filings.statements() - statements);
        assertEquals(1600, filings.drafts() - before);
        assertTrue(mean > 3, "mean batch " + mean);
    }

    @Test
    void aRepeatGetsAnEqualReceiptAlsoWithinOneBatch() {
        // Given
        String run = run();
        List<Report> reports = IntStream.range(0, 120)
                .mapToObj(i -> SmallCountyFixture.report(run + i % 40, "路灯坏了" + i % 40))
                .toList();
        // When
        List<Receipt> receipts = receipts(sendAll(reportIntake, reports));
        // Then
        for (int i = 0; i < 120; i++) {
            assertEquals(receipts.get(i % 40), receipts.get(i));
        }
        assertEquals(40, new HashSet<>(receipts).size());
        assertEquals(
                receipts.get(7),
                receipts(sendAll(reportIntake, List.of(reports.get(7)))).getFirst());
        assertEquals(40, postgresFixture.count("SELECT count(*) FROM report WHERE source_id LIKE $1", run + "%"));
    }

    @Test
    void anotherReportUnderAUsedSourceIsToldApartFromARepeat() {
        // Given
        String source = run();
        Receipt first = receipts(sendAll(reportIntake, List.of(SmallCountyFixture.report(source, "路灯坏了"))))
                .getFirst();
        // When
        Receipt same = receipts(sendAll(reportIntake, List.of(SmallCountyFixture.report(source, "路灯坏了"))))
                .getFirst();
        Receipt other = receipts(sendAll(reportIntake, List.of(SmallCountyFixture.report(source, "桥塌了"))))
                .getFirst();
        // Then
        assertFalse(same.isOfOtherReport());
        assertTrue(other.isOfOtherReport());
        assertEquals(first.no(), other.no());
    }

    @Test
    void aTextThatIsErasedIsNotCompared() {
        // Given
        String source = run();
        Receipt first = receipts(sendAll(reportIntake, List.of(SmallCountyFixture.report(source, "路灯坏了"))))
                .getFirst();
        await(postgresFixture
                .pool()
                .preparedQuery("DELETE FROM report_text WHERE receipt_no = $1")
                .execute(Tuple.of(first.no().digits())));
        // When
        Receipt again = receipts(sendAll(reportIntake, List.of(SmallCountyFixture.report(source, "桥塌了"))))
                .getFirst();
        // Then
        assertEquals(first, again);
    }

    @Test
    void twoCopiesAtOnceGiveOneReceiptForOneReport() {
        // Given
        String run = run();
        ReportIntake other = SmallCountyFixture.intake(intoOf(postgresFixture.pool(4)));
        List<Report> reports = IntStream.range(0, 300)
                .mapToObj(i -> SmallCountyFixture.report(run + i, "web:" + i % 50, "垃圾没人收"))
                .toList();
        List<Report> reversed = reports.reversed();
        // When
        List<Uni<SubmitResult>> both = new ArrayList<>();
        for (int i = 0; i < reports.size(); i++) {
            both.add(send(reportIntake, reports.get(i)));
            both.add(send(other, reversed.get(i)));
        }
        List<SubmitResult> submitResults = await(Uni.join().all(both).andFailFast());
        // Then
        for (int i = 0; i < 300; i++) {
            assertEquals(
                    submitResults.get(2 * i).receipt().orElseThrow(),
                    submitResults.get(2 * (299 - i) + 1).receipt().orElseThrow());
        }
        assertEquals(300, postgresFixture.count("SELECT count(*) FROM report WHERE source_id LIKE $1", run + "%"));
        assertEquals(
                0,
                postgresFixture.count(
                        "SELECT count(*) FROM ticket t WHERE NOT EXISTS (SELECT 1 FROM report WHERE ticket_no = t.no)"));
    }

    @Test
    void aRowThatTheDatabaseRefusesFailsAlone() {
        // Given
        String run = run();
        List<Report> reports = IntStream.range(0, 100)
                .mapToObj(i -> SmallCountyFixture.report(run + i + (i == 60 ? "\0" : ""), "路灯坏了"))
                .toList();
        // When
        List<SubmitResult> submitResults = sendAll(reportIntake, reports);
        // Then
        for (int i = 0; i < 100; i++) {
            if (i == 60) {
                assertInstanceOf(
                        ReportRejectedException.class,
                        submitResults.get(i).failure().orElseThrow());
            } else {
                assertTrue(CheckDigit.isValid(
                        submitResults.get(i).receipt().orElseThrow().no().digits()));
            }
        }
    }

    @Test
    void whatWasSaidInOneConversationKeepsItsOrder() {
        // Given
        String run = run();
        List<Report> reports = IntStream.range(0, 500)
                .mapToObj(i -> SmallCountyFixture.report("%s%03d".formatted(run, i), "路灯坏了"))
                .toList();
        // When
        sendAll(reportIntake, reports);
        // Then
        List<String> order = postgresFixture.query("""
                        SELECT source_id FROM ticket_event JOIN report USING (ticket_no)
                        WHERE source_id LIKE $1 AND seq = 1 ORDER BY id""", run + "%").stream()
                .map(row -> row.getString(0))
                .toList();
        assertEquals(reports.stream().map(report -> report.source().id()).toList(), order);
    }

    @Test
    void wordsAndPersonsAreNotToBeReadInTheDatabase() {
        // Given
        String run = run();
        // When
        sendAll(reportIntake, List.of(SmallCountyFixture.report(run, "web:key-" + run, "紫色路灯坏了")));
        // Then
        for (String table : List.of("report", "report_text", "report_person", "ticket", "ticket_event", "delivery")) {
            assertEquals(
                    0,
                    postgresFixture.count("SELECT count(*) FROM " + table + " AS row WHERE row::text LIKE ANY"
                            + " (ARRAY['%紫色%', '%李大爷%', '%13800000001%', '%key-%', '%zhou.shen%'])"),
                    table);
        }
        ColumnEncryption columnEncryption = new ColumnEncryption(PostgresFixture.VAULT);
        assertEquals(
                "紫色路灯坏了",
                columnEncryption
                        .text(postgresFixture
                                .query(
                                        "SELECT ciphertext FROM report_text JOIN report USING (receipt_no) WHERE source_id = $1",
                                        run)
                                .getFirst()
                                .getBuffer(0)
                                .getBytes())
                        .words());
        assertEquals(
                "13800000001",
                columnEncryption
                        .person(postgresFixture
                                .query(
                                        "SELECT ciphertext FROM report_person JOIN report USING (receipt_no) WHERE relayer = $1 AND role = 'RELAYER'",
                                        io.vertx.core.buffer.Buffer.buffer(
                                                PostgresFixture.VAULT.keyedHash("tel:13800000001")))
                                .getFirst()
                                .getBuffer(0)
                                .getBytes())
                        .phone());
    }

    @Test
    void whatIsSealedCannotBeSearched() {
        // Given
        String run = run();
        // When
        sendAll(
                reportIntake,
                List.of(SmallCountyFixture.report(run + "a", "我要举报"), SmallCountyFixture.report(run + "b", "路灯坏了")));
        // Then
        List<Integer> grams = postgresFixture.query("""
                        SELECT cardinality(title_ngrams) FROM ticket JOIN report ON ticket_no = no
                        WHERE source_id LIKE $1 ORDER BY source_id""", run + "%").stream()
                .map(row -> row.getInteger(0))
                .toList();
        assertEquals(List.of(0, 3), grams);
    }

    @Test
    void everyTellingHasItsPartitionAndTheBellIsRung() {
        // Given
        int before = rung.get();
        String run = run();
        // When
        sendAll(reportIntake, List.of(SmallCountyFixture.report(run, "路灯坏了")));
        // Then
        postgresFixture
                .query(
                        "SELECT recipient_type, recipient_id, partition FROM delivery JOIN report USING (ticket_no) WHERE source_id = $1",
                        run)
                .forEach(row -> assertEquals(
                        OutboxPartitions.partitionOf(
                                Recipient.of(RecipientType.valueOf(row.getString(0)), row.getString(1))
                                        .encode()),
                        row.getInteger(2).shortValue()));
        // The bell rings after the answer, on another thread.
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (rung.get() == before && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertEquals(before + 1, rung.get());
    }

    @Test
    void anEmergencyHasAPriorityOfItsOwn() {
        // Given
        String run = run();
        // When
        sendAll(reportIntake, List.of(SmallCountyFixture.report(run, "着火了，快来人")));
        // Then
        Map<NoticeType, Integer> priorities = postgresFixture
                .query(
                        "SELECT DISTINCT type, priority FROM delivery JOIN report USING (ticket_no) WHERE source_id = $1",
                        run)
                .stream()
                .collect(Collectors.toMap(row -> NoticeType.valueOf(row.getString(0)), row -> row.getInteger(1)));
        assertEquals(2, priorities.get(NoticeType.EMERGENCY_CALL), priorities.toString());
        priorities.forEach((type, priority) -> assertEquals(type.isUrgent() ? 2 : 0, priority, type.name()));
    }

    @Test
    void aBlockOfNumbersThatWasUsedBeforeIsGivenUp() {
        // Given
        String run = run();
        assertTrue(sendAll(reportIntake, List.of(SmallCountyFixture.report(run + "a", "路灯坏了")))
                .getFirst()
                .receipt()
                .isPresent());
        postgresFixture.query("SELECT setval('receipt_block', (SELECT last_value FROM receipt_block) - 1000)");
        // When
        SubmitResult submitResult = sendAll(
                        SmallCountyFixture.intake(intoOf(postgresFixture.pool(1))),
                        List.of(SmallCountyFixture.report(run + "b", "路灯坏了")))
                .getFirst();
        // Then
        assertTrue(submitResult.receipt().isPresent(), submitResult.failure().toString());
    }

    @Test
    void withoutTheDatabaseNothingIsAcknowledged() throws Exception {
        // Given
        int nobodyListens;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobodyListens = socket.getLocalPort();
        }
        Pool away = Pool.newInstance(PgBuilder.pool()
                .connectingTo(new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(nobodyListens)
                        .setUser("x")
                        .setDatabase("x"))
                .using(postgresFixture.vertx())
                .build());
        // When
        SubmitResult submitResult = sendAll(
                        SmallCountyFixture.intake(intoOf(away)), List.of(SmallCountyFixture.report(run(), "路灯坏了")))
                .getFirst();
        // Then
        assertInstanceOf(StoreUnavailableException.class, submitResult.failure().orElseThrow());
    }

    private PgIntake intoOf(Pool pool) {
        OutboxSignal outboxSignal = new OutboxSignal();
        outboxSignal.subscribe(OutboxPartitions.TICKETS, rung::incrementAndGet);
        return new PgIntake(
                postgresFixture.vertx(), pool, PostgresFixture.VAULT, SmallCountyFixture.ECHO, outboxSignal, 2, 200);
    }

    private Uni<Void> again(String run, AtomicInteger next, int count) {
        int i = next.getAndIncrement();
        return i >= count
                ? Uni.createFrom().voidItem()
                : reportIntake
                        .handle(SmallCountyFixture.report(run + i, "web:" + i, "路灯坏了"))
                        .chain(receipt -> again(run, next, count));
    }

    private static List<Report> burst(String name) {
        String run = run();
        return IntStream.range(0, 32)
                .mapToObj(i -> SmallCountyFixture.report(run + name + i, "web:" + i, "路灯坏了"))
                .toList();
    }

    private static List<SubmitResult> sendAll(ReportIntake reportIntake, List<Report> reports) {
        return await(Uni.join()
                .all(reports.stream().map(report -> send(reportIntake, report)).toList())
                .andFailFast());
    }

    private static Uni<SubmitResult> send(ReportIntake reportIntake, Report report) {
        return reportIntake
                .handle(report)
                .map(receipt -> new SubmitResult(Optional.of(receipt), Optional.empty()))
                .onFailure()
                .recoverWithItem(e -> new SubmitResult(Optional.empty(), Optional.of(e)));
    }

    private static List<Receipt> receipts(List<SubmitResult> submitResults) {
        return submitResults.stream()
                .map(submitResult -> submitResult.receipt().orElseThrow())
                .toList();
    }

    private static String run() {
        return "run" + RUN.incrementAndGet() + "-";
    }
}
