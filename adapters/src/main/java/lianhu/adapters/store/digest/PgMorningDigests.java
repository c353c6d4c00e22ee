package lianhu.adapters.store.digest;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.adapters.store.outbox.OutboxPartitions;
import lianhu.adapters.store.outbox.OutboxSignal;
import lianhu.core.notice.NewDelivery;
import lianhu.core.notify.MorningDigestStore;
import lianhu.core.notify.PersonalDigest;
import lianhu.core.ticket.TicketNo;

/**
 * The days in {@code morning_digest}. One statement marks the day and makes its deliveries, so a copy of the gateway that dies
 * leaves both or neither, and of two copies the later one finds the day marked.
 */
@ApplicationScoped
public class PgMorningDigests implements MorningDigestStore {
    /** The link of a digest has ended by then. */
    private static final Duration KEPT = Duration.ofDays(31);

    private static final String IS_STORED = "SELECT FROM morning_digest WHERE day = $1";

    private static final String STORE = """
            WITH fresh AS (
              INSERT INTO morning_digest (day, stored_at) VALUES ($1, $2) ON CONFLICT (day) DO NOTHING RETURNING day
            ), given_up AS (
              UPDATE delivery d SET state = 'DROPPED', reason = '有了新的晨报' FROM fresh
              WHERE d.type = 'MORNING_DIGEST' AND d.at >= $3
                AND d.state IN ('PENDING', 'WAITS_FOR_PERSON', 'CANNOT', 'UNKNOWN')
            ), expired AS (
              DELETE FROM delivery d USING fresh WHERE d.type = 'MORNING_DIGEST' AND d.at < $3
            ), made AS (
              INSERT INTO delivery (ticket_no, version, type, recipient_type, recipient_id, channel, state, reason, priority,
                partition, at)
              SELECT nullif(t.ticket_no, ''), 0, 'MORNING_DIGEST', t.recipient_type, t.recipient_id, t.channel, t.state, t.reason, $4,
                t.partition, $2
              FROM fresh, unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::int[], $11::text[])
                AS t(recipient_type, recipient_id, channel, state, reason, partition, ticket_no)
            )
            SELECT FROM fresh""";

    private final Pool pool;
    private final OutboxSignal outboxSignal;

    public PgMorningDigests(Pool pool, OutboxSignal outboxSignal) {
        this.pool = pool;
        this.outboxSignal = outboxSignal;
    }

    @Override
    public Uni<Boolean> isStored(LocalDate day) {
        return run(IS_STORED, Tuple.of(day)).map(rows -> rows.size() > 0);
    }

    @Override
    public Uni<Boolean> store(LocalDate day, List<PersonalDigest> digests, Instant at) {
        List<NewDelivery> deliveries =
                digests.stream().map(PersonalDigest::delivery).toList();
        Tuple values = Tuple.of(
                        day,
                        PgTimestamps.toOffsetDateTime(at),
                        PgTimestamps.toOffsetDateTime(at.minus(KEPT)),
                        OutboxPartitions.BROADCASTS)
                .addArrayOfString(
                        column(deliveries, one -> one.recipient().type().name()))
                .addArrayOfString(column(deliveries, one -> one.recipient().id()))
                .addArrayOfString(column(deliveries, one -> one.channel().name()))
                .addArrayOfString(column(deliveries, one -> one.state().name()))
                .addArrayOfString(column(deliveries, NewDelivery::why))
                .addArrayOfInteger(deliveries.stream()
                        .map(one -> (int)
                                OutboxPartitions.partitionOf(one.recipient().encode()))
                        .toArray(Integer[]::new))
                .addArrayOfString(column(
                        digests, one -> one.onlySealed().map(TicketNo::value).orElse("")));
        return run(STORE, values).map(rows -> rows.size() > 0).invoke(isStored -> {
            if (isStored) {
                outboxSignal.signal(deliveries.stream());
            }
        });
    }

    private static <T> String[] column(List<T> rows, Function<T, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    private Uni<RowSet<Row>> run(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).onFailure().transform(PgErrors::translate);
    }
}
