package lianhu.adapters.store.ticket;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import lianhu.core.casework.TicketRepository.TicketUpdate;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.TicketEvent;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Keeps the results that wait for their reporters true: a receipt has one unseen result at most, and none while its ticket
 * is worked on. The totals count on it.
 */
final class UnseenResults {
    private static final String DROP_OLD = """
            UPDATE delivery SET state = 'DROPPED', reason = '这个结果作废了，有了新的'
            WHERE ticket_no = :no AND type = 'RESULT'
              AND state IN ('PENDING', 'WAITS_FOR_PERSON', 'WAITS_FOR_QUERY', 'CANNOT', 'UNKNOWN')
            RETURNING id""";

    /** Who answers the result has seen it; an SMS that is put off is not needed then. */
    private static final String MARK_SEEN = """
            UPDATE delivery SET state = 'SENT', reason = '本人回话了'
            WHERE receipt_no = :receipt AND type = 'RESULT' AND (state IN ('WAITS_FOR_QUERY', 'CANNOT', 'UNKNOWN')
                OR state = 'PENDING' AND (channel = 'SMS' OR channel = 'KF' AND next_attempt_at > now()))
            RETURNING id""";

    /** Before the deliveries of this update are stored. */
    static Uni<Void> settle(Mutiny.Session session, TicketUpdate ticketUpdate) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (TicketEvent event : ticketUpdate.events()) {
            if (event.change() instanceof Change.Closed && event.by().type() == Actor.Type.REPORTER) {
                done = done.chain(
                        () -> update(session, MARK_SEEN, "receipt", event.by().id()));
            } else if (event.change() instanceof Change.Reopened || event.change() instanceof Change.ResultSubmitted) {
                done = done.chain(() -> update(
                        session, DROP_OLD, "no", ticketUpdate.after().no().value()));
            }
        }
        return done;
    }

    private static Uni<Void> update(Mutiny.Session session, String sql, String name, String value) {
        return NativeStatement.run(session, sql, Map.of(name, value)).replaceWithVoid();
    }

    private UnseenResults() {}
}
