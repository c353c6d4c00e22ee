package lianhu.adapters.api;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lianhu.core.area.AreaCode;
import lianhu.core.query.DrillFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.TextSanitizer;
import lianhu.core.ticket.State;
import lianhu.core.ticket.TicketNo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** 工单. */
@Path("/api/v1/tickets")
@Produces(MediaType.APPLICATION_JSON)
@RequiresApiKey
@Tag(name = "工单")
public class TicketsApi {
    /** Sees every ticket that is not sealed: no API key belongs to the persons who may see sealed ones. */
    static final Viewer VIEWER = new Viewer(false, true, List.of(), List.of());

    static final ReceiptNo UNISSUED_RECEIPT = new ReceiptNo("000000000000");
    static final TicketNo UNISSUED_TICKET = new TicketNo("GD");

    private static final int MAX_PAGE_SIZE = 200;

    private final TicketQueries ticketQueries;
    private final TicketJsonMapper jsons;

    TicketsApi(TicketQueries ticketQueries, TicketJsonMapper jsons) {
        this.ticketQueries = ticketQueries;
        this.jsons = jsons;
    }

    /** @param next cursor of the next page; null on the last one */
    public record TicketPage(
            List<TicketJson> items, @Nullable String next, long total) {}

    @GET
    @Operation(
            summary = "列出工单",
            description = "新的在前。state 可用逗号写几个；source 写 web:钥匙、aibot:机器人：msgid 这样的来源。演练的不在里面；drill=true 只列演练的。")
    public Uni<TicketPage> list(
            @QueryParam("receipt") @DefaultValue("") String receipt,
            @QueryParam("source") @DefaultValue("") String source,
            @QueryParam("area") @DefaultValue("") String area,
            @QueryParam("state") @DefaultValue("") String state,
            @QueryParam("lead") @DefaultValue("") String lead,
            @QueryParam("q") @DefaultValue("") String q,
            @Parameter(schema = @Schema(implementation = Boolean.class)) @QueryParam("drill") @DefaultValue("false")
                    String drill,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @Parameter(schema = @Schema(implementation = Integer.class)) @QueryParam("limit") @DefaultValue("50")
                    String limit) {
        return Uni.createFrom().deferred(() -> {
            TicketQueries.Query query = new TicketQueries.Query(
                            nonBlank(receipt).map(text -> ReceiptNo.parse(text).orElse(UNISSUED_RECEIPT)),
                            nonBlank(TextSanitizer.sanitize(source)).map(TicketsApi::completeSource),
                            nonBlank(area).map(TicketsApi::area),
                            states(state),
                            nonBlank(TextSanitizer.sanitize(lead)),
                            TextSanitizer.sanitize(q),
                            cursor,
                            QueryParameters.limit(limit, 1, MAX_PAGE_SIZE))
                    .with(QueryParameters.flag("drill", drill) ? DrillFilter.ONLY_DRILLS : DrillFilter.WITHOUT_DRILLS);
            return ticketQueries
                    .list(query, VIEWER)
                    .map(page -> new TicketPage(
                            page.items().stream().map(jsons::summary).toList(),
                            page.next().isEmpty() ? null : page.next(),
                            page.total()));
        });
    }

    @GET
    @Path("/{no}")
    @Operation(summary = "看一件工单", description = "没有的和封存的一样回 404。")
    public Uni<Response> find(@PathParam("no") String no) {
        return ticketQueries
                .find(TicketNo.parse(no).orElse(UNISSUED_TICKET), VIEWER)
                .map(found -> found.map(ticketDetails ->
                                Response.ok(jsons.full(ticketDetails)).build())
                        .orElseGet(() -> Problem.notFound().toResponse()));
    }

    /** Web sources have no account: {@code web:KEY} is stored as {@code web::KEY}. */
    static String completeSource(String text) {
        int colon = text.indexOf(':');
        return colon > 0 && text.indexOf(':', colon + 1) < 0
                ? text.substring(0, colon) + ":" + text.substring(colon)
                : text;
    }

    private static AreaCode area(String text) {
        return AreaCode.parse(text).orElseThrow(() -> new ApiException(Problem.malformed("area 要写地方编码，例如 621099101。")));
    }

    private static Set<State> states(String text) {
        try {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .map(State::valueOf)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IllegalArgumentException e) {
            throw new ApiException(Problem.malformed("state 应是这些里的：" + Arrays.toString(State.values())));
        }
    }

    private static Optional<String> nonBlank(String text) {
        return Optional.of(text.strip()).filter(given -> !given.isEmpty());
    }
}
