package lianhu.adapters.store.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.data.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.adapters.store.DeliveryMapper;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.Recipient;

/** The outbox's statements. Times are the database's, so that instances with different clocks agree on every lease. */
final class OutboxSql {
    /** Marks the calls that were in flight when this instance died under the same name. */
    private static final String RECOVER_OWN = """
            UPDATE delivery SET state = 'UNKNOWN', reason = '发送途中中断，不知道有没有送到', lease_until = NULL
            WHERE priority = $1 AND state = 'SENDING' AND locked_by = $2""";

    private static final String EXPIRE_SENDING = """
            UPDATE delivery SET state = 'UNKNOWN', reason = '发送途中中断，不知道有没有送到', lease_until = NULL
            WHERE priority = $1 AND state = 'SENDING' AND lease_until < now()""";

    /**
     * Claims deliveries of leased partitions only, and none for a recipient with a delivery in state SENDING or a later
     * attempt. A limit for each partition keeps a long queue in one of them from being read whole. The concatenation in
     * the last condition hides the index of pending deliveries: in a plan that PostgreSQL made for a short table, it would
     * be read whole for each claim.
     */
    private static final String CLAIM = """
            WITH next AS (
              SELECT d.id FROM outbox_lease l, LATERAL (
                SELECT id FROM delivery
                WHERE priority = $1 AND partition = l.partition AND state = 'PENDING' AND next_attempt_at <= now()
                  AND (recipient_type, recipient_id) NOT IN (SELECT recipient_type, recipient_id FROM delivery
                    WHERE priority = $1 AND state = 'SENDING')
                  AND (recipient_type, recipient_id) NOT IN (SELECT recipient_type, recipient_id FROM delivery
                    WHERE priority = $1 AND state = 'PENDING' AND attempts > 0 AND next_attempt_at > now()
                      AND next_attempt_at < 'infinity')
                ORDER BY id LIMIT $5) AS d
              WHERE l.priority = $1 AND l.locked_by = $2 AND l.partition < 64 AND l.lease_until > now()
              ORDER BY d.id LIMIT $3
            )
            UPDATE delivery d SET state = 'SENDING', locked_by = $2, lease_until = now() + $4::interval
            WHERE id = ANY (ARRAY(SELECT id FROM next)) AND state || '' = 'PENDING'
            RETURNING\s""" + DeliveryMapper.COLUMNS;

    /**
     * Claims the cards that wait for one recipient, besides those this instance claimed a moment ago, for a single call.
     * Emergencies, sealed tickets and drills are never among them. No other instance sends to the recipient meanwhile, since a
     * delivery to it is in state SENDING.
     */
    private static final String CLAIM_DIGEST = """
            UPDATE delivery d SET state = 'SENDING', locked_by = $2, lease_until = now() + $3::interval
            WHERE (d.id = ANY ($4::bigint[]) AND d.state || '' = 'SENDING' AND d.locked_by = $2
                OR d.id = ANY (ARRAY(SELECT id FROM delivery
                    WHERE priority = $1 AND partition = $5 AND state = 'PENDING' AND type = 'ASSIGNED'
                      AND channel = 'PRIVATE' AND recipient_type = $6 AND recipient_id = $7
                    ORDER BY id LIMIT $8)) AND d.state || '' = 'PENDING')
              AND NOT EXISTS (SELECT FROM ticket t WHERE t.no = d.ticket_no
                AND (t.urgency = 'EMERGENCY' OR t.confidentiality = 'SEALED' OR t.drill))
            RETURNING (SELECT t.due FROM ticket t WHERE t.no = d.ticket_no) AS due,\s""" + DeliveryMapper.COLUMNS;

    /** A late outcome replaces UNKNOWN, unless a person has already changed the state. */
    private static final String UPDATE = """
            UPDATE delivery d SET state = i.state, reason = i.reason, attempts = i.attempts, lease_until = NULL,
              next_attempt_at = now() + i.pause * interval '1 millisecond'
            FROM unnest($2::bigint[], $3::text[], $4::text[], $5::int[], $6::bigint[]) AS i(id, state, reason, attempts, pause)
            WHERE d.id = i.id AND d.locked_by = $1 AND d.state IN ('SENDING', 'UNKNOWN')""";

    private static final String RELEASE = "DELETE FROM outbox_lease WHERE priority = $1 AND locked_by = $2";

