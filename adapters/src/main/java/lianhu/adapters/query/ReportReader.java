package lianhu.adapters.query;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.core.query.TicketQueries.ReceiptInfo;
import lianhu.core.query.TicketQueries.ReportText;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import org.jspecify.annotations.Nullable;

/** Reads the reports of a ticket, including those of tickets merged into it. */
final class ReportReader {
    /** Each requested ticket with all tickets merged into it, also indirectly; numbers compare bytewise. */
    static final String FAMILY = """
            WITH RECURSIVE family (root, no) AS (
              SELECT no, no COLLATE "C" FROM unnest($1::text[]) AS asked (no)
              UNION
              SELECT f.root, t.no FROM family f JOIN ticket t ON t.merged_into = f.no
            )
            """;

    private static final String FIND_REPORTS = FAMILY + """
            SELECT f.root, r.receipt_no, r.channel, r.received_at, said.ciphertext AS said, who.ciphertext AS who, through.ciphertext AS through
            FROM family f JOIN report r ON r.ticket_no = f.no
              LEFT JOIN report_text said ON said.receipt_no = r.receipt_no
              LEFT JOIN report_person who ON who.receipt_no = r.receipt_no AND who.role = 'REPORTER'
              LEFT JOIN report_person through ON through.receipt_no = r.receipt_no AND through.role = 'RELAYER'
            ORDER BY r.received_at, r.receipt_no""";

    private final Pool pool;
    private final ColumnEncryption columnEncryption;

    ReportReader(Pool pool, ColumnEncryption columnEncryption) {
        this.pool = pool;
        this.columnEncryption = columnEncryption;
    }

    /** @param encryptedText null once the text is erased */
    record ReportRow(
            String ticketNo, ReceiptInfo receipt, @Nullable Buffer encryptedText) {}

    Uni<List<ReportRow>> findByTickets(List<String> tickets) {
        return tickets.isEmpty()
                ? Uni.createFrom().item(List.of())
                : pool.preparedQuery(FIND_REPORTS)
                        .execute(Tuple.of((Object) tickets.toArray(String[]::new)))
                        .map(rows -> list(rows, this::reportRow));
    }

    ReportText reportText(ReportRow reportRow) {
        Buffer encrypted = reportRow.encryptedText();
        ColumnEncryption.DecryptedText plain = encrypted == null
                ? new ColumnEncryption.DecryptedText("", List.of())
                : columnEncryption.text(encrypted.getBytes());
        return new ReportText(
                reportRow.receipt().receipt(),
                plain.words(),
                plain.photos(),
                reportRow.receipt().at());
    }

    private ReportRow reportRow(Row row) {
        Instant at = TicketRowMapper.instant(row, "received_at");
        return new ReportRow(
                row.getString("root"),
                new ReceiptInfo(
                        new ReceiptNo(row.getString("receipt_no")),
                        Channel.valueOf(row.getString("channel")),
                        maskedName(row.get(Buffer.class, "who")),
                        maskedName(row.get(Buffer.class, "through")),
                        at),
                row.get(Buffer.class, "said"));
    }

    private String maskedName(@Nullable Buffer person) {
        return person == null
                ? ""
                : columnEncryption
                        .readable(
                                () -> columnEncryption.person(person.getBytes()).name())
                        .map(NameMasking::mask)
                        .orElse(ColumnEncryption.UNREADABLE);
    }

    static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
        List<T> list = new ArrayList<>();
        rows.forEach(row -> list.add(read.apply(row)));
        return list;
    }
}
