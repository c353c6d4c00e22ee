package lianhu.adapters.web.unit;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lianhu.adapters.web.report.ReceiptPageModel;
import lianhu.adapters.web.report.ReceiptSlip;
import lianhu.adapters.web.report.ReceiptSlipCookie;
import lianhu.adapters.web.report.ReceiptView;
import lianhu.adapters.web.support.FormInput;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PageMessage;
import lianhu.adapters.web.support.PageTemplates;
import lianhu.adapters.web.support.PublicPage;
import lianhu.adapters.web.unit.UnitView.RelayForm;
import lianhu.core.broadcast.EscalationRepository;
import lianhu.core.casework.TicketService;
import lianhu.core.casework.TicketService.Outcome;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.notice.DeliveryState;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.report.MessageSource;
import lianhu.core.report.TextSanitizer;
import lianhu.core.roster.Post;
import lianhu.core.roster.UnitLinkDirectory;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.TicketNo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The personal page of a unit head: what waits, and the actions on it. */
@Path("/unit/{token}")
@PublicPage
public class UnitPages {
    private static final Map<String, String> MESSAGES = Map.of(
            "pasted", "转了，谢谢。", "solved", "记下了，会告诉报事的人。", "passed", "转给网格了，最迟的日子不变。", "heard", "记下了，是您应的。不再往下叫人。");

    private final UnitLinkDirectory links;
    private final UnitPageModel pageModel;
    private final TicketQueries ticketQueries;
    private final TicketService ticketService;
    private final ReceiptPageModel receiptPageModel;
    private final ReceiptSlipCookie receiptSlipCookie;
    private final HtmlResponses htmlResponses;
    private final Hotline line;
    private final EscalationRepository escalationRepository;
    private final InstantSource clock;

    public UnitPages(
            UnitLinkDirectory links,
            UnitPageModel pageModel,
            TicketQueries ticketQueries,
            TicketService ticketService,
            ReceiptPageModel receiptPageModel,
            ReceiptSlipCookie receiptSlipCookie,
            HtmlResponses htmlResponses,
            Hotline line,
            EscalationRepository escalationRepository,
            InstantSource clock) {
        this.escalationRepository = escalationRepository;
        this.links = links;
        this.pageModel = pageModel;
        this.ticketQueries = ticketQueries;
        this.ticketService = ticketService;
        this.receiptPageModel = receiptPageModel;
        this.receiptSlipCookie = receiptSlipCookie;
        this.htmlResponses = htmlResponses;
        this.line = line;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> page(
            @PathParam("token") String token,
            @QueryParam("tab") @DefaultValue("a") String tab,
            @QueryParam("got") @DefaultValue("") String no,
            @QueryParam("said") @DefaultValue("") String said,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @CookieParam(HtmlResponses.SLIP_COOKIE) @DefaultValue("") String got) {
        return Uni.createFrom().deferred(() -> {
            PageMessage message = new PageMessage(MESSAGES.getOrDefault(said, ""), false);
            String wanted = tab.equals("b") || tab.equals("c") ? tab : "a";
            return withPost(
                    token,
                    post -> pageModel
                            .load(post, token, cursor)
                            .chain(work -> receiptSlipCookie
                                    .decode(got, no)
                                    .map(slip -> received(post, slip)
                                            .map(receipt ->
                                                    new UnitView(work, "a", RelayForm.receipt(receipt), message)))
                                    .orElseGet(() -> Uni.createFrom()
                                            .item(new UnitView(work, wanted, RelayForm.blank(), message)))
                                    .chain(view -> htmlResponses.page(UnitTemplates.unit(view)))));
        });
    }

    private Uni<UnitView.RelayedReceipt> received(Post post, ReceiptSlip receiptSlip) {
        ReceiptView receipt = receiptPageModel.view(receiptSlip, clock.instant());
        boolean isOpen = receiptSlip.receipt().confidentiality() == Confidentiality.OPEN
                && (receipt.kind().equals("open") || receipt.kind().equals("fire"));
        return pageModel
                .pendingDelivery(UnitPageModel.unit(post), receiptSlip.no())
                .map(delivery -> new UnitView.RelayedReceipt(
                        receipt,
                        receiptSlip.who(),
                        isOpen ? receiptPageModel.relayText(receiptSlip) : "",
                        delivery,
                        !isOpen));
    }

    /** 已转发. */
    @POST
    @Path("/pasted")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> markRelayed(@PathParam("token") String token, @FormParam("id") @DefaultValue("0") long id) {
        return withPost(
                token,
                post -> ticketQueries
                        .waitingForUnitHead(UnitPageModel.unit(post))
                        .chain(waiting -> waiting.stream().anyMatch(one -> one.id() == id)
                                ? ticketQueries.settle(id, DeliveryState.SENT, "由联户长转发", Viewer.GATEWAY)
                                : Uni.createFrom().item(false))
                        .chain(done -> htmlResponses.redirect("/unit/" + token + "?tab=b&said=pasted")));
    }

    /** 听到了: acknowledges a broadcast emergency for this unit. */
    @POST
    @Path("/heard")
    @Operation(hidden = true)
    public Uni<Response> acknowledgeBroadcast(@PathParam("token") String token) {
        return withPost(
                token,
                post -> escalationRepository
                        .acknowledge(List.of(post), clock.instant())
                        .chain(done -> htmlResponses.redirect("/unit/" + token + "?tab=b&said=heard")));
    }

    /** The first step of the unit head, or the acknowledgement of an emergency. */
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
            @FormParam("key") @DefaultValue("") String key) {
        return Uni.createFrom().deferred(() -> {
            Optional<TicketNo> ticket = TicketNo.parse(no);
            return withPost(
                    token,
                    post -> ticket.isEmpty()
                            ? htmlResponses.redirect("/unit/" + token + "?tab=c")
                            : act(post, token, ticket.get(), version, action(post, name, words, key)));
        });
    }

