package lianhu.adapters.store.retention;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import lianhu.adapters.sql.ChangeJson;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.ContentKinds;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.adapters.store.retention.TicketFamily.Member;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Category;
import lianhu.core.report.DrillMark;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.ContentKind;
import lianhu.core.ticket.ErasureBasis;

/** Erases kinds of content of a locked family of tickets and writes the events that prove it. */
final class ContentEraser {
    private static final String OF_FAMILY = "(SELECT receipt_no FROM report WHERE ticket_no = ANY($1))";
    private static final String DELETE_REPORT_TEXTS = "DELETE FROM report_text WHERE receipt_no IN " + OF_FAMILY;
    private static final String DELETE_EVENT_TEXTS = "DELETE FROM event_text WHERE ticket_no = ANY($1)";
    /** They may name those who have a dispute. */
    private static final String DELETE_CONSULTATIONS = "DELETE FROM consultation WHERE ticket_no = ANY($1)";

    private static final String DELETE_PERSONS = "DELETE FROM report_person WHERE receipt_no IN " + OF_FAMILY;
    private static final String DELETE_PERSON_HASHES =
            "UPDATE report SET reporter = NULL, relayer = NULL, has_account = false WHERE ticket_no = ANY($1)";

    private static final String DELETE_CALLERS =
            "UPDATE phone_call SET caller = NULL, caller_hash = NULL WHERE receipt_no IN " + OF_FAMILY;

    /** Those that asked the reporters, and those that called back the callers. */
    private static final String DELETE_CALLS = """
            DELETE FROM outbound_call WHERE recipient_type = 'REPORTER' AND ticket_no = ANY($1)
              OR callback_call_id IN (SELECT id FROM phone_call WHERE receipt_no IN %s)""".formatted(OF_FAMILY);

    /** The totals count a result as waiting until its reporter has seen it, so it does not become DROPPED. */
    private static final String STOP_DELIVERIES = """
            UPDATE delivery SET state = CASE WHEN type = 'RESULT' AND recipient_type <> 'POST' THEN 'WAITS_FOR_QUERY'
                ELSE 'DROPPED' END,
              reason = '姓名电话已经删除，不再送'
            WHERE ticket_no = ANY($1) AND state IN ('PENDING', 'WAITS_FOR_PERSON', 'WAITS_FOR_QUERY', 'CANNOT', 'UNKNOWN')""";

    /** The files follow: each is deleted unless another ticket has the same one. Who heard them goes at once. */
    private static final String DELETE_ATTACHMENTS = """
            WITH heard AS (DELETE FROM recording_access WHERE ticket_no = ANY($1)),
              gone AS (DELETE FROM ticket_attachment WHERE ticket_no = ANY($1) RETURNING sha256)
            UPDATE attachment SET check_at = now() WHERE sha256 IN (SELECT sha256 FROM gone)""";

    private static final String REPORT_TEXTS =
            "SELECT receipt_no AS key, 0 AS seq, ciphertext FROM report_text " + "WHERE receipt_no IN " + OF_FAMILY;
    private static final String EVENT_TEXTS =
            "SELECT ticket_no AS key, seq, ciphertext FROM event_text WHERE ticket_no = ANY($1)";
    private static final String SAVE_REPORT_TEXT =
            "UPDATE report_text SET ciphertext = $3 WHERE receipt_no = $1 AND $2 = 0";
    private static final String SAVE_EVENT_TEXT =
            "UPDATE event_text SET ciphertext = $3 WHERE ticket_no = $1 AND seq = $2";

    private static final String SAVE_TICKET = "UPDATE ticket SET version = $2, erased = $3 WHERE no = $1";
    private static final String SAVE_TITLE = "UPDATE ticket SET title = $2, title_ngrams = $3 WHERE no = $1";
    private static final String INSERT_EVENT = """
            INSERT INTO ticket_event (ticket_no, seq, at, type, by_type, by_id, by_name, change)
            VALUES ($1, $2, $3, 'ERASED', $4, $5, $6, $7::text::jsonb)""";
    private static final String INSERT_REASON =
            "INSERT INTO event_text (ticket_no, seq, ciphertext) VALUES ($1, $2, $3)";

    private final ColumnEncryption columnEncryption;
    private final Catalogue catalogue;

    ContentEraser(ColumnEncryption columnEncryption, Catalogue catalogue) {
        this.columnEncryption = columnEncryption;
        this.catalogue = catalogue;
    }

    /** What the event says. */
    record Proof(ErasureBasis basis, Actor by, String reason, Instant at) {}

