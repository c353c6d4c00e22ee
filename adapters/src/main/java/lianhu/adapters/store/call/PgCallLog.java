package lianhu.adapters.store.call;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.call.CallListening;
import lianhu.core.call.CallLog;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallQueue;
import lianhu.core.call.CallTotals;
import lianhu.core.call.CallbackOutcome;
import lianhu.core.call.CallbackTask;
import lianhu.core.call.LoggedCall;
import lianhu.core.call.StoredCall;
import lianhu.core.call.TalkResult;
import lianhu.core.report.ReceiptNo;

/** Reads {@code phone_call} for people, and writes what came of calling back. */
@ApplicationScoped
public class PgCallLog implements CallLog {
    /** An open call that began before Asterisks were told apart goes by its owner alone. */
    private static final String COLUMNS = """
            SELECT id, caller, started_at, ended_at, outcome, receipt_no, callback_attempts, callback_result, agent, answered_at,
              talk_result, coalesce(state ->> '%s', '') AS language,
              (SELECT json_agg(json_build_object('name', name, 'from', began_at, 'to', least(l.ended_at, phone_call.ended_at))
                ORDER BY began_at)::text FROM call_listening l WHERE call_id = phone_call.id AND began_at IS NOT NULL) AS listenings,
              outcome IS NOT NULL OR EXISTS (SELECT FROM call_lease WHERE instance = owner AND expires_at > now()
                AND (phone_call.asterisk IS NULL OR call_lease.asterisk = phone_call.asterisk)) AS carried_on
            FROM phone_call\s""".formatted(StoredCall.LANGUAGE);

    private static final String RECENT = COLUMNS + "ORDER BY started_at DESC LIMIT $1";

    private static final String FIND_BY_NUMBER = COLUMNS + "WHERE caller_hash = $1 ORDER BY started_at DESC LIMIT $2";

    private static final String FIND = COLUMNS + "WHERE id = $1";

    private static final String WAITING = "outcome = 'CALLBACK_TASK' AND callback_result IS NULL";

    private static final String CALLBACKS = COLUMNS + "WHERE " + WAITING + " ORDER BY ended_at LIMIT $1";

    private static final String CALLBACK_TASKS = """
            SELECT ended_at, callback_first_at FROM phone_call WHERE outcome = 'CALLBACK_TASK' AND started_at >= $1""";

    private static final String UNFILED = "outcome = 'ANSWERED' AND receipt_no IS NULL AND talk_result IS NULL";

    private static final String UNFILED_TALKS = COLUMNS + "WHERE " + UNFILED + " ORDER BY ended_at LIMIT $1";

    private static final String COUNT_EARLIER = """
            SELECT count(*)::int AS earlier FROM phone_call earlier JOIN phone_call this ON this.caller_hash = earlier.caller_hash
            WHERE this.id = $1 AND earlier.started_at < this.started_at""";

    private static final String QUEUE = """
            SELECT count(*)::int AS waiting, min(started_at) AS longest FROM phone_call
            WHERE outcome IS NULL AND step = 'OFFER_AGENT' AND agent IS NULL""";

    private static final String COUNT = """
            SELECT count(*) AS offered, count(*) FILTER (WHERE outcome IS NULL) AS open,
              count(*) FILTER (WHERE outcome = 'TICKET') AS reports,
              count(*) FILTER (WHERE outcome = 'CALLBACK_TASK') AS callbacks,
              count(*) FILTER (WHERE outcome = 'EMPTY_CALL') AS empty,
              count(*) FILTER (WHERE outcome = 'ANSWERED') AS answered,
              count(*) FILTER (WHERE answered_at IS NOT NULL) AS picked,
              count(*) FILTER (WHERE answered_at <= started_at + make_interval(secs => $2)) AS in_time,
              (SELECT count(*) FROM phone_call WHERE %s) AS waiting,
              (SELECT count(*) FROM phone_call WHERE %s) AS unfiled
            FROM phone_call WHERE started_at >= $1""".formatted(WAITING, UNFILED);

    private static final String RECORD_CALLBACK = """
            UPDATE phone_call SET callback_attempts = callback_attempts + 1, callback_at = $3, callback_by = $4,
              callback_first_at = coalesce(callback_first_at, $3),
              callback_result = CASE WHEN $2 <> 'NO_ANSWER' OR callback_attempts + 1 >= $5 THEN $2 END
            WHERE id = $1 AND %s""".formatted(WAITING);

