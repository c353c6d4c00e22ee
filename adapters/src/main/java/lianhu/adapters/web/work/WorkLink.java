package lianhu.adapters.web.work;

import lianhu.core.query.Viewer;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;

/**
 * What a valid link opens.
 *
 * @param holder the post or department as it acts on tickets
 * @param viewer what the holder may see
 * @param ticket the only ticket of the link
 */
record WorkLink(Actor holder, Viewer viewer, TicketNo ticket) {}
