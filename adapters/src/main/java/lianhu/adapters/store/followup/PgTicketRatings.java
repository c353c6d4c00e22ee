package lianhu.adapters.store.followup;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.followup.TicketRatings;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;

/** Ratings in {@code ticket_satisfaction}. */
@ApplicationScoped
public class PgTicketRatings implements TicketRatings {
    private static final String RATE = """
            INSERT INTO ticket_satisfaction (receipt_no, ticket_no, satisfaction, answered_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (receipt_no) DO NOTHING""";

    private static final String IS_RATED = "SELECT FROM ticket_satisfaction WHERE receipt_no = $1";

    private static final String TOTALS = """
            SELECT count(*)::int AS rated, (count(*) FILTER (WHERE satisfaction >= 4))::int AS satisfied
            FROM ticket_satisfaction s WHERE answered_at >= $1
              AND NOT EXISTS (SELECT FROM ticket t WHERE t.no = s.ticket_no AND t.drill)""";

    private final Pool pool;

    public PgTicketRatings(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Boolean> rate(TicketNo ticket, ReceiptNo receipt, int score, Instant at) {
        Tuple values = Tuple.of(receipt.digits(), ticket.value(), (short) score, PgTimestamps.toOffsetDateTime(at));
        return pool.preparedQuery(RATE)
                .execute(values)
                .onFailure()
                .transform(PgErrors::translate)
                .map(stored -> stored.rowCount() > 0);
    }

    @Override
    public Uni<Boolean> isRated(ReceiptNo receipt) {
        return pool.preparedQuery(IS_RATED)
                .execute(Tuple.of(receipt.digits()))
                .onFailure()
                .transform(PgErrors::translate)
                .map(rows -> rows.size() > 0);
    }

    @Override
    public Uni<Totals> totals(Instant since) {
        return pool.preparedQuery(TOTALS)
                .execute(Tuple.of(PgTimestamps.toOffsetDateTime(since)))
                .onFailure()
                .transform(PgErrors::translate)
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new Totals(row.getInteger("rated"), row.getInteger("satisfied"));
                });
    }
}
