package lianhu.bot.conversation.handler;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import lianhu.bot.conversation.IncomingMessage;
import lianhu.core.casework.TicketRepository;
import lianhu.core.casework.TicketService;
import lianhu.core.casework.TicketService.Outcome;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.MessageSource;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.TicketNo;

/**
 * Does what a message asks for once: WeCom brings a message up to four times. What it did before it finds in the
 * history, also where doing it again would be refused now, or would hit the next matter.
 */
final class IdempotentActions {
    private final TicketService ticketService;
    private final TicketQueries ticketQueries;

    IdempotentActions(TicketService ticketService, TicketQueries ticketQueries) {
        this.ticketService = ticketService;
        this.ticketQueries = ticketQueries;
    }

    Uni<Outcome> act(TicketNo no, Action action) {
        return ticketService.act(no, action);
    }

    /** What a message did to one of its speaker's matters. */
    record AppliedAction(TicketQueries.OwnTicket ticket, EventType type) {}

    /** The matter, among these, that this very message changed already, and how. */
    Uni<Optional<AppliedAction>> appliedBySource(
            List<TicketQueries.OwnTicket> ownTicket, IncomingMessage incomingMessage) {
        return ownTicket.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : ticketService
                        .appliedBySource(incomingMessage.source())
                        .map(appliedChange -> appliedChange.flatMap(change -> ownTicket.stream()
                                .filter(one -> one.ticket().no().equals(change.ticket()))
                                .findFirst()
                                .map(one -> new AppliedAction(one, change.type()))));
    }

    /** Whether this message was filed as a report before. */
    Uni<Boolean> isStored(MessageSource messageSource) {
        TicketQueries.Query all = TicketQueries.Query.all(1);
        TicketQueries.Query query = new TicketQueries.Query(
                all.receipt(),
                Optional.of(messageSource.toString()),
                all.area(),
                all.states(),
                all.owner(),
                all.text(),
                all.cursor(),
                all.limit());
        return ticketQueries
                .list(query, Viewer.GATEWAY)
                .map(page -> !page.items().isEmpty());
    }

    /** The ticket that this message changed already; empty for none. */
    Uni<Optional<TicketNo>> appliedBySource(MessageSource messageSource) {
        return ticketService
                .appliedBySource(messageSource)
                .map(appliedChange -> appliedChange.map(TicketRepository.AppliedChange::ticket));
    }
}
