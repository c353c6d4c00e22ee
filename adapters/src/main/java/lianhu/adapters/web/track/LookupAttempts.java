package lianhu.adapters.web.track;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import lianhu.adapters.sql.PgErrors;

/**
 * Counts wrong last-four-digits per receipt number in the database, so that all instances of the gateway share one limit.
 */
@ApplicationScoped
class LookupAttempts {
    /** A count older than the lock starts again at one. */
    private static final String RECORD = """
        INSERT INTO receipt_lookup_throttle AS held (receipt_no, failures, first_failure_at) VALUES ($1, 1, $2)
        ON CONFLICT (receipt_no) DO UPDATE SET
          failures = CASE WHEN held.first_failure_at <= $3 THEN 1 ELSE held.failures + 1 END,
          first_failure_at = CASE WHEN held.first_failure_at <= $3 THEN $2 ELSE held.first_failure_at END
        RETURNING failures, first_failure_at\
        """;

    private static final String RESET = "DELETE FROM receipt_lookup_throttle WHERE receipt_no = $1";

    private final Pool pool;

    LookupAttempts(Pool pool) {
        this.pool = pool;
    }

    /**
     * Counts an attempt before its digits are compared, so that simultaneous attempts cannot exceed the limit. Unknown numbers
     * count as well: a lock does not reveal whether a number exists.
     */
    Uni<AttemptCount> recordAttempt(String number, Instant now) {
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        return pool.preparedQuery(RECORD)
                .execute(Tuple.of(number, at, at.minus(AttemptCount.LOCK_DURATION)))
                .onFailure()
                .transform(PgErrors::translate)
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new AttemptCount(
                            row.getInteger("failures"),
                            row.getOffsetDateTime("first_failure_at").toInstant());
                });
    }

    /** Forgets the attempts after the right digits. */
    Uni<Void> reset(String number) {
        return pool.preparedQuery(RESET)
                .execute(Tuple.of(number))
                .onFailure()
                .transform(PgErrors::translate)
                .replaceWithVoid();
    }
}
