package lianhu.adapters.store.speech;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.speech.Transcript;
import lianhu.core.speech.TranscriptStore;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.Nullable;

/** Transcripts in {@code transcript}; the words are encrypted. The foreign key erases them with the recording. */
@ApplicationScoped
public class PgTranscripts implements TranscriptStore {
    /**
     * An insert that another instance made first is left out. A recording of a call in another language than that of the county is
     * left out, whether the call was filed by itself or at the desk; and with it what else is added to its ticket, since the names of
     * the files of a report are encrypted with its words, and no statement can tell them apart.
     */
    private static final String CLAIM = """
            WITH fresh AS (
              INSERT INTO transcript (sha256, ticket_no, attempts, next_attempt_at)
              SELECT a.sha256, ta.ticket_no, 1, $2
              FROM attachment a JOIN ticket_attachment ta ON ta.sha256 = a.sha256 JOIN ticket t ON t.no = ta.ticket_no
              WHERE length(a.sha256) > 64 AND a.stored_at >= $3
                AND NOT EXISTS (SELECT FROM report o JOIN phone_call c ON c.receipt_no = o.receipt_no
                    OR c.id = regexp_replace(o.source_id, '-(unattended|talk|emergency)$', '')
                  WHERE o.ticket_no = t.no AND o.channel = 'HOTLINE' AND c.state ->> 'language' <> '')
                AND t.confidentiality <> 'SEALED' AND t.state NOT IN ('CLOSED', 'WITHDRAWN')
                AND NOT EXISTS (SELECT FROM transcript r WHERE r.sha256 = a.sha256 AND r.ticket_no = ta.ticket_no)
              ORDER BY a.stored_at DESC LIMIT $4
              ON CONFLICT DO NOTHING RETURNING sha256, ticket_no, attempts
            ), due AS (
              SELECT sha256, ticket_no FROM transcript WHERE next_attempt_at <= $1 ORDER BY next_attempt_at
              LIMIT $4 - (SELECT count(*) FROM fresh) FOR UPDATE SKIP LOCKED
            ), again AS (
              UPDATE transcript r SET attempts = r.attempts + 1, next_attempt_at = $2 FROM due
              WHERE r.sha256 = due.sha256 AND r.ticket_no = due.ticket_no RETURNING r.sha256, r.ticket_no, r.attempts
            )
            SELECT * FROM fresh UNION ALL SELECT * FROM again""";

    private static final String OF_ATTEMPT =
            " WHERE sha256 = $1 AND ticket_no = $2 AND attempts = $3 AND next_attempt_at IS NOT NULL";
    private static final String COMPLETE =
            "UPDATE transcript SET next_attempt_at = NULL, words = $4, confidence = $5, engine = $6, recognized_at = $7,"
                    + " is_refused = $8, is_emergency = $9" + OF_ATTEMPT;
    private static final String POSTPONE = "UPDATE transcript SET next_attempt_at = $4" + OF_ATTEMPT;
    private static final String GIVE_UP = "UPDATE transcript SET next_attempt_at = NULL" + OF_ATTEMPT;
    private static final String FIND = """
            SELECT DISTINCT ON (sha256) sha256, words, confidence, engine, recognized_at, is_refused
            FROM transcript WHERE sha256 = ANY($1) AND words IS NOT NULL ORDER BY sha256, recognized_at""";

    private static final String POSSIBLE_EMERGENCIES = """
            SELECT t.no FROM transcript r JOIN ticket t ON t.no = r.ticket_no
            WHERE r.is_emergency AND r.recognized_at >= $3 AND t.is_open AND t.urgency <> 'EMERGENCY' AND t.route ->> 'rule' = $1
              AND NOT EXISTS (SELECT FROM ticket_event e WHERE e.ticket_no = t.no AND e.type = 'WRITTEN_DOWN')
            GROUP BY t.no ORDER BY min(r.recognized_at), t.no LIMIT $2""";

    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final ColumnEncryption columnEncryption;

    public PgTranscripts(Pool pool, FieldEncryption fieldEncryption) {
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
        this.columnEncryption = new ColumnEncryption(fieldEncryption);
    }

    @Override
    public Uni<List<Claim>> claim(Instant now, Instant leaseUntil, Instant since, int limit) {
        return run(
                        CLAIM,
                        Tuple.of(
                                PgTimestamps.toOffsetDateTime(now),
                                PgTimestamps.toOffsetDateTime(leaseUntil),
                                PgTimestamps.toOffsetDateTime(since),
                                (long) limit))
                .map(rows -> list(rows).stream()
                        .map(row -> new Claim(
                                new TicketNo(row.getString("ticket_no")),
                                new AttachmentId(row.getString("sha256")),
                                row.getInteger("attempts")))
                        .toList());
    }

    @Override
    public Uni<Void> complete(Claim claim, Transcript transcript, boolean isEmergency) {
        Tuple values = attempt(claim)
                .addValue(Buffer.buffer(fieldEncryption.encrypt(transcript.words())))
                .addFloat(confidence(transcript))
                .addString(transcript.engine())
                .addOffsetDateTime(PgTimestamps.toOffsetDateTime(transcript.at()))
                .addBoolean(transcript.isRefused())
                .addBoolean(isEmergency);
        return run(COMPLETE, values).replaceWithVoid();
    }

    @Override
    public Uni<Void> postpone(Claim claim, Instant nextAttempt) {
        return run(POSTPONE, attempt(claim).addOffsetDateTime(PgTimestamps.toOffsetDateTime(nextAttempt)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> giveUp(Claim claim) {
        return run(GIVE_UP, attempt(claim)).replaceWithVoid();
    }

    @Override
    public Uni<Map<AttachmentId, Transcript>> find(Collection<AttachmentId> attachments) {
        if (attachments.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        String[] names = attachments.stream().map(AttachmentId::sha256).toArray(String[]::new);
        return run(FIND, Tuple.tuple().addArrayOfString(names)).map(rows -> {
            Map<AttachmentId, Transcript> found = new HashMap<>();
            list(rows).stream().map(this::transcript).forEach(one -> found.put(one.attachment(), one));
            return found;
        });
    }

    @Override
    public Uni<List<TicketNo>> findPossibleEmergencies(Instant since, int limit) {
        return run(
                        POSSIBLE_EMERGENCIES,
                        Tuple.of(UntranscribedVoice.TITLE, (long) limit, PgTimestamps.toOffsetDateTime(since)))
                .map(rows -> list(rows).stream()
                        .map(row -> new TicketNo(row.getString("no")))
                        .toList());
    }

    private static Tuple attempt(Claim claim) {
        return Tuple.tuple()
                .addString(claim.attachment().sha256())
                .addString(claim.ticket().value())
                .addInteger(claim.attempt());
    }

    private static @Nullable Float confidence(Transcript transcript) {
        return transcript.confidence().isEmpty()
                ? null
                : Float.valueOf((float) transcript.confidence().getAsDouble());
    }

    private Transcript transcript(Row row) {
        Float confidence = row.getFloat("confidence");
        return new Transcript(
                new AttachmentId(row.getString("sha256")),
                columnEncryption.title(row.getBuffer("words").getBytes()),
                confidence == null ? OptionalDouble.empty() : OptionalDouble.of(confidence),
                row.getString("engine"),
                row.getOffsetDateTime("recognized_at").toInstant(),
                row.getBoolean("is_refused"));
    }

    private static List<Row> list(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }

    private Uni<RowSet<Row>> run(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).onFailure().transform(PgErrors::translate);
    }
}
