package lianhu.adapters.query;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.core.casework.ReporterIdentities;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.Nullable;

/** Reads and decrypts the reporters that the intake stored. */
@Singleton
final class PgReporterIdentities implements ReporterIdentities {
    private static final String FIND = ReportReader.FAMILY + """
            SELECT r.receipt_no, who.ciphertext AS who, said.ciphertext AS said
            FROM family f JOIN report r ON r.ticket_no = f.no
              LEFT JOIN report_person who ON who.receipt_no = r.receipt_no AND who.role = 'REPORTER'
              LEFT JOIN report_text said ON said.receipt_no = r.receipt_no
            ORDER BY r.received_at, r.receipt_no""";

    private final Pool pool;
    private final ColumnEncryption columnEncryption;

    PgReporterIdentities(Pool pool, FieldEncryption fieldEncryption) {
        this.pool = pool;
        this.columnEncryption = new ColumnEncryption(fieldEncryption);
    }

    @Override
    public Uni<List<ReporterIdentity>> findByTicket(TicketNo no) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of((Object) new String[] {no.value()}))
                .map(rows -> ReportReader.list(rows, this::identity));
    }

    private ReporterIdentity identity(Row row) {
        @Nullable Buffer who = row.get(Buffer.class, "who");
        @Nullable Buffer bytes = row.get(Buffer.class, "said");
        return new ReporterIdentity(
                new ReceiptNo(row.getString("receipt_no")),
                who == null ? PersonDetails.UNKNOWN : columnEncryption.person(who.getBytes()),
                bytes == null ? "" : columnEncryption.text(bytes.getBytes()).words());
    }
}
