package lianhu.desk.queue;

import io.quarkus.security.Authenticated;
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

/** Notifies open pages that tickets changed. Events carry no data of tickets: a page reloads what it may show. */
@Path("/desk/live")
@Authenticated
public final class ServerSentEvents {
    /** The scripts of a page mark it as stale when no event arrives for longer than this. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final TicketChangeFeed ticketChangeFeed;

    ServerSentEvents(TicketChangeFeed ticketChangeFeed) {
        this.ticketChangeFeed = ticketChangeFeed;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> stream(@Context Sse sse) {
        Multi<OutboundSseEvent> changes =
                ticketChangeFeed.changes().onOverflow().dropPreviousItems().map(number -> event(sse, "change"));
        Multi<OutboundSseEvent> heartbeats = Multi.createFrom()
                .ticks()
                .every(HEARTBEAT)
                .onOverflow()
                .dropPreviousItems()
                .map(number -> event(sse, "beat"));
        return Multi.createBy().merging().streams(changes, heartbeats);
    }

    /** Browsers drop an event without data. A number would count events of sealed tickets. */
    private static OutboundSseEvent event(Sse sse, String name) {
        return sse.newEventBuilder().name(name).data("-").build();
    }
}
