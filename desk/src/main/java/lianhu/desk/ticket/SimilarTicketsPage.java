package lianhu.desk.ticket;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import lianhu.desk.format.PageRenderer;
import org.jboss.resteasy.reactive.RestPath;

/** 像同一件事: a part of a ticket's page, loaded after it. */
@Path("/desk/tickets/{no}/similar")
@Authenticated
public final class SimilarTicketsPage {
    private final TicketQueries ticketQueries;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    SimilarTicketsPage(TicketQueries ticketQueries, PageRenderer pageRenderer, InstantSource clock) {
        this.ticketQueries = ticketQueries;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    @GET
    public Uni<Response> similar(@RestPath String no) {
        return TicketNo.parse(no)
                .map(number -> ticketQueries.find(number, Viewer.DESK))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .chain(found -> found.map(details -> load(details.ticket()))
                        .orElseGet(() -> Uni.createFrom().item(List.of())))
                .chain(rows -> pageRenderer.part("similar", "rows", rows))
                .map(part -> PageRenderer.html(200, part));
    }

    private Uni<List<SimilarTickets.Row>> load(Ticket ticket) {
        return SimilarTickets.query(ticket)
                .map(query -> ticketQueries
                        .list(query, Viewer.DESK)
                        .map(page -> SimilarTickets.of(ticket, page.items(), clock.instant())))
                .orElseGet(() -> Uni.createFrom().item(List.of()));
    }
}
