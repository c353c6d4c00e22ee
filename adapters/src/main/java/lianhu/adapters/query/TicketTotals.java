package lianhu.adapters.query;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import lianhu.core.query.TicketQueries.Totals;

/**
 * The four exact totals, cached for a second. The number of tickets is maintained on insert; only unanswered tickets
 * are counted here, so the query does not become slower as tickets accumulate. Both leave out sealed tickets: nobody outside
 * their circle learns from a figure that one came in.
 */
final class TicketTotals {
    private static final Duration CACHE_TTL = Duration.ofSeconds(1);

    /**
     * A merged ticket is answered when the ticket it was merged into is. A result that waits for feedback is an answer.
     * OFFSET keeps the plan on the index: a hash join would read every merged ticket.
     */
    private static final String TOTALS = """
            WITH RECURSIVE unanswered (no) AS (
              SELECT no FROM ticket WHERE is_open AND state <> 'FEEDBACK_DUE' AND confidentiality <> 'SEALED'
              UNION ALL
              SELECT m.no FROM unanswered u,
                LATERAL (SELECT no FROM ticket WHERE merged_into = u.no AND state = 'MERGED'
                  AND confidentiality <> 'SEALED' OFFSET 0) m
            )
            SELECT (SELECT coalesce(sum(tickets), 0)::bigint FROM ticket_total) AS received,
              (SELECT count(*) FROM unanswered) AS unanswered""";

    private final Uni<Totals> totals;

    TicketTotals(Pool pool) {
        totals = Uni.createFrom()
                .deferred(() -> pool.preparedQuery(TOTALS).execute())
                .map(rows -> totals(rows.iterator().next()))
                .memoize()
                .atLeast(CACHE_TTL);
    }

    Uni<Totals> totals() {
        return totals;
    }

    /** Each report opens one ticket, so the number of reports equals the number of tickets. */
    private static Totals totals(Row row) {
        long received = row.getLong("received");
        long unanswered = row.getLong("unanswered");
        return new Totals(received, received, received - unanswered, unanswered);
    }
}
