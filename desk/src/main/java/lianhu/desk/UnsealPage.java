package lianhu.desk;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import lianhu.core.SealedReporters;
import lianhu.core.Unsealing;
import lianhu.core.Viewer;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import lianhu.core.ticket.Unseal;
import lianhu.desk.login.PasswordFile;
import lianhu.desk.login.Session;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;

/** Who reported a sealed matter: one asks, another agrees, each looks once. For those who may see the ticket itself. */
@Path("/desk/tickets/{no}/unseal")
public final class UnsealPage {
    private static final int LONGEST = 200;

    private final Unsealing unsealing;
    private final Demonstration demonstration;
    private final Pages pages;
    private final InstantSource clock;

    UnsealPage(Unsealing unsealing, Demonstration demonstration, Pages pages, InstantSource clock) {
        this.unsealing = unsealing;
        this.demonstration = demonstration;
        this.pages = pages;
        this.clock = clock;
    }

    /**
     * What the page shows now.
     *
     * @param mayAsk nobody asked yet, and this person has a name of her own
     * @param mayAgree another person asked
     * @param mayPlay a demonstration's visitor may become the second person
     */
    record View(
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
            List<Person> shown) {}

    /** @param name empty when none was left */
    record Person(String receipt, String name, String phone, String words) {}

    @GET
    public Uni<Response> page(@RestPath String no, @Context ContainerRequestContext request) {
        Staff staff = Gate.staff(request);
        return show(200, no, staff, "", List.of());
    }

    @POST
    @Path("ask")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> ask(@RestPath String no, @RestForm String reason, @Context ContainerRequestContext request) {
        return act(no, request, number -> unsealing.ask(number, Viewer.DESK, person(request), said(reason)));
    }

    @POST
    @Path("agree")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> agree(@RestPath String no, @RestForm String reason, @Context ContainerRequestContext request) {
        return act(no, request, number -> unsealing.agree(number, Viewer.DESK, person(request), said(reason)));
    }

    /** The answer to this one request holds the name; no page can be opened that does. */
    @POST
    @Path("look")
    public Uni<Response> look(@RestPath String no, @Context ContainerRequestContext request) {
        return act(no, request, number -> unsealing.look(number, Viewer.DESK, person(request)));
    }

    /** A demonstration's visitor becomes the second person, or herself again. */
    @POST
    @Path("play")
    public Response play(@RestPath String no, @Context ContainerRequestContext request) {
        Optional<TicketNo> number = TicketNo.parse(no);
        if (!demonstration.isOn() || number.isEmpty()) {
            return Response.status(404).build();
        }
        boolean isSecond = request.getCookies().containsKey(Session.COOKIE);
        return Response.seeOther(URI.create("/desk/tickets/" + number.get() + "/unseal"))
                .cookie(new NewCookie.Builder(Session.COOKIE)
                        .value(Doorkeeper.SECOND)
                        .path("/desk")
                        .maxAge(isSecond ? 0 : (int) Session.SHIFT.toSeconds())
                        .httpOnly(true)
                        .sameSite(NewCookie.SameSite.STRICT)
                        .build())
                .build();
    }

    private Uni<Response> act(
            String no, ContainerRequestContext request, Function<TicketNo, Uni<Unsealing.Outcome>> wish) {
        Staff staff = Gate.staff(request);
        Optional<TicketNo> number = TicketNo.parse(no);
        if (number.isEmpty()) {
            return absent(staff);
        }
        if (isShared(staff)) {
            return show(403, no, staff, "", List.of());
        }
        return wish.apply(number.get()).chain(outcome -> switch (outcome) {
            case Unsealing.Outcome.Noted noted ->
                Uni.createFrom()
                        .item(Response.seeOther(URI.create("/desk/tickets/" + number.get() + "/unseal"))
                                .build());
            case Unsealing.Outcome.Shown shown ->
                show(
                        200,
                        no,
                        staff,
                        "",
                        shown.reporters().stream().map(UnsealPage::person).toList());
            case Unsealing.Outcome.Refused refused -> show(409, no, staff, refused.why(), List.of());
            case Unsealing.Outcome.Absent absent -> absent(staff);
        });
    }

    private Uni<Response> show(int status, String no, Staff staff, String trouble, List<Person> shown) {
        return TicketNo.parse(no)
                .map(number -> unsealing.standing(number, Viewer.DESK))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .chain(found -> found.isEmpty()
                        ? absent(staff)
                        : pages.page(
                                        "unseal",
                                        view(
                                                no,
                                                found.get(),
                                                staff,
                                                demonstration.isOn(),
                                                trouble,
                                                shown,
                                                clock.instant()),
                                        "两人批准 · " + no,
                                        "queue",
                                        staff,
                                        "")
                                .map(page -> Pages.html(status, page)));
    }

    static View view(
            String no, Unseal unseal, Staff staff, boolean mayPlay, String trouble, List<Person> shown, Instant now) {
        boolean isShared = isShared(staff);
        Actor person = person(staff);
        Optional<TicketEvent> first = unseal.first();
        return new View(
                no,
                isShared,
                !isShared && unseal.isIdle(),
                !isShared && unseal.waitsForSecond() && !unseal.isFirst(person),
                !isShared && unseal.mayLook(person),
                unseal.isFirst(person),
                mayPlay,
                first.map(event -> event.by().name() + " " + Times.past(event.at(), now) + " 提的")
                        .orElse(""),
                first.map(TicketEvent::words).orElse(""),
                unseal.until().map(Times::full).orElse(""),
                trouble,
                shown);
    }

    private static Person person(SealedReporters.Known known) {
        return new Person(
                known.receipt().spoken(),
                known.speaker().name(),
                known.speaker().phone(),
                known.words());
    }

    private Uni<Response> absent(Staff staff) {
        return pages.page("absent", "", "没有这件工单", "queue", staff, "").map(page -> Pages.html(404, page));
    }

    /** Whoever came under the log-in that all share is nobody in particular. */
    private static boolean isShared(Staff staff) {
        return staff.login().equals(PasswordFile.LOGIN);
    }

    private static Actor person(ContainerRequestContext request) {
        return person(Gate.staff(request));
    }

    /** The person, not the desk: the record names one human being. */
    private static Actor person(Staff staff) {
        return new Actor(Actor.Type.DESK, staff.person().id(), staff.name());
    }

    private static String said(@org.jspecify.annotations.Nullable String reason) {
        String plain =
                reason == null ? "" : reason.replaceAll("[\\p{Cc}&&[^\\n]]", "").strip();
        return plain.codePointCount(0, plain.length()) > LONGEST
                ? plain.substring(0, plain.offsetByCodePoints(0, LONGEST))
                : plain;
    }
}
