package lianhu.desk;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
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
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lianhu.core.Casework;
import lianhu.core.Photos;
import lianhu.core.Rejected;
import lianhu.core.Viewer;
import lianhu.core.Worklist;
import lianhu.core.report.PhotoId;
import lianhu.core.report.ReceiptNo;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketNo;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** One ticket: what was said, what happened, why, who was told, and what may be done now. */
@Path("/desk/tickets/{no}")
public final class TicketPage {
    /** AMR is decoded by a worker that the player makes of its own text. */
    private static final String VOICES = "worker-src 'self' blob:";

    private final Worklist worklist;
    private final Casework casework;
    private final Choices choices;
    private final Photos photos;
    private final Names names;
    private final Pages pages;
    private final Vertx vertx;
    private final InstantSource clock;

    TicketPage(
            Worklist worklist,
            Casework casework,
            Choices choices,
            Photos photos,
            Names names,
            Pages pages,
            Vertx vertx,
            InstantSource clock) {
        this.worklist = worklist;
        this.casework = casework;
        this.choices = choices;
        this.photos = photos;
        this.names = names;
        this.pages = pages;
        this.vertx = vertx;
        this.clock = clock;
    }

    record View(TicketView ticket, Panel panel) {}

    /** Two tickets side by side before they become one. */
    record Pair(TicketView one, TicketView other, String trouble) {}

    @GET
    public Uni<Response> whole(@RestPath String no, @Context ContainerRequestContext request) {
        Staff staff = Gate.staff(request);
        return find(no).chain(found ->
                found.isPresent() ? whole(200, found.get(), panel(found.get().ticket(), staff), staff) : absent(staff));
    }

    /** All but the forms, so that nothing typed is lost when the ticket changes. */
    @GET
    @Path("facts")
    public Uni<Response> facts(@RestPath String no, @Context ContainerRequestContext request) {
        Staff staff = Gate.staff(request);
        return part(no, "facts", staff);
    }

    @GET
    @Path("panel")
    public Uni<Response> panel(@RestPath String no, @Context ContainerRequestContext request) {
        return part(no, "panel", Gate.staff(request));
    }

    @GET
    @Path("preview")
    public Uni<Response> preview(@RestPath String no) {
        return find(no).chain(found -> found.isEmpty()
                ? Uni.createFrom().item(Response.status(404).build())
                : pages.part(
                                "queue",
                                "preview",
                                new QueuePage.View(
                                        Queue.NOTHING,
                                        new Worklist.Totals(0, 0, 0, 0),
                                        Optional.of(TicketView.of(found.get(), names, clock.instant()))))
                        .map(part -> Pages.html(200, part)));
    }

    @GET
    @Path("pair")
    public Uni<Response> pair(@RestPath String no, @RestQuery @DefaultValue("") String into) {
        return find(no).chain(one -> one.isEmpty()
                ? Uni.createFrom().item(Response.status(404).build())
                : other(into)
                        .chain(other -> pages.part("ticket", "pair", pair(one.get(), other, clock.instant())))
                        .map(part -> Pages.html(200, part)));
    }

    @POST
    @Path("{action}")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Uni<Response> act(
            @RestPath String no,
            @RestPath String action,
            @BeanParam Wish wish,
            @Context ContainerRequestContext request) {
        Staff staff = Gate.staff(request);
        boolean isPart = request.getHeaderString("HX-Request") != null;
        Optional<ActionType> type = Panel.type(action);
        return type.isEmpty()
                ? Uni.createFrom().item(Response.status(404).build())
                : find(no).chain(found -> found.isEmpty()
                        ? absent(staff)
                        : ask(type.get(), found.get(), wish, staff)
                                .chain(outcome -> answer(outcome, type.get(), found.get(), wish, staff, isPart)));
    }

    private Uni<Casework.Outcome> ask(ActionType type, Worklist.File file, Wish wish, Staff staff) {
        Ticket ticket = file.ticket();
        Optional<Owner> to = choices.find(ticket, wish.chosen(), casework.today());
        if (type == ActionType.DISPATCH && to.isEmpty() && wish.seen() == ticket.version()) {
            return no("要写明派给谁", ticket, staff);
        }
        return into(type, wish)
                .chain(into -> pictures(wish).chain(kept -> {
                    Action plain =
                            Action.of(type, staff.actor()).saying(wish.said()).showing(kept);
                    Action aimed = to.map(plain::to).orElse(plain);
                    Action joined = into.map(aimed::into).orElse(aimed);
                    return casework.act(ticket.no(), wish.seen(), wish.isUnsolved() ? joined.unsolved() : joined);
                }))
                .onFailure(Rejected.class)
                .recoverWithUni(() -> no("这个文件当不了照片，请换一张", ticket, staff));
    }

