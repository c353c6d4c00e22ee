package lianhu.bot.conversation.handler;

import java.util.List;
import java.util.Optional;
import lianhu.core.query.TicketQueries;
import lianhu.core.ticket.EventType;

/**
 * Which matter a wish is about.
 *
 * @param own all that come into question, newest first
 * @param meant the one that was named, or that this very message changed before
 * @param before how it changed it then
 */
record TicketChoice(
        List<TicketQueries.OwnTicket> ownTickets,
        Optional<TicketQueries.OwnTicket> target,
        Optional<EventType> appliedBefore) {}
