package lianhu.adapters.store.call;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.call.CallLog;
import lianhu.core.call.CallbackTask;
import lianhu.core.call.LoggedCall;
import lianhu.core.call.figure.CallFigure;
import lianhu.core.call.figure.CallFigureQueries;
import lianhu.core.call.figure.CallFigures;

/** Counts from the rows of the calls and their journal. */
@ApplicationScoped
public class PgCallFigures implements CallFigureQueries {
    /** Who has heard the farewell has asked to be called back, or was asked to speak and said nothing until the end. */
    private static final String HUNG_UP = """
            outcome IN ('CALLBACK_TASK', 'EMPTY_CALL') AND answered_at IS NULL AND NOT EXISTS (
              SELECT FROM phone_call_event e WHERE e.call_id = phone_call.id AND e.step = 'FAREWELL')""";

    private static final String IS_SHORT = "(" + HUNG_UP + " AND ended_at < started_at + make_interval(secs => "
            + CallFigures.SHORT_ABANDON.toSeconds() + "))";

    private static final Map<CallFigure, String> CONDITIONS = new EnumMap<>(Map.of(
            CallFigure.OFFERED,
            "true",
            CallFigure.MEASURED,
            IS_SHORT + " IS NOT TRUE",
            CallFigure.ANSWERED,
            "answered_at IS NOT NULL",
            CallFigure.ANSWERED_IN_TIME,
            "answered_at <= started_at + make_interval(secs => " + CallLog.PICK_UP.toSeconds() + ")",
            CallFigure.ABANDONED,
            HUNG_UP + " AND " + IS_SHORT + " IS NOT TRUE",
            CallFigure.SHORT,
            IS_SHORT));

    private static final String IN_TIME_SPAN = "started_at >= $1 AND started_at < $2 AND " + CallbackSql.IS_REAL;

    private static final String COUNT = CONDITIONS.entrySet().stream()
                    .map(one -> "count(*) FILTER (WHERE " + one.getValue() + ")::int AS "
                            + one.getKey().name())
                    .reduce((one, other) -> one + ", " + other)
                    .map(columns -> "SELECT " + columns)
                    .orElseThrow()
            + " FROM phone_call WHERE " + IN_TIME_SPAN;

    private static final String BY_ID = LoggedCallMapper.CALLS + "WHERE id = ANY($1) ORDER BY started_at DESC LIMIT $2";

    private final Pool pool;
    private final LoggedCallMapper mapper;

    public PgCallFigures(Pool pool, FieldEncryption fieldEncryption) {
        this.pool = pool;
        this.mapper = new LoggedCallMapper(fieldEncryption);
    }

    /** @param call that waited longest */
    private record CallbackOfCall(String call, CallbackTask task) {}

    @Override
    public Uni<CallFigures> count(Instant from, Instant to, Instant now) {
        return Uni.combine()
                .all()
                .unis(run(COUNT, span(from, to)), callbacks(from, to))
                .with((rows, callbacks) -> {
                    Row row = rows.iterator().next();
                    Map<CallFigure, Integer> counts = new EnumMap<>(CallFigure.class);
                    CONDITIONS
                            .keySet()
                            .forEach(figure -> counts.put(
                                    figure, row.getInteger(figure.name().toLowerCase(Locale.ROOT))));
                    List.of(CallFigure.CALLBACK_DUE, CallFigure.CALLBACK_IN_TIME)
                            .forEach(figure -> counts.put(figure, behind(figure, callbacks, now).length));
                    return new CallFigures(counts);
                });
    }

    @Override
    public Uni<List<LoggedCall>> list(CallFigure figure, Instant from, Instant to, Instant now, int limit) {
        String condition = CONDITIONS.get(figure);
        if (condition == null) {
            return callbacks(from, to)
                    .chain(callbacks -> run(BY_ID, Tuple.of(behind(figure, callbacks, now), limit)))
                    .map(mapper::calls);
        }
        String sql = LoggedCallMapper.CALLS + "WHERE " + IN_TIME_SPAN + " AND (" + condition
                + ") ORDER BY started_at DESC LIMIT $3";
        return run(sql, span(from, to).addInteger(limit)).map(mapper::calls);
    }

    private Uni<List<CallbackOfCall>> callbacks(Instant from, Instant to) {
        return run(CallbackSql.TASKS, span(from.minus(PgCallLog.LONGEST_WAIT), to))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new CallbackOfCall(row.getString("id"), PgCallLog.task(row)))
                        .filter(one -> one.task().isDueBetween(from, to))
                        .toList());
    }

    private static String[] behind(CallFigure figure, List<CallbackOfCall> callbacks, Instant now) {
        return callbacks.stream()
                .filter(one -> figure == CallFigure.CALLBACK_IN_TIME
                        ? one.task().isInTime()
                        : one.task().isDue(now))
                .map(CallbackOfCall::call)
                .toArray(String[]::new);
    }

    private static Tuple span(Instant from, Instant to) {
        return Tuple.of(PgTimestamps.toOffsetDateTime(from), PgTimestamps.toOffsetDateTime(to));
    }

    private Uni<RowSet<Row>> run(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).onFailure().transform(PgErrors::translate);
    }
}