    private static final String RECORD_REPORT = """
            UPDATE phone_call SET receipt_no = $2,
              callback_attempts = callback_attempts + CASE WHEN outcome = 'CALLBACK_TASK' THEN 1 ELSE 0 END,
              callback_at = CASE WHEN outcome = 'CALLBACK_TASK' THEN $3 END,
              callback_first_at = CASE WHEN outcome = 'CALLBACK_TASK' THEN coalesce(callback_first_at, $3) END,
              callback_by = CASE WHEN outcome = 'CALLBACK_TASK' THEN $4 END,
              callback_result = CASE WHEN outcome = 'CALLBACK_TASK' THEN 'REACHED' END
            WHERE id = $1 AND (%s OR receipt_no IS NULL AND talk_result IS NULL AND (answered_at IS NOT NULL OR outcome = 'ANSWERED'))""".formatted(WAITING);

    private static final String RECORD_TALK = """
            UPDATE phone_call SET talk_result = $2, talk_result_at = $3, talk_result_by = $4
            WHERE id = $1 AND %s""".formatted(UNFILED);

    /** Who carried on the call, in the place of an instance. */
    private static final String DIALPLAN = "dialplan";

    private static final String RECORD_UNATTENDED = """
            WITH written AS (
              INSERT INTO phone_call
                (id, caller, caller_hash, owner, version, step, outcome, receipt_no, state, timers, started_at, ended_at)
              VALUES ($1, $2, $3, $4, 1, 'CLOSED', $5, $6, '{}', '{}', $7, $7)
              ON CONFLICT (id) DO UPDATE SET version = phone_call.version + 1, receipt_no = excluded.receipt_no,
                outcome = CASE WHEN phone_call.outcome = 'ANSWERED' THEN phone_call.outcome ELSE excluded.outcome END
              WHERE phone_call.outcome IS NOT NULL AND phone_call.receipt_no IS NULL AND phone_call.callback_result IS NULL
                AND phone_call.talk_result IS NULL AND excluded.receipt_no IS NOT NULL
              RETURNING id, version
            )
            INSERT INTO phone_call_event (call_id, version, key, event, step, at)
            SELECT id, version, 'unattended', 'Unattended', 'CLOSED', $7 FROM written""";

    private static final String RECORD_NUMBER_SHOWN =
            "UPDATE phone_call SET number_shown_at = $2, number_shown_to = $3 WHERE id = $1 AND caller IS NOT NULL";

    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final ColumnEncryption columnEncryption;

    public PgCallLog(Pool pool, FieldEncryption fieldEncryption) {
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
        this.columnEncryption = new ColumnEncryption(fieldEncryption);
    }

    @Override
    public Uni<List<LoggedCall>> recent(int limit) {
        return run(RECENT, Tuple.of(limit)).map(this::calls);
    }

    @Override
    public Uni<List<LoggedCall>> callbacks(int limit) {
        return run(CALLBACKS, Tuple.of(limit)).map(this::calls);
    }

    @Override
    public Uni<List<CallbackTask>> callbackTasks(Instant from) {
        return run(CALLBACK_TASKS, Tuple.of(PgTimestamps.toOffsetDateTime(from)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new CallbackTask(
                                row.getOffsetDateTime("ended_at").toInstant(),
                                Optional.ofNullable(row.getOffsetDateTime("callback_first_at"))
                                        .map(OffsetDateTime::toInstant)))
                        .toList());
    }

    @Override
    public Uni<List<LoggedCall>> unfiledTalks(int limit) {
        return run(UNFILED_TALKS, Tuple.of(limit)).map(this::calls);
    }

    @Override
    public Uni<CallQueue> queue() {
        return pool.preparedQuery(QUEUE)
                .execute()
                .onFailure()
                .transform(PgErrors::translate)
                .map(rows -> rows.iterator().next())
                .map(row -> new CallQueue(
                        row.getInteger("waiting"),
                        Optional.ofNullable(row.getOffsetDateTime("longest")).map(OffsetDateTime::toInstant)));
    }

    @Override
    public Uni<Integer> countEarlier(String call) {
        return run(COUNT_EARLIER, Tuple.of(call))
                .map(rows -> rows.iterator().next().getInteger("earlier"));
    }

    @Override
    public Uni<Optional<LoggedCall>> find(String call) {
        return run(FIND, Tuple.of(call)).map(rows -> calls(rows).stream().findFirst());
    }

    @Override
    public Uni<List<LoggedCall>> findByNumber(String number, int limit) {
        return run(FIND_BY_NUMBER, Tuple.of(CallRowMapper.callerHash(fieldEncryption, number), limit))
                .map(this::calls);
    }

