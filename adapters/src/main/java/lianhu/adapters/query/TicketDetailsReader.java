package lianhu.adapters.query;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.sql.ChangeJson;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.core.query.TicketQueries.OwnTicket;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import org.jspecify.annotations.Nullable;

/** Reads one ticket with its history, reports and deliveries, and the reports of one person. */
final class TicketDetailsReader {
    private static final String HISTORY = """
            SELECT e.seq, e.at, e.type, e.by_type, e.by_id, e.by_name, e.change::text AS change, e.source, said.ciphertext AS said
            FROM ticket_event e LEFT JOIN event_text said ON said.ticket_no = e.ticket_no AND said.seq = e.seq
            WHERE e.ticket_no = $1 AND e.seq <= $2 ORDER BY e.seq""";

    /**
     * The reports of one person: the title of the report's own ticket and the ticket it was finally merged into. A question about that
     * ticket goes to its first report.
     */
    private static final String OWN = """
            SELECT mine.receipt_no, mine.received_at AS told_at, told.title AS own_title, %s,
              mine.is_in_person AND mine.receipt_no = (WITH RECURSIVE family (no) AS (
                SELECT t.no
                UNION
                SELECT k.no FROM family f JOIN ticket k ON k.merged_into = f.no
              ) SELECT r.receipt_no FROM family f JOIN report r ON r.ticket_no = f.no
                ORDER BY r.received_at, r.receipt_no LIMIT 1) AS receives_questions
            FROM (SELECT receipt_no, received_at, ticket_no,
                reporter IS NOT DISTINCT FROM $1 AND relayer IS DISTINCT FROM $1 AS is_in_person FROM report
                WHERE (reporter = $1 OR relayer = $1) AND ($2::text IS NULL OR conversation = $2)
                ORDER BY received_at DESC, receipt_no DESC LIMIT $3) mine
              JOIN ticket told ON told.no = mine.ticket_no
              JOIN LATERAL (WITH RECURSIVE way (no, into_no) AS (
                SELECT told.no, told.merged_into
                UNION
                SELECT k.no, k.merged_into FROM way w JOIN ticket k ON k.no = w.into_no
              ) SELECT no FROM way WHERE into_no IS NULL) kept ON true
              JOIN ticket t ON t.no = kept.no
            ORDER BY mine.received_at DESC, mine.receipt_no DESC""".formatted(TicketRowMapper.ALL);

    private final Pool pool;
    private final ColumnEncryption columnEncryption;
    private final ReportReader reportReader;
    private final DeliveryQueries deliveryQueries;

    TicketDetailsReader(
            Pool pool, ColumnEncryption columnEncryption, ReportReader reportReader, DeliveryQueries deliveryQueries) {
        this.pool = pool;
        this.columnEncryption = columnEncryption;
        this.reportReader = reportReader;
        this.deliveryQueries = deliveryQueries;
    }

    Uni<Optional<TicketDetails>> find(SqlConditions sqlConditions) {
        return query("SELECT " + TicketRowMapper.ALL + " FROM ticket t" + sqlConditions, sqlConditions.tuple())
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(Optional.<TicketDetails>empty())
                        : details(rows.getFirst()).map(Optional::of));
    }

    /** Leaves out events that are newer than the row, so that history and version match. */
    private Uni<TicketDetails> details(Row row) {
        Ticket ticket = TicketRowMapper.ticket(row);
        return Uni.combine()
                .all()
                .unis(
                        reportReader.findByTickets(List.of(ticket.no().value())),
                        query(HISTORY, Tuple.of(ticket.no().value(), ticket.version())),
                        deliveryQueries.findByTicket(ticket.no()))
                .asTuple()
                .map(parts -> new TicketDetails(
                        ticket,
                        title(row, "title"),
                        parts.getItem1().stream().map(reportReader::reportText).toList(),
                        parts.getItem1().stream()
                                .map(ReportReader.ReportRow::receipt)
                                .toList(),
                        parts.getItem2().stream().map(this::event).toList(),
                        parts.getItem3()));
    }

    private TicketEvent event(Row row) {
        @Nullable Buffer encrypted = row.get(Buffer.class, "said");
        ColumnEncryption.DecryptedText plain = encrypted == null
                ? new ColumnEncryption.DecryptedText("", List.of())
                : columnEncryption.text(encrypted.getBytes());
        return new TicketEvent(
                row.getInteger("seq"),
                TicketRowMapper.instant(row, "at"),
                new Actor(
                        Actor.Type.valueOf(row.getString("by_type")), row.getString("by_id"), row.getString("by_name")),
                ChangeJson.read(EventType.valueOf(row.getString("type")), row.getString("change")),
                plain.words(),
                plain.photos(),
                Optional.ofNullable(row.getString("source")).flatMap(MessageSourceCodec::parse));
    }

    Uni<List<OwnTicket>> ownTickets(byte[] person, Optional<String> group, int limit) {
        return query(OWN, Tuple.of(Buffer.buffer(person), group.orElse(null), (long) limit))
                .map(rows -> rows.stream()
                        .map(row -> new OwnTicket(
                                new ReceiptNo(row.getString("receipt_no")),
                                TicketRowMapper.ticket(row),
                                title(row, "own_title"),
                                TicketRowMapper.instant(row, "told_at"),
                                row.getBoolean("receives_questions")))
                        .toList());
    }

    private Uni<List<Row>> query(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).map(rows -> ReportReader.list(rows, row -> row));
    }

    private String title(Row row, String column) {
        return columnEncryption.title(row.getBuffer(column).getBytes());
    }
}
