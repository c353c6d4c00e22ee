package lianhu.desk.consultation;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
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
import java.util.function.Function;
import lianhu.core.casework.TicketService;
import lianhu.core.consultation.Consultation;
import lianhu.core.consultation.ConsultationFields;
import lianhu.core.consultation.ConsultationRequest;
import lianhu.core.consultation.ConsultationService;
import lianhu.core.consultation.Matter;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.report.MessageSource;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.ConsultationKind;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.TicketWithReceipts;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import org.jboss.resteasy.reactive.RestPath;

/** The whistles, meetings and mediations of a ticket: opened, answered for those who telephone, and ended. */
@Path("/desk/tickets/{no}/consultations")
@Authenticated
public final class ConsultationPage {
    private final TicketQueries ticketQueries;
    private final TicketService ticketService;
    private final ConsultationService consultationService;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    ConsultationPage(
            TicketQueries ticketQueries,
            TicketService ticketService,
            ConsultationService consultationService,
            PageRenderer pageRenderer,
            InstantSource clock) {
        this.ticketQueries = ticketQueries;
        this.ticketService = ticketService;
        this.consultationService = consultationService;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /**
     * @param holder name of the ticket's owner
     * @param fixed names of those who take part in each meeting
     * @param canDispatch a decided owner can get the ticket now
     * @param owner key of the present owner
     */
    public record View(
            String no,
            int version,
            String title,
            String holder,
            List<ConsultationRow> rows,
            boolean canOpen,
            String fixed,
            List<Choice> choices,
            List<Choice> disputes,
            List<Choice> types,
            boolean canDispatch,
            String owner,
            String key,
            String trouble) {}

    /** One option of a form. */
    public record Choice(String key, String name) {}

    private record Loaded(TicketWithReceipts ticket, List<Consultation> all) {}

    @GET
    public Uni<Response> page(@RestPath String no, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        return withTicket(no, staffMember, loaded -> render(200, loaded, staffMember, ""));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> act(
            @RestPath String no, @BeanParam DeskConsultationForm form, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        return withTicket(
                no,
                staffMember,
                loaded -> form.request(
                                loaded.all(),
                                consultationService.options(loaded.ticket()),
                                ticket(loaded).area().isAway())
                        .map(wanted -> act(loaded, wanted, form, staffMember))
                        .orElseGet(() -> render(422, loaded, staffMember, "还有一项没选。")));
    }

    private Uni<Response> act(
            Loaded loaded, ConsultationRequest wanted, DeskConsultationForm form, StaffMember staffMember) {
        TicketNo no = ticket(loaded).no();
        MessageSource source = new MessageSource("desk", "consultation", form.idempotencyKey());
        return consultationService
                .handle(no, wanted, staffMember.actor(), Optional.of(source))
                .chain(outcome -> switch (outcome) {
                    case ConsultationService.Outcome.Done done ->
                        PageRenderer.redirect("/desk/tickets/" + no + "/consultations");
                    case ConsultationService.Outcome.Rejected rejected ->
                        render(422, loaded, staffMember, rejected.why());
                    case ConsultationService.Outcome.NotFound notFound -> pageRenderer.ticketNotFound(staffMember);
                });
    }

    private Uni<Response> render(int status, Loaded loaded, StaffMember staffMember, String trouble) {
        Ticket ticket = ticket(loaded);
        View view = new View(
                ticket.no().value(),
                ticket.version(),
                loaded.ticket().title(),
                ticket.owner().name(),
                loaded.all().reversed().stream()
                        .map(one -> ConsultationRow.of(one, clock.instant()))
                        .toList(),
                consultationService.mayOpen(ticket, ConsultationKind.MEETING, staffMember.actor()),
                String.join(
                        "、",
                        consultationService.fixedParties(loaded.ticket()).stream()
                                .map(Owner::name)
                                .toList()),
                consultationService.options(loaded.ticket()).stream()
                        .map(owner -> new Choice(ConsultationFields.key(owner), owner.name()))
                        .toList(),
                Arrays.stream(Matter.DisputeKind.values())
                        .map(one -> new Choice(one.name(), one.label()))
                        .toList(),
                Arrays.stream(Matter.MediationType.values())
                        .map(one -> new Choice(one.name(), one.label()))
                        .toList(),
                ticketService
                        .allowedActions()
                        .of(ticket, staffMember.actor(), ticketService.now())
                        .contains(ActionType.DISPATCH),
                ConsultationFields.key(ticket.owner()),
                IdempotencyKeys.newKey(),
                trouble);
        return pageRenderer
                .page("consultation", view, "吹哨、会商、调解 · " + ticket.no(), "queue", staffMember, "")
                .map(page -> PageRenderer.html(status, page));
    }

    private static Ticket ticket(Loaded loaded) {
        return loaded.ticket().ticket();
    }

    private Uni<Response> withTicket(String no, StaffMember staffMember, Function<Loaded, Uni<Response>> page) {
        return TicketNo.parse(no)
                .map(number -> ticketQueries
                        .find(number, Viewer.DESK)
                        .chain(seen -> seen.isEmpty() ? Uni.createFrom().item(Optional.<Loaded>empty()) : load(number)))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .chain(loaded -> loaded.map(page).orElseGet(() -> pageRenderer.ticketNotFound(staffMember)));
    }

    private Uni<Optional<Loaded>> load(TicketNo no) {
        return Uni.combine()
                .all()
                .unis(ticketService.find(no), consultationService.find(no))
                .asTuple()
                .map(found -> found.getItem1().map(ticket -> new Loaded(ticket, found.getItem2())));
    }
}
