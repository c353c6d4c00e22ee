package lianhu.adapters.web.work;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import lianhu.adapters.web.ratelimit.FormRateLimiter;
import lianhu.adapters.web.ratelimit.RequestAddress;
import lianhu.adapters.web.support.FormInput;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PageMessage;
import lianhu.adapters.web.support.PageTemplates;
import lianhu.adapters.web.support.PublicPage;
import lianhu.core.casework.TicketService.Outcome;
import lianhu.core.outbound.ReporterCalls;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.report.MessageSource;
import lianhu.core.report.TextSanitizer;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.TicketNo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The page of the one who has a ticket now, under the link of its card, and the list under the link of a digest. */
@Path("/work/{token}")
@PublicPage
public class WorkPages {
    private static final String RETURNED = "RETURN";
    private static final Map<String, String> MESSAGES = Map.of(
            "ACCEPT",
            "签收了。",
            RETURNED,
            "退回了，受理台会另派。",
            "RESULT",
            "记下了，会告诉报事的人。",
            "EXTEND",
            "申请了延期，等受理台定；定下来告诉您。没定以前，还按原来的日子办。",
            "ACKNOWLEDGE",
            "记下了，是您应的。不再往下叫人。",
            "CALLING",
            "您的电话马上会响，接起来按 1，再接通报事的人。双方都看不到对方的号码。");

    private final WorkLinkTokens links;
    private final WorkPageModel pageModel;
    private final HtmlResponses htmlResponses;
    private final FormRateLimiter formRateLimiter;
    private final RequestAddress requestAddress;
    private final Hotline line;

