package lianhu.adapters.query;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import lianhu.core.query.TicketQueries.Totals;

/**
 * The exact totals, cached for a second. The number of tickets is maintained on insert; only tickets without a result and
 * results that nobody has seen are counted here, so the query does not become slower as answered tickets accumulate. Sealed
 * tickets are left out: nobody outside their circle learns from a figure that one came in. So are drills.
 */
final class TicketTotals {
    private static final Duration CACHE_TTL = Duration.ofSeconds(1);

    /**
     * A merged ticket is worked on as long as the ticket it was merged into is. A result that a newer one replaced is DROPPED
     * in the transaction that replaced it, so each receipt has one unseen result at most. OFFSET keeps the plan on the index:
     * a hash join would read every merged ticket.
     */
    private static final String TOTALS = """
            WITH RECURSIVE working (no) AS (
              SELECT no FROM ticket WHERE is_open AND state <> 'FEEDBACK_DUE' AND confidentiality <> 'SEALED' AND NOT drill
              UNION ALL
              SELECT m.no FROM working w,
                LATERAL (SELECT no FROM ticket WHERE merged_into = w.no AND state = 'MERGED'
                  AND confidentiality <> 'SEALED' OFFSET 0) m
            )
            SELECT (SELECT coalesce(sum(tickets), 0)::bigint FROM ticket_total) AS received,
              (SELECT count(*) FROM working) AS working,
              (SELECT count(DISTINCT receipt_no) FROM delivery d WHERE type = 'RESULT' AND state IN
                ('PENDING', 'SENDING', 'WAITS_FOR_PERSON', 'WAITS_FOR_QUERY', 'CANNOT', 'UNKNOWN')
                AND NOT EXISTS (SELECT FROM ticket t WHERE t.no = d.ticket_no AND (t.confidentiality = 'SEALED' OR t.drill))) AS waiting""";

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
        long working = row.getLong("working");
        long waiting = row.getLong("waiting");
        return new Totals(received, received, received - working - waiting, waiting, working);
    }
}
