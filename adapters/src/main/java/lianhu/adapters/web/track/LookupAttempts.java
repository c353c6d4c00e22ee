package lianhu.adapters.web.track;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.web.ratelimit.RateLimitSettings;
import lianhu.core.web.ClientAddress;

/**
 * Counts wrong last-four-digits of a receipt number, by address and in all. What one address guesses locks that address only:
 * nobody can keep the reporter out. The total bounds guesses from many addresses; it stands in the database, so that all
 * instances of the gateway share it. Numbers that were never issued are counted in the same way, but in memory, so that
 * nobody can fill the table and a lock does not tell whether a number exists.
 */
@ApplicationScoped
public class LookupAttempts {
    private static final int MAX_COUNTS = 20_000;

    /** A count older than the lock starts again at one. */
    private static final String RECORD = """
            INSERT INTO receipt_lookup_throttle AS held (receipt_no, failures, first_failure_at)
              SELECT receipt_no, 1, $2 FROM report WHERE receipt_no = $1
            ON CONFLICT (receipt_no) DO UPDATE SET
              failures = CASE WHEN held.first_failure_at <= $3 THEN 1 ELSE held.failures + 1 END,
              first_failure_at = CASE WHEN held.first_failure_at <= $3 THEN $2 ELSE held.first_failure_at END
            RETURNING failures, first_failure_at""";

    private static final String RESET = "DELETE FROM receipt_lookup_throttle WHERE receipt_no = $1";

    private static final String REMOVE_EXPIRED = "DELETE FROM receipt_lookup_throttle WHERE first_failure_at <= $1";

    private record NumberAtAddress(String number, String address) {}

    /** The count that was used longest ago is forgotten first. */
    private static final class Counts<K> extends LinkedHashMap<K, AttemptCount> {
        private static final long serialVersionUID = 1L;

        Counts() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, AttemptCount> eldest) {
            return size() > MAX_COUNTS;
        }

        synchronized AttemptCount count(K key, Instant now, int max) {
            AttemptCount held = get(key);
            AttemptCount next = held == null ? new AttemptCount(1, now, max) : held.next(now);
            put(key, next);
            return next;
        }

        synchronized void forget(K key) {
            remove(key);
        }
    }

    private final Pool pool;
    private final RateLimitSettings settings;
    private final Counts<NumberAtAddress> byAddress = new Counts<>();
    private final Counts<String> unissued = new Counts<>();

    LookupAttempts(Pool pool, RateLimitSettings settings) {
        this.pool = pool;
        this.settings = settings;
    }

    /**
     * Counts an attempt before its digits are compared, so that simultaneous attempts cannot exceed the limit.
     *
     * @return the count that decides
     */
    Uni<AttemptCount> recordAttempt(String number, ClientAddress address, Instant now) {
        if (!address.isKnown()) {
            return recordInAll(number, now);
        }
        AttemptCount own =
                byAddress.count(new NumberAtAddress(number, address.value()), now, settings.digitsPerAddress());
        return own.isExceeded(now)
                ? Uni.createFrom().item(own)
                : recordInAll(number, now).map(all -> all.isExceeded(now) ? all : own.stricter(all));
    }

    private Uni<AttemptCount> recordInAll(String number, Instant now) {
        OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
        return pool.preparedQuery(RECORD)
                .execute(Tuple.of(number, at, at.minus(AttemptCount.LOCK_DURATION)))
                .onFailure()
                .transform(PgErrors::translate)
                .map(rows -> inAll(rows, number, now));
    }

    private AttemptCount inAll(RowSet<Row> rows, String number, Instant now) {
        for (Row row : rows) {
            return new AttemptCount(
                    row.getInteger("failures"),
                    row.getOffsetDateTime("first_failure_at").toInstant(),
                    settings.digitsPerReceipt());
        }
        return unissued.count(number, now, settings.digitsPerReceipt());
    }

    /** Forgets the attempts after the right digits. */
    Uni<Void> reset(String number, ClientAddress address) {
        byAddress.forget(new NumberAtAddress(number, address.value()));
        return pool.preparedQuery(RESET)
                .execute(Tuple.of(number))
                .onFailure()
                .transform(PgErrors::translate)
                .replaceWithVoid();
    }

    /** Deletes the counts whose lock is over. */
    public Uni<Void> removeExpired(Instant now) {
        return pool.preparedQuery(REMOVE_EXPIRED)
                .execute(Tuple.of(now.minus(AttemptCount.LOCK_DURATION).atOffset(ZoneOffset.UTC)))
                .onFailure()
                .transform(PgErrors::translate)
                .replaceWithVoid();
    }
}
