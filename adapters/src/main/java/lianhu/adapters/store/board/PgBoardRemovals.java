package lianhu.adapters.store.board;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.board.BoardRemoval;
import lianhu.core.board.BoardRemovals;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;

/** Removals in {@code board_removal}. */
@ApplicationScoped
public class PgBoardRemovals implements BoardRemovals {
    private static final String REMOVE_REPORTED = """
            INSERT INTO board_removal (ticket_no, removed_at, by_type, by_id, by_name)
              SELECT ticket_no, $2, 'REPORTER', '', '' FROM report WHERE receipt_no = $1
            ON CONFLICT (ticket_no) DO NOTHING""";

    private static final String REMOVE = """
            INSERT INTO board_removal (ticket_no, removed_at, by_type, by_id, by_name) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (ticket_no) DO NOTHING""";

    private static final String FIND =
            "SELECT removed_at, by_type, by_id, by_name FROM board_removal WHERE ticket_no = $1";

    private final Pool pool;

    public PgBoardRemovals(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Void> remove(ReceiptNo receipt, Instant at) {
        return execute(REMOVE_REPORTED, Tuple.of(receipt.digits(), PgTimestamps.toOffsetDateTime(at)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> remove(TicketNo ticket, Actor by, Instant at) {
        return execute(
                        REMOVE,
                        Tuple.of(
                                ticket.value(),
                                PgTimestamps.toOffsetDateTime(at),
                                by.type().name(),
                                by.id(),
                                by.name()))
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<BoardRemoval>> find(TicketNo ticket) {
        return execute(FIND, Tuple.of(ticket.value())).map(rows -> {
            for (Row row : rows) {
                return Optional.of(new BoardRemoval(
                        new Actor(
                                Actor.Type.valueOf(row.getString("by_type")),
                                row.getString("by_id"),
                                row.getString("by_name")),
                        row.getOffsetDateTime("removed_at").toInstant()));
            }
            return Optional.empty();
        });
    }

    private Uni<RowSet<Row>> execute(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).onFailure().transform(PgErrors::translate);
    }
}
