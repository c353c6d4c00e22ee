package lianhu.adapters.web.track;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Guesses in {@code tracking_lock}, so that another copy of the gateway allows no five more. */
@ApplicationScoped
class PgLookupAttempts implements LookupAttempts {
    /** A row whose day is over begins anew. */
    private static final String CHARGE = """
            INSERT INTO tracking_lock AS held (receipt_no, failures, first_at) VALUES ($1, 1, $2)
            ON CONFLICT (receipt_no) DO UPDATE SET
              failures = CASE WHEN held.first_at <= $3 THEN 1 ELSE held.failures + 1 END,
              first_at = CASE WHEN held.first_at <= $3 THEN $2 ELSE held.first_at END
            RETURNING failures, first_at""";

    private static final String FORGIVE = "DELETE FROM tracking_lock WHERE receipt_no = $1";

    private final Pool pool;

    PgLookupAttempts(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<AttemptCount> recordAttempt(String number, Instant now) {
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        return pool.preparedQuery(CHARGE)
                .execute(Tuple.of(number, at, at.minus(AttemptCount.LOCK_DURATION)))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new AttemptCount(
                            row.getInteger("failures"),
                            row.getOffsetDateTime("first_at").toInstant());
                });
    }

    @Override
    public Uni<Void> reset(String number) {
        return pool.preparedQuery(FORGIVE).execute(Tuple.of(number)).replaceWithVoid();
    }
}
