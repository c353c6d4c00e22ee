package lianhu.adapters.store.kf;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.store.sms.PgSmsReports;
import lianhu.core.area.AreaCode;
import lianhu.core.kf.KfCustomer;
import lianhu.core.kf.KfSessions;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;

/** Stores customers under a keyed hash; their identity is encrypted in {@code report_person}, as for every reporter. */
@ApplicationScoped
public class PgKfSessions implements KfSessions {
    /** Most waiting replies sent after a customer's message. With the receipt they stay below WeCom's limit of five. */
    private static final int MAX_CATCH_UP = 2;

    private static final String ENTERED = """
            INSERT INTO kf_session (key, area) VALUES ($1, $2)
            ON CONFLICT (key) DO UPDATE SET area = coalesce($2, kf_session.area), updated_at = now()""";

    private static final String RECORD_MESSAGE = """
            INSERT INTO kf_session (key, last_message_at, last_message_id) VALUES ($1, $2, $3)
            ON CONFLICT (key) DO UPDATE SET last_message_at = $2, last_message_id = $3, replies = 0, updated_at = now()
            WHERE kf_session.last_message_at IS NULL OR kf_session.last_message_at < $2
              OR (kf_session.last_message_at = $2 AND kf_session.last_message_id <> $3)""";

    private static final String AREA = "SELECT area FROM kf_session WHERE key = $1 AND area IS NOT NULL";

    /** What waits for the customer, what is put off (an SMS at night), and what failed as an SMS. */
    private static final String WAITING = """
            (state = 'WAITS_FOR_QUERY' OR state = 'PENDING' AND next_attempt_at > now()
              OR state = 'CANNOT' AND reason LIKE '%s%%')""".formatted(PgSmsReports.REASON_PREFIX);

    /** The state is asked once more of the row that is locked: meanwhile another instance may have begun to send it. */
    private static final String CATCH_UP = """
            UPDATE delivery SET state = 'PENDING', reason = '', attempts = 0, next_attempt_at = now() WHERE id IN (
              SELECT d.id FROM report r JOIN delivery d ON d.receipt_no = r.receipt_no
              WHERE r.reporter = $1 AND d.channel = 'KF' AND %1$s
              ORDER BY d.id DESC LIMIT $2) AND %1$s""".formatted(WAITING);

    private static final String ACQUIRE = """
            UPDATE kf_session SET replies = replies + 1
            WHERE key = $1 AND replies < $2 AND last_message_at > $3""";

    private static final String RELEASE = "UPDATE kf_session SET replies = replies - 1 WHERE key = $1 AND replies > 0";
    private static final String CLOSE = "UPDATE kf_session SET replies = $2 WHERE key = $1";
    private static final String MARK_UNDELIVERED = "UPDATE delivery SET state = 'WAITS_FOR_QUERY', reason = $2 "
            + "WHERE id = $1 AND channel = 'KF' AND state IN ('SENT', 'UNKNOWN')";
    private static final String ASK =
            "UPDATE kf_session SET phone_requested = true WHERE key = $1 AND NOT phone_requested";

    /** The hash of an account stands for one person, unlike that of a telephone number. */
    private static final String PERSONS = """
            SELECT p.receipt_no, p.ciphertext FROM report r
              JOIN report_person p ON p.receipt_no = r.receipt_no AND p.role = 'REPORTER'
            WHERE r.reporter = $1 ORDER BY r.received_at DESC LIMIT $2""";

    private static final String REENCRYPT = """
            UPDATE report_person p SET ciphertext = i.ciphertext
            FROM unnest($1::text[], $2::bytea[]) AS i(receipt_no, ciphertext)
            WHERE p.receipt_no = i.receipt_no AND p.role = 'REPORTER'""";

    private static final String OF = """
            SELECT r.source_account, p.ciphertext FROM report r
              JOIN report_person p ON p.receipt_no = r.receipt_no AND p.role = 'REPORTER'
            WHERE r.receipt_no = $1 AND r.channel = 'KF'""";

    private static final String PREFIX = "kf:";

    /** Older reports of a customer are closed long since. */
    private static final int MAX_KNOWN_REPORTS = 20;

    /** A report of the customer with the person as it was stored. */
    private record KnownReport(String receiptNo, PersonDetails person) {}

    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final ColumnEncryption columnEncryption;
    private final InstantSource clock;

    public PgKfSessions(Pool pool, FieldEncryption fieldEncryption, InstantSource clock) {
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
        this.columnEncryption = new ColumnEncryption(fieldEncryption);
        this.clock = clock;
    }

