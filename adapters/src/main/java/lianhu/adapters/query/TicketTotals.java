package lianhu.adapters.query;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.Arrays;
import lianhu.core.query.TicketQueries.Totals;
import lianhu.core.ticket.Stage;
import lianhu.core.ticket.State;

/** The four figures, exact; asked for by many pages at once they are counted once a second. */
final class TicketTotals {
    private static final Duration CACHE_TTL = Duration.ofSeconds(1);

    /** Stages in which the reporter has her answer, or the way to it is at its end. */
    private static final String[] ANSWERED = Arrays.stream(State.values())
            .filter(state -> state.stage() == Stage.ASSESSING && state != State.MERGED || state == State.FEEDBACK_DUE)
            .map(State::name)
            .toArray(String[]::new);

    /** A merged ticket is answered when the one it went into is. */
    private static final String TOTALS = """
            WITH RECURSIVE way (state, into_no) AS (
              SELECT state, merged_into FROM ticket WHERE state = 'MERGED'
              UNION ALL
              SELECT t.state, t.merged_into FROM way w JOIN ticket t ON t.no = w.into_no
            )
            SELECT (SELECT count(*) FROM report) AS heard, (SELECT count(*) FROM ticket) AS received,
              (SELECT count(*) FROM ticket WHERE state = ANY($1::text[]))
                + (SELECT count(*) FROM way WHERE state = ANY($1::text[])) AS answered""";

    private final Uni<Totals> totals;

    TicketTotals(Pool pool) {
        totals = Uni.createFrom()
                .deferred(() -> pool.preparedQuery(TOTALS).execute(Tuple.of((Object) ANSWERED)))
                .map(rows -> totals(rows.iterator().next()))
                .memoize()
                .atLeast(CACHE_TTL);
    }

    Uni<Totals> totals() {
        return totals;
    }

    private static Totals totals(Row row) {
        long received = row.getLong("received");
        long answered = row.getLong("answered");
        return new Totals(row.getLong("heard"), received, answered, received - answered);
    }
}
