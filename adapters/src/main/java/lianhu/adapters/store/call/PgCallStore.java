package lianhu.adapters.store.call;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.CallStep;
import lianhu.core.call.CallStore;
import lianhu.core.call.CallTransition;
import lianhu.core.call.StoredCall;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Stores calls in {@code phone_call}, and their events in {@code phone_call_event}, with one statement each. */
@ApplicationScoped
public class PgCallStore implements CallStore {
    private static final Logger LOG = Logger.getLogger(PgCallStore.class);

    /** Writes the row only over its predecessor, and the event only with the row. */
    private static final String SAVE = """
            WITH known AS (
              SELECT 1 FROM phone_call_event WHERE call_id = $1 AND key = $10
            ), written AS (
              INSERT INTO phone_call (id, caller, owner, version, step, outcome, receipt_no, state, timers, started_at, ended_at,
                answered_at, caller_hash)
              SELECT $1, $2, $3, $4, $5, $6, $7, $8::text::jsonb, $9::text::jsonb, $12,
                CASE WHEN $6::text IS NOT NULL THEN $12 END, CASE WHEN $5 = 'TALK' THEN $12 END, $13
              WHERE NOT EXISTS (SELECT FROM known) AND ($4 = 1 OR EXISTS (SELECT FROM phone_call WHERE id = $1))
              ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, version = excluded.version, step = excluded.step,
                outcome = excluded.outcome, receipt_no = coalesce(excluded.receipt_no, phone_call.receipt_no), state = excluded.state,
                timers = excluded.timers, ended_at = excluded.ended_at,
                answered_at = coalesce(phone_call.answered_at, excluded.answered_at)
              WHERE phone_call.version = excluded.version - 1
              RETURNING id
            ), journal AS (
              INSERT INTO phone_call_event (call_id, version, key, event, step, at)
              SELECT $1, $4, $10, $11, $5, $12 FROM written
            )
            SELECT EXISTS (SELECT FROM known) AS known, EXISTS (SELECT FROM written) AS written""";

    private static final String OPEN = """
            SELECT id, caller, owner, version, step, receipt_no, state::text AS state, timers::text AS timers FROM phone_call
            WHERE owner = $1 AND outcome IS NULL ORDER BY started_at""";

    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final ColumnEncryption columnEncryption;

    public PgCallStore(Pool pool, FieldEncryption fieldEncryption) {
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
        this.columnEncryption = new ColumnEncryption(fieldEncryption);
    }

    @Override
    public Uni<SaveResult> save(CallTransition transition) {
        StoredCall call = transition.call();
        Tuple values = Tuple.tuple()
                .addString(call.id())
                .addValue(encrypted(call.caller()))
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
                .addValue(hash(call.caller()));
        return pool.preparedQuery(SAVE)
                .execute(values)
                .onFailure()
                .transform(PgErrors::translate)
                .map(rows -> result(rows.iterator().next()));
    }

    @Override
    public Uni<List<StoredCall>> open(String owner) {
        return pool.preparedQuery(OPEN)
                .execute(Tuple.of(owner))
                .onFailure()
                .transform(PgErrors::translate)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::readable)
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** One row that cannot be read, for instance of a newer version, must not end all other calls. */
    private Optional<StoredCall> readable(Row row) {
        try {
            return Optional.of(call(row));
        } catch (IllegalArgumentException | DateTimeException | DecodeException e) {
            LOG.errorf(
                    "call %s cannot be read: %s",
                    row.getString("id"), e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static SaveResult result(Row row) {
        if (row.getBoolean("written")) {
            return SaveResult.SAVED;
        }
        return row.getBoolean("known") ? SaveResult.KNOWN_EVENT : SaveResult.STALE;
    }

    /** As that of a report: earlier calls and tickets of one number are found together. */
    private @Nullable Buffer hash(String caller) {
        return caller.isEmpty() ? null : Buffer.buffer(fieldEncryption.keyedHash("tel:" + caller));
    }

    private @Nullable Buffer encrypted(String caller) {
        return caller.isEmpty() ? null : Buffer.buffer(fieldEncryption.encrypt(caller));
    }

    private StoredCall call(Row row) {
        return new StoredCall(
                row.getString("id"),
                caller(row),
                row.getString("owner"),
                row.getLong("version"),
                CallStep.valueOf(row.getString("step")),
                Optional.empty(),
                Optional.ofNullable(row.getString("receipt_no")).orElse(""),
                row.getString("state"),
                timers(row.getString("timers")));
    }

    /** A number that cannot be read ends no call. */
    private String caller(Row row) {
        return Optional.ofNullable(row.getBuffer("caller"))
                .flatMap(number -> columnEncryption.readable(() -> fieldEncryption.decrypt(number.getBytes())))
                .orElse("");
    }

    private static String timers(Map<String, Instant> timers) {
        JsonObject json = new JsonObject();
        timers.forEach((kind, at) -> json.put(kind, at.toString()));
        return json.encode();
    }

    private static Map<String, Instant> timers(String json) {
        return new JsonObject(json)
                .stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, entry -> Instant.parse(String.valueOf(entry.getValue()))));
    }
}
