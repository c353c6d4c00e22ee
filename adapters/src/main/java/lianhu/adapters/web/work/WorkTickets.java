package lianhu.adapters.web.work;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import lianhu.core.casework.TicketService;
import lianhu.core.query.InvalidCursorException;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.SearchFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;

/**
 * The tickets of a link while they are with the link's holder. Sealed tickets are opened on the page of their circle only.
 */
@Singleton
public class WorkTickets {
    private static final int PAGE_SIZE = 50;

    private final TicketQueries ticketQueries;
    private final TicketService ticketService;

    WorkTickets(TicketQueries ticketQueries, TicketService ticketService) {
        this.ticketQueries = ticketQueries;
        this.ticketService = ticketService;
    }

    /**
     * The most urgent first.
     *
     * @param cursor of a later page; one that no page contained gives the first
     */
    public Uni<TicketQueries.Page> list(WorkLink link, String cursor) {
        TicketQueries.Query query = new TicketQueries.Query(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Optional.of(link.ownerId()),
                "",
                "",
                PAGE_SIZE,
                Optional.of(QueueFilter.ALL),
                SearchFilter.NONE,
                TicketQueries.Order.MOST_URGENT);
        return ticketQueries
                .list(query.from(cursor), link.viewer())
                .onFailure(InvalidCursorException.class)
                .recoverWithUni(() -> ticketQueries.list(query, link.viewer()))
                .map(page -> new TicketQueries.Page(
                        page.items().stream()
                                .filter(row -> isWith(row.ticket(), link))
                                .toList(),
                        page.next(),
                        page.total()));
    }

    /** Empty when the ticket is not with the holder. */
    public Uni<Optional<TicketDetails>> find(WorkLink link, TicketNo no) {
        return link.covers(no)
                ? ticketQueries
                        .find(no, link.viewer())
                        .map(found -> found.filter(details -> isWith(details.ticket(), link)))
                : Uni.createFrom().item(Optional.empty());
    }

    public Set<ActionType> allowedActions(WorkLink link, Ticket ticket) {
        return ticketService.allowedActions().of(ticket, link.holder(), ticketService.now());
    }

    /** An acknowledgement counts whichever version of the ticket was shown. */
    public Uni<TicketService.Outcome> act(WorkLink link, TicketNo no, int version, Action action) {
        return find(link, no)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(new TicketService.Outcome.NotFound())
                        : action.type() == ActionType.ACKNOWLEDGE
                                ? ticketService.act(no, action)
                                : ticketService.act(no, version, action));
    }

    private boolean isWith(Ticket ticket, WorkLink link) {
        return !ticket.isSealed()
                && ticketService.allowedActions().isWith(ticket, link.holder(), ticketService.today());
    }
}
