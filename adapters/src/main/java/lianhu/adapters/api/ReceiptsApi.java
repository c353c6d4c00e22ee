package lianhu.adapters.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import lianhu.adapters.api.TicketJson.OwnerJson;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Ticket;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** 受理号查到哪一件. */
@Path("/api/v1/receipts")
@Produces(MediaType.APPLICATION_JSON)
@RequiresApiKey
@Tag(name = "报事")
public class ReceiptsApi {
    private final TicketQueries ticketQueries;

    ReceiptsApi(TicketQueries ticketQueries) {
        this.ticketQueries = ticketQueries;
    }

    /** The ticket of a receipt; for a merged ticket, the one it was merged into. */
    public record ReceiptResponse(
            String receipt, String ticket, String title, String stage, String state, OwnerJson lead, String due) {}

    @GET
    @Path("/{no}")
    @Operation(summary = "凭受理号查", description = "没有的和封存的一样回 404。")
    public Uni<Response> find(@PathParam("no") String no) {
        return ticketQueries
                .find(ReceiptNo.parse(no).orElse(TicketsApi.UNISSUED_RECEIPT), TicketsApi.VIEWER)
                .map(found -> found.map(ticketDetails -> Response.ok(
                                        toResponse(ReceiptNo.parse(no).orElseThrow(), ticketDetails))
                                .build())
                        .orElseGet(() -> Problem.notFound().toResponse()));
    }

    private static ReceiptResponse toResponse(ReceiptNo no, TicketQueries.TicketDetails ticketDetails) {
        Ticket ticket = ticketDetails.ticket();
        return new ReceiptResponse(
                no.digits(),
                ticket.no().value(),
                ticketDetails.title(),
                ticket.state().stage().label(),
                ticket.state().name(),
                TicketJsonMapper.owner(ticket.owner()),
                TicketJsonMapper.time(ticket.due()));
    }
}
