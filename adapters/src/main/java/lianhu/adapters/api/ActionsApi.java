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

/** What is done to a ticket. */
@Path("/api/v1/tickets/{no}/{action}")
@Produces(MediaType.APPLICATION_JSON)
@Keyed
@Tag(name = "工单")
public class ActionsApi {
    private final TicketQueries ticketQueries;
    private final TicketService ticketService;
    private final Wishes wishes;
    private final TicketJsons jsons;
    private final Caller caller;

    ActionsApi(
            TicketQueries ticketQueries, TicketService ticketService, Wishes wishes, TicketJsons jsons, Caller caller) {
        this.ticketQueries = ticketQueries;
        this.ticketService = ticketService;
        this.wishes = wishes;
        this.jsons = jsons;
        this.caller = caller;
    }

    /** Where a dispatch goes. */
    public record OwnerIn(@Nullable String type, @Nullable String id) {}

    /**
     * @param version the ticket's version this was decided on
     * @param by post id, department id or receipt number; the key itself when missing
     * @param into ticket number, for merge
     * @param solved for result; false says that it cannot be done
     * @param photos SHA-256 of photos that are stored
     */
    public record ActionIn(
            @Nullable Integer version,
            @Nullable String by,
            @Nullable String note,
            @Nullable OwnerIn to,
            @Nullable String into,
            @JsonProperty(defaultValue = "true") @Nullable Boolean solved,
            @Nullable List<String> photos) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "办一步",
            description =
                    "action:dispatch accept return result close reopen merge withdraw（以及 pass-on supplement acknowledge write-down)。"
                            + "版本旧了回 409 带现在的工单；现在不能这样做回 422 带能做的。")
    public Uni<Response> act(@PathParam("no") String no, @PathParam("action") String name, @Nullable ActionIn in) {
        ActionType type = Wishes.type(name).orElseThrow(() -> new Refusal(Problem.absent()));
        if (in == null || in.version() == null) {
            throw new Refusal(Problem.malformed("version 要写您看到的版本，例如 {\"version\":3}。"));
        }
        int version = in.version();
        Action action = wishes.action(type, in, caller.actor()).withSource(caller.source());
        return ticketQueries
                .find(TicketNo.parse(no).orElse(TicketsApi.NO_SUCH), TicketsApi.VIEWER)
                .chain(found -> found.map(ticketDetails -> isDone(ticketDetails, action)
                                ? Uni.createFrom()
                                        .item(Response.ok(jsons.whole(ticketDetails))
                                                .build())
                                : act(ticketDetails, version, action))
                        .orElseGet(() -> Uni.createFrom().item(Problem.absent().response())));
    }

    /** The same request came before and was done: it hears the same, though the version moved on. */
    private static boolean isDone(TicketDetails ticketDetails, Action action) {
        return ticketDetails.history().stream()
                .anyMatch(event -> event.source().isPresent() && event.source().equals(action.source()));
    }

    private Uni<Response> act(TicketDetails ticketDetails, int version, Action action) {
        TicketNo no = ticketDetails.ticket().no();
        return ticketService
                .act(no, version, action)
                .chain(outcome -> now(no, ticketDetails).map(ticket -> switch (outcome) {
                    case Outcome.Done done -> Response.ok(ticket).build();
                    case Outcome.Rejected rejected ->
                        Problem.of("refused", 422, "现在不能这样做", rejected.why())
                                .allowing(
                                        rejected.allowed().stream()
                                                .map(Wishes::name)
                                                .sorted()
                                                .toList(),
                                        ticket)
                                .response();
                    case Outcome.VersionConflict versionConflict ->
                        Problem.of("stale", 409, "这件工单已经变了", "请看 ticket 里它现在的样子，用新的 version 再决定。")
                                .showing(ticket)
                                .response();
                    case Outcome.NotFound notFound -> Problem.absent().response();
                }));
    }

    private Uni<TicketJson> now(TicketNo no, TicketDetails before) {
        return ticketQueries.find(no, TicketsApi.VIEWER).map(found -> jsons.whole(found.orElse(before)));
    }
}
