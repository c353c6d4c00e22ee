package lianhu.adapters.store.call;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.core.call.CallStep;
import lianhu.core.call.StoredCall;
import lianhu.core.report.PhoneNumberParser;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads open calls from rows of {@code phone_call}. */
final class CallRowMapper {
    static final String COLUMNS =
            "id, caller, owner, asterisk, version, step, receipt_no, state::text AS state, timers::text AS timers";

    private static final Logger LOG = Logger.getLogger(CallRowMapper.class);

    private final FieldEncryption fieldEncryption;
    private final ColumnEncryption columnEncryption;

    CallRowMapper(FieldEncryption fieldEncryption) {
        this.fieldEncryption = fieldEncryption;
        this.columnEncryption = new ColumnEncryption(fieldEncryption);
    }

    /** By which the calls of one number are found. Of the digits: exchanges write one number in several ways. */
    static @Nullable Buffer callerHash(FieldEncryption fieldEncryption, String caller) {
        String number = PhoneNumberParser.parse(caller).orElse(caller);
        return caller.isEmpty() ? null : Buffer.buffer(fieldEncryption.keyedHash("tel:" + number));
    }

    /** As it is stored: nothing for a number that is withheld. */
    static @Nullable Buffer encrypted(FieldEncryption fieldEncryption, String caller) {
        return caller.isEmpty() ? null : Buffer.buffer(fieldEncryption.encrypt(caller));
    }

    List<StoredCall> readable(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(this::readable)
                .flatMap(Optional::stream)
                .toList();
    }

    /** One row that cannot be read, for instance of a newer version, must not end all other calls. */
    Optional<StoredCall> readable(Row row) {
        try {
            return Optional.of(call(row));
        } catch (IllegalArgumentException | DateTimeException | DecodeException e) {
            fieldEncryption.countUnreadable();
            LOG.errorf(
                    "call %s cannot be read: %s",
                    row.getString("id"), e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private StoredCall call(Row row) {
        return new StoredCall(
                row.getString("id"),
                caller(row),
                row.getString("owner"),
                Optional.ofNullable(row.getString("asterisk")).orElse(""),
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

    private static Map<String, Instant> timers(String json) {
        return new JsonObject(json)
                .stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, entry -> Instant.parse(String.valueOf(entry.getValue()))));
    }
}
