package lianhu.adapters.events;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;

/** Maps a ticket event to a CloudEvent 1.0. It holds no words, and no names or numbers of persons. Pure. */
final class TicketCloudEventMapper {
    /** A ticket is received and triaged in one transaction, and has no state before both. */
    private static final int OPENING_EVENTS = 2;

    /**
     * Returns the CloudEvent of one event, in the structured JSON format. Empty for a sealed ticket, which exists for nobody
     * outside its circle.
     *
     * @param history the events of the ticket in order, from the first; it may go on after {@code seq}
     * @param seq the number of the event to map
     * @throws IllegalArgumentException if the history cannot be replayed
     */
    static Optional<String> map(String county, TicketNo no, List<TicketEvent> history, int seq) {
        Ticket after = Ticket.replay(no, history.subList(0, Math.max(seq, OPENING_EVENTS)));
        if (after.isSealed()) {
            return Optional.empty();
        }
        TicketEvent event = history.get(seq - 1);
        String type = event.change().type().name();
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("specversion", "1.0")
                .put("id", no.value() + "/" + seq)
                .put("source", "/county/" + county)
                .put("type", "lianhu.ticket." + type.toLowerCase(Locale.ROOT) + ".v1")
                .put("subject", no.value())
                .put("time", format(event.at()))
                .put("datacontenttype", "application/json");
        json.set("data", data(after, seq, type));
        return Optional.of(json.toString());
    }

    private static ObjectNode data(Ticket after, int seq, String type) {
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("seq", seq)
                .put("event", type)
                .put("state", after.state().name())
                .put("stage", after.state().stage().label())
                .put("category", after.category())
                .put("kind", after.kind().label())
                .put("urgency", after.urgency().name())
                .put("area", after.area().value());
        data.putObject("owner")
                .put("type", after.owner().type().name())
                .put("id", after.owner().id());
        return data.put("due", format(after.due())).put("drill", after.isDrill());
    }

    private static String format(Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                instant.atZone(BusinessCalendar.ZONE).toOffsetDateTime());
    }

    private TicketCloudEventMapper() {}
}
