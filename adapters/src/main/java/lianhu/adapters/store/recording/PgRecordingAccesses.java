package lianhu.adapters.store.recording;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.recording.ListeningReason;
import lianhu.core.recording.RecordingAccess;
import lianhu.core.recording.RecordingAccesses;
import lianhu.core.report.AttachmentId;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.Nullable;

/** Hearings in {@code recording_access}; the words are encrypted. The foreign key erases them with the recording. */
@ApplicationScoped
public class PgRecordingAccesses implements RecordingAccesses {
    private static final String STORE = """
            INSERT INTO recording_access (ticket_no, sha256, by_type, by_id, by_name, reason, words, at)
            SELECT $1, sha256, $3, $4, $5, $6, $7, $8 FROM attachment WHERE sha256 = $2""";

    private static final String FIND_OPEN = """
            SELECT DISTINCT sha256 FROM recording_access
            WHERE ticket_no = $1 AND at > $2 AND by_type = $3 AND by_id = $4 AND by_name = $5""";

    private static final String FIND_HEARD = """
            WITH RECURSIVE family (no) AS (
              SELECT $1 COLLATE "C"
              UNION
              SELECT t.no FROM family f JOIN ticket t ON t.merged_into = f.no
            ), heard AS (
              SELECT *, row_number() OVER (PARTITION BY sha256 ORDER BY at DESC, id DESC) AS position,
                count(*) OVER (PARTITION BY sha256) AS total
              FROM recording_access WHERE ticket_no IN (SELECT no FROM family)
            )
            SELECT * FROM heard WHERE position <= $2 ORDER BY sha256, position""";

    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final ColumnEncryption columnEncryption;

    public PgRecordingAccesses(Pool pool, FieldEncryption fieldEncryption) {
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
        this.columnEncryption = new ColumnEncryption(fieldEncryption);
    }

    @Override
    public Uni<Boolean> store(RecordingAccess access) {
        Tuple values = Tuple.tuple()
                .addString(access.ticket().value())
                .addString(access.recording().sha256())
                .addString(access.listener().type().name())
                .addString(access.listener().id())
                .addString(access.listener().name())
                .addString(access.reason().name())
                .addValue(access.words().isEmpty() ? null : Buffer.buffer(fieldEncryption.encrypt(access.words())))
                .addOffsetDateTime(PgTimestamps.toOffsetDateTime(access.at()));
        return run(STORE, values).map(rows -> rows.rowCount() == 1);
    }

    @Override
    public Uni<Set<AttachmentId>> findOpen(TicketNo ticket, Actor listener, Instant now) {
        Tuple values = Tuple.of(
                ticket.value(),
                PgTimestamps.toOffsetDateTime(now.minus(RecordingAccess.TERM)),
                listener.type().name(),
                listener.id(),
                listener.name());
        return run(FIND_OPEN, values).map(rows -> {
            Set<AttachmentId> open = new HashSet<>();
            rows.forEach(row -> open.add(new AttachmentId(row.getString("sha256"))));
            return open;
        });
    }

    @Override
    public Uni<Map<AttachmentId, Heard>> findHeard(TicketNo ticket) {
        return run(FIND_HEARD, Tuple.of(ticket.value(), (long) MOST_NAMED)).map(rows -> {
            Map<AttachmentId, List<RecordingAccess>> newest = new HashMap<>();
            Map<AttachmentId, Heard> heard = new HashMap<>();
            for (Row row : rows) {
                RecordingAccess access = access(row);
                List<RecordingAccess> named =
                        newest.computeIfAbsent(access.recording(), recording -> new ArrayList<>());
                named.add(access);
                heard.put(
                        access.recording(),
                        new Heard(named, row.getLong("total").intValue()));
            }
            return heard;
        });
    }

    private RecordingAccess access(Row row) {
        @Nullable Buffer words = row.get(Buffer.class, "words");
        return new RecordingAccess(
                new TicketNo(row.getString("ticket_no")),
                new AttachmentId(row.getString("sha256")),
                new Actor(
                        Actor.Type.valueOf(row.getString("by_type")), row.getString("by_id"), row.getString("by_name")),
                ListeningReason.valueOf(row.getString("reason")),
                words == null ? "" : columnEncryption.title(words.getBytes()),
                row.getOffsetDateTime("at").toInstant());
    }

    private Uni<RowSet<Row>> run(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).onFailure().transform(PgErrors::translate);
    }
}
