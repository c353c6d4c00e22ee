package lianhu.adapters.web.work;

import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;

/**
 * What the link of a notice about a consultation opens.
 *
 * @param path of the page
 * @param holder the post or department that was told
 * @param version of the ticket's event that the notice is about
 */
public record ConsultationLink(String path, Actor holder, TicketNo ticket, int version) {}
