package lianhu.adapters.store.kf;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.PgErrors;
import lianhu.core.intake.PendingMediaQueue;
import lianhu.core.report.MessageSource;
import lianhu.core.ticket.TicketNo;

/** Stores photos and voice messages that still have to be downloaded, in {@code pending_media}. */
@ApplicationScoped
public class PgPendingMedia implements PendingMediaQueue {
    /** The first retry is a second later, because the channel has just failed to download the file. */
    private static final String ENQUEUE = """
            INSERT INTO pending_media (source_account, source_id, position, ciphertext, expires_at, next_attempt_at)
            VALUES ($1, $2, $3, $4, $5, now() + interval '1 second') ON CONFLICT DO NOTHING""";

    private static final String CLAIM = """
            WITH due AS (
              SELECT source_account, source_id, position FROM pending_media WHERE next_attempt_at <= now() ORDER BY next_attempt_at LIMIT $1
              FOR UPDATE SKIP LOCKED
            ), taken AS (
              UPDATE pending_media l SET next_attempt_at = now() + interval '30 seconds' FROM due
              WHERE l.source_account = due.source_account AND l.source_id = due.source_id AND l.position = due.position
              RETURNING l.source_account, l.source_id, l.position, l.ciphertext, l.expires_at
            )
            SELECT t.source_account, t.source_id, t.position, t.ciphertext, t.expires_at, (
              WITH RECURSIVE chain AS (
                SELECT no, merged_into FROM ticket WHERE no = coalesce(r.ticket_no, e.ticket_no)
                UNION
                SELECT next.no, next.merged_into FROM ticket next JOIN chain ON next.no = chain.merged_into)
              SELECT no FROM chain WHERE merged_into IS NULL) AS ticket_no
            FROM taken t
              LEFT JOIN report r ON r.source_account = t.source_account AND r.source_id = t.source_id
              LEFT JOIN ticket_event e ON e.source = t.source_account || ':' || t.source_id""";

    private static final String COMPLETE =
            "DELETE FROM pending_media WHERE source_account = $1 AND source_id = $2 AND position = $3";

    private final Pool pool;
    private final FieldEncryption fieldEncryption;

    public PgPendingMedia(Pool pool, FieldEncryption fieldEncryption) {
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
    }

    @Override
    public Uni<Void> enqueue(MessageSource message, int place, String secret, Instant until) {
        return run(
                        ENQUEUE,
                        Tuple.of(
                                message.sourceAccount(),
                                message.id(),
                                (short) place,
                                Buffer.buffer(fieldEncryption.encrypt(secret)),
                                until.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    @Override
    public Uni<List<PendingMedia>> claim(int limit) {
        return run(CLAIM, Tuple.of((long) limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(this::pendingMedia)
                        .toList());
    }

    @Override
    public Uni<Void> complete(PendingMedia pendingMedia) {
        return run(
                        COMPLETE,
                        Tuple.of(
                                pendingMedia.message().sourceAccount(),
                                pendingMedia.message().id(),
                                (short) pendingMedia.index()))
                .replaceWithVoid();
    }

    private PendingMedia pendingMedia(Row row) {
        String[] parts = row.getString("source_account").split(":", 2);
        return new PendingMedia(
                new MessageSource(parts[0], parts[1], row.getString("source_id")),
                row.getShort("position"),
                fieldEncryption.decrypt(row.getBuffer("ciphertext").getBytes()),
                row.getOffsetDateTime("expires_at").toInstant(),
                Optional.ofNullable(row.getString("ticket_no")).map(TicketNo::new));
    }

    private Uni<RowSet<Row>> run(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).onFailure().transform(PgErrors::translate);
    }
}
