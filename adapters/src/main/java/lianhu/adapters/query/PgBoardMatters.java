package lianhu.adapters.query;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import lianhu.adapters.sql.ChangeJson;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.board.BoardMatter;
import lianhu.core.board.BoardPolicy;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.State;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.Nullable;

/**
 * Reads the public board. {@link BoardPolicy#concerns} stands here as a condition, so that nothing else leaves the database;
 * words, persons and titles are not read at all.
 */
@ApplicationScoped
public class PgBoardMatters {
    private static final String FAMILY = """
            WITH RECURSIVE family (no) AS (
              SELECT %s COLLATE "C"
              UNION
              SELECT k.no FROM family f JOIN ticket k ON k.merged_into = f.no
            )""";

    private static final String TICKETS = """
            SELECT t.no, t.category, t.area, t.received_at, t.changed_at, t.state, t.owner_type, t.owner_id
            FROM ticket t
            WHERE %s AND t.category = ANY($2::text[]) AND t.kind = ANY($3::text[])
              AND t.confidentiality = 'OPEN' AND t.urgency <> 'EMERGENCY' AND t.recused_area IS NULL AND t.erased = '' AND NOT t.drill
              AND NOT EXISTS (SELECT FROM board_removal x WHERE x.ticket_no = t.no)
            """;

    /**
     * Answers and households are read of the page alone. A household counts by its number; a report without a number counts by
     * its receipt.
     */
    private static final String PAGE = """
            SELECT page.*, answer.at AS answered_at, answer.change::text AS answer, said.households
            FROM (%%s) page
              LEFT JOIN LATERAL (SELECT e.at, e.change FROM ticket_event e
                WHERE e.ticket_no = page.no AND e.type = 'RESULT_SUBMITTED' ORDER BY e.seq DESC LIMIT 1) answer ON true
              JOIN LATERAL (%s
                SELECT count(DISTINCT coalesce(r.reporter, convert_to(r.receipt_no, 'UTF8')))::int AS households
                FROM family f JOIN report r ON r.ticket_no = f.no
                WHERE NOT EXISTS (SELECT FROM board_removal x WHERE x.ticket_no = f.no)) said ON true
            ORDER BY page.%%s DESC, page.no DESC""".formatted(FAMILY.formatted("page.no"));

    private static final String IN_TOWNSHIP = "left(t.area, " + Level.TOWNSHIP.length() + ") = $1";

    private static final String IS_OPEN =
            " AND t.is_open AND t.owner_type <> 'DESK' AND t.state IN " + list(BoardPolicy.OPEN_STATES);

    private static final String OPEN = PAGE.formatted(
            TICKETS.formatted(IN_TOWNSHIP) + IS_OPEN + " ORDER BY t.received_at DESC, t.no DESC LIMIT $4 OFFSET $5",
            "received_at");

    /** The states stand here as constants: with parameters the plan would not use the index of answers. */
    private static final String ANSWERED = PAGE.formatted(
            TICKETS.formatted(IN_TOWNSHIP) + " AND t.state IN " + list(BoardPolicy.ANSWERED_STATES)
                    + " AND t.changed_at >= $6 ORDER BY t.changed_at DESC, t.no DESC LIMIT $4 OFFSET $5",
            "changed_at");

    private static final String ONE =
            PAGE.formatted(TICKETS.formatted(IN_TOWNSHIP) + IS_OPEN + " AND t.no = $4", "received_at");

    private static final String RECEIPTS =
            FAMILY.formatted("$1::text") + " SELECT r.receipt_no FROM family f JOIN report r ON r.ticket_no = f.no";

    private final Pool pool;
    private final BoardPolicy boardPolicy;

    public PgBoardMatters(Pool pool, BoardPolicy boardPolicy) {
        this.pool = pool;
        this.boardPolicy = boardPolicy;
    }

    /** What is worked on in a township, newest first. */
    public Uni<List<BoardMatter>> open(AreaCode township, int limit, int offset) {
        return read(OPEN, common(township).addInteger(limit).addInteger(offset));
    }

    /** What was answered or closed since then in a township, the latest change first. */
    public Uni<List<BoardMatter>> answered(AreaCode township, Instant since, int limit, int offset) {
        return read(
                ANSWERED,
                common(township)
                        .addInteger(limit)
                        .addInteger(offset)
                        .addOffsetDateTime(PgTimestamps.toOffsetDateTime(since)));
    }

    /** Empty for a ticket that is not worked on, or not on the board of that township. */
    public Uni<Optional<BoardMatter>> findOpen(AreaCode township, TicketNo no) {
        return read(ONE, common(township).addString(no.value()))
                .map(matters -> matters.stream().findFirst());
    }

    /** The receipts of a ticket and of those merged into it. */
    public Uni<List<ReceiptNo>> receipts(TicketNo no) {
        return PgTicketQueries.read(() -> pool.preparedQuery(RECEIPTS)
                .execute(Tuple.of(no.value()))
                .map(rows -> ReportReader.list(rows, row -> new ReceiptNo(row.getString("receipt_no")))));
    }

    private Tuple common(AreaCode township) {
        return Tuple.tuple()
                .addString(township.value())
                .addArrayOfString(boardPolicy.categories().toArray(String[]::new))
                .addArrayOfString(BoardPolicy.KINDS.stream().map(Enum::name).toArray(String[]::new));
    }

    private static String list(Collection<State> states) {
        return states.stream().map(state -> "'" + state + "'").sorted().collect(Collectors.joining(", ", "(", ")"));
    }

    private Uni<List<BoardMatter>> read(String sql, Tuple values) {
        return PgTicketQueries.read(() ->
                pool.preparedQuery(sql).execute(values).map(rows -> ReportReader.list(rows, PgBoardMatters::matter)));
    }

    private static BoardMatter matter(Row row) {
        State state = State.valueOf(row.getString("state"));
        return new BoardMatter(
                new TicketNo(row.getString("no")),
                row.getString("category"),
                new AreaCode(row.getString("area")),
                TicketRowMapper.instant(row, "received_at"),
                OwnerType.valueOf(row.getString("owner_type")),
                row.getString("owner_id"),
                BoardPolicy.ANSWERED_STATES.contains(state) ? answer(row) : Optional.empty(),
                Math.max(0, row.getInteger("households") - 1));
    }

    private static Optional<BoardMatter.Answer> answer(Row row) {
        @Nullable String answer = row.getString("answer");
        return answer != null
                        && ChangeJson.read(EventType.RESULT_SUBMITTED, answer) instanceof Change.ResultSubmitted result
                ? Optional.of(new BoardMatter.Answer(TicketRowMapper.instant(row, "answered_at"), result.isSolved()))
                : Optional.empty();
    }
}
