package lianhu.adapters.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import lianhu.core.casework.TicketService;
import lianhu.core.casework.TicketService.Outcome;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.TicketNo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Actions on a ticket. */
@Path("/api/v1/tickets/{no}/{action}")
@Produces(MediaType.APPLICATION_JSON)
@RequiresApiKey
@Tag(name = "工单")
public class ActionsApi {
    private final TicketQueries ticketQueries;
    private final TicketService ticketService;
    private final ActionRequestParser actionRequestParser;
    private final TicketJsonMapper jsons;
    private final ApiPrincipal apiPrincipal;

    ActionsApi(
            TicketQueries ticketQueries,
            TicketService ticketService,
            ActionRequestParser actionRequestParser,
            TicketJsonMapper jsons,
            ApiPrincipal apiPrincipal) {
        this.ticketQueries = ticketQueries;
        this.ticketService = ticketService;
        this.actionRequestParser = actionRequestParser;
        this.jsons = jsons;
        this.apiPrincipal = apiPrincipal;
    }

    /** The target of a dispatch. */
    public record OwnerRequest(
            @Nullable String type, @Nullable String id) {}

    /**
     * @param version the version of the ticket that the decision is based on
     * @param by post id, department id or receipt number; the key itself when missing
     * @param into ticket number, for merge
     * @param until day in ISO 8601, for extend
     * @param solved for result; false says that it cannot be done
     * @param photos SHA-256 of photos that are stored
     */
    public record ActionRequest(
            @Nullable Integer version,
            @Nullable String by,
            @Nullable String note,
            @Nullable OwnerRequest to,
            @Nullable String into,
            @Nullable String until,
            @JsonProperty(defaultValue = "true") @Nullable Boolean solved,
            @Nullable List<String> photos) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "办一步",
            description =
                    "action：dispatch accept return result extend ask resume reply supervise close reopen merge withdraw（以及 pass-on"
                            + " supplement acknowledge write-down）。版本旧了回 409 带现在的工单；现在不能这样做回 422 带能做的。")
    public Uni<Response> act(@PathParam("no") String no, @PathParam("action") String name, @Nullable ActionRequest in) {
        return Uni.createFrom().deferred(() -> {
            ActionType type = ActionRequestParser.type(name).orElseThrow(() -> new ApiException(Problem.notFound()));
            if (in == null || in.version() == null) {
                throw new ApiException(Problem.malformed("version 要写您看到的版本，例如 {\"version\":3}。"));
            }
            int version = in.version();
            Action action =
                    actionRequestParser.action(type, in, apiPrincipal.actor()).withSource(apiPrincipal.source());
            return ticketQueries
                    .find(TicketNo.parse(no).orElse(TicketsApi.UNISSUED_TICKET), TicketsApi.VIEWER)
                    .chain(found -> found.map(ticketDetails -> isAlreadyApplied(ticketDetails, action)
                                    ? Uni.createFrom()
                                            .item(Response.ok(jsons.full(ticketDetails))
                                                    .build())
                                    : act(ticketDetails, version, action))
                            .orElseGet(() ->
                                    Uni.createFrom().item(Problem.notFound().toResponse())));
        });
    }

    /** Whether an earlier request with the same idempotency key was applied: it gets the same response, although the version is newer. */
    private static boolean isAlreadyApplied(TicketDetails ticketDetails, Action action) {
        return ticketDetails.history().stream()
                .anyMatch(event -> event.source().isPresent() && event.source().equals(action.source()));
    }

    private Uni<Response> act(TicketDetails ticketDetails, int version, Action action) {
        TicketNo no = ticketDetails.ticket().no();
        return ticketService
                .act(no, version, action)
                .chain(outcome -> currentTicket(no, ticketDetails).map(ticket -> switch (outcome) {
                    case Outcome.Done done -> Response.ok(ticket).build();
                    case Outcome.Rejected rejected ->
                        Problem.of("refused", 422, "现在不能这样做", rejected.why())
                                .withAllowedActions(rejected.allowed().stream()
                                        .map(ActionRequestParser::name)
                                        .sorted()
                                        .toList())
                                .withTicket(ticket)
                                .toResponse();
                    case Outcome.VersionConflict versionConflict ->
                        Problem.of("stale", 409, "这件工单已经变了", "请看 ticket 里它现在的样子，用新的 version 再决定。")
                                .withTicket(ticket)
                                .toResponse();
                    case Outcome.NotFound notFound -> Problem.notFound().toResponse();
                }));
    }

    private Uni<TicketJson> currentTicket(TicketNo no, TicketDetails before) {
        return ticketQueries.find(no, TicketsApi.VIEWER).map(found -> jsons.full(found.orElse(before)));
    }
}
