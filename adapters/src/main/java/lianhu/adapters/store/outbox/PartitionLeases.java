package lianhu.adapters.store.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.data.Interval;
import java.time.Duration;
import lianhu.adapters.sql.PgErrors;

/**
 * Shares the partitions evenly among the living copies. Each copy leases a seat (numbers from 64 on, one each) to show that
 * it lives; whoever holds more than its part gives the rest up, whoever holds less takes what is free.
 */
final class PartitionLeases {
    /** Its old seat under the same name, or the first free one; at the most 64 copies. */
    private static final String JOIN = """
            INSERT INTO slot_lease (lane, slot, holder, lease_until)
            SELECT $1, s, $2, now() + $3::interval FROM generate_series(64, 127) AS s
            WHERE NOT EXISTS (SELECT 1 FROM slot_lease WHERE lane = $1 AND slot >= 64 AND holder = $2)
              AND NOT EXISTS (SELECT 1 FROM slot_lease WHERE lane = $1 AND slot = s AND lease_until > now())
            ORDER BY s LIMIT 1
            ON CONFLICT (lane, slot) DO UPDATE SET holder = excluded.holder, lease_until = excluded.lease_until
              WHERE slot_lease.lease_until <= now()""";

    private static final String RENEW =
            "UPDATE slot_lease SET lease_until = now() + $3::interval WHERE lane = $1 AND holder = $2";

    private static final String RELEASE_SURPLUS = """
            WITH part AS (
              SELECT ceil(64.0 / greatest(1, count(DISTINCT holder)))::int AS size
              FROM slot_lease WHERE lane = $1 AND slot >= 64 AND lease_until > now()
            )
            DELETE FROM slot_lease WHERE lane = $1 AND holder = $2 AND slot IN (
              SELECT slot FROM slot_lease WHERE lane = $1 AND holder = $2 AND slot < 64
              ORDER BY slot OFFSET (SELECT size FROM part))""";

    private static final String CLAIM_FREE = """
            WITH part AS (
              SELECT ceil(64.0 / greatest(1, count(DISTINCT holder)))::int AS size
              FROM slot_lease WHERE lane = $1 AND slot >= 64 AND lease_until > now()
            ), mine AS (
              SELECT count(*)::int AS size FROM slot_lease WHERE lane = $1 AND holder = $2 AND slot < 64
            )
            INSERT INTO slot_lease (lane, slot, holder, lease_until)
            SELECT $1, s, $2, now() + $3::interval FROM generate_series(0, 63) AS s
            WHERE NOT EXISTS (SELECT 1 FROM slot_lease WHERE lane = $1 AND slot = s AND lease_until > now())
            ORDER BY s LIMIT greatest(0, (SELECT size FROM part) - (SELECT size FROM mine))
            ON CONFLICT (lane, slot) DO UPDATE SET holder = excluded.holder, lease_until = excluded.lease_until
              WHERE slot_lease.lease_until <= now()""";

    private final Pool pool;
    private final short lane;
    private final String holder;
    private final Interval lease;

    PartitionLeases(Pool pool, String holder, int lane, Duration lease) {
        this.pool = pool;
        this.lane = (short) lane;
        this.holder = holder;
        this.lease = Interval.of(0, 0, 0, 0, 0, (int) lease.toSeconds());
    }

    Uni<Void> rebalance() {
        return run(JOIN, leaseParameters())
                .chain(() -> run(RENEW, leaseParameters()))
                .chain(() -> run(RELEASE_SURPLUS, Tuple.of(lane, holder)))
                .chain(() -> run(CLAIM_FREE, leaseParameters()));
    }

    private Tuple leaseParameters() {
        return Tuple.of(lane, holder, lease);
    }

    private Uni<Void> run(String sql, Tuple values) {
        return pool.preparedQuery(sql)
                .execute(values)
                .onFailure()
                .transform(PgErrors::translate)
                .replaceWithVoid();
    }
}
