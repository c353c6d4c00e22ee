package lianhu.adapters.store.consultation;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.adapters.sql.ColumnEncryption;
import lianhu.adapters.sql.ConsultationJson;
import lianhu.adapters.sql.PgErrors;
import lianhu.adapters.sql.PgTimestamps;
import lianhu.adapters.store.ticket.NativeStatement;
import lianhu.adapters.store.ticket.PgTickets;
import lianhu.core.casework.TicketRepository.AppendResult;
import lianhu.core.casework.TicketRepository.DueTimer;
import lianhu.core.consultation.Consultation;
import lianhu.core.consultation.ConsultationRepository;
import lianhu.core.consultation.Ending;
import lianhu.core.ticket.TicketNo;
import org.hibernate.reactive.mutiny.Mutiny;

/** Consultations in {@code consultation}; what was said, and by whom, is encrypted. */
@ApplicationScoped
public class PgConsultations implements ConsultationRepository {
    private static final String FIND =
            "SELECT ticket_no, content FROM consultation WHERE ticket_no = $1 ORDER BY number";
    private static final String FIND_OPEN = """
            SELECT ticket_no, content FROM consultation WHERE ended_at IS NULL
            ORDER BY opened_at, ticket_no, number LIMIT $1""";

    /** Another consultation never gets the number of one that is there. */
    private static final String SAVE = """
            INSERT INTO consultation AS c (ticket_no, number, kind, opened_at, ended_at, content)
            VALUES (:no, :number, :kind, cast(cast(:opened as text) as timestamptz),
              cast(nullif(cast(:ended as text), '') as timestamptz), :content)
            ON CONFLICT (ticket_no, number) DO UPDATE SET ended_at = excluded.ended_at, content = excluded.content
            WHERE c.opened_at = excluded.opened_at AND c.ended_at IS NULL
            RETURNING number""";

    private final PgTickets tickets;
    private final Pool pool;
    private final FieldEncryption fieldEncryption;
    private final ColumnEncryption columnEncryption;

    public PgConsultations(PgTickets tickets, Pool pool, FieldEncryption fieldEncryption) {
        this.tickets = tickets;
        this.pool = pool;
        this.fieldEncryption = fieldEncryption;
        this.columnEncryption = new ColumnEncryption(fieldEncryption);
    }

    @Override
    public Uni<List<Consultation>> find(TicketNo ticket) {
        return load(FIND, Tuple.of(ticket.value())).map(this::read);
    }

    @Override
    public Uni<List<Consultation>> findOpen(int limit) {
        return load(FIND_OPEN, Tuple.of((long) limit))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(this::read);
    }

    @Override
    public Uni<AppendResult> append(ConsultationUpdate update) {
        return append(Optional.empty(), update);
    }

    @Override
    public Uni<AppendResult> append(DueTimer fired, ConsultationUpdate update) {
        return append(Optional.of(fired), update);
    }

    private Uni<AppendResult> append(Optional<DueTimer> fired, ConsultationUpdate update) {
        return tickets.append(
                fired,
                update.ticket(),
                session -> update.changed()
                        .map(changed -> save(session, changed))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> save(Mutiny.Session session, Consultation changed) {
        Map<String, Object> parameters = Map.of(
                "no",
                changed.ticket().value(),
                "number",
                changed.number(),
                "kind",
                changed.kind().name(),
                "opened",
                PgTimestamps.truncate(changed.openedAt()).toString(),
                "ended",
                changed.ending()
                        .map(Ending::at)
                        .map(at -> PgTimestamps.truncate(at).toString())
                        .orElse(""),
                "content",
                fieldEncryption.encrypt(ConsultationJson.write(changed)));
        return NativeStatement.run(session, SAVE, parameters)
                .invoke(isSaved -> {
                    if (!isSaved) {
                        throw new IllegalStateException("another one has the number of " + changed);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<RowSet<Row>> load(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).onFailure().transform(PgErrors::translate);
    }

    /** One that cannot be read hides no other one. */
    private List<Consultation> read(RowSet<Row> rows) {
        List<Consultation> all = new ArrayList<>();
        for (Row row : rows) {
            columnEncryption
                    .readable(() -> ConsultationJson.read(
                            new TicketNo(row.getString("ticket_no")),
                            fieldEncryption.decrypt(row.getBuffer("content").getBytes())))
                    .ifPresent(all::add);
        }
        return List.copyOf(all);
    }
}
