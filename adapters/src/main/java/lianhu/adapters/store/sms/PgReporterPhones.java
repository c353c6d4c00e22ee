package lianhu.adapters.store.sms;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.sms.MobileNumber;
import lianhu.core.sms.ReporterPhones;

/** Decrypts the numbers that the intake stored, one at a time and only to send. */
@Singleton
public final class PgReporterPhones implements ReporterPhones {
    /** An answer that comes later is about something else. */
    private static final Duration ANSWERED_WITHIN = Duration.ofDays(30);

    private static final String REPORTER =
            "SELECT ciphertext FROM report_person WHERE receipt_no = $1 AND role = 'REPORTER'";

    private static final String LAST_TOLD = """
            SELECT d.receipt_no FROM report r JOIN delivery d ON d.receipt_no = r.receipt_no
            WHERE r.reporter = $1 AND d.channel = 'SMS' AND d.state IN ('SENT', 'UNKNOWN') AND d.at > $2
            ORDER BY d.id DESC LIMIT 1""";

    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final ColumnEncryption columnEncryption;
    private final InstantSource clock;

    public PgReporterPhones(Pool pool, FieldEncryption fieldEncryption, InstantSource clock) {
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
        this.columnEncryption = new ColumnEncryption(fieldEncryption);
        this.clock = clock;
    }

    @Override
    public Uni<Optional<String>> mobile(ReceiptNo receipt) {
        return number(receipt).map(number -> number.filter(MobileNumber::matches));
    }

    @Override
    public Uni<Optional<String>> number(ReceiptNo receipt) {
        return run(REPORTER, Tuple.of(receipt.digits()))
                .map(rows -> first(rows)
                        .flatMap(row -> columnEncryption.readable(() -> columnEncryption
                                .person(row.getBuffer("ciphertext").getBytes())
                                .phone()))
                        .filter(number -> !number.isEmpty()));
    }

    @Override
    public Uni<Optional<ReceiptNo>> lastTold(String phone) {
        Buffer reporter = Buffer.buffer(fieldEncryption.keyedHash(new PersonDetails("", "", phone).lookupKey()));
        return run(
                        LAST_TOLD,
                        Tuple.of(
                                reporter,
                                PgTimestamps.toOffsetDateTime(clock.instant().minus(ANSWERED_WITHIN))))
                .map(rows -> first(rows).map(row -> new ReceiptNo(row.getString("receipt_no"))));
    }

    private Uni<RowSet<Row>> run(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).onFailure().transform(PgErrors::translate);
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        for (Row row : rows) {
            return Optional.of(row);
        }
        return Optional.empty();
    }
}
