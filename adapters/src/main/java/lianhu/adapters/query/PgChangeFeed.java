package lianhu.adapters.query;

import io.smallrye.mutiny.Multi;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import lianhu.core.casework.TicketChangeFeed;

/**
 * Polls the number of events and deliveries. A poll costs three look-ups; a notification by the database would hold a
 * lock on every commit. A sequence advances before its row is committed, so the feed emits each change once more at a
 * later poll.
 */
@ApplicationScoped
class PgChangeFeed implements TicketChangeFeed {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(700);
    private static final String NEWEST = """
            SELECT coalesce(pg_sequence_last_value('ticket_event_id_seq'), 0)
                 + coalesce(pg_sequence_last_value('delivery_id_seq'), 0)
                 + coalesce((SELECT sum(n_tup_upd)::bigint FROM pg_stat_user_tables WHERE relname = 'delivery'), 0)""";

    private final Multi<Long> changes;

    /** @param unchangedPolls how many polls before this one had the same result */
    private record PollResult(long newest, int unchangedPolls) {
        static PollResult initial() {
            return new PollResult(-1, 0);
        }

        PollResult next(long seen) {
            return new PollResult(seen, seen == newest ? unchangedPolls + 1 : 0);
        }
    }

    PgChangeFeed(Pool pool) {
        changes = Multi.createFrom()
                .ticks()
                .every(POLL_INTERVAL)
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
                .scan(PollResult::initial, PollResult::next)
                .skip()
                .first(2)
                .select()
                .where(pollResult -> pollResult.unchangedPolls() < 2)
                .map(PollResult::newest)
                .broadcast()
                .withCancellationAfterLastSubscriberDeparture()
                .toAllSubscribers();
    }

    @Override
    public Multi<Long> changes() {
        return changes;
    }
}