    private Uni<Response> act(Post post, String token, TicketNo no, int version, Action action) {
        String lengthError = FormInput.lengthError(action.words());
        if (!lengthError.isEmpty()) {
            return rejected(post, token, lengthError + "您写的：" + action.words());
        }
        // An acknowledgement counts whichever version of the ticket the page showed.
        Uni<Outcome> acted = action.type() == ActionType.ACKNOWLEDGE
                ? ticketService.act(no, action)
                : ticketService.act(no, version, action);
        return acted.chain(outcome -> switch (outcome) {
            case Outcome.Done done ->
                htmlResponses.redirect("/unit/" + token + "?tab=c&said=" + messageKey(action.type()));
            case Outcome.Rejected rejected -> rejected(post, token, rejected.why());
            case Outcome.VersionConflict versionConflict ->
                rejected(post, token, "这件事刚刚有了变化，下面是它现在的样子。您写的：" + action.words());
            case Outcome.NotFound notFound -> htmlResponses.redirect("/unit/" + token + "?tab=c");
        });
    }

    private Uni<Response> rejected(Post post, String token, String why) {
        return pageModel
                .load(post, token)
                .chain(work -> htmlResponses.page(
                        409,
                        UnitTemplates.unit(new UnitView(work, "c", RelayForm.blank(), PageMessage.rejected(why)))));
    }

    private static Action action(Post post, String name, String words, String key) {
        ActionType type = switch (name) {
            case "solved" -> ActionType.RESULT;
            case "heard" -> ActionType.ACKNOWLEDGE;
            default -> ActionType.PASS_ON;
        };
        return Action.of(type, UnitPageModel.actor(post))
                .withWords(TextSanitizer.sanitize(words))
                .withSource(new MessageSource("unit", UnitPageModel.unit(post).value(), IdempotencyKeys.keyOrNew(key)));
    }

    private static String messageKey(ActionType type) {
        return switch (type) {
            case RESULT -> "solved";
            case ACKNOWLEDGE -> "heard";
            default -> "passed";
        };
    }

    Uni<Response> withPost(String token, Function<Post, Uni<Response>> page) {
        return links.find(token).map(page).orElseGet(() -> htmlResponses.page(410, PageTemplates.gone(line)));
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
