package lianhu.adapters.store.ticket;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import lianhu.core.casework.TicketRepository.DueTimer;
import lianhu.core.casework.TicketRepository.TicketUpdate;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketTimer;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;

/** The timers of tickets, within a session: claims those that are due, ends and replaces them. */
final class TicketTimers {
    /** How long a due timer stays claimed. If the instance that claimed it dies, the timer fires again. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private static final String CLAIM = """
            WITH due AS (
              SELECT id FROM ticket_timer WHERE fires_at <= :now ORDER BY fires_at, id LIMIT :limit FOR UPDATE SKIP LOCKED
            )
            UPDATE ticket_timer t SET fires_at = :again FROM due WHERE t.id = due.id
            RETURNING t.id, t.ticket_no, t.kind, t.round""";

    private static final String END = "DELETE FROM ticket_timer WHERE id = :id RETURNING id";
    private static final String DELETE_REPLACED =
            "DELETE FROM ticket_timer WHERE ticket_no = :no AND kind = :kind RETURNING id";

    static Uni<List<DueTimer>> claimDue(Mutiny.Session session, int limit, Instant now) {
        return session.createNativeQuery(CLAIM, Object[].class)
                .setParameter("now", now)
                .setParameter("again", now.plus(LEASE))
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(row -> dueTimer(row, now)).toList());
    }

    /** False when the timer had its effect already. */
    static Uni<Boolean> end(Mutiny.Session session, DueTimer fired) {
        return NativeStatement.run(session, END, Map.of("id", fired.id()));
    }

    static Uni<Void> complete(Mutiny.Session session, DueTimer dueTimer) {
        return session.find(TimerRow.class, dueTimer.id(), LockMode.PESSIMISTIC_WRITE)
                .chain(row -> row == null ? Uni.createFrom().voidItem() : session.remove(row));
    }

    static Uni<Void> deleteReplaced(Mutiny.Session session, TicketUpdate ticketUpdate) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (TicketTimer ticketTimer : ticketUpdate.timers()) {
            Map<String, Object> parameters = Map.of(
                    "no",
                    ticketUpdate.after().no().value(),
                    "kind",
                    ticketTimer.kind().name());
            done = done.chain(() ->
                    NativeStatement.run(session, DELETE_REPLACED, parameters).replaceWithVoid());
        }
        return done;
    }

    /** The next round counts from the time the timer fired, so that a gateway does not make up for rounds it missed. */
    private static DueTimer dueTimer(Object[] row, Instant now) {
        return new DueTimer(
                ((Number) row[0]).longValue(),
                new TicketNo((String) row[1]),
                new TicketTimer(TicketTimer.Kind.valueOf((String) row[2]), now, ((Number) row[3]).intValue()));
    }

    private TicketTimers() {}
}