    private Uni<Response> answer(
            Casework.Outcome outcome, ActionType type, Worklist.File before, Wish wish, Staff staff, boolean isPart) {
        return switch (outcome) {
            case Casework.Outcome.Done done ->
                isPart
                        ? pages.part("ticket", "panel", panel(done.ticket(), staff))
                                .map(part -> Response.fromResponse(Pages.html(200, part))
                                        .header("HX-Trigger", "changed")
                                        .build())
                        : Uni.createFrom()
                                .item(Response.seeOther(URI.create(
                                                "/desk/tickets/" + done.ticket().no()))
                                        .build());
            case Casework.Outcome.Stale stale ->
                show(
                        409,
                        before,
                        keep(panel(stale.ticket(), staff), type, wish).inConflict(conflict(stale, type, wish)),
                        staff,
                        isPart);
            case Casework.Outcome.Refused refused ->
                show(
                        422,
                        before,
                        keep(panel(refused.ticket(), staff), type, wish).refused(refused.why()),
                        staff,
                        isPart);
            case Casework.Outcome.Absent absent -> absent(staff);
        };
    }

    private Uni<Response> show(int status, Worklist.File file, Panel panel, Staff staff, boolean isPart) {
        return isPart
                ? pages.part("ticket", "panel", panel).map(part -> Pages.html(status, part))
                : whole(status, file, panel, staff);
    }

    private static Panel keep(Panel panel, ActionType type, Wish wish) {
        return panel.opened(Panel.key(type), wish.said(), wish.chosen());
    }

    private Panel.Conflict conflict(Casework.Outcome.Stale stale, ActionType type, Wish wish) {
        Ticket ticket = stale.ticket();
        String to = choices.find(ticket, wish.chosen(), casework.today())
                .map(Owner::name)
                .orElse("");
        return new Panel.Conflict(
                wish.seen(),
                ticket.version(),
                Standing.of(ticket).word() + " · " + ticket.lead().name(),
                Panel.word(type)
                        + (to.isEmpty() ? "" : "，给" + to)
                        + (wish.said().isEmpty() ? "" : " · “" + wish.said() + "”"));
    }

    private Uni<Casework.Outcome> no(String why, Ticket ticket, Staff staff) {
        return Uni.createFrom()
                .item(new Casework.Outcome.Refused(
                        why, casework.legal().of(ticket, staff.actor(), casework.today()), ticket));
    }

    private Panel panel(Ticket ticket, Staff staff) {
        return Panel.of(
                ticket,
                casework.legal().of(ticket, staff.actor(), casework.today()),
                choices.of(ticket, casework.today()));
    }

    private Uni<Optional<TicketNo>> into(ActionType type, Wish wish) {
        return type == ActionType.MERGE
                ? other(wish.other())
                        .map(found -> found.map(file -> file.ticket().no()))
                : Uni.createFrom().item(Optional.empty());
    }

    private Uni<List<PhotoId>> pictures(Wish wish) {
        return wish.picture()
                .map(file -> vertx.fileSystem()
                        .readFile(file.toString())
                        .chain(bytes -> photos.keep(bytes.getBytes()))
                        .map(List::of))
                .orElseGet(() -> Uni.createFrom().item(List.of()));
    }

    private Pair pair(Worklist.File one, Optional<Worklist.File> other, java.time.Instant now) {
        TicketView here = TicketView.of(one, names, now);
        return other.filter(file -> !file.ticket().no().equals(one.ticket().no()))
                .map(file -> new Pair(here, TicketView.of(file, names, now), ""))
                .orElseGet(() -> new Pair(here, here, other.isEmpty() ? "没有查到这个号" : "这就是这一件"));
    }

    private Uni<Optional<Worklist.File>> other(String number) {
        Optional<TicketNo> ticket = TicketNo.parse(number);
        if (ticket.isPresent()) {
            return worklist.find(ticket.get(), Viewer.DESK);
        }
        return ReceiptNo.parse(number)
                .map(receipt -> worklist.find(receipt, Viewer.DESK))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Optional<Worklist.File>> find(String no) {
        return TicketNo.parse(no)
                .map(number -> worklist.find(number, Viewer.DESK))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Response> part(String no, String fragment, Staff staff) {
        return find(no).chain(found -> found.isEmpty()
                ? Uni.createFrom().item(Response.status(404).build())
                : pages.part(
                                "ticket",
                                fragment,
                                fragment.equals("panel")
                                        ? panel(found.get().ticket(), staff)
                                        : view(found.get(), panel(found.get().ticket(), staff)))
                        .map(part -> Pages.html(200, part)));
    }

    private Uni<Response> whole(int status, Worklist.File file, Panel panel, Staff staff) {
        String title = file.title() + " · " + file.ticket().no();
        return pages.page("ticket", view(file, panel), title, "queue", staff, "")
                .map(page -> Pages.html(status, page, VOICES));
    }

    private View view(Worklist.File file, Panel panel) {
        return new View(TicketView.of(file, names, clock.instant()), panel);
    }

    private Uni<Response> absent(Staff staff) {
        return pages.page("absent", "", "没有这件工单", "queue", staff, "").map(page -> Pages.html(404, page));
    }
}
