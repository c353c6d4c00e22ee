package lianhu.desk.queue;

import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import lianhu.core.casework.TicketChangeFeed;

/** Tells open pages to look again. It carries no words: a page asks for what it may see. */
@Path("/desk/live")
public final class ServerSentEvents {
    /** A page that hears nothing for longer than this says that it is stale. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final TicketChangeFeed ticketChangeFeed;

    ServerSentEvents(TicketChangeFeed ticketChangeFeed) {
        this.ticketChangeFeed = ticketChangeFeed;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> stream(@Context Sse sse) {
        Multi<OutboundSseEvent> heard =
                ticketChangeFeed.changes().onOverflow().dropPreviousItems().map(number -> event(sse, "change", number));
        Multi<OutboundSseEvent> beat = Multi.createFrom()
                .ticks()
                .every(HEARTBEAT)
                .onOverflow()
                .dropPreviousItems()
                .map(number -> event(sse, "beat", number));
        return Multi.createBy().merging().streams(heard, beat);
    }

    private static OutboundSseEvent event(Sse sse, String name, Long number) {
        return sse.newEventBuilder().name(name).data(number.toString()).build();
    }
}
