package lianhu.adapters.chamber;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import lianhu.adapters.api.ApiException;
import lianhu.adapters.api.ApiPrincipal;
import lianhu.adapters.api.Problem;
import lianhu.adapters.api.RequiresApiKey;
import lianhu.adapters.web.work.WorkLink;
import lianhu.adapters.web.work.WorkTickets;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.casework.TicketService;
import lianhu.core.casework.TicketService.Outcome;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.report.MessageSource;
import lianhu.core.report.Report;
import lianhu.core.report.TextSanitizer;
import lianhu.core.roster.Post;
import lianhu.core.routing.Owner;
import lianhu.core.routing.OwnerResolver;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** 商会自己的程序看、办商会网格名下的事. */
@Path("/api/v1/chamber/{gridCode}/tickets")
@Produces(MediaType.APPLICATION_JSON)
@RequiresApiKey
@Tag(name = "域外网格")
public class ChamberTicketsApi {
    private final WorkTickets workTickets;
    private final TicketService ticketService;
    private final OwnerResolver ownerResolver;
    private final Areas areas;
    private final ApiPrincipal apiPrincipal;

    ChamberTicketsApi(
            WorkTickets workTickets,
            TicketService ticketService,
            OwnerResolver ownerResolver,
            Areas areas,
            ApiPrincipal apiPrincipal) {
        this.workTickets = workTickets;
        this.ticketService = ticketService;
        this.ownerResolver = ownerResolver;
        this.areas = areas;
        this.apiPrincipal = apiPrincipal;
    }

    /** @param next cursor of the next page; null on the last one */
    public record ChamberTicketPage(
            List<ChamberTicketJson> items, @Nullable String next) {}

    /**
     * @param version of the ticket that the decision is based on
     * @param by id of the post that acts; it belongs to the grid
     * @param note why it is returned, or the public sentence of the result
     * @param solved for result; false says that it cannot be done
     */
    public record ChamberActionRequest(
            @Nullable Integer version,
            @Nullable String by,
            @Nullable String note,
            @Nullable Boolean solved) {}

    /** The ticket after the action; a returned one is not the grid's any more. */
    public record ChamberActionResponse(String no, int version, String state) {}

    @GET
    @Operation(summary = "商会网格名下没办完的事", description = "最急的在前，一页 50 件。legal 是现在能做的。单独登记的不在里面。")
    public Uni<ChamberTicketPage> list(
            @PathParam("gridCode") String gridCode, @QueryParam("cursor") @DefaultValue("") String cursor) {
        return Uni.createFrom().deferred(() -> {
            WorkLink link = link(ChamberApi.grid(areas, gridCode), Optional.empty());
            return workTickets
                    .list(link, cursor)
                    .map(page -> new ChamberTicketPage(
                            page.items().stream()
                                    .map(row -> json(link, row.ticket()).withTitle(row.title()))
                                    .toList(),
                            page.next().isEmpty() ? null : page.next()));
        });
    }

    @GET
    @Path("/{no}")
    @Operation(summary = "看一件", description = "带说的话，不带是谁说的。没有的、别的单位的和封存的一样回 404。")
    public Uni<Response> find(@PathParam("gridCode") String gridCode, @PathParam("no") String no) {
        return Uni.createFrom().deferred(() -> {
            WorkLink link = link(ChamberApi.grid(areas, gridCode), Optional.empty());
            return workTickets
                    .find(link, ticketNo(no))
                    .map(found -> found.map(details -> Response.ok(json(link, details.ticket())
                                            .withTitle(details.title())
                                            .withWords(details))
                                    .build())
                            .orElseGet(() -> Problem.notFound().toResponse()));
        });
    }

