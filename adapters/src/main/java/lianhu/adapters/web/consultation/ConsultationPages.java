package lianhu.adapters.web.consultation;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.LimitedLookups;
import lianhu.adapters.web.support.PageMessage;
import lianhu.adapters.web.support.PublicPage;
import lianhu.adapters.web.work.ConsultationLink;
import lianhu.adapters.web.work.WorkLinkTokens;
import lianhu.adapters.web.work.WorkResponses;
import lianhu.core.area.Areas;
import lianhu.core.casework.TicketService;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.consultation.Consultation;
import lianhu.core.consultation.ConsultationFields;
import lianhu.core.consultation.ConsultationNoticeComposer;
import lianhu.core.consultation.ConsultationParty;
import lianhu.core.consultation.ConsultationRequest;
import lianhu.core.consultation.ConsultationService;
import lianhu.core.consultation.ConsultationSummary;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.TicketQueries.TicketDetails;
import lianhu.core.query.Viewer;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.report.MessageSource;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.ConsultationKind;
import lianhu.core.ticket.TicketWithReceipts;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The page of one consultation, under the link of its notice: a party answers, the convenor ends it, a leader reads. */
@Path("/work/{token}/consultation")
@PublicPage
public class ConsultationPages {
    private static final Map<String, String> MESSAGES = Map.of("answer", "记下了，叫您的人看得到。", "end", "结束了，告诉了各家。");

    private final WorkLinkTokens links;
    private final TicketQueries ticketQueries;
    private final TicketService ticketService;
    private final ConsultationService consultationService;
    private final Areas areas;
    private final WorkResponses workResponses;
    private final HtmlResponses htmlResponses;
    private final LimitedLookups limitedLookups;
    private final Hotline line;
    private final InstantSource clock;

    public ConsultationPages(
            WorkLinkTokens links,
            TicketQueries ticketQueries,
            TicketService ticketService,
            ConsultationService consultationService,
            Areas areas,
            WorkResponses workResponses,
            HtmlResponses htmlResponses,
            LimitedLookups limitedLookups,
            Hotline line,
            InstantSource clock) {
        this.links = links;
        this.ticketQueries = ticketQueries;
        this.ticketService = ticketService;
        this.consultationService = consultationService;
        this.areas = areas;
        this.workResponses = workResponses;
        this.htmlResponses = htmlResponses;
        this.limitedLookups = limitedLookups;
        this.line = line;
        this.clock = clock;
    }

    /** What the page is about. */
    private record Called(
            ConsultationLink link, TicketDetails details, TicketWithReceipts loaded, Consultation consultation) {}

    @GET
    @Operation(hidden = true)
    public Uni<Response> page(
            @PathParam("token") String token,
            @QueryParam("said") @DefaultValue("") String said,
            @Context HttpServerRequest request) {
        return withLink(
                token,
                request,
                called -> htmlResponses.page(ConsultationTemplates.consultation(
                        view(called, new PageMessage(MESSAGES.getOrDefault(said, ""), false)))));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> act(
            @PathParam("token") String token, @BeanParam ConsultationForm form, @Context HttpServerRequest request) {
        return withLink(token, request, called -> act(called, form));
    }

    private Uni<Response> act(Called called, ConsultationForm form) {
        form.number = called.consultation().number();
        boolean isEnd = form.act.equals("end");
        Optional<ConsultationRequest> wanted = isEnd
                ? form.ending(called.consultation(), consultationService.options(called.loaded()))
                : form.answer();
        if (wanted.isEmpty() || !form.error().isEmpty()) {
            return rejected(called, form, form.error().isEmpty() ? "请选一项。" : form.error());
        }
        MessageSource source =
                new MessageSource("consultation", called.link().holder().id(), form.idempotencyKey());
        return consultationService
                .handle(called.link().ticket(), wanted.get(), called.link().holder(), Optional.of(source))
                .chain(outcome -> switch (outcome) {
                    case ConsultationService.Outcome.Done done ->
                        htmlResponses.redirect(called.link().path() + "?said=" + (isEnd ? "end" : "answer"));
                    case ConsultationService.Outcome.Rejected rejected -> rejected(called, form, rejected.why());
                    case ConsultationService.Outcome.NotFound notFound -> workResponses.ended();
                });
    }

    private Uni<Response> rejected(Called called, ConsultationForm form, String why) {
        PageMessage message = PageMessage.rejected(why + form.written());
        return htmlResponses.page(409, ConsultationTemplates.consultation(view(called, message)));
    }

    private ConsultationView view(Called called, PageMessage message) {
        Consultation one = called.consultation();
        Optional<ConsultationParty> own = consultationService
                .partyOf(one, called.link().holder())
                .stream()
                .mapToObj(index -> one.parties().get(index))
                .findFirst();
        boolean isWhistle = one.kind() == ConsultationKind.WHISTLE;
        return new ConsultationView(
                called.link().path(),
                called.link().holder().name(),
                called.details().title(),
                areas.displayName(called.details().ticket().area()),
                one.ticket().value(),
                ConsultationSummary.of(one, clock.instant()),
                one.isOpen() && own.filter(ConsultationParty::isSilent).isPresent(),
                one.isOpen()
                        && isWhistle
                        && own.filter(party -> !party.isSilent()).isPresent(),
                consultationService.mayEnd(one, called.link().holder()),
                one.kind() == ConsultationKind.MEETING
                        ? choices(consultationService.options(called.loaded()))
                        : List.of(),
                IdempotencyKeys.newKey(),
                message,
                line);
    }

    static List<ConsultationView.Choice> choices(List<Owner> owners) {
        return owners.stream()
                .map(owner -> new ConsultationView.Choice(ConsultationFields.key(owner), owner.name()))
                .toList();
    }

    private Uni<Response> withLink(String token, HttpServerRequest request, Function<Called, Uni<Response>> page) {
        return limitedLookups.of(
                request,
                () -> links.findConsultation(token)
                        .chain(found -> found.map(this::find)
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                        .chain(called -> called.map(page).orElseGet(workResponses::ended)));
    }

    /** The link proves that its holder was told; the page shows the title and the consultation, and nothing else of the ticket. */
    private Uni<Optional<Called>> find(ConsultationLink link) {
        return Uni.combine()
                .all()
                .unis(
                        ticketQueries.find(link.ticket(), Viewer.GATEWAY),
                        ticketService.find(link.ticket()),
                        consultationService.find(link.ticket()))
                .asTuple()
                .map(found -> found.getItem1()
                        .flatMap(details -> ConsultationNoticeComposer.find(
                                        link.version(), details.history(), found.getItem3())
                                .filter(one -> isShown(link, details, one))
                                .flatMap(one ->
                                        found.getItem2().map(loaded -> new Called(link, details, loaded, one)))));
    }

    /** What is not open to all is for the parties and the convenor alone. */
    private boolean isShown(ConsultationLink link, TicketDetails details, Consultation one) {
        return details.ticket().confidentiality() == Confidentiality.OPEN
                || consultationService.partyOf(one, link.holder()).isPresent()
                || link.holder().id().equals(one.convenor().id());
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
