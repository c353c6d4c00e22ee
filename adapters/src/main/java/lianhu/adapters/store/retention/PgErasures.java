package lianhu.adapters.store.retention;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.ContentKinds;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.ReceiptNo;
import lianhu.core.retention.ErasureRequest;
import lianhu.core.retention.RetentionTerms;
import lianhu.core.retention.RetentionTerms.DueRange;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.ContentKind;
import lianhu.core.ticket.ErasureBasis;
import lianhu.core.ticket.State;
import lianhu.core.ticket.TicketNo;

/**
 * Erases the content of ended tickets, each in one transaction together with the tickets that were merged into it: a merged
 * ticket's reporter still gets the notices of the other one, so its own end starts no term.
 */
@ApplicationScoped
public class PgErasures {
    private static final String FIND_DUE = """
            SELECT t.no FROM unnest($1::text[], $2::text[], $3::timestamptz[]) AS due (confidentiality, erased, before),
              LATERAL (SELECT no, ended_at FROM ticket WHERE confidentiality = due.confidentiality
                AND erased = due.erased AND ended_at < due.before ORDER BY ended_at LIMIT $4) AS t
            ORDER BY t.ended_at LIMIT $4""";

    private static final String FIND_BY_RECEIPT = """
            WITH RECURSIVE way (no, into_no) AS (
              SELECT t.no, t.merged_into FROM report r JOIN ticket t ON t.no = r.ticket_no WHERE r.receipt_no = $1
              UNION
              SELECT t.no, t.merged_into FROM way w JOIN ticket t ON t.no = w.into_no
            )
            SELECT no FROM way WHERE into_no IS NULL""";

    private final Pool pool;
    private final ColumnEncryption columnEncryption;
    private final ContentEraser eraser;
    private final RetentionTerms terms;
    private final InstantSource clock;

    public PgErasures(
            Pool pool,
            FieldEncryption fieldEncryption,
            Catalogue catalogue,
            RetentionTerms terms,
            InstantSource clock) {
        this.pool = pool;
        this.columnEncryption = new ColumnEncryption(fieldEncryption);
        this.eraser = new ContentEraser(columnEncryption, catalogue);
        this.terms = terms;
        this.clock = clock;
    }

    /** The result of a request. */
    public sealed interface Outcome {
        /** @param receipts how many reporters the matter had */
        record Erased(TicketNo ticket, int receipts) implements Outcome {}

        record Rejected(String why) implements Outcome {}

        record NotFound() implements Outcome {}
    }

    /** Tickets of which something is past its term, those that ended first before the others. */
    public Uni<List<TicketNo>> findDue(int limit) {
        List<DueRange> ranges = terms.dueRanges(clock.instant());
        Tuple tuple = Tuple.tuple()
                .addArrayOfString(ranges.stream()
                        .map(range -> range.confidentiality().name())
                        .toArray(String[]::new))
                .addArrayOfString(ranges.stream()
                        .map(range -> ContentKinds.write(range.erased()))
                        .toArray(String[]::new))
                .addArrayOfOffsetDateTime(ranges.stream()
                        .map(range -> PgTimestamps.toOffsetDateTime(range.endedBefore()))
                        .toArray(OffsetDateTime[]::new))
                .addLong((long) limit);
        return pool.preparedQuery(FIND_DUE).execute(tuple).map(rows -> {
            List<TicketNo> due = new ArrayList<>();
            rows.forEach(row -> due.add(new TicketNo(row.getString("no"))));
            return due;
        });
    }

    /** False when nothing is due, for instance because another instance came first or the ticket is open again. */
    public Uni<Boolean> eraseDue(TicketNo no) {
        Instant now = clock.instant();
        return inTransaction(connection -> TicketFamily.lock(connection, no).chain(family -> {
            Set<ContentKind> due = family.endedAt()
                    .map(endedAt -> terms.due(family.isSealed(), family.erased(), endedAt, now))
                    .orElse(Set.of());
            return due.isEmpty()
                    ? Uni.createFrom().item(false)
                    : eraser.erase(
                                    connection,
                                    family,
                                    due,
                                    new ContentEraser.Proof(ErasureBasis.TERM, Actor.GATEWAY, "", now))
                            .replaceWith(true);
        }));
    }

    /** Everything of the matter of this receipt, whatever its terms. */
    public Uni<Outcome> erase(ReceiptNo receipt, ErasureRequest request) {
        Instant now = clock.instant();
        return inTransaction(connection -> connection
                .preparedQuery(FIND_BY_RECEIPT)
                .execute(Tuple.of(receipt.digits()))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().<Outcome>item(new Outcome.NotFound())
                        : TicketFamily.lock(
                                        connection,
                                        new TicketNo(rows.iterator().next().getString("no")))
                                .chain(family -> erase(connection, family, request, now))));
    }

    private Uni<Outcome> erase(SqlConnection connection, TicketFamily family, ErasureRequest request, Instant now) {
        return family.persons(connection, columnEncryption)
                .chain(persons -> rejection(family, request, persons)
                        .map(why -> Uni.createFrom().<Outcome>item(new Outcome.Rejected(why)))
                        .orElseGet(() -> eraser.erase(
                                        connection,
                                        family,
                                        Set.of(ContentKind.values()),
                                        new ContentEraser.Proof(request.basis(), request.by(), request.reason(), now))
                                .replaceWith(new Outcome.Erased(family.no(), family.receipts()))));
    }

    private static Optional<String> rejection(
            TicketFamily family, ErasureRequest request, List<PersonDetails> persons) {
        if (family.endedAt().isEmpty()) {
            State state = family.root().state();
            return Optional.of("这件事还没有结束，现在" + state.stage().label() + "，不能删除。"
                    + (state == State.FEEDBACK_DUE ? "请受理台先归档，再来删。" : "请先办结并归档，或请本人撤回，再来删。"));
        }
        if (family.erased().containsAll(Set.of(ContentKind.values()))) {
            return Optional.of("这件事的内容已经删除，没有可删的。");
        }
        if (family.receipts() > 1 && !request.isForAllReporters()) {
            return Optional.of("这件事并在一起有 " + family.receipts() + " 个受理号，会一起删除，别的报事人也查不到原话了。确定要删，加上 --merged 再运行一次。");
        }
        return request.rejection(persons);
    }

    private <T> Uni<T> inTransaction(java.util.function.Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(work).onFailure().transform(PgErrors::translate);
    }
}
