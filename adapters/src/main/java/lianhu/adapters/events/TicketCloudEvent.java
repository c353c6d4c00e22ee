package lianhu.adapters.events;

import java.time.Instant;
import lianhu.core.ticket.TicketNo;

/**
 * One ticket event for other systems.
 *
 * @param id of its row, which orders all events
 * @param json the CloudEvent in the structured JSON format
 */
public record TicketCloudEvent(long id, TicketNo ticket, Instant at, String json) {}
