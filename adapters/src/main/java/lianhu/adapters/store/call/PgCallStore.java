package lianhu.adapters.store.call;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStore;
import lianhu.core.call.CallTransition;
import lianhu.core.call.StoredCall;

/** Stores calls in {@code phone_call}, and their events in {@code phone_call_event}, with one statement each. */
@ApplicationScoped
public class PgCallStore implements CallStore {
    /**
     * Writes the row only over its predecessor, and the event only with the row. A caller who talks with an agent, or has left a
     * message, waits no longer to be called back for earlier calls.
     */
    private static final String SAVE = """
            WITH known AS (
              SELECT 1 FROM phone_call_event WHERE call_id = $1 AND key = $10
            ), written AS (
              INSERT INTO phone_call
                (id, caller, owner, version, step, outcome, receipt_no, state, timers, started_at, ended_at, asterisk,
                answered_at, caller_hash)
              SELECT $1, $2, $3, $4, $5, $6, $7, $8::text::jsonb, $9::text::jsonb, $12,
                CASE WHEN $6::text IS NOT NULL THEN $12 END, $13, CASE WHEN $5 = 'TALK' THEN $12 END, $14
              WHERE NOT EXISTS (SELECT FROM known) AND ($4 = 1 OR EXISTS (SELECT FROM phone_call WHERE id = $1))
              ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, version = excluded.version, step = excluded.step,
                outcome = excluded.outcome, receipt_no = coalesce(excluded.receipt_no, phone_call.receipt_no),
                state = excluded.state, timers = excluded.timers, ended_at = excluded.ended_at, asterisk = excluded.asterisk,
                answered_at = coalesce(phone_call.answered_at, excluded.answered_at)
              WHERE phone_call.version = excluded.version - 1
              RETURNING id
            ), journal AS (
              INSERT INTO phone_call_event (call_id, version, key, event, step, at)
              SELECT $1, $4, $10, $11, $5, $12 FROM written
            ), settled AS (
              %s AND c.caller_hash = $14 AND c.id <> $1 AND c.ended_at < $12 AND ($5 = 'TALK' OR $6 = 'TICKET')
                AND EXISTS (SELECT FROM written)
            )
            SELECT EXISTS (SELECT FROM known) AS known, EXISTS (SELECT FROM written) AS written""".formatted(CallbackSql.gotThrough("$12"));

    private static final String OPEN = """
            SELECT %s FROM phone_call
            WHERE owner = $1 AND outcome IS NULL AND (asterisk = $2 OR asterisk IS NULL)
            ORDER BY started_at""".formatted(CallRowMapper.COLUMNS);

    private static final String LAST_LANGUAGE = """
            SELECT earlier.state ->> '%1$s' AS tag
            FROM phone_call earlier JOIN phone_call this ON this.caller_hash = earlier.caller_hash
            WHERE this.id = $1 AND earlier.started_at < this.started_at AND earlier.state ->> '%1$s' <> ''
            ORDER BY earlier.started_at DESC LIMIT 1""".formatted(StoredCall.CHOSEN_LANGUAGE);

    private static final String IS_OPEN =
            "SELECT EXISTS (SELECT FROM phone_call WHERE id = $1 AND outcome IS NULL) AS open";

    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final CallRowMapper mapper;

    public PgCallStore(Pool pool, FieldEncryption fieldEncryption) {
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
        mapper = new CallRowMapper(fieldEncryption);
    }

    @Override
    public Uni<SaveResult> save(CallTransition transition) {
        StoredCall call = transition.call();
        Tuple values = Tuple.tuple()
                .addString(call.id())
                .addValue(CallRowMapper.encrypted(fieldEncryption, call.caller()))
                .addString(call.owner())
                .addLong(call.version())
                .addString(call.step().name())
                .addString(call.outcome().map(CallOutcome::name).orElse(null))
                .addString(call.receipt().isEmpty() ? null : call.receipt())
                .addString(call.state())
                .addString(timers(call.timers()))
                .addString(transition.eventKey())
                .addString(transition.event())
                .addValue(PgTimestamps.toOffsetDateTime(transition.at()))
                .addString(call.asterisk().isEmpty() ? null : call.asterisk())
                .addValue(CallRowMapper.callerHash(fieldEncryption, call.caller()));
        return pool.preparedQuery(SAVE)
                .execute(values)
                .onFailure()
                .transform(PgErrors::translate)
                .map(rows -> result(rows.iterator().next()));
    }

    @Override
    public Uni<List<StoredCall>> open(String owner, String asterisk) {
        return pool.preparedQuery(OPEN)
                .execute(Tuple.of(owner, asterisk))
                .onFailure()
                .transform(PgErrors::translate)
                .map(mapper::readable);
    }

    @Override
    public Uni<Optional<String>> lastLanguage(String id) {
        return pool.preparedQuery(LAST_LANGUAGE)
                .execute(Tuple.of(id))
                .onFailure()
                .transform(PgErrors::translate)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("tag"))
                        .findFirst());
    }

    @Override
    public Uni<Boolean> isOpen(String id) {
        return pool.preparedQuery(IS_OPEN)
                .execute(Tuple.of(id))
                .onFailure()
                .transform(PgErrors::translate)
                .map(rows -> rows.iterator().next().getBoolean("open"));
    }

    private static SaveResult result(Row row) {
        if (row.getBoolean("written")) {
            return SaveResult.SAVED;
        }
        return row.getBoolean("known") ? SaveResult.KNOWN_EVENT : SaveResult.STALE;
    }

    private static String timers(Map<String, Instant> timers) {
        JsonObject json = new JsonObject();
        timers.forEach((kind, at) -> json.put(kind, at.toString()));
        return json.encode();
    }
}
