package lianhu.adapters.worklist;

import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import lianhu.core.Changes;

/**
 * Looks at the newest event and delivery now and then; that costs two index look-ups, and a notification by the database
 * would hold a lock on every commit. A change that was committed late, behind a newer one, is caught by one more look a
 * moment after the last.
 */
@ApplicationScoped
class PgChanges implements Changes {
    private static final Duration LOOK = Duration.ofMillis(700);
    private static final String NEWEST = """
            SELECT coalesce((SELECT max(id) FROM ticket_event), 0)
                 + coalesce((SELECT max(id) FROM delivery), 0)
                 + coalesce((SELECT sum(n_tup_upd)::bigint FROM pg_stat_user_tables WHERE relname = 'delivery'), 0)""";

    private final Multi<Long> changes;

    PgChanges(Pool pool) {
        changes = Multi.createFrom()
                .ticks()
                .every(LOOK)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> pool.query(NEWEST)
                        .execute()
                        .map(rows -> {
                            Row row = rows.iterator().next();
                            return row.getLong(0);
                        })
                        .onFailure()
                        .recoverWithItem(-1L))
                .select()
                .where(newest -> newest >= 0)
                .skip()
                .repetitions()
                .skip()
                .first()
                .broadcast()
                .withCancellationAfterLastSubscriberDeparture()
                .toAllSubscribers();
    }

    @Override
    public Multi<Long> changes() {
        return changes;
    }
}
