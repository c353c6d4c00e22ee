package lianhu.adapters.worklist;

import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import lianhu.core.casework.TicketChangeFeed;

/**
 * Looks now and then how many events and deliveries there are; that costs three look-ups, and a notification by the database
 * would hold a lock on every commit. A number is drawn before what it counts is committed, so each change is told once
 * more a moment later.
 */
@ApplicationScoped
class PgChanges implements TicketChangeFeed {
    private static final Duration LOOK = Duration.ofMillis(700);
    private static final String NEWEST = """
            SELECT coalesce(pg_sequence_last_value('ticket_event_id_seq'), 0)
                 + coalesce(pg_sequence_last_value('delivery_id_seq'), 0)
                 + coalesce((SELECT sum(n_tup_upd)::bigint FROM pg_stat_user_tables WHERE relname = 'delivery'), 0)""";

    private final Multi<Long> changes;

    /** @param same how many looks before this one saw the same */
    private record Look(long newest, int same) {
        static Look first() {
            return new Look(-1, 0);
        }

        Look then(long seen) {
            return new Look(seen, seen == newest ? same + 1 : 0);
        }
    }

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
                .onItem()
                .scan(Look::first, Look::then)
                .skip()
                .first(2)
                .select()
                .where(look -> look.same() < 2)
                .map(Look::newest)
                .broadcast()
                .withCancellationAfterLastSubscriberDeparture()
                .toAllSubscribers();
    }

    @Override
    public Multi<Long> changes() {
        return changes;
    }
}
