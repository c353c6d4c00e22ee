package lianhu.adapters.store.retention;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.ContentKinds;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.report.PersonDetails;
import lianhu.core.ticket.ContentKind;
import lianhu.core.ticket.State;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.Nullable;

/** A ticket and all that were merged into it, locked for the transaction in the order in which every other change locks. */
record TicketFamily(TicketNo no, List<Member> members, int receipts) {
    private static final String LOCK = """
            WITH RECURSIVE family (no) AS (
              SELECT no FROM ticket WHERE no = $1
              UNION
              SELECT t.no FROM family f JOIN ticket t ON t.merged_into = f.no
            )
            SELECT no, version, state, category, confidentiality, drill, ended_at, erased,
              (SELECT count(*) FROM report r WHERE r.ticket_no = t.no) AS receipts
            FROM ticket t WHERE no IN (SELECT no FROM family) ORDER BY no FOR UPDATE""";

    private static final String PERSONS = """
            SELECT p.ciphertext FROM report r JOIN report_person p ON p.receipt_no = r.receipt_no
            WHERE r.ticket_no = ANY($1)""";

    record Member(
            String no,
            int version,
            State state,
            String category,
            boolean isSealed,
            boolean isDrill,
            @Nullable Instant endedAt,
            Set<ContentKind> erased) {}

    static Uni<TicketFamily> lock(SqlConnection connection, TicketNo no) {
        return connection.preparedQuery(LOCK).execute(Tuple.of(no.value())).map(rows -> {
            List<Member> members = new ArrayList<>();
            long receipts = 0;
            for (Row row : rows) {
                members.add(member(row));
                receipts += row.getLong("receipts");
            }
            return new TicketFamily(no, List.copyOf(members), (int) receipts);
        });
    }

    private static Member member(Row row) {
        OffsetDateTime endedAt = row.getOffsetDateTime("ended_at");
        return new Member(
                row.getString("no"),
                row.getInteger("version"),
                State.valueOf(row.getString("state")),
                row.getString("category"),
                Confidentiality.valueOf(row.getString("confidentiality")) == Confidentiality.SEALED,
                row.getBoolean("drill"),
                endedAt == null ? null : endedAt.toInstant(),
                ContentKinds.read(row.getString("erased")));
    }

    Uni<List<PersonDetails>> persons(SqlConnection connection, ColumnEncryption columnEncryption) {
        return connection.preparedQuery(PERSONS).execute(Tuple.of(numbers())).map(rows -> {
            List<PersonDetails> persons = new ArrayList<>();
            rows.forEach(row -> persons.add(
                    columnEncryption.person(row.getBuffer("ciphertext").getBytes())));
            return persons;
        });
    }

    Member root() {
        return members.stream()
                .filter(member -> member.no().equals(no.value()))
                .findFirst()
                .orElseThrow();
    }

    Optional<Instant> endedAt() {
        return members.isEmpty() ? Optional.empty() : Optional.ofNullable(root().endedAt());
    }

    boolean isSealed() {
        return root().isSealed();
    }

    Set<ContentKind> erased() {
        return root().erased();
    }

    String[] numbers() {
        return members.stream().map(Member::no).toArray(String[]::new);
    }
}
