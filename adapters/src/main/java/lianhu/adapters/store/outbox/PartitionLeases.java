package lianhu.adapters.store.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.data.Interval;
import java.time.Duration;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;

/**
 * Shares the partitions evenly among the running instances. Each instance leases one number from 64 on, to show that it
 * runs. An instance that holds more than its share releases the surplus; one that holds less claims free partitions.
 */
final class PartitionLeases {
    /** Takes the first free number from 64 to 127, unless the instance holds one. At most 64 instances run. */
    private static final String JOIN = """
            INSERT INTO outbox_lease (priority, partition, locked_by, lease_until)
            SELECT $1, s, $2, now() + $3::interval FROM generate_series(64, 127) AS s
            WHERE NOT EXISTS (SELECT 1 FROM outbox_lease WHERE priority = $1 AND partition >= 64 AND locked_by = $2)
              AND NOT EXISTS (SELECT 1 FROM outbox_lease WHERE priority = $1 AND partition = s AND lease_until > now())
            ORDER BY s LIMIT 1
            ON CONFLICT (priority, partition) DO UPDATE SET locked_by = excluded.locked_by, lease_until = excluded.lease_until
              WHERE outbox_lease.lease_until <= now()""";

    private static final String RENEW =
            "UPDATE outbox_lease SET lease_until = now() + $3::interval WHERE priority = $1 AND locked_by = $2";

    private static final String RELEASE_SURPLUS = """
            WITH part AS (
              SELECT ceil(64.0 / greatest(1, count(DISTINCT locked_by)))::int AS size
              FROM outbox_lease WHERE priority = $1 AND partition >= 64 AND lease_until > now()
            )
            DELETE FROM outbox_lease WHERE priority = $1 AND locked_by = $2 AND partition IN (
              SELECT partition FROM outbox_lease WHERE priority = $1 AND locked_by = $2 AND partition < 64
              ORDER BY partition OFFSET (SELECT size FROM part))""";

    private static final String CLAIM_FREE = """
            WITH part AS (
              SELECT ceil(64.0 / greatest(1, count(DISTINCT locked_by)))::int AS size
              FROM outbox_lease WHERE priority = $1 AND partition >= 64 AND lease_until > now()
            ), mine AS (
              SELECT count(*)::int AS size FROM outbox_lease WHERE priority = $1 AND locked_by = $2 AND partition < 64
            )
            INSERT INTO outbox_lease (priority, partition, locked_by, lease_until)
            SELECT $1, s, $2, now() + $3::interval FROM generate_series(0, 63) AS s
            WHERE NOT EXISTS (SELECT 1 FROM outbox_lease WHERE priority = $1 AND partition = s AND lease_until > now())
            ORDER BY s LIMIT greatest(0, (SELECT size FROM part) - (SELECT size FROM mine))
            ON CONFLICT (priority, partition) DO UPDATE SET locked_by = excluded.locked_by, lease_until = excluded.lease_until
              WHERE outbox_lease.lease_until <= now()""";

    private final Pool pool;
    private final short priority;
    private final String holder;
    private final Interval lease;

    PartitionLeases(Pool pool, String holder, short priority, Duration lease) {
        this.pool = pool;
        this.priority = priority;
        this.holder = holder;
        this.lease = PgTimestamps.toInterval(lease);
    }

    Uni<Void> rebalance() {
        return run(JOIN, leaseParameters())
                .chain(() -> run(RENEW, leaseParameters()))
                .chain(() -> run(RELEASE_SURPLUS, Tuple.of(priority, holder)))
                .chain(() -> run(CLAIM_FREE, leaseParameters()));
    }

    private Tuple leaseParameters() {
        return Tuple.of(priority, holder, lease);
    }

    private Uni<Void> run(String sql, Tuple values) {
        return pool.preparedQuery(sql)
                .execute(values)
                .onFailure()
                .transform(PgErrors::translate)
                .replaceWithVoid();
    }
}
