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
import java.time.Instant;
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
import lianhu.adapters.web.work.WorkLink;
import lianhu.adapters.web.work.WorkLinkTokens;
import lianhu.adapters.web.work.WorkResponses;
import lianhu.adapters.web.work.WorkTickets;
import lianhu.core.area.Areas;
import lianhu.core.casework.TicketService;
import lianhu.core.consultation.Consultation;
import lianhu.core.consultation.ConsultationRequest;
import lianhu.core.consultation.ConsultationService;
import lianhu.core.consultation.ConsultationSummary;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.report.MessageSource;
import lianhu.core.ticket.ConsultationKind;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketWithReceipts;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** 吹哨: the holder of a ticket calls departments and posts to a place, sees who came, and ends it. */
@Path("/work/{token}/{no}/whistle")
@PublicPage
public class WhistlePages {
    private static final Map<String, String> MESSAGES = Map.of("open", "吹了哨，正在告诉他们。谁到了这里看得到。", "end", "销了哨，告诉了各家。");

    private final WorkLinkTokens links;
    private final WorkTickets workTickets;
    private final TicketService ticketService;
    private final ConsultationService consultationService;
    private final Areas areas;
    private final WorkResponses workResponses;
    private final HtmlResponses htmlResponses;
    private final LimitedLookups limitedLookups;
    private final Hotline line;
    private final InstantSource clock;

    public WhistlePages(
            WorkLinkTokens links,
            WorkTickets workTickets,
            TicketService ticketService,
            ConsultationService consultationService,
            Areas areas,
            WorkResponses workResponses,
            HtmlResponses htmlResponses,
            LimitedLookups limitedLookups,
            Hotline line,
            InstantSource clock) {
        this.links = links;
        this.workTickets = workTickets;
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
    private record Held(WorkLink link, TicketWithReceipts loaded, List<Consultation> all) {}

    @GET
    @Operation(hidden = true)
    public Uni<Response> page(
            @PathParam("token") String token,
            @PathParam("no") String no,
            @QueryParam("said") @DefaultValue("") String said,
            @Context HttpServerRequest request) {
        return withTicket(
                token,
                no,
                request,
                held -> htmlResponses.page(ConsultationTemplates.whistle(
                        view(held, new PageMessage(MESSAGES.getOrDefault(said, ""), false)))));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> act(
            @PathParam("token") String token,
            @PathParam("no") String no,
            @BeanParam ConsultationForm form,
            @Context HttpServerRequest request) {
        return withTicket(token, no, request, held -> act(held, form));
    }

    private Uni<Response> act(Held held, ConsultationForm form) {
        boolean isEnd = form.act.equals("end");
        Optional<ConsultationRequest> wanted = isEnd
                ? held.all().stream()
                        .filter(one -> one.number() == form.number && one.kind() == ConsultationKind.WHISTLE)
                        .findFirst()
                        .flatMap(one -> form.ending(one, List.of()))
                : Optional.of(form.whistle(consultationService.options(held.loaded())));
        if (wanted.isEmpty() || !form.error().isEmpty()) {
            return rejected(held, form, form.error().isEmpty() ? "没有这一个。" : form.error());
        }
        MessageSource source = new MessageSource("whistle", held.link().holder().id(), form.idempotencyKey());
        TicketNo no = held.loaded().ticket().no();
        return consultationService
                .handle(no, wanted.get(), held.link().holder(), Optional.of(source))
                .chain(outcome -> switch (outcome) {
                    case ConsultationService.Outcome.Done done ->
                        htmlResponses.redirect(path(held) + "?said=" + (isEnd ? "end" : "open"));
                    case ConsultationService.Outcome.Rejected rejected -> rejected(held, form, rejected.why());
                    case ConsultationService.Outcome.NotFound notFound -> workResponses.ended();
                });
    }

    private Uni<Response> rejected(Held held, ConsultationForm form, String why) {
        return htmlResponses.page(
                409, ConsultationTemplates.whistle(view(held, PageMessage.rejected(why + form.written()))));
    }

    private static String path(Held held) {
        return held.link().path() + "/" + held.loaded().ticket().no() + "/whistle";
    }

    private WhistleView view(Held held, PageMessage message) {
        Instant now = clock.instant();
        TicketNo no = held.loaded().ticket().no();
        List<Consultation> whistles = held.all().stream()
                .filter(one -> one.kind() == ConsultationKind.WHISTLE)
                .toList()
                .reversed();
        return new WhistleView(
                path(held),
                held.link().path() + "/" + no,
                held.link().holder().name(),
                held.loaded().title(),
                areas.displayName(held.loaded().ticket().area()),
                whistles.stream().map(one -> ConsultationSummary.of(one, now)).toList(),
                whistles.stream()
                        .filter(one ->
                                consultationService.mayEnd(one, held.link().holder()))
                        .map(Consultation::number)
                        .toList(),
                consultationService.mayOpen(
                        held.loaded().ticket(),
                        ConsultationKind.WHISTLE,
                        held.link().holder()),
                ConsultationPages.choices(consultationService.options(held.loaded())),
                IdempotencyKeys.newKey(),
                message,
                line);
    }

    private Uni<Response> withTicket(
            String token, String no, HttpServerRequest request, Function<Held, Uni<Response>> page) {
        return limitedLookups.of(
                request,
                () -> links.find(token)
                        .chain(link -> link.flatMap(one -> TicketNo.parse(no).map(number -> find(one, number)))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                        .chain(held -> held.map(page).orElseGet(workResponses::ended)));
    }

    /** Empty when the ticket is not with the holder of the link. */
    private Uni<Optional<Held>> find(WorkLink link, TicketNo no) {
        return workTickets
                .find(link, no)
                .chain(details -> details.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : Uni.combine()
                                .all()
                                .unis(ticketService.find(no), consultationService.find(no))
                                .asTuple()
                                .map(found ->
                                        found.getItem1().map(loaded -> new Held(link, loaded, found.getItem2()))));
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