    Uni<Void> erase(SqlConnection connection, TicketFamily family, Set<ContentKind> kinds, Proof proof) {
        Tuple numbers = Tuple.of(family.numbers());
        Set<ContentKind> held = EnumSet.noneOf(ContentKind.class);
        Uni<Void> done = Uni.createFrom().voidItem();
        if (kinds.contains(ContentKind.WORDS)) {
            done = done.chain(() -> delete(connection, DELETE_REPORT_TEXTS, numbers, ContentKind.WORDS, held))
                    .chain(() -> delete(connection, DELETE_EVENT_TEXTS, numbers, ContentKind.WORDS, held))
                    .chain(() -> delete(connection, DELETE_CONSULTATIONS, numbers, ContentKind.WORDS, held))
                    .chain(() -> saveTitles(connection, family));
        } else if (kinds.contains(ContentKind.ATTACHMENTS)) {
            done = done.chain(() -> removeNames(connection, REPORT_TEXTS, SAVE_REPORT_TEXT, numbers))
                    .chain(() -> removeNames(connection, EVENT_TEXTS, SAVE_EVENT_TEXT, numbers));
        }
        if (kinds.contains(ContentKind.ATTACHMENTS)) {
            done = done.chain(() -> delete(connection, DELETE_ATTACHMENTS, numbers, ContentKind.ATTACHMENTS, held));
        }
        if (kinds.contains(ContentKind.PERSONS)) {
            done = done.chain(() -> delete(connection, DELETE_PERSONS, numbers, ContentKind.PERSONS, held))
                    .chain(() -> delete(connection, DELETE_CONSULTATIONS, numbers, ContentKind.PERSONS, held))
                    .chain(() -> run(connection, DELETE_PERSON_HASHES, numbers).replaceWithVoid())
                    .chain(() -> run(connection, DELETE_CALLERS, numbers).replaceWithVoid())
                    .chain(() -> run(connection, DELETE_CALLS, numbers).replaceWithVoid())
                    .chain(() -> run(connection, STOP_DELIVERIES, numbers).replaceWithVoid());
        }
        return done.chain(() -> saveEvents(connection, family, kinds, held, proof));
    }

    /** The words stay, the names of the files in them go. */
    private Uni<Void> removeNames(SqlConnection connection, String select, String save, Tuple numbers) {
        return connection.preparedQuery(select).execute(numbers).chain(rows -> {
            List<Tuple> changed = new ArrayList<>();
            for (Row row : rows) {
                ColumnEncryption.DecryptedText text =
                        columnEncryption.text(row.getBuffer("ciphertext").getBytes());
                if (!text.photos().isEmpty()) {
                    changed.add(Tuple.of(
                            row.getString("key"),
                            row.getInteger("seq"),
                            Buffer.buffer(columnEncryption.text(text.words(), List.of()))));
                }
            }
            return batch(connection, save, changed);
        });
    }

    private Uni<Void> saveTitles(SqlConnection connection, TicketFamily family) {
        List<Tuple> titles = new ArrayList<>();
        for (Member member : family.members()) {
            String name =
                    catalogue.category(member.category()).map(Category::name).orElse(member.category());
            String title = DrillMark.of(member.isDrill(), name);
            titles.add(Tuple.of(
                    member.no(),
                    Buffer.buffer(columnEncryption.title(title)),
                    member.isSealed() ? new Integer[0] : columnEncryption.ngrams(title)));
        }
        return batch(connection, SAVE_TITLE, titles);
    }

    /** A member that lost something before, for instance on its own, gets an event about the rest alone. */
    private Uni<Void> saveEvents(
            SqlConnection connection, TicketFamily family, Set<ContentKind> kinds, Set<ContentKind> held, Proof proof) {
        List<Tuple> tickets = new ArrayList<>();
        List<Tuple> events = new ArrayList<>();
        List<Tuple> reasons = new ArrayList<>();
        for (Member member : family.members()) {
            Set<ContentKind> now = EnumSet.copyOf(kinds);
            now.removeAll(member.erased());
            if (now.isEmpty()) {
                continue;
            }
            int seq = member.version() + 1;
            Set<ContentKind> all = EnumSet.copyOf(now);
            all.addAll(member.erased());
            tickets.add(Tuple.of(member.no(), seq, ContentKinds.write(all)));
            events.add(Tuple.tuple()
                    .addString(member.no())
                    .addInteger(seq)
                    .addOffsetDateTime(PgTimestamps.toOffsetDateTime(proof.at()))
                    .addString(proof.by().type().name())
                    .addString(proof.by().id())
                    .addString(proof.by().name())
                    .addString(ChangeJson.write(new Change.Erased(now, heldOf(now, held), proof.basis()))));
            if (!proof.reason().isEmpty()) {
                reasons.add(
                        Tuple.of(member.no(), seq, Buffer.buffer(columnEncryption.text(proof.reason(), List.of()))));
            }
        }
        return batch(connection, SAVE_TICKET, tickets)
                .chain(() -> batch(connection, INSERT_EVENT, events))
                .chain(() -> batch(connection, INSERT_REASON, reasons));
    }

    private static Set<ContentKind> heldOf(Set<ContentKind> kinds, Set<ContentKind> held) {
        Set<ContentKind> both = EnumSet.copyOf(kinds);
        both.retainAll(held);
        return both;
    }

    /** @param held gets the kind when there was something to delete */
    private static Uni<Void> delete(
            SqlConnection connection, String sql, Tuple numbers, ContentKind kind, Set<ContentKind> held) {
        return run(connection, sql, numbers)
                .invoke(count -> {
                    if (count > 0) {
                        held.add(kind);
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Integer> run(SqlConnection connection, String sql, Tuple numbers) {
        return connection.preparedQuery(sql).execute(numbers).map(SqlResult::rowCount);
    }

    private static Uni<Void> batch(SqlConnection connection, String sql, List<Tuple> rows) {
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection.preparedQuery(sql).executeBatch(rows).replaceWithVoid();
    }
}
