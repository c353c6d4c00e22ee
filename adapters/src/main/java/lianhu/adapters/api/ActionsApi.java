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
import lianhu.core.Casework;
import lianhu.core.Casework.Outcome;
import lianhu.core.Worklist;
import lianhu.core.Worklist.File;
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
    private final Worklist worklist;
    private final Casework casework;
    private final Wishes wishes;
    private final TicketJsons jsons;
    private final Caller caller;

    ActionsApi(Worklist worklist, Casework casework, Wishes wishes, TicketJsons jsons, Caller caller) {
        this.worklist = worklist;
        this.casework = casework;
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
        Action action = wishes.action(type, in, caller.actor()).from(caller.source());
        return worklist.find(TicketNo.parse(no).orElse(TicketsApi.NO_SUCH), TicketsApi.VIEWER)
                .chain(found -> found.map(file -> isDone(file, action)
                                ? Uni.createFrom()
                                        .item(Response.ok(jsons.whole(file)).build())
                                : act(file, version, action))
                        .orElseGet(() -> Uni.createFrom().item(Problem.absent().response())));
    }

    /** The same request came before and was done: it hears the same, though the version moved on. */
    private static boolean isDone(File file, Action action) {
        return file.history().stream()
                .anyMatch(event -> event.source().isPresent() && event.source().equals(action.source()));
    }

    private Uni<Response> act(File file, int version, Action action) {
        TicketNo no = file.ticket().no();
        return casework.act(no, version, action)
                .chain(outcome -> now(no, file).map(ticket -> switch (outcome) {
                    case Outcome.Done done -> Response.ok(ticket).build();
                    case Outcome.Refused refused ->
                        Problem.of("refused", 422, "现在不能这样做", refused.why())
                                .allowing(
                                        refused.legal().stream()
                                                .map(Wishes::name)
                                                .sorted()
                                                .toList(),
                                        ticket)
                                .response();
                    case Outcome.Stale stale ->
                        Problem.of("stale", 409, "这件工单已经变了", "请看 ticket 里它现在的样子，用新的 version 再决定。")
                                .showing(ticket)
                                .response();
                    case Outcome.Absent absent -> Problem.absent().response();
                }));
    }

    private Uni<TicketJson> now(TicketNo no, File before) {
        return worklist.find(no, TicketsApi.VIEWER).map(found -> jsons.whole(found.orElse(before)));
    }
}