    @Override
    public Uni<CallTotals> count(Instant from) {
        return run(COUNT, Tuple.of(PgTimestamps.toOffsetDateTime(from), PICK_UP.toSeconds()))
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new CallTotals(
                            row.getInteger("offered"),
                            row.getInteger("open"),
                            row.getInteger("reports"),
                            row.getInteger("callbacks"),
                            row.getInteger("answered"),
                            row.getInteger("empty"),
                            row.getInteger("picked"),
                            row.getInteger("in_time"),
                            row.getInteger("waiting"),
                            row.getInteger("unfiled"));
                });
    }

    @Override
    public Uni<Boolean> recordNumberShown(String call, String by, Instant at) {
        return run(RECORD_NUMBER_SHOWN, Tuple.of(call, PgTimestamps.toOffsetDateTime(at), by))
                .map(rows -> rows.rowCount() == 1);
    }

    @Override
    public Uni<Boolean> recordCallback(String call, CallbackOutcome result, String by, Instant at) {
        return run(
                        RECORD_CALLBACK,
                        Tuple.of(call, result.name(), PgTimestamps.toOffsetDateTime(at), by, MAX_CALLBACK_ATTEMPTS))
                .map(rows -> rows.rowCount() == 1);
    }

    @Override
    public Uni<Boolean> recordTalk(String call, TalkResult result, String by, Instant at) {
        return run(RECORD_TALK, Tuple.of(call, result.name(), PgTimestamps.toOffsetDateTime(at), by))
                .map(rows -> rows.rowCount() == 1);
    }

    @Override
    public Uni<Boolean> recordReport(String call, ReceiptNo receipt, String by, Instant at) {
        return run(RECORD_REPORT, Tuple.of(call, receipt.digits(), PgTimestamps.toOffsetDateTime(at), by))
                .map(rows -> rows.rowCount() == 1);
    }

    @Override
    public Uni<Void> recordUnattended(String call, String caller, Instant at, Optional<ReceiptNo> receipt) {
        CallOutcome withoutWords = caller.isEmpty() ? CallOutcome.EMPTY_CALL : CallOutcome.CALLBACK_TASK;
        Tuple values = Tuple.tuple()
                .addString(call)
                .addValue(CallRowMapper.encrypted(fieldEncryption, caller))
                .addValue(CallRowMapper.callerHash(fieldEncryption, caller))
                .addString(DIALPLAN)
                .addString((receipt.isPresent() ? CallOutcome.TICKET : withoutWords).name())
                .addString(receipt.map(ReceiptNo::digits).orElse(null))
                .addValue(PgTimestamps.toOffsetDateTime(at));
        return run(RECORD_UNATTENDED, values).replaceWithVoid();
    }

    private Uni<RowSet<Row>> run(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).onFailure().transform(PgErrors::translate);
    }

    private List<LoggedCall> calls(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(this::call).toList();
    }

    private LoggedCall call(Row row) {
        return new LoggedCall(
                row.getString("id"),
                Optional.ofNullable(row.getBuffer("caller"))
                        .flatMap(this::number)
                        .orElse(""),
                row.getOffsetDateTime("started_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("ended_at")).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("outcome")).map(CallOutcome::valueOf),
                row.getBoolean("carried_on"),
                Optional.ofNullable(row.getString("receipt_no")).orElse(""),
                row.getInteger("callback_attempts"),
                Optional.ofNullable(row.getString("callback_result")).map(CallbackOutcome::valueOf),
                Optional.ofNullable(row.getString("agent")).orElse(""),
                Optional.ofNullable(row.getOffsetDateTime("answered_at")).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("talk_result")).map(TalkResult::valueOf),
                row.getString("language"),
                Optional.ofNullable(row.getString("listenings"))
                        .map(PgCallLog::listenings)
                        .orElse(List.of()));
    }

    private static List<CallListening> listenings(String json) {
        return new JsonArray(json)
                .stream()
                        .map(JsonObject.class::cast)
                        .map(one -> new CallListening(
                                one.getString("name"),
                                OffsetDateTime.parse(one.getString("from")).toInstant(),
                                Optional.ofNullable(one.getString("to"))
                                        .map(OffsetDateTime::parse)
                                        .map(OffsetDateTime::toInstant)))
                        .toList();
    }

    /** A number that cannot be read hides no call. */
    private Optional<String> number(Buffer encrypted) {
        return columnEncryption.readable(() -> fieldEncryption.decrypt(encrypted.getBytes()));
    }
}
