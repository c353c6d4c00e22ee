package lianhu.adapters.store.call;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.core.call.CallListening;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallbackOutcome;
import lianhu.core.call.LoggedCall;
import lianhu.core.call.StoredCall;
import lianhu.core.call.TalkResult;

/** Reads rows of {@code phone_call} as people see them. */
final class LoggedCallMapper {
    static final String COLUMNS =
            """
            id, caller, started_at, ended_at, outcome, receipt_no, callback_attempts, callback_result, %s AS has_called_again, agent,
              answered_at, talk_result, coalesce(state ->> '%s', '') AS language,
              (SELECT json_agg(json_build_object('name', name, 'from', began_at, 'to', least(l.ended_at, phone_call.ended_at))
                ORDER BY began_at)::text FROM call_listening l WHERE call_id = phone_call.id AND began_at IS NOT NULL) AS listenings,
              outcome IS NOT NULL OR %s AS carried_on""".formatted(CallbackSql.HAS_CALLED_AGAIN, StoredCall.LANGUAGE, PgCallLeases.isCarriedOn("phone_call"));

    /** All calls; a condition follows. */
    static final String CALLS = "SELECT " + COLUMNS + " FROM phone_call ";

    private final FieldEncryption fieldEncryption;
    private final ColumnEncryption columnEncryption;

    LoggedCallMapper(FieldEncryption fieldEncryption) {
        this.fieldEncryption = fieldEncryption;
        this.columnEncryption = new ColumnEncryption(fieldEncryption);
    }

    List<LoggedCall> calls(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).map(this::call).toList();
    }

    LoggedCall call(Row row) {
        return new LoggedCall(
                row.getString("id"),
                Optional.ofNullable(row.getBuffer("caller"))
                        .flatMap(this::number)
                        .orElse(""),
                row.getOffsetDateTime("started_at").toInstant(),
                instant(row, "ended_at"),
                Optional.ofNullable(row.getString("outcome")).map(CallOutcome::valueOf),
                row.getBoolean("carried_on"),
                Optional.ofNullable(row.getString("receipt_no")).orElse(""),
                row.getInteger("callback_attempts"),
                Optional.ofNullable(row.getString("callback_result")).map(CallbackOutcome::valueOf),
                row.getBoolean("has_called_again"),
                Optional.ofNullable(row.getString("agent")).orElse(""),
                instant(row, "answered_at"),
                Optional.ofNullable(row.getString("talk_result")).map(TalkResult::valueOf),
                row.getString("language"),
                Optional.ofNullable(row.getString("listenings"))
                        .map(LoggedCallMapper::listenings)
                        .orElse(List.of()));
    }

    static Optional<Instant> instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
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
