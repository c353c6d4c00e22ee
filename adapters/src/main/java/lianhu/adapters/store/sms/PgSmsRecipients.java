package lianhu.adapters.store.sms;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.deadline.DeadlinePolicy;
import lianhu.core.sms.SmsRecipients;

/** Counts the SMS of a number, and keeps 退订, under a keyed hash of the number. */
public final class PgSmsRecipients implements SmsRecipients {
    /** The row is locked by the insert: two instances never count to the limit at once. */
    private static final String ACQUIRE = """
            INSERT INTO sms_recipient AS r (number_hash, day, sent) VALUES ($1, $2, 1)
            ON CONFLICT (number_hash) DO UPDATE SET day = $2, sent = CASE WHEN r.day = $2 THEN r.sent ELSE 0 END + 1
            WHERE r.opted_out_at IS NULL AND (r.day <> $2 OR r.sent < $3)""";

    private static final String IS_OPTED_OUT =
            "SELECT FROM sms_recipient WHERE number_hash = $1 AND opted_out_at IS NOT NULL";
    private static final String RELEASE =
            "UPDATE sms_recipient SET sent = sent - 1 WHERE number_hash = $1 AND day = $2 AND sent > 0";
    private static final String OPT_OUT = """
            INSERT INTO sms_recipient (number_hash, day, sent, opted_out_at) VALUES ($1, $2, 0, $3)
            ON CONFLICT (number_hash) DO UPDATE SET opted_out_at = $3 WHERE sms_recipient.opted_out_at IS NULL""";
    private static final String OPT_IN = "UPDATE sms_recipient SET opted_out_at = NULL WHERE number_hash = $1";

    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final InstantSource clock;
    private final int dailyLimit;

    /** @param dailyLimit SMS to one number on one day */
    public PgSmsRecipients(Pool pool, FieldEncryption fieldEncryption, InstantSource clock, int dailyLimit) {
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
        this.clock = clock;
        this.dailyLimit = dailyLimit;
    }

    @Override
    public Uni<Permit> acquire(String phone, LocalDate day) {
        return run(ACQUIRE, Tuple.of(hash(phone), day, dailyLimit))
                .chain(rows -> rows.rowCount() == 1
                        ? Uni.createFrom().item(Permit.ALLOWED)
                        : run(IS_OPTED_OUT, Tuple.of(hash(phone)))
                                .map(found -> found.size() == 0 ? Permit.DAILY_LIMIT : Permit.OPTED_OUT));
    }

    @Override
    public Uni<Void> release(String phone, LocalDate day) {
        return run(RELEASE, Tuple.of(hash(phone), day)).replaceWithVoid();
    }

    @Override
    public Uni<Void> optOut(String phone) {
        Instant now = clock.instant();
        return run(OPT_OUT, Tuple.of(hash(phone), DeadlinePolicy.localDate(now), PgTimestamps.toOffsetDateTime(now)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> optIn(String phone) {
        return run(OPT_IN, Tuple.of(hash(phone))).replaceWithVoid();
    }

    /** Another input than that of a reporter's hash: the rows of a person's reports are not found by this one. */
    private Buffer hash(String phone) {
        return Buffer.buffer(fieldEncryption.keyedHash("sms:" + phone));
    }

    private Uni<RowSet<Row>> run(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).onFailure().transform(PgErrors::translate);
    }
}
