package lianhu.adapters.web;

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
import lianhu.core.broadcast.EscalationRepository;
import lianhu.core.casework.TicketService;
import lianhu.core.casework.TicketService.Outcome;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.notice.DeliveryState;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.MessageSource;
import lianhu.core.roster.Post;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.TicketNo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A unit head's own page: what waits for him, and what he does about it. */
@Path("/unit/{token}")
@PublicPage
public class UnitPages {
    private static final Map<String, String> SAID = Map.of(
            "pasted", "转了，谢谢。", "solved", "记下了，会告诉报事的人。", "passed", "转给网格了，最迟的日子不变。", "heard", "记下了，是您应的。不再往下叫人。");

    private final UnitLinks links;
    private final UnitDesk desk;
    private final TicketQueries ticketQueries;
    private final TicketService ticketService;
    private final Receipts receipts;
    private final Slips slips;
    private final Answer answer;
    private final ServiceLine line;
    private final EscalationRepository escalationRepository;
    private final InstantSource clock;

    public UnitPages(
            UnitLinks links,
            UnitDesk desk,
            TicketQueries ticketQueries,
            TicketService ticketService,
            Receipts receipts,
            Slips slips,
            Answer answer,
            ServiceLine line,
            EscalationRepository escalationRepository,
            InstantSource clock) {
        this.escalationRepository = escalationRepository;
        this.links = links;
        this.desk = desk;
        this.ticketQueries = ticketQueries;
        this.ticketService = ticketService;
        this.receipts = receipts;
        this.slips = slips;
        this.answer = answer;
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
            @CookieParam(Answer.GOT) @DefaultValue("") String got) {
        String wanted = tab.equals("b") || tab.equals("c") ? tab : "a";
        return as(
                token,
                post -> desk.look(post, token)
                        .map(view -> view.at(wanted).saying(SAID.getOrDefault(said, ""), false))
                        .chain(view -> slips.read(got, no)
                                .map(slip -> received(post, slip).map(view::giving))
                                .orElseGet(() -> Uni.createFrom().item(view)))
                        .chain(view -> answer.page(UnitTemplates.unit(view))));
    }

    private Uni<UnitView.Got> received(Post post, Slip slip) {
        GotView receipt = receipts.view(slip, clock.instant());
        boolean isOpen = slip.receipt().confidentiality() == Confidentiality.OPEN
                && (receipt.kind().equals("open") || receipt.kind().equals("fire"));
        return desk.waitingFor(UnitDesk.unit(post), slip.no())
                .map(delivery ->
                        new UnitView.Got(receipt, slip.who(), isOpen ? receipts.relayed(slip) : "", delivery, !isOpen));
    }

    /** 已转发. */
    @POST
    @Path("/pasted")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> pasted(@PathParam("token") String token, @FormParam("id") @DefaultValue("0") long id) {
        return as(
                token,
                post -> ticketQueries
                        .waitingForUnitHead(UnitDesk.unit(post))
                        .chain(waiting -> waiting.stream().anyMatch(one -> one.id() == id)
                                ? ticketQueries.settle(id, DeliveryState.SENT, "由联户长转发")
                                : Uni.createFrom().item(false))
                        .chain(done -> answer.next("/unit/" + token + "?tab=b&said=pasted")));
    }

    /** 听到了: an emergency to many, answered for this unit. */
    @POST
    @Path("/heard")
    @Operation(hidden = true)
    public Uni<Response> heard(@PathParam("token") String token) {
        return as(
                token,
                post -> escalationRepository
                        .acknowledge(List.of(post), clock.instant())
                        .chain(done -> answer.next("/unit/" + token + "?tab=b&said=heard")));
    }

    /** The head's own first step, or his answer to an emergency. */
    @POST
    @Path("/do")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> act(
            @PathParam("token") String token,
            @FormParam("no") @DefaultValue("") String no,
            @FormParam("version") @DefaultValue("0") int version,
            @FormParam("deed") @DefaultValue("") String deed,
            @FormParam("words") @DefaultValue("") String words,
            @FormParam("key") @DefaultValue("") String key) {
        Optional<TicketNo> ticket = TicketNo.parse(no);
        return as(
                token,
                post -> ticket.isEmpty()
                        ? answer.next("/unit/" + token + "?tab=c")
                        : act(post, token, ticket.get(), version, action(post, deed, words, key)));
    }

    private Uni<Response> act(Post post, String token, TicketNo no, int version, Action action) {
        // An answer to an emergency counts whatever else happened meanwhile.
        Uni<Outcome> acted = action.type() == ActionType.ACKNOWLEDGE
                ? ticketService.act(no, action)
                : ticketService.act(no, version, action);
        return acted.chain(outcome -> switch (outcome) {
            case Outcome.Done done -> answer.next("/unit/" + token + "?tab=c&said=" + said(action.type()));
            case Outcome.Rejected rejected -> refused(post, token, rejected.why());
            case Outcome.VersionConflict versionConflict ->
                refused(post, token, "这件事刚刚有了变化，下面是它现在的样子。您写的：" + action.words());
            case Outcome.NotFound notFound -> answer.next("/unit/" + token + "?tab=c");
        });
    }

    private Uni<Response> refused(Post post, String token, String why) {
        return desk.look(post, token)
                .chain(view -> answer.page(409, UnitTemplates.unit(view.at("c").saying(why, true))));
    }

    private static Action action(Post post, String deed, String words, String key) {
        ActionType type = switch (deed) {
            case "solved" -> ActionType.RESULT;
            case "heard" -> ActionType.ACKNOWLEDGE;
            default -> ActionType.PASS_ON;
        };
        return Action.of(type, UnitDesk.actor(post))
                .withWords(Typed.words(words))
                .withSource(new MessageSource("unit", UnitDesk.unit(post).value(), Typed.key(key)));
    }

    private static String said(ActionType type) {
        return switch (type) {
            case RESULT -> "solved";
            case ACKNOWLEDGE -> "heard";
            default -> "passed";
        };
    }

    Uni<Response> as(String token, Function<Post, Uni<Response>> deed) {
        return links.find(token).map(deed).orElseGet(() -> answer.page(410, Pages.gone(line)));
    }

    @ServerExceptionMapper
    public Uni<Response> away(Exception broken) {
        return answer.away(broken);
    }
}
