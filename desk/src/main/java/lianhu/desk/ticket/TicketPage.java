package lianhu.desk.ticket;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.core.casework.TicketService;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.consultation.ConsultationRow;
import lianhu.desk.format.Labels;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import lianhu.desk.format.StatusLabel;
import lianhu.desk.queue.QueuePage;
import lianhu.desk.queue.QueueView;
import lianhu.desk.view.PhoneCallList;
import lianhu.desk.view.RecordingView;
import lianhu.desk.view.TicketView;
import lianhu.desk.view.VoiceHint;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** One ticket: its reports, history, routing, deliveries and allowed actions. */
@Path("/desk/tickets/{no}")
@Authenticated
public final class TicketPage {

    private final TicketQueries ticketQueries;
    private final TicketService ticketService;
    private final TicketPageReader reader;
    private final AssigneeOptions assigneeOptions;
    private final TicketActionExecutor executor;
    private final Labels labels;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    TicketPage(
            TicketQueries ticketQueries,
            TicketService ticketService,
            TicketPageReader reader,
            AssigneeOptions assigneeOptions,
            TicketActionExecutor executor,
            Labels labels,
            PageRenderer pageRenderer,
            InstantSource clock) {
        this.ticketQueries = ticketQueries;
        this.ticketService = ticketService;
        this.reader = reader;
        this.assigneeOptions = assigneeOptions;
        this.executor = executor;
        this.labels = labels;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /**
     * @param calls by telephone, for an emergency
     */
    public record View(
            TicketView ticket,
            ActionPanel panel,
            PhoneCallList calls,
            PhoneCallList followUps,
            PhoneCallList reporterCalls,
            RecordingView recordings,
            VoiceHint hint,
            BoardEntry board,
            List<ConsultationRow> consultations) {}

    /** Two tickets next to each other before they are merged. */
    record MergePreview(TicketView one, TicketView other, String trouble) {}

    @GET
    public Uni<Response> ticketPage(@RestPath String no, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        return find(no).chain(found -> found.isPresent()
                ? ticketPage(200, found.get(), panel(found.get().ticket(), staffMember), staffMember)
                : pageRenderer.ticketNotFound(staffMember));
    }

    /** Everything but the forms, so that typed text survives a change of the ticket. */
    @GET
    @Path("facts")
    public Uni<Response> details(@RestPath String no, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        return part(no, "facts", staffMember);
    }

    @GET
    @Path("panel")
    public Uni<Response> panel(@RestPath String no, @Context ContainerRequestContext request) {
        return part(no, "panel", CurrentStaff.of(request));
    }

    @GET
    @Path("preview")
    public Uni<Response> preview(@RestPath String no) {
        return find(no).chain(found -> found.isEmpty()
                ? PageRenderer.status(404)
                : pageRenderer
                        .part(
                                "queue",
                                "preview",
                                new QueuePage.View(
                                        QueueView.NOTHING,
                                        new TicketQueries.Totals(0, 0, 0, 0, 0),
                                        List.of(),
                                        Optional.of(TicketView.of(found.get(), labels, clock.instant()))))
                        .map(part -> PageRenderer.html(200, part)));
    }

    @GET
    @Path("pair")
    public Uni<Response> pair(@RestPath String no, @RestQuery @DefaultValue("") String into) {
        return find(no).chain(one -> one.isEmpty()
                ? PageRenderer.status(404)
                : executor.findMergePartner(into)
                        .chain(other -> pageRenderer.part("ticket", "pair", pair(one.get(), other, clock.instant())))
                        .map(part -> PageRenderer.html(200, part)));
    }

    @POST
    @Path("{action}")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Uni<Response> act(
            @RestPath String no,
            @RestPath String action,
            @BeanParam ActionForm form,
            @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        boolean isPart = request.getHeaderString("HX-Request") != null;
        Optional<ActionType> type = ActionPanel.type(action);
        return type.isEmpty()
                ? PageRenderer.status(404)
                : find(no).chain(found -> found.isEmpty()
                        ? pageRenderer.ticketNotFound(staffMember)
                        : executor.execute(type.get(), found.get(), form, staffMember)
                                .chain(outcome ->
                                        respond(outcome, type.get(), found.get(), form, staffMember, isPart)));
    }

    private Uni<Response> respond(
            TicketService.Outcome outcome,
            ActionType type,
            TicketQueries.TicketDetails before,
            ActionForm actionForm,
            StaffMember staffMember,
            boolean isPart) {
        return switch (outcome) {
            case TicketService.Outcome.Done done ->
                isPart
                        ? pageRenderer
                                .part("ticket", "panel", panel(done.ticket(), staffMember))
                                .map(part -> Response.fromResponse(PageRenderer.html(200, part))
                                        .header("HX-Trigger", "changed")
                                        .build())
                        : PageRenderer.redirect("/desk/tickets/" + done.ticket().no());
            case TicketService.Outcome.VersionConflict versionConflict ->
                render(
                        409,
                        before,
                        keepInput(panel(versionConflict.ticket(), staffMember), type, actionForm)
                                .inConflict(conflict(versionConflict, type, actionForm)),
                        staffMember,
                        isPart);
            case TicketService.Outcome.Rejected rejected ->
                render(
                        422,
                        before,
                        keepInput(panel(rejected.ticket(), staffMember), type, actionForm)
                                .refused(rejected.why()),
                        staffMember,
                        isPart);
            case TicketService.Outcome.NotFound notFound -> pageRenderer.ticketNotFound(staffMember);
        };
    }

    private Uni<Response> render(
            int status,
            TicketQueries.TicketDetails ticketDetails,
            ActionPanel actionPanel,
            StaffMember staffMember,
            boolean isPart) {
        return isPart
                ? pageRenderer.part("ticket", "panel", actionPanel).map(part -> PageRenderer.html(status, part))
                : ticketPage(status, ticketDetails, actionPanel, staffMember);
    }

    private static ActionPanel keepInput(ActionPanel actionPanel, ActionType type, ActionForm actionForm) {
        return actionPanel.opened(ActionPanel.key(type), actionForm.text(), actionForm.assignee());
    }

    private ActionPanel.Conflict conflict(
            TicketService.Outcome.VersionConflict versionConflict, ActionType type, ActionForm actionForm) {
        Ticket ticket = versionConflict.ticket();
        String to = assigneeOptions
                .find(ticket, actionForm.assignee(), ticketService.today())
                .map(Owner::name)
                .orElse("");
        return new ActionPanel.Conflict(
                actionForm.expectedVersion(),
                ticket.version(),
                StatusLabel.of(ticket).word() + " · " + ticket.owner().name(),
                ActionPanel.label(type)
                        + (to.isEmpty() ? "" : "，给" + to)
                        + (actionForm.text().isEmpty() ? "" : " · “" + actionForm.text() + "”"));
    }

    private ActionPanel panel(Ticket ticket, StaffMember staffMember) {
        return ActionPanel.of(
                ticket,
                ticketService.allowedActions().of(ticket, staffMember.actor(), ticketService.now()),
                assigneeOptions.of(ticket, ticketService.today()));
    }

    private MergePreview pair(
            TicketQueries.TicketDetails one, Optional<TicketQueries.TicketDetails> other, java.time.Instant now) {
        TicketView here = TicketView.of(one, labels, now);
        return other.filter(ticketDetails ->
                        !ticketDetails.ticket().no().equals(one.ticket().no()))
                .map(ticketDetails -> new MergePreview(here, TicketView.of(ticketDetails, labels, now), ""))
                .orElseGet(() -> new MergePreview(here, here, other.isEmpty() ? "没有查到这个号" : "这就是这一件"));
    }

    private Uni<Optional<TicketQueries.TicketDetails>> find(String no) {
        return TicketNo.parse(no)
                .map(number -> ticketQueries.find(number, Viewer.DESK))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Response> part(String no, String fragment, StaffMember staffMember) {
        return find(no).chain(found -> found.isEmpty()
                ? PageRenderer.status(404)
                : model(found.get(), fragment, staffMember)
                        .chain(model -> pageRenderer.part("ticket", fragment, model))
                        .map(part -> PageRenderer.html(200, part)));
    }

    private Uni<Object> model(TicketQueries.TicketDetails found, String fragment, StaffMember staffMember) {
        ActionPanel actionPanel = panel(found.ticket(), staffMember);
        return fragment.equals("panel")
                ? Uni.createFrom().item(actionPanel)
                : reader.read(found, actionPanel, staffMember).map(view -> view);
    }

    private Uni<Response> ticketPage(
            int status, TicketQueries.TicketDetails ticketDetails, ActionPanel actionPanel, StaffMember staffMember) {
        String title = ticketDetails.title() + " · " + ticketDetails.ticket().no();
        return reader.read(ticketDetails, actionPanel, staffMember)
                .chain(view -> pageRenderer.page("ticket", view, title, "queue", staffMember, ""))
                .map(page -> PageRenderer.html(status, page));
    }
}
