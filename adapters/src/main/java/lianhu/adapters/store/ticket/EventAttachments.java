package lianhu.adapters.store.ticket;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import lianhu.core.casework.TicketRepository.TicketUpdate;
import lianhu.core.report.AttachmentId;
import lianhu.core.ticket.TicketEvent;
import org.hibernate.reactive.mutiny.Mutiny;

/** Records which ticket has the files of an event; their names are encrypted with the event's words. */
final class EventAttachments {
    private static final String SAVE =
            "INSERT INTO ticket_attachment (ticket_no, sha256) VALUES (:no, :sha256) ON CONFLICT DO NOTHING RETURNING sha256";

    static Uni<Void> save(Mutiny.Session session, List<TicketUpdate> ticketUpdates) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (TicketUpdate ticketUpdate : ticketUpdates) {
            for (TicketEvent event : ticketUpdate.events()) {
                for (AttachmentId attachment : event.attachments()) {
                    Map<String, Object> parameters =
                            Map.of("no", ticketUpdate.after().no().value(), "sha256", attachment.sha256());
                    done = done.chain(
                            () -> NativeStatement.run(session, SAVE, parameters).replaceWithVoid());
                }
            }
        }
        return done;
    }

    private EventAttachments() {}
}