    @Override
    public Uni<Void> recordEntry(KfCustomer kfCustomer, Optional<AreaCode> unit) {
        return run(ENTERED, Tuple.of(key(kfCustomer), unit.map(AreaCode::value).orElse(null)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Optional<AreaCode>> recordMessage(KfCustomer kfCustomer, String message, Instant at) {
        return run(RECORD_MESSAGE, Tuple.of(key(kfCustomer), at.atOffset(ZoneOffset.UTC), message))
                .call(opened -> opened.rowCount() == 1 && at.isAfter(windowStart())
                        ? run(CATCH_UP, Tuple.of(person(kfCustomer), MAX_CATCH_UP))
                        : Uni.createFrom().voidItem())
                .chain(() -> run(AREA, Tuple.of(key(kfCustomer))))
                .map(rows -> first(rows).map(row -> new AreaCode(row.getString("area"))));
    }

    @Override
    public Uni<Boolean> acquire(KfCustomer kfCustomer) {
        OffsetDateTime windowStart = windowStart().atOffset(ZoneOffset.UTC);
        return run(ACQUIRE, Tuple.of(key(kfCustomer), MAX_REPLIES, windowStart)).map(rows -> rows.rowCount() == 1);
    }

    private Instant windowStart() {
        return clock.instant().minus(REPLY_WINDOW);
    }

    @Override
    public Uni<Void> release(KfCustomer kfCustomer) {
        return run(RELEASE, Tuple.of(key(kfCustomer))).replaceWithVoid();
    }

    @Override
    public Uni<Void> close(KfCustomer kfCustomer) {
        return run(CLOSE, Tuple.of(key(kfCustomer), MAX_REPLIES)).replaceWithVoid();
    }

    @Override
    public Uni<Boolean> markUndelivered(long delivery, String why) {
        return run(MARK_UNDELIVERED, Tuple.of(delivery, why)).map(rows -> rows.rowCount() == 1);
    }

    @Override
    public Uni<Boolean> claimPhoneRequest(KfCustomer kfCustomer) {
        return reports(kfCustomer)
                .chain(known ->
                        known.stream().anyMatch(one -> !one.person().phone().isEmpty())
                                ? Uni.createFrom().item(false)
                                : run(ASK, Tuple.of(key(kfCustomer))).map(rows -> rows.rowCount() == 1));
    }

    @Override
    public Uni<Boolean> savePhone(KfCustomer kfCustomer, String phone) {
        return reports(kfCustomer)
                .chain(known -> known.isEmpty()
                        ? Uni.createFrom().item(false)
                        : run(REENCRYPT, withPhone(known, phone)).map(rows -> rows.rowCount() > 0));
    }

    private Tuple withPhone(List<KnownReport> known, String phone) {
        return Tuple.tuple()
                .addArrayOfString(known.stream().map(KnownReport::receiptNo).toArray(String[]::new))
                .addValue(known.stream()
                        .map(KnownReport::person)
                        .map(one -> new PersonDetails(one.identity(), one.name(), phone))
                        .map(one -> Buffer.buffer(columnEncryption.person(one)))
                        .toArray(Buffer[]::new));
    }

    private Uni<List<KnownReport>> reports(KfCustomer kfCustomer) {
        return run(PERSONS, Tuple.of(person(kfCustomer), MAX_KNOWN_REPORTS)).map(rows -> {
            List<KnownReport> known = new ArrayList<>();
            rows.forEach(row -> known.add(new KnownReport(
                    row.getString("receipt_no"),
                    columnEncryption.person(row.getBuffer("ciphertext").getBytes()))));
            return known;
        });
    }

    @Override
    public Uni<Optional<KfCustomer>> findByReceipt(ReceiptNo receipt) {
        return run(OF, Tuple.of(receipt.digits()))
                .map(rows -> first(rows)
                        .filter(row -> row.getString("source_account").startsWith(PREFIX))
                        .map(row -> new KfCustomer(
                                row.getString("source_account").substring(PREFIX.length()),
                                columnEncryption
                                        .person(row.getBuffer("ciphertext").getBytes())
                                        .identity())));
    }

    private Buffer key(KfCustomer kfCustomer) {
        return Buffer.buffer(fieldEncryption.keyedHash(PREFIX + kfCustomer.account() + ":" + kfCustomer.person()));
    }

    /** The hash of the reporter in {@code report}. */
    private Buffer person(KfCustomer kfCustomer) {
        return Buffer.buffer(fieldEncryption.keyedHash(new PersonDetails(kfCustomer.person(), "", "").lookupKey()));
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