    /**
     * The IT person reads the figures too, so deliveries of sealed tickets are not among them. What is put off, for the night
     * or the next day, waits only from then on; what was tried in vain waits since it was made.
     */
    private static final String BACKLOG = """
            SELECT count(*), coalesce(greatest(extract(epoch FROM now() - min(
                CASE WHEN attempts = 0 THEN greatest(at, next_attempt_at) ELSE at END)
                FILTER (WHERE next_attempt_at < 'infinity')), 0), 0)::float8,
              (SELECT count(*) FROM delivery d WHERE priority = $1 AND state = 'UNKNOWN' AND NOT EXISTS
                (SELECT FROM ticket t WHERE t.no = d.ticket_no AND t.confidentiality = 'SEALED'))
            FROM delivery d WHERE priority = $1 AND state = 'PENDING' AND NOT EXISTS
              (SELECT FROM ticket t WHERE t.no = d.ticket_no AND t.confidentiality = 'SEALED')""";

    private final Pool pool;
    private final String holder;
    private final short priority;
    private final PartitionLeases leases;
    private final Interval sendingLease;

    OutboxSql(Pool pool, String holder, short priority, Duration partitionLease, Duration sendingLease) {
        this.pool = pool;
        this.holder = holder;
        this.priority = priority;
        this.leases = new PartitionLeases(pool, holder, priority, partitionLease);
        this.sendingLease = PgTimestamps.toInterval(sendingLease);
    }

    Uni<Integer> recoverOwn() {
        return run(RECOVER_OWN, Tuple.of(priority, holder)).map(RowSet::rowCount);
    }

    Uni<Integer> expireSending() {
        return run(EXPIRE_SENDING, Tuple.of(priority)).map(RowSet::rowCount);
    }

    Uni<Void> renewLeases() {
        return leases.rebalance();
    }

    Uni<Void> release() {
        return run(RELEASE, Tuple.of(priority, holder)).replaceWithVoid();
    }

    Uni<List<Delivery>> claim(int limit) {
        Tuple wanted = Tuple.of(priority, holder, limit).addValue(sendingLease).addInteger(Math.max(4, limit / 8));
        return run(CLAIM, wanted)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(DeliveryMapper::delivery)
                        .sorted(Comparator.comparingLong(Delivery::id))
                        .toList());
    }

    /** The cards of one digest, the nearest due date first. */
    Uni<List<Delivery>> claimDigest(Collection<Delivery> cards) {
        Recipient recipient = cards.iterator().next().recipient();
        Tuple wanted = Tuple.of(priority, holder)
                .addValue(sendingLease)
                .addArrayOfLong(cards.stream().map(Delivery::id).toArray(Long[]::new))
                .addShort(OutboxPartitions.partitionOf(recipient.encode()))
                .addString(recipient.type().name())
                .addString(recipient.id())
                .addInteger(CardDigest.MAX_CARDS - cards.size());
        return run(CLAIM_DIGEST, wanted)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .sorted(Comparator.comparing(
                                        (Row row) -> row.getOffsetDateTime("due"),
                                        Comparator.nullsLast(Comparator.naturalOrder()))
                                .thenComparing(row -> row.getLong("id")))
                        .map(DeliveryMapper::delivery)
                        .toList());
    }

    Uni<Void> update(List<DeliveryUpdate> deliveryUpdates) {
        List<DeliveryUpdate> ordered = new ArrayList<>(deliveryUpdates);
        ordered.sort(Comparator.comparingLong(DeliveryUpdate::id));
        Tuple columns = Tuple.of(holder)
                .addArrayOfLong(ordered.stream().map(DeliveryUpdate::id).toArray(Long[]::new))
                .addArrayOfString(ordered.stream()
                        .map(deliveryUpdate -> deliveryUpdate.state().name())
                        .toArray(String[]::new))
                .addArrayOfString(ordered.stream().map(DeliveryUpdate::why).toArray(String[]::new))
                .addArrayOfInteger(
                        ordered.stream().map(DeliveryUpdate::attempts).toArray(Integer[]::new))
                .addArrayOfLong(ordered.stream()
                        .map(deliveryUpdate -> deliveryUpdate.delay().toMillis())
                        .toArray(Long[]::new));
        return run(UPDATE, columns).replaceWithVoid();
    }

    Uni<OutboxMetrics.Backlog> backlog() {
        return run(BACKLOG, Tuple.of(priority)).map(rows -> {
            Row row = rows.iterator().next();
            return new OutboxMetrics.Backlog(
                    row.getLong(0), Duration.ofMillis((long) (row.getDouble(1) * 1000)), row.getLong(2));
        });
    }

    private Uni<RowSet<Row>> run(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).onFailure().transform(PgErrors::translate);
    }
}
