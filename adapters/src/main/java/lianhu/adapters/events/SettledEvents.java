package lianhu.adapters.events;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds the id up to which every ticket event is committed or will never be. Ids are drawn before the commit, so a lower one
 * may become visible after a higher one.
 *
 * <p>A transaction locks {@code ticket_event} before it draws an id, and becomes visible before it releases the lock. So: read
 * the last id drawn, then who holds the lock; when all of these have released it, everything up to that id is settled. Unlike
 * a transaction id in each row, this costs the writers nothing and survives a restore into another server.
 */
final class SettledEvents {
    private static final String LAST_DRAWN = "SELECT coalesce(pg_sequence_last_value('ticket_event_id_seq'), 0)";
    private static final String WRITERS = """
            SELECT virtualtransaction FROM pg_locks
            WHERE relation = 'ticket_event'::regclass AND mode = 'RowExclusiveLock'
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""";

    private final Pool pool;
    private long settled;
    private long candidate;
    private Set<String> writers = Set.of();

    SettledEvents(Pool pool) {
        this.pool = pool;
    }

    /** Looks once. Calls must not overlap. */
    Uni<Long> look() {
        return candidate > settled ? awaitWriters() : begin();
    }

    private Uni<Long> begin() {
        return lastDrawn().chain(last -> {
            if (last == settled) {
                return Uni.createFrom().item(settled);
            }
            return writers().map(now -> {
                candidate = last;
                writers = now;
                return settleIfDone();
            });
        });
    }

    private Uni<Long> awaitWriters() {
        return writers().map(now -> {
            writers.retainAll(now);
            return settleIfDone();
        });
    }

    private long settleIfDone() {
        if (writers.isEmpty()) {
            settled = candidate;
        }
        return settled;
    }

    private Uni<Long> lastDrawn() {
        return pool.preparedQuery(LAST_DRAWN)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private Uni<Set<String>> writers() {
        return pool.preparedQuery(WRITERS).execute().map(rows -> {
            Set<String> found = new HashSet<>();
            rows.forEach(row -> found.add(row.getString(0)));
            return found;
        });
    }
}
