package lianhu.adapters.store.call;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.call.CallLog;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallQueue;
import lianhu.core.call.CallTotals;
import lianhu.core.call.CallbackOutcome;
import lianhu.core.call.CallbackTask;
import lianhu.core.call.LoggedCall;
import lianhu.core.call.TalkResult;
import lianhu.core.report.ReceiptNo;

/** Reads {@code phone_call} for people, and writes what came of calling back. */
@ApplicationScoped
public class PgCallLog implements CallLog {
    private static final String RECENT = LoggedCallMapper.CALLS + "ORDER BY started_at DESC LIMIT $1";

    private static final String FIND_BY_NUMBER =
            LoggedCallMapper.CALLS + "WHERE caller_hash = $1 ORDER BY started_at DESC LIMIT $2";

    private static final String FIND = LoggedCallMapper.CALLS + "WHERE id = $1";

    private static final String CALLBACKS =
            """
            SELECT * FROM (SELECT %1$s, count(*) OVER (PARTITION BY %2$s)::int AS calls,
                row_number() OVER (PARTITION BY %2$s ORDER BY ended_at, id) AS place
              FROM phone_call WHERE %3$s) waiting
            WHERE place = 1 ORDER BY ended_at, id LIMIT $1""".formatted(LoggedCallMapper.COLUMNS, CallbackSql.NUMBER, CallbackSql.WAITING);

    /** The longest time limit is half a day, and no call lasts longer. */
    static final Duration LONGEST_WAIT = Duration.ofDays(2);

    private static final String UNFILED = "outcome = 'ANSWERED' AND receipt_no IS NULL AND talk_result IS NULL";

    private static final String UNFILED_TALKS =
            LoggedCallMapper.CALLS + "WHERE " + UNFILED + " ORDER BY ended_at LIMIT $1";

    private static final String COUNT_EARLIER = """
            SELECT count(*)::int AS earlier FROM phone_call earlier JOIN phone_call this ON this.caller_hash = earlier.caller_hash
            WHERE this.id = $1 AND earlier.started_at < this.started_at""";

    private static final String QUEUE = """
            SELECT count(*)::int AS waiting, min(started_at) AS longest FROM phone_call
            WHERE outcome IS NULL AND step = 'OFFER_AGENT' AND agent IS NULL AND %s""".formatted(PgCallLeases.isCarriedOn("phone_call"));

    private static final String COUNT = """
            SELECT count(*) AS offered, count(*) FILTER (WHERE outcome IS NULL) AS open,
              count(*) FILTER (WHERE outcome = 'TICKET') AS reports,
              count(*) FILTER (WHERE outcome = 'CALLBACK_TASK') AS callbacks,
              count(*) FILTER (WHERE outcome = 'PROGRESS_TOLD') AS progress,
              count(*) FILTER (WHERE outcome = 'EMPTY_CALL') AS empty,
              count(*) FILTER (WHERE outcome = 'ANSWERED') AS answered,
              count(*) FILTER (WHERE answered_at IS NOT NULL) AS picked,
              count(*) FILTER (WHERE answered_at <= started_at + make_interval(secs => $2)) AS in_time,
              (%s) AS waiting,
              (SELECT count(*) FROM phone_call WHERE %s) AS unfiled
            FROM phone_call WHERE started_at >= $1 AND %s""".formatted(CallbackSql.COUNT, UNFILED, CallbackSql.IS_REAL);

    private static final String RECORD_TALK = """
            UPDATE phone_call SET talk_result = $2, talk_result_at = $3, talk_result_by = $4
            WHERE id = $1 AND %s""".formatted(UNFILED);

    /** Who carried on the call, in the place of an instance. */
    private static final String DIALPLAN = "dialplan";

    /** What the caller did by another call meanwhile does not settle these words. */
    private static final String RECORD_UNATTENDED = """
            WITH written AS (
              INSERT INTO phone_call
                (id, caller, caller_hash, owner, version, step, outcome, receipt_no, state, timers, started_at, ended_at)
              VALUES ($1, $2, $3, $4, 1, 'CLOSED', $5, $6, '{}', '{}', $7, $7)
              ON CONFLICT (id) DO UPDATE SET version = phone_call.version + 1, receipt_no = excluded.receipt_no,
                outcome = CASE WHEN phone_call.outcome = 'ANSWERED' THEN phone_call.outcome ELSE excluded.outcome END,
                callback_result = NULL
              WHERE phone_call.outcome IS NOT NULL AND phone_call.receipt_no IS NULL
                AND (phone_call.callback_result IS NULL OR phone_call.callback_by IS NULL)
                AND phone_call.talk_result IS NULL AND excluded.receipt_no IS NOT NULL
              RETURNING id, version
            ), settled AS (
              %s AND c.caller_hash = $3 AND c.id <> $1 AND c.ended_at < $7 AND $6::text IS NOT NULL AND EXISTS (SELECT FROM written)
            )
            INSERT INTO phone_call_event (call_id, version, key, event, step, at)
            SELECT id, version, 'unattended', 'Unattended', 'CLOSED', $7 FROM written""".formatted(CallbackSql.gotThrough("$7"));

    private static final String RECORD_NUMBER_SHOWN =
            "UPDATE phone_call SET number_shown_at = $2, number_shown_to = $3 WHERE id = $1 AND caller IS NOT NULL";

    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final LoggedCallMapper mapper;

    public PgCallLog(Pool pool, FieldEncryption fieldEncryption) {
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
        this.mapper = new LoggedCallMapper(fieldEncryption);
    }

    @Override
    public Uni<List<LoggedCall>> recent(int limit) {
        return run(RECENT, Tuple.of(limit)).map(this::calls);
    }

    @Override
    public Uni<List<WaitingCaller>> callbacks(int limit) {
        return run(CALLBACKS, Tuple.of(limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new WaitingCaller(mapper.call(row), row.getInteger("calls")))
                        .toList());
    }

    @Override
    public Uni<List<CallbackTask>> callbackTasks(Instant from, Instant to) {
        Tuple values =
                Tuple.of(PgTimestamps.toOffsetDateTime(from.minus(LONGEST_WAIT)), PgTimestamps.toOffsetDateTime(to));
        return run(CallbackSql.TASKS, values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(PgCallLog::task)
                        .filter(task -> task.isDueBetween(from, to))
                        .toList());
    }

    static CallbackTask task(Row row) {
        return new CallbackTask(
                row.getOffsetDateTime("since").toInstant(),
                LoggedCallMapper.instant(row, "first_attempt"),
                LoggedCallMapper.instant(row, "called_again"));
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
                .map(row -> new CallQueue(row.getInteger("waiting"), LoggedCallMapper.instant(row, "longest")));
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
                            row.getInteger("progress"),
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
                        CallbackSql.RECORD_CALLBACK,
                        Tuple.of(call, result.name(), PgTimestamps.toOffsetDateTime(at), by, MAX_CALLBACK_ATTEMPTS))
                .map(rows -> rows.rowCount() > 0);
    }

    @Override
    public Uni<Boolean> recordTalk(String call, TalkResult result, String by, Instant at) {
        return run(RECORD_TALK, Tuple.of(call, result.name(), PgTimestamps.toOffsetDateTime(at), by))
                .map(rows -> rows.rowCount() == 1);
    }

    @Override
    public Uni<Boolean> recordReport(String call, ReceiptNo receipt, String by, Instant at) {
        return run(CallbackSql.RECORD_REPORT, Tuple.of(call, receipt.digits(), PgTimestamps.toOffsetDateTime(at), by))
                .map(rows -> rows.rowCount() > 0);
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
        return mapper.calls(rows);
    }
}
