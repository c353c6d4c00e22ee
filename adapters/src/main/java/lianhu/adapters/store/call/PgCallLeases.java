package lianhu.adapters.store.call;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.call.AdoptedCalls;
import lianhu.core.call.CallLease;
import lianhu.core.call.CallLeases;

/** Leases in {@code call_lease}, by the clock of the database. */
@ApplicationScoped
public class PgCallLeases implements CallLeases {
    private static final String ACQUIRE = """
            INSERT INTO call_lease (instance, application, asterisk, token, held_since, expires_at)
            VALUES ($1, $2, $3, nextval('call_lease_token'), now(), now() + $4::interval)
            ON CONFLICT (instance) DO UPDATE SET application = excluded.application, asterisk = excluded.asterisk,
              token = excluded.token, held_since = excluded.held_since, expires_at = excluded.expires_at
            WHERE $5 OR call_lease.expires_at <= now()
            RETURNING token""";

    private static final String RENEW = """
            UPDATE call_lease SET expires_at = now() + $3::interval,
              held_since = CASE WHEN expires_at > now() THEN held_since ELSE now() END
            WHERE instance = $1 AND token = $2""";

    private static final String RELEASE = "UPDATE call_lease SET expires_at = now() WHERE instance = $1 AND token = $2";

    /**
     * Deleting the lease is what makes the adoption safe: the former owner cannot renew it at the same time, and of two adopting
     * instances the second finds neither the lease nor the owner.
     */
    private static final String ADOPT = """
            WITH mine AS (
              SELECT 1 FROM call_lease
              WHERE instance = $1 AND token = $2 AND expires_at > now() AND held_since <= now() - $4::interval
            ), expired AS (
              DELETE FROM call_lease WHERE expires_at <= now() AND asterisk = $3 AND EXISTS (SELECT FROM mine)
              RETURNING instance, application
            ), adopted AS (
              UPDATE phone_call SET owner = $1, asterisk = $3, version = version + 1
              WHERE outcome IS NULL AND EXISTS (SELECT FROM mine)
                AND (asterisk = $3 AND owner <> $1 AND (owner IN (SELECT instance FROM expired)
                    OR NOT EXISTS (SELECT FROM call_lease WHERE instance = owner AND asterisk = $3))
                  OR asterisk IS DISTINCT FROM $3 AND started_at < now() - $5::interval
                    AND NOT EXISTS (SELECT FROM call_lease AS held
                      WHERE held.asterisk = phone_call.asterisk AND held.expires_at > now()))
              RETURNING %1$s
            ), journal AS (
              INSERT INTO phone_call_event (call_id, version, key, event, step, at)
              SELECT id, version, 'adopted ' || version, 'Adopted', step, now() FROM adopted
            )
            SELECT (SELECT array_agg(application) FROM expired) AS applications, adopted.*
            FROM (SELECT 1) AS always LEFT JOIN adopted ON true""".formatted(CallRowMapper.COLUMNS);

    /**
     * Whether an instance carries an open call on. One that began before Asterisks were told apart goes by its owner alone.
     *
     * @param call how the statement names {@code phone_call}
     */
    static String isCarriedOn(String call) {
        return """
                EXISTS (SELECT FROM call_lease WHERE instance = %1$s.owner AND expires_at > now()
                AND (%1$s.asterisk IS NULL OR call_lease.asterisk = %1$s.asterisk))""".formatted(call);
    }

    private final Pool pool;
    private final CallRowMapper mapper;

    public PgCallLeases(Pool pool, FieldEncryption fieldEncryption) {
        this.pool = pool;
        mapper = new CallRowMapper(fieldEncryption);
    }

    @Override
    public Uni<Optional<CallLease>> acquire(
            String instance, String application, String asterisk, Duration length, boolean takesOver) {
        return run(ACQUIRE, Tuple.of(instance, application, asterisk, PgTimestamps.toInterval(length), takesOver))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(row -> new CallLease(instance, asterisk, row.getLong("token"))));
    }

    @Override
    public Uni<Boolean> renew(CallLease lease, Duration length) {
        return run(RENEW, Tuple.of(lease.instance(), lease.token(), PgTimestamps.toInterval(length)))
                .map(rows -> rows.rowCount() == 1);
    }

    @Override
    public Uni<Void> release(CallLease lease) {
        return run(RELEASE, Tuple.of(lease.instance(), lease.token())).replaceWithVoid();
    }

    @Override
    public Uni<AdoptedCalls> adopt(CallLease lease, Duration length) {
        return run(
                        ADOPT,
                        Tuple.of(lease.instance(), lease.token(), lease.asterisk(), PgTimestamps.toInterval(length))
                                .addValue(PgTimestamps.toInterval(LEFT_AFTER)))
                .map(this::adopted);
    }

    private AdoptedCalls adopted(RowSet<Row> rows) {
        List<String> applications = Optional.ofNullable(rows.iterator().next().getArrayOfStrings("applications"))
                .map(List::of)
                .orElse(List.of());
        return new AdoptedCalls(
                applications,
                StreamSupport.stream(rows.spliterator(), false)
                        .filter(row -> row.getString("id") != null)
                        .map(mapper::readable)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private Uni<RowSet<Row>> run(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).onFailure().transform(PgErrors::translate);
    }
}
