package lianhu.desk.broadcast;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import lianhu.core.broadcast.Broadcast;
import lianhu.core.broadcast.BroadcastAction;
import lianhu.core.broadcast.BroadcastAudience;
import lianhu.core.broadcast.BroadcastRepository;
import lianhu.core.broadcast.BroadcastService;
import lianhu.core.broadcast.EscalationRepository;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.DailyCallLimit;
import lianhu.core.outbound.OutboundCallStore;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.report.TextSanitizer;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.auth.StaffSession;
import lianhu.desk.format.DemoMode;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** 通知: write, preview, approve by a second person, and follow the delivery. */
@Path("/desk/notices")
@Authenticated
public final class BroadcastsPage {
    private static final int LISTED = 10;
    private static final int SHOWN = 240;

    private final BroadcastService broadcastService;
    private final BroadcastRepository broadcastRepository;
    private final EscalationRepository escalationRepository;
    private final OutboundCallStore outboundCalls;
    private final DailyCallLimit dailyCallLimit;
    private final BroadcastForm broadcastForm;
    private final BroadcastStatusView statusView;
    private final DemoMode demoMode;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    BroadcastsPage(
            BroadcastService broadcastService,
            BroadcastRepository broadcastRepository,
            EscalationRepository escalationRepository,
            OutboundCallStore outboundCalls,
            DailyCallLimit dailyCallLimit,
            BroadcastForm broadcastForm,
            BroadcastStatusView statusView,
            DemoMode demoMode,
            PageRenderer pageRenderer,
            InstantSource clock) {
        this.broadcastService = broadcastService;
        this.broadcastRepository = broadcastRepository;
        this.escalationRepository = escalationRepository;
        this.outboundCalls = outboundCalls;
        this.dailyCallLimit = dailyCallLimit;
        this.broadcastForm = broadcastForm;
        this.statusView = statusView;
        this.demoMode = demoMode;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    @GET
    public Uni<Response> write(@RestQuery List<String> area, @Context ContainerRequestContext request) {
        return form(CurrentStaff.of(request), 200, area, "NOTICE", "", "", IdempotencyKeys.newKey());
    }

    /** The recipients of the chosen places. */
    @GET
    @Path("audience")
    public Uni<Response> audience(@RestQuery List<String> area) {
        return Uni.createFrom()
                .item(() -> broadcastForm.of(area, "NOTICE", "", "", ""))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(view -> pageRenderer.part("notices", "sum", view))
                .map(part -> PageRenderer.html(200, part));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> send(
            @RestForm List<String> area,
            @RestForm String kind,
            @RestForm String words,
            @RestForm String key,
            @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        String said = TextSanitizer.sanitize(words);
        String once = IdempotencyKeys.keyOrNew(key);
        Optional<BroadcastAudience> audience = BroadcastForm.audience(area);
        Broadcast.Kind wanted = "EMERGENCY".equals(kind) ? Broadcast.Kind.EMERGENCY : Broadcast.Kind.NOTICE;
        if (audience.isEmpty()) {
            return form(staffMember, 422, List.of(), wanted.name(), said, "请先选发给哪里。", once);
        }
        return broadcastService
                .create(audience.get(), wanted, said, staffMember.person(), "desk:" + once)
                .chain(outcome -> switch (outcome) {
                    case BroadcastService.Outcome.Done done ->
                        PageRenderer.redirect(
                                "/desk/notices/" + done.broadcast().id());
                    case BroadcastService.Outcome.Rejected rejected ->
                        form(staffMember, 422, area, wanted.name(), said, rejected.why(), once);
                    case BroadcastService.Outcome.NotFound notFound ->
                        form(staffMember, 404, area, wanted.name(), said, "没有这一条。", once);
                });
    }

    @GET
    @Path("{id}")
    public Uni<Response> show(@RestPath long id, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        return load(id, staffMember, "")
                .chain(view -> view.isEmpty()
                        ? PageRenderer.redirect("/desk/notices")
                        : pageRenderer
                                .page("notice", view.get(), "通知", "notices", staffMember, "")
                                .map(page -> PageRenderer.html(200, page)));
    }

    @GET
    @Path("{id}/board")
    public Uni<Response> live(@RestPath long id, @Context ContainerRequestContext request) {
        return load(id, CurrentStaff.of(request), "")
                .chain(view -> view.isEmpty()
                        ? PageRenderer.status(404)
                        : pageRenderer.part("notice", "board", view.get()).map(part -> PageRenderer.html(200, part)));
    }

    @POST
    @Path("{id}/do")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> act(@RestPath long id, @RestForm String action, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        Optional<BroadcastAction> wanted = Arrays.stream(BroadcastAction.values())
                .filter(one -> one.name().equals(action))
                .findFirst();
        if (wanted.isEmpty()) {
            return PageRenderer.status(422);
        }
        return broadcastService.act(id, wanted.get(), staffMember.person()).chain(outcome -> switch (outcome) {
            case BroadcastService.Outcome.Done done -> PageRenderer.redirect("/desk/notices/" + id);
            case BroadcastService.Outcome.Rejected rejected ->
                load(id, staffMember, rejected.why())
                        .chain(view ->
                                pageRenderer.page("notice", view.orElseThrow(), "通知", "notices", staffMember, ""))
                        .map(page -> PageRenderer.html(409, page));
            case BroadcastService.Outcome.NotFound notFound -> PageRenderer.status(404);
        });
    }

    /** The visitor of a demonstration becomes the duty officer, or the first person again. */
    @POST
    @Path("{id}/play")
    public Response play(@RestPath long id, @Context ContainerRequestContext request) {
        if (!demoMode.isOn()) {
            return Response.status(404).build();
        }
        return StaffSession.switchPerson(request, "/desk/notices/" + id);
    }

    private Uni<Optional<BroadcastStatusView.View>> load(long id, StaffMember staffMember, String trouble) {
        return broadcastRepository
                .progress(id)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : broadcastRepository
                                .deliveries(id, SHOWN)
                                .chain(results -> escalationRepository
                                        .findByBroadcast(id, SHOWN)
                                        .chain(called -> outboundCalls
                                                .findByMatter(
                                                        new CallMatter.OfBroadcast(id),
                                                        SHOWN,
                                                        clock.instant(),
                                                        dailyCallLimit.calls())
                                                .map(phoned -> Optional.of(statusView.view(
                                                        found.get(),
                                                        results,
                                                        called,
                                                        phoned,
                                                        staffMember,
                                                        trouble))))));
    }

    private Uni<Response> form(
            StaffMember staffMember,
            int status,
            List<String> area,
            String kind,
            String words,
            String trouble,
            String key) {
        return broadcastRepository
                .newest(LISTED)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(newest -> broadcastForm.of(area, kind, words, trouble, key).listing(statusView.list(newest)))
                .chain(view -> pageRenderer.page("notices", view, "通知", "notices", staffMember, ""))
                .map(page -> PageRenderer.html(status, page));
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
