package lianhu.adapters.store.intake;

import com.sun.management.OperatingSystemMXBean;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import lianhu.adapters.sql.PostgresFixture;
import lianhu.adapters.sql.RoutingJson;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.intake.ReportIntake;
import lianhu.core.notice.Receipt;
import lianhu.core.report.ReceiptCipher;

/**
 * The intake beside a bare client that writes the same rows, one statement and one transaction a message, on the same
 * server: {@code IntakeBenchmark [messages] [rounds] [lanes]}. Both with 32 in flight; alternating, so that neither has the quiet moments.
 */
final class IntakeBenchmark {
    private static final int IN_FLIGHT = 32;
    private static final String WORDS = "三组村口路灯坏了晚上看不见。" + "连续多日，影响出行和安全，请安排人员到现场核实处理。".repeat(3);

    private static final String BARE = """
            WITH won AS (
              INSERT INTO report (receipt_no, source_account, source_id, channel, conversation, area, ticket_no, reporter, relayer,
                has_account, owner_type, owner_id, owner_name, due, urgency, confidentiality, advice, occurred_at, received_at)
              VALUES ($1, 'bench:1', $2, 'GROUP', 'group:wr', '621099101201001-L001', $3, $4, $5, false, 'GRID',
                '621099101201001', '网格员小王', now(), 'NORMAL', 'OPEN', '', now(), now())
              ON CONFLICT (source_account, source_id) DO NOTHING RETURNING receipt_no, ticket_no
            ), opened AS (
              INSERT INTO ticket (no, version, state, kind, category, urgency, area, confidentiality, owner_type, owner_id,
                owner_name, route, dispatches, reopenings, acknowledged, received_at, changed_at, due, title, title_ngrams)
              SELECT ticket_no, 3, 'DISPATCHED', 'HELP', 'lamp', 'NORMAL', '621099101201001-L001', 'OPEN', 'GRID',
                '621099101201001', '网格员小王', $6::text::jsonb, 1, 0, false, now(), now(), now(), $7,
                $8::text::int[] FROM won
            ), said AS (
              INSERT INTO report_text (receipt_no, ciphertext) SELECT receipt_no, $9 FROM won
            ), known AS (
              INSERT INTO report_person (receipt_no, role, ciphertext)
              SELECT receipt_no, role, $10 FROM won, (VALUES ('REPORTER'), ('RELAYER')) AS p(role)
            ), happened AS (
              INSERT INTO ticket_event (ticket_no, seq, at, type, by_type, by_id, by_name, change)
              SELECT ticket_no, seq, now(), type, 'GATEWAY', 'gateway', '联户网关', $6::text::jsonb
              FROM won, (VALUES (1, 'RECEIVED'), (2, 'TRIAGED'), (3, 'DISPATCHED')) AS e(seq, type)
            ), told AS (
              INSERT INTO delivery (ticket_no, version, receipt_no, type, recipient_type, recipient_id, channel, state, reason, partition)
              SELECT ticket_no, 3, receipt_no, type, recipient_type, recipient_id, channel, state, '', 7
              FROM won, (VALUES ('RECEIPT', 'GROUP', 'wr', 'GROUP', 'SENT'),
                ('ASSIGNED', 'POST', '621099101201001.KEEPER.1', 'PRIVATE', 'PENDING'))
                AS d(type, recipient_type, recipient_id, channel, state)
            )
            SELECT receipt_no FROM won""";

    public static void main(String[] args) {
        int messages = args.length > 0 ? Integer.parseInt(args[0]) : 60_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        int lanes = args.length > 2 ? Integer.parseInt(args[2]) : 2;
        try (PostgresFixture postgresFixture = PostgresFixture.create()) {
            PgIntake filings = new PgIntake(
                    postgresFixture.vertx(),
                    postgresFixture.pool(8),
                    PostgresFixture.VAULT,
                    SmallCountyFixture.ECHO,
                    new OutboxSignal(),
                    lanes,
                    200);
            ReportIntake reportIntake = SmallCountyFixture.intake(filings);
            LongFunction<Uni<?>> grouped =
                    i -> reportIntake.handle(SmallCountyFixture.report("g" + i, "web:" + i, WORDS));
            LongFunction<Uni<?>> bare = bare(postgresFixture.pool(16));
            AtomicLong next = new AtomicLong();
            LongFunction<Uni<Receipt>> warm =
                    i -> reportIntake.handle(SmallCountyFixture.report("w" + i, "web:" + i, WORDS));
            run("warm-up", warm::apply, next, 20_000);
            run("warm-up bare", bare, next, 20_000);
            for (int round = 0; round < rounds; round++) {
                long before = filings.drafts();
                long statements = filings.statements();
                double together = run("group commit", grouped, next, messages);
                System.out.printf(
                        "  mean batch %.1f%n",
                        (double) (filings.drafts() - before) / (filings.statements() - statements));
                double alone = run("one statement a message", bare, next, messages);
                System.out.printf("ratio %.2f%n", together / alone);
            }
            System.out.println(postgresFixture.count("SELECT count(*) FROM ticket") + " tickets, "
                    + postgresFixture.count("SELECT count(*) FROM ticket_event") + " events");
        }
        System.exit(0);
    }

    private static LongFunction<Uni<?>> bare(Pool pool) {
        ReceiptCipher cipher = new ReceiptCipher(new byte[] {9});
        byte[] sealed = PostgresFixture.VAULT.encrypt(WORDS);
        byte[] title = PostgresFixture.VAULT.encrypt(WORDS.substring(0, 14));
        Integer[] grams = PostgresFixture.VAULT.ngramHashes(WORDS.substring(0, 14));
        String array = "{"
                + String.join(",", List.of(grams).stream().map(String::valueOf).toList()) + "}";
        String json = RoutingJson.write(SmallCountyFixture.route());
        return i -> pool.preparedQuery(BARE)
                .execute(Tuple.from(List.of(
                        "B" + cipher.number(i),
                        "b" + i,
                        "GDB" + i,
                        Buffer.buffer(PostgresFixture.VAULT.keyedHash("receipt:" + i)),
                        Buffer.buffer(PostgresFixture.VAULT.keyedHash("head")),
                        json,
                        Buffer.buffer(title),
                        array,
                        Buffer.buffer(sealed),
                        Buffer.buffer(sealed))));
    }

    private static double run(String name, LongFunction<Uni<?>> send, AtomicLong next, int messages) {
        long first = next.getAndAdd(messages);
        AtomicLong place = new AtomicLong();
        long ownBefore = processCpuMillis();
        long serverBefore = PostgresFixture.serverCpuMillis();
        long start = System.nanoTime();
        CountDownLatch open = new CountDownLatch(IN_FLIGHT);
        for (int i = 0; i < IN_FLIGHT; i++) {
            next(send, first, place, messages, open);
        }
        try {
            open.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        double rate = messages * 1e9 / (System.nanoTime() - start);
        System.out.printf(
                "%s: %.0f a second; CPU ms each: here %.3f, database %.3f%n",
                name,
                rate,
                (processCpuMillis() - ownBefore) / 1e6 / messages,
                (PostgresFixture.serverCpuMillis() - serverBefore) / (double) messages);
        return rate;
    }

    private static long processCpuMillis() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static void next(
            LongFunction<Uni<?>> send, long first, AtomicLong place, int messages, CountDownLatch open) {
        long i = place.getAndIncrement();
        if (i >= messages) {
            open.countDown();
            return;
        }
        send.apply(first + i).subscribe().with(done -> next(send, first, place, messages, open), e -> {
            System.err.println(e);
            System.exit(1);
        });
    }

    private IntakeBenchmark() {}
}