    @POST
    @Path("/{no}/{action}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "办一步",
            description = "action：accept 签收，return 退回（note 写原因），result 办结（note 写一句告诉报事人的话，办不成写 solved: false）。"
                    + "by 写办的人在商会网格的岗位号。版本旧了回 409；现在不能这样做回 422 带能做的。")
    public Uni<Response> act(
            @PathParam("gridCode") String gridCode,
            @PathParam("no") String no,
            @PathParam("action") String name,
            @Nullable ChamberActionRequest in) {
        return Uni.createFrom().deferred(() -> {
            AreaCode grid = ChamberApi.grid(areas, gridCode);
            ActionType type = type(name).orElseThrow(() -> new ApiException(Problem.notFound()));
            if (in == null || in.version() == null) {
                throw new ApiException(Problem.malformed("version 要写您看到的版本，例如 {\"version\":3}。"));
            }
            int version = in.version();
            WorkLink link = link(grid, Optional.of(TextSanitizer.sanitize(in.by())));
            TicketNo ticket = ticketNo(no);
            MessageSource source = apiPrincipal.chamberSource(grid);
            Action action = action(type, link, in).withSource(source);
            return workTickets.act(link, ticket, version, action).chain(outcome -> response(outcome, ticket, source));
        });
    }

    /** A repeated request gets the same response, also when its ticket is not the grid's any more. */
    private Uni<Response> response(Outcome outcome, TicketNo no, MessageSource source) {
        return switch (outcome) {
            case Outcome.Done done -> Uni.createFrom().item(response(done.ticket()));
            case Outcome.Rejected rejected ->
                Uni.createFrom()
                        .item(Problem.of("refused", 422, "现在不能这样做", rejected.why())
                                .withAllowedActions(ChamberTicketJson.names(rejected.allowed()))
                                .toResponse());
            case Outcome.VersionConflict conflict ->
                Uni.createFrom()
                        .item(Problem.of("stale", 409, "这件工单已经变了", "请再读一次这件工单，用新的 version 再决定。")
                                .toResponse());
            case Outcome.NotFound notFound ->
                ticketService
                        .appliedBySource(source)
                        .chain(applied -> applied.filter(
                                                change -> change.ticket().equals(no))
                                        .isPresent()
                                ? ticketService
                                        .find(no)
                                        .map(found -> found.map(loaded -> response(loaded.ticket()))
                                                .orElseGet(
                                                        () -> Problem.notFound().toResponse()))
                                : Uni.createFrom().item(Problem.notFound().toResponse()));
        };
    }

    private static Response response(Ticket ticket) {
        return Response.ok(new ChamberActionResponse(
                        ticket.no().value(), ticket.version(), ticket.state().name()))
                .build();
    }

    private static Action action(ActionType type, WorkLink link, ChamberActionRequest in) {
        String note = TextSanitizer.sanitize(in.note());
        if (TextSanitizer.length(note) > Report.MAX_TEXT_LENGTH) {
            throw new ApiException(Problem.tooLong("note", TextSanitizer.length(note)));
        }
        Action action = Action.of(type, link.holder()).withWords(note);
        return Boolean.FALSE.equals(in.solved()) ? action.unsolved() : action;
    }

    private static Optional<ActionType> type(String name) {
        return switch (name) {
            case "accept" -> Optional.of(ActionType.ACCEPT);
            case "return" -> Optional.of(ActionType.RETURN);
            case "result" -> Optional.of(ActionType.RESULT);
            default -> Optional.empty();
        };
    }

    private ChamberTicketJson json(WorkLink link, Ticket ticket) {
        return ChamberTicketJson.of(ticket, areas, workTickets.allowedActions(link, ticket));
    }

    private static TicketNo ticketNo(String no) {
        return TicketNo.parse(no).orElseThrow(() -> new ApiException(Problem.notFound()));
    }

    /** @param by the post that acts; empty for the first of the grid, to read */
    private WorkLink link(AreaCode grid, Optional<String> by) {
        Owner owner = new Owner(OwnerType.AWAY_GRID, grid.value(), "");
        Post post = ownerResolver.holders(owner, ticketService.today()).stream()
                .filter(one -> by.isEmpty() || one.id().value().equals(by.get()))
                .findFirst()
                .orElseThrow(() -> new ApiException(
                        by.isEmpty()
                                ? Problem.of("vacant", 409, "这个商会网格没有人在岗", "请县里在名单里补上。")
                                : Problem.malformed("by 要写商会网格里在岗的岗位号，例如 " + grid + ".KEEPER.1。")));
        return WorkLink.of("", post);
    }
}