    public WorkPages(
            WorkLinkTokens links,
            WorkPageModel pageModel,
            HtmlResponses htmlResponses,
            FormRateLimiter formRateLimiter,
            RequestAddress requestAddress,
            Hotline line) {
        this.links = links;
        this.pageModel = pageModel;
        this.htmlResponses = htmlResponses;
        this.formRateLimiter = formRateLimiter;
        this.requestAddress = requestAddress;
        this.line = line;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> page(
            @PathParam("token") String token,
            @QueryParam("said") @DefaultValue("") String said,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @Context HttpServerRequest request) {
        return withLink(
                token,
                request,
                link -> link.ticket()
                        .map(no -> open(link, token, no, said))
                        .orElseGet(() -> pageModel
                                .list(link, token, cursor, message(said))
                                .chain(view -> htmlResponses.page(WorkTemplates.work(view)))));
    }

    @GET
    @Path("/{no}")
    @Operation(hidden = true)
    public Uni<Response> ticket(
            @PathParam("token") String token,
            @PathParam("no") String no,
            @QueryParam("said") @DefaultValue("") String said,
            @Context HttpServerRequest request) {
        return withTicket(token, no, request, (link, ticket) -> open(link, token, ticket, said));
    }

    /**
     * @param name accept, return, result, cannot, extend or heard
     * @param until day of an extension, ISO 8601
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
            @FormParam("until") @DefaultValue("") String until,
            @FormParam("key") @DefaultValue("") String key,
            @Context HttpServerRequest request) {
        return withTicket(token, no, request, (link, ticket) -> {
            MessageSource source = new MessageSource("work", link.holder().id(), IdempotencyKeys.keyOrNew(key));
            return action(link, name)
                    .map(one -> FormInput.day(until).map(one::until).orElse(one))
                    .map(one -> one.withWords(TextSanitizer.sanitize(words)).withSource(source))
                    .map(one -> act(link, token, ticket, version, one))
                    .orElseGet(this::ended);
        });
    }

    /** The holder's telephone rings, then that of the reporter. */
    @POST
    @Path("/call")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> call(
            @PathParam("token") String token,
            @FormParam("no") @DefaultValue("") String no,
            @Context HttpServerRequest request) {
        return withTicket(
                token,
                no,
                request,
                (link, ticket) -> pageModel
                        .call(link, ticket)
                        .chain(answer -> answer.map(one -> called(link, token, ticket, one))
                                .orElseGet(this::ended)));
    }

    private Uni<Response> called(WorkLink link, String token, TicketNo no, ReporterCalls.Answer answer) {
        return switch (answer) {
            case CALLING -> htmlResponses.redirect("/work/" + token + "/" + no.value() + "?said=" + answer);
            case NO_LINE -> rejected(link, token, no, "县里没有接往外打的线路，打不了。请找值班室要号码。");
            case NO_OWN_NUMBER -> rejected(link, token, no, "名单里没有您的电话，或者是不能打的号码。请受理台补上再打。");
            case NO_REPORTER_NUMBER -> rejected(link, token, no, "报事的人没有留能打的电话。");
        };
    }

    private static Optional<Action> action(WorkLink link, String name) {
        return switch (name) {
            case "accept" -> Optional.of(Action.of(ActionType.ACCEPT, link.holder()));
            case "return" -> Optional.of(Action.of(ActionType.RETURN, link.holder()));
            case "result" -> Optional.of(Action.of(ActionType.RESULT, link.holder()));
            case "cannot" ->
                Optional.of(Action.of(ActionType.RESULT, link.holder()).unsolved());
            case "extend" -> Optional.of(Action.of(ActionType.EXTEND, link.holder()));
            case "heard" -> Optional.of(Action.of(ActionType.ACKNOWLEDGE, link.holder()));
            default -> Optional.empty();
        };
    }

    private Uni<Response> act(WorkLink link, String token, TicketNo no, int version, Action action) {
        String lengthError = FormInput.lengthError(action.words());
        if (!lengthError.isEmpty()) {
            return rejected(link, token, no, lengthError + "您写的：" + action.words());
        }
        return pageModel.act(link, no, version, action).chain(outcome -> switch (outcome) {
            case Outcome.Done done -> {
                String page = action.type() == ActionType.RETURN ? "" : "/" + no.value();
                yield htmlResponses.redirect("/work/" + token + page + "?said=" + action.type());
            }
            case Outcome.Rejected rejected -> rejected(link, token, no, rejected.why());
            case Outcome.VersionConflict conflict ->
                rejected(link, token, no, "这件事刚刚有了变化，下面是它现在的样子。您写的：" + action.words());
            case Outcome.NotFound notFound -> ended();
        });
    }

    private Uni<Response> rejected(WorkLink link, String token, TicketNo no, String why) {
        return pageModel
                .open(link, token, no, PageMessage.rejected(why))
                .chain(view -> view.map(one -> htmlResponses.page(409, WorkTemplates.work(one)))
                        .orElseGet(this::ended));
    }

    private Uni<Response> open(WorkLink link, String token, TicketNo no, String said) {
        return pageModel
                .open(link, token, no, message(said))
                .map(view -> view.isEmpty() && said.equals(RETURNED)
                        ? Optional.of(pageModel.empty(link, token, message(said)))
                        : view)
                .chain(view -> view.map(one -> htmlResponses.page(WorkTemplates.work(one)))
                        .orElseGet(this::ended));
    }

    private static PageMessage message(String said) {
        return new PageMessage(MESSAGES.getOrDefault(said, ""), false);
    }

    private Uni<Response> ended() {
        return htmlResponses.page(404, WorkTemplates.ended(line));
    }

    private Uni<Response> withTicket(
            String token, String no, HttpServerRequest request, BiFunction<WorkLink, TicketNo, Uni<Response>> page) {
        return withLink(
                token,
                request,
                link -> TicketNo.parse(no)
                        .map(ticket -> page.apply(link, ticket))
                        .orElseGet(this::ended));
    }

    private Uni<Response> withLink(String token, HttpServerRequest request, Function<WorkLink, Uni<Response>> page) {
        return Uni.createFrom().deferred(() -> {
            Duration delay = formRateLimiter.acquireLookup(requestAddress.of(request));
            return delay.isPositive()
                    ? htmlResponses.tooMany(delay, PageTemplates.slow(FormRateLimiter.waitingTime(delay), line))
                    : links.find(token).chain(found -> found.map(page).orElseGet(this::ended));
        });
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
