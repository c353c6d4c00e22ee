package lianhu.adapters.web.sealed;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PageMessage;
import lianhu.adapters.web.support.PublicPage;
import lianhu.core.casework.TicketService.Outcome;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.report.MessageSource;
import lianhu.core.report.TextSanitizer;
import lianhu.core.routing.Department;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.TicketNo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The page of a body that opens sealed tickets, under its own link. */
@Path("/sealed/{token}")
@PublicPage
public class SealedPages {
    private static final Map<String, String> MESSAGES = Map.of(
            "accepted", "记下了：受理。本人凭查询码看得到。",
            "answered", "答复了，本人凭查询码看得到。",
            "handed", "交过去了。这一件您这里不再有。");

    private final SealedCircleLinks links;
    private final SealedPageModel pageModel;
    private final HtmlResponses htmlResponses;
    private final Hotline line;

    public SealedPages(SealedCircleLinks links, SealedPageModel pageModel, HtmlResponses htmlResponses, Hotline line) {
        this.links = links;
        this.pageModel = pageModel;
        this.htmlResponses = htmlResponses;
        this.line = line;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> list(@PathParam("token") String token, @QueryParam("said") @DefaultValue("") String said) {
        return withBody(token, body -> list(200, body, token, new PageMessage(MESSAGES.getOrDefault(said, ""), false)));
    }

    @GET
    @Path("/{no}")
    @Operation(hidden = true)
    public Uni<Response> open(@PathParam("token") String token, @PathParam("no") String no) {
        return withBody(
                token,
                body -> TicketNo.parse(no)
                        .map(ticket -> pageModel
                                .open(body, token, ticket)
                                .chain(found -> found.map(view -> htmlResponses.page(SealedTemplates.sealed(view)))
                                        .orElseGet(() -> notFound(body, token))))
                        .orElseGet(() -> notFound(body, token)));
    }

    /**
     * @param name accept, answer, decline or hand
     * @param to the other body, for hand
     */
    @POST
    @Path("/do")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> act(
            @PathParam("token") String token,
            @FormParam("no") @DefaultValue("") String no,
            @FormParam("version") @DefaultValue("0") int version,
            @FormParam("action") @DefaultValue("") String name,
            @FormParam("words") @DefaultValue("") String words,
            @FormParam("to") @DefaultValue("") String to,
            @FormParam("key") @DefaultValue("") String key) {
        return withBody(token, body -> {
            Optional<TicketNo> ticket = TicketNo.parse(no);
            Optional<Action> action = action(body, name, TextSanitizer.sanitize(words), to)
                    .map(one -> one.withSource(new MessageSource("sealed", body.id(), IdempotencyKeys.keyOrNew(key))));
            return ticket.isEmpty() || action.isEmpty()
                    ? notFound(body, token)
                    : pageModel
                            .act(body, ticket.get(), version, action.get())
                            .chain(outcome -> respond(outcome, body, token, action.get()));
        });
    }

    private Optional<Action> action(Department body, String name, String words, String to) {
        Action result =
                Action.of(ActionType.RESULT, SealedPageModel.actor(body)).withWords(words);
        return switch (name) {
            case "accept" -> Optional.of(Action.of(ActionType.ACCEPT, SealedPageModel.actor(body)));
            case "answer" -> Optional.of(result);
            case "decline" -> Optional.of(result.unsolved());
            case "hand" -> pageModel.handOn(body, to);
            default -> Optional.empty();
        };
    }

    private Uni<Response> respond(Outcome outcome, Department body, String token, Action action) {
        return switch (outcome) {
            case Outcome.Done done ->
                htmlResponses.redirect("/sealed/" + token + "?said="
                        + switch (action.type()) {
                            case ACCEPT -> "accepted";
                            case DISPATCH -> "handed";
                            default -> "answered";
                        });
            case Outcome.Rejected rejected -> list(409, body, token, PageMessage.rejected(rejected.why()));
            case Outcome.VersionConflict conflict ->
                list(409, body, token, PageMessage.rejected("这件刚刚有了变化，请再看一眼。您写的：" + action.words()));
            case Outcome.NotFound notFound -> notFound(body, token);
        };
    }

    private Uni<Response> notFound(Department body, String token) {
        return list(404, body, token, PageMessage.rejected("没有这一件，或者已经交出去了。"));
    }

    private Uni<Response> list(int status, Department body, String token, PageMessage message) {
        return pageModel
                .list(body, token, message)
                .chain(view -> htmlResponses.page(status, SealedTemplates.sealed(view)));
    }

    private Uni<Response> withBody(String token, Function<Department, Uni<Response>> page) {
        return Uni.createFrom()
                .deferred(() -> links.find(token)
                        .map(page)
                        .orElseGet(() -> htmlResponses.page(410, SealedTemplates.revoked(line))));
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
