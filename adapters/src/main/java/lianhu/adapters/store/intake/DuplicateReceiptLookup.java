package lianhu.adapters.store.intake;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.core.area.AreaCode;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.Urgency;
import lianhu.core.notice.Receipt;
import lianhu.core.notify.NotificationPolicy;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.Report;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.Nullable;

/** Finds the receipts of reports that are stored already. */
final class DuplicateReceiptLookup {
    /** LATERAL keeps the plan on the index: a join planned while the table is small would scan all of it later. */
    private static final String FIND = """
            SELECT r.receipt_no, r.ticket_no, t.title, r.area, r.owner_type, r.owner_id, r.owner_name, r.due,
              r.urgency, r.confidentiality, r.advice, t.drill, said.ciphertext AS said
            FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS i(source_account, source_id, position),
              LATERAL (SELECT * FROM report WHERE source_account = i.source_account AND source_id = i.source_id
                LIMIT 1) AS r,
              LATERAL (SELECT title, drill FROM ticket WHERE no = r.ticket_no LIMIT 1) AS t
              LEFT JOIN LATERAL (SELECT ciphertext FROM report_text WHERE receipt_no = r.receipt_no LIMIT 1) AS said
                ON true
            ORDER BY i.position""";

    private final Pool pool;
    private final ColumnEncryption columnEncryption;
    private final NotificationPolicy notificationPolicy;

    DuplicateReceiptLookup(Pool pool, ColumnEncryption columnEncryption, NotificationPolicy notificationPolicy) {
        this.pool = pool;
        this.columnEncryption = columnEncryption;
        this.notificationPolicy = notificationPolicy;
    }

    /** Returns one receipt for the source of each report, in the same order. */
    Uni<List<Receipt>> findBySources(List<Report> reports) {
        String[] accounts =
                reports.stream().map(report -> report.source().sourceAccount()).toArray(String[]::new);
        String[] ids = reports.stream().map(report -> report.source().id()).toArray(String[]::new);
        return pool.preparedQuery(FIND).execute(Tuple.of(accounts, ids)).map(rows -> {
            if (rows.size() != accounts.length) {
                throw new IllegalStateException("a report is neither new nor known");
            }
            List<Receipt> receipts = new ArrayList<>(accounts.length);
            for (Row row : rows) {
                Receipt receipt = receipt(row);
                boolean isSame = isSameReport(row, receipt, reports.get(receipts.size()));
                receipts.add(isSame ? receipt : receipt.forOtherReport());
            }
            return receipts;
        });
    }

    /** A text that is erased cannot be compared. */
    private boolean isSameReport(Row row, Receipt receipt, Report report) {
        @Nullable Buffer said = row.getBuffer("said");
        return receipt.area().equals(report.area())
                && row.getBoolean("drill") == report.isDrill()
                && (said == null
                        || columnEncryption.text(said.getBytes()).words().equals(report.words()));
    }

    private Receipt receipt(Row row) {
        Urgency urgency = Urgency.valueOf(row.getString("urgency"));
        Confidentiality confidentiality = Confidentiality.valueOf(row.getString("confidentiality"));
        String advice = row.getString("advice");
        return new Receipt(
                new ReceiptNo(row.getString("receipt_no")),
                new TicketNo(row.getString("ticket_no")),
                columnEncryption.title(row.getBuffer("title").getBytes()),
                new AreaCode(row.getString("area")),
                new Owner(
                        OwnerType.valueOf(row.getString("owner_type")),
                        row.getString("owner_id"),
                        row.getString("owner_name")),
                row.getOffsetDateTime("due").toInstant(),
                urgency,
                confidentiality,
                advice,
                notificationPolicy.immediateReply(urgency, confidentiality, advice));
    }
}
