package lianhu.desk.ticket;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Optional;
import lianhu.core.board.BoardPolicy;
import lianhu.core.board.BoardRemovals;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import org.jboss.resteasy.reactive.RestPath;

/** The desk takes a ticket off the public board, for good. */
@Path("/desk/tickets/{no}/board")
@Authenticated
public final class BoardRemovalPage {
    private final TicketQueries ticketQueries;
    private final BoardPolicy boardPolicy;
    private final BoardRemovals boardRemovals;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    BoardRemovalPage(
            TicketQueries ticketQueries,
            BoardPolicy boardPolicy,
            BoardRemovals boardRemovals,
            PageRenderer pageRenderer,
            InstantSource clock) {
        this.ticketQueries = ticketQueries;
        this.boardPolicy = boardPolicy;
        this.boardRemovals = boardRemovals;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    @POST
    public Uni<Response> remove(@RestPath String no, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        return TicketNo.parse(no)
                .map(number -> ticketQueries.find(number, Viewer.DESK))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .map(found -> found.map(TicketQueries.TicketDetails::ticket).filter(boardPolicy::concerns))
                .chain(found -> found.map(ticket -> boardRemovals
                                .remove(ticket.no(), person(staffMember), clock.instant())
                                .chain(() -> PageRenderer.redirect("/desk/tickets/" + ticket.no())))
                        .orElseGet(() -> pageRenderer.ticketNotFound(staffMember)));
    }

    /** The login, since several share the desk. */
    private static Actor person(StaffMember staffMember) {
        return new Actor(staffMember.actor().type(), staffMember.person().id(), staffMember.name());
    }
}
