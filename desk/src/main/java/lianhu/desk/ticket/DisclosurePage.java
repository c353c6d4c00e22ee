package lianhu.desk.ticket;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lianhu.core.casework.ReporterDisclosure;
import lianhu.core.casework.ReporterIdentities;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.query.Viewer;
import lianhu.core.report.TextSanitizer;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.DisclosureRequest;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import lianhu.desk.auth.BootstrapPasswordFile;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.auth.StaffSession;
import lianhu.desk.format.DemoMode;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Discloses who reported a sealed ticket: one person asks, another approves, each looks once. */
@Path("/desk/tickets/{no}/unseal")
@Authenticated
public final class DisclosurePage {
    private static final int MAX_REASON_LENGTH = 200;

    private final ReporterDisclosure reporterDisclosure;
    private final DemoMode demoMode;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    DisclosurePage(
            ReporterDisclosure reporterDisclosure, DemoMode demoMode, PageRenderer pageRenderer, InstantSource clock) {
        this.reporterDisclosure = reporterDisclosure;
        this.demoMode = demoMode;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /**
     * @param isShared whether the login is the shared one, which may do nothing here
     * @param mayAsk whether nobody has asked yet
     * @param mayAgree whether another person has asked
     * @param mayPlay whether the visitor of a demonstration may become the second person
     */
    public record View(
            String no,
            boolean isShared,
            boolean mayAsk,
            boolean mayAgree,
            boolean mayLook,
            boolean isOwn,
            boolean mayPlay,
            String asked,
            String reason,
            String until,
            String trouble,
            List<ReporterRow> shown) {}

    /** @param name empty for an anonymous report */
    public record ReporterRow(String receipt, String name, String phone, String words) {}

    @GET
    public Uni<Response> page(@RestPath String no, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        return render(200, no, staffMember, "", List.of());
    }

    @POST
    @Path("ask")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> request(
            @RestPath String no, @RestForm String reason, @Context ContainerRequestContext request) {
        return apply(
                no,
                request,
                number -> reporterDisclosure.request(number, Viewer.DESK, person(request), reason(reason)));
    }

    @POST
    @Path("agree")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> approve(
            @RestPath String no, @RestForm String reason, @Context ContainerRequestContext request) {
        return apply(
                no,
                request,
                number -> reporterDisclosure.approve(number, Viewer.DESK, person(request), reason(reason)));
    }

    /** Only the response to this request holds the name. */
    @POST
    @Path("look")
    public Uni<Response> disclose(@RestPath String no, @Context ContainerRequestContext request) {
        return apply(no, request, number -> reporterDisclosure.disclose(number, Viewer.DESK, person(request)));
    }

    /** The visitor of a demonstration becomes the second person, or the first one again. */
    @POST
    @Path("play")
    public Response play(@RestPath String no, @Context ContainerRequestContext request) {
        Optional<TicketNo> number = TicketNo.parse(no);
        if (!demoMode.isOn() || number.isEmpty()) {
            return Response.status(404).build();
        }
        return StaffSession.switchPerson(request, "/desk/tickets/" + number.get() + "/unseal");
    }

    private Uni<Response> apply(
            String no, ContainerRequestContext request, Function<TicketNo, Uni<ReporterDisclosure.Outcome>> action) {
        StaffMember staffMember = CurrentStaff.of(request);
        Optional<TicketNo> number = TicketNo.parse(no);
        if (number.isEmpty()) {
            return pageRenderer.ticketNotFound(staffMember);
        }
        if (isSharedAccount(staffMember)) {
            return render(403, no, staffMember, "", List.of());
        }
        return action.apply(number.get()).chain(outcome -> switch (outcome) {
            case ReporterDisclosure.Outcome.Recorded recorded ->
                PageRenderer.redirect("/desk/tickets/" + number.get() + "/unseal");
            case ReporterDisclosure.Outcome.Disclosed disclosed ->
                render(
                        200,
                        no,
                        staffMember,
                        "",
                        disclosed.reporters().stream()
                                .map(DisclosurePage::person)
                                .toList());
            case ReporterDisclosure.Outcome.Rejected rejected ->
                render(409, no, staffMember, rejected.why(), List.of());
            case ReporterDisclosure.Outcome.NotFound notFound -> pageRenderer.ticketNotFound(staffMember);
        });
    }

    private Uni<Response> render(
            int status, String no, StaffMember staffMember, String trouble, List<ReporterRow> shown) {
        return TicketNo.parse(no)
                .map(number -> reporterDisclosure.status(number, Viewer.DESK))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .chain(found -> found.isEmpty()
                        ? pageRenderer.ticketNotFound(staffMember)
                        : pageRenderer
                                .page(
                                        "unseal",
                                        view(
                                                no,
                                                found.get(),
                                                staffMember,
                                                demoMode.isOn(),
                                                trouble,
                                                shown,
                                                clock.instant()),
                                        "两人批准 · " + no,
                                        "queue",
                                        staffMember,
                                        "")
                                .map(page -> PageRenderer.html(status, page)));
    }

    public static View view(
            String no,
            DisclosureRequest disclosureRequest,
            StaffMember staffMember,
            boolean mayPlay,
            String trouble,
            List<ReporterRow> shown,
            Instant now) {
        boolean isShared = isSharedAccount(staffMember);
        Actor person = person(staffMember);
        Optional<TicketEvent> first = disclosureRequest.requested();
        return new View(
                no,
                isShared,
                !isShared && disclosureRequest.isIdle(),
                !isShared && disclosureRequest.awaitsApproval() && !disclosureRequest.isRequester(person),
                !isShared && disclosureRequest.mayView(person),
                disclosureRequest.isRequester(person),
                mayPlay,
                first.map(event -> event.by().name() + " " + ChineseTime.formatPast(event.at(), now) + " 提的")
                        .orElse(""),
                first.map(TicketEvent::words).orElse(""),
                disclosureRequest.until().map(ChineseTime::formatFull).orElse(""),
                trouble,
                shown);
    }

    private static ReporterRow person(ReporterIdentities.ReporterIdentity reporterIdentity) {
        return new ReporterRow(
                reporterIdentity.receipt().spoken(),
                reporterIdentity.person().name(),
                reporterIdentity.person().phone(),
                reporterIdentity.words());
    }

    /** A shared login identifies no person. */
    private static boolean isSharedAccount(StaffMember staffMember) {
        return staffMember.login().equals(BootstrapPasswordFile.LOGIN);
    }

    private static Actor person(ContainerRequestContext request) {
        return person(CurrentStaff.of(request));
    }

    /** The person instead of the desk: the record names one person. */
    private static Actor person(StaffMember staffMember) {
        return new Actor(Actor.Type.DESK, staffMember.person().id(), staffMember.name());
    }

    private static String reason(@Nullable String text) {
        return TextSanitizer.truncate(TextSanitizer.sanitize(text), MAX_REASON_LENGTH);
    }
}
