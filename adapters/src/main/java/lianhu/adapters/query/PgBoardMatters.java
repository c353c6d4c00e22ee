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
import lianhu.adapters.sql.ChangeJson;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.area.AreaCode;
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

    /** A household counts by its number; a report without a number counts by its receipt. */
    private static final String MATTERS = """
            SELECT t.no, t.category, t.area, t.received_at, t.state, t.owner_type, t.owner_id,
              answer.at AS answered_at, answer.change::text AS answer, said.households
            FROM ticket t
              LEFT JOIN LATERAL (SELECT e.at, e.change FROM ticket_event e
                WHERE e.ticket_no = t.no AND e.type = 'RESULT_SUBMITTED' ORDER BY e.seq DESC LIMIT 1) answer ON true
              JOIN LATERAL (%s
                SELECT count(DISTINCT coalesce(r.reporter, convert_to(r.receipt_no, 'UTF8')))::int AS households
                FROM family f JOIN report r ON r.ticket_no = f.no
                WHERE NOT EXISTS (SELECT FROM board_removal x WHERE x.ticket_no = f.no)) said ON true
            WHERE t.area >= $1 AND t.area < $2 AND t.category = ANY($3::text[]) AND t.kind = ANY($4::text[])
              AND t.state = ANY($5::text[])
              AND t.confidentiality = 'OPEN' AND t.urgency <> 'EMERGENCY' AND t.recused_area IS NULL AND t.erased = ''
              AND NOT EXISTS (SELECT FROM board_removal x WHERE x.ticket_no = t.no)
            """.formatted(FAMILY.formatted("t.no"));

    private static final String OPEN = MATTERS + """
              AND t.is_open ORDER BY t.received_at DESC, t.no DESC LIMIT $6 OFFSET $7""";

    private static final String ANSWERED = MATTERS + """
              AND t.changed_at >= $8 AND answer.at >= $8 ORDER BY answer.at DESC, t.no DESC LIMIT $6 OFFSET $7""";

    private static final String ONE = MATTERS + "  AND t.no = $6";

    private static final String RECEIPTS =
            FAMILY.formatted("$1::text") + " SELECT r.receipt_no FROM family f JOIN report r ON r.ticket_no = f.no";

    private final Pool pool;
    private final BoardPolicy boardPolicy;

    public PgBoardMatters(Pool pool, BoardPolicy boardPolicy) {
        this.pool = pool;
        this.boardPolicy = boardPolicy;
    }

    /** What is worked on in an area and below, newest first. */
    public Uni<List<BoardMatter>> open(AreaCode area, int limit, int offset) {
        return read(
                OPEN, common(area, BoardPolicy.OPEN_STATES).addInteger(limit).addInteger(offset));
    }

    /** What was answered since then in an area and below, the latest answer first. */
    public Uni<List<BoardMatter>> answered(AreaCode area, Instant since, int limit, int offset) {
        return read(
                ANSWERED,
                common(area, BoardPolicy.ANSWERED_STATES)
                        .addInteger(limit)
                        .addInteger(offset)
                        .addOffsetDateTime(PgTimestamps.toOffsetDateTime(since)));
    }

    /** Empty for a ticket that is not worked on, or not on the board of that area. */
    public Uni<Optional<BoardMatter>> findOpen(AreaCode area, TicketNo no) {
        return read(ONE, common(area, BoardPolicy.OPEN_STATES).addString(no.value()))
                .map(matters -> matters.stream().findFirst());
    }

    /** The receipts of a ticket and of those merged into it. */
    public Uni<List<ReceiptNo>> receipts(TicketNo no) {
        return PgTicketQueries.read(() -> pool.preparedQuery(RECEIPTS)
                .execute(Tuple.of(no.value()))
                .map(rows -> ReportReader.list(rows, row -> new ReceiptNo(row.getString("receipt_no")))));
    }

    private Tuple common(AreaCode area, Collection<State> states) {
        return Tuple.tuple()
                .addString(area.value())
                .addString(area.value() + ":")
                .addArrayOfString(boardPolicy.categories().toArray(String[]::new))
                .addArrayOfString(names(BoardPolicy.KINDS))
                .addArrayOfString(names(states));
    }

    private static String[] names(Collection<? extends Enum<?>> constants) {
        return constants.stream().map(Enum::name).toArray(String[]::new);
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
