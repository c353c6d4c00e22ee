package lianhu.adapters.web.work;

import java.util.Optional;
import lianhu.core.query.Viewer;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;

/**
 * What a valid link opens.
 *
 * @param holder the post or department as it acts on tickets
 * @param viewer what the holder may see
 * @param ownerId of the tickets that the holder owns
 * @param ticket the only ticket of the link; empty for all open tickets of the holder
 */
record WorkLink(Actor holder, Viewer viewer, String ownerId, Optional<TicketNo> ticket) {
    boolean covers(TicketNo no) {
        return ticket.map(no::equals).orElse(true);
    }
}
