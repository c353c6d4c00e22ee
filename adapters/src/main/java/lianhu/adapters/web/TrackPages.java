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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lianhu.core.area.Areas;
import lianhu.core.casework.TicketService;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * How far it is. A number that was never given, a sealed one and a mistyped one take the same way and give the same page;
 * only the phone that reported, or one that knows the last four digits, sees that a sealed one exists.
 */
@Path("/track")
@PublicPage
public class TrackPages {
    /** Sees what is open or private, nothing sealed, and never more than the stage of it. */
    private static final Viewer PASSER_BY = new Viewer(false, true, List.of(), List.of());

    /** Longer than any number ever given. */
    static final ReceiptNo NEVER_GIVEN = new ReceiptNo("000000000000");

    private static final Map<String, String> SAID = Map.of(
            "withdraw", "撤回了。要再说，重新报一件就行。",
            "add", "记下了，经办人会看到。",
            "content", "谢谢，记下了。",
            "again", "重新办了，号码不变。");

    private final TicketQueries ticketQueries;
    private final TicketService ticketService;
    private final Areas areas;
    private final Reporters reporters;
    private final Guesses guesses;
    private final Proofs proofs;
    private final Answer answer;
    private final ServiceLine line;
    private final InstantSource clock;

    public TrackPages(
            TicketQueries ticketQueries,
            TicketService ticketService,
            Areas areas,
            Reporters reporters,
            Guesses guesses,
            Proofs proofs,
            Answer answer,
            ServiceLine line,
            InstantSource clock) {
        this.ticketQueries = ticketQueries;
        this.ticketService = ticketService;
        this.areas = areas;
        this.reporters = reporters;
        this.guesses = guesses;
        this.proofs = proofs;
        this.answer = answer;
        this.line = line;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> ask() {
        return answer.page(TrackTemplates.ask(new AskView("", false, line)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> look(
            @FormParam("no") @DefaultValue("") String no,
            @FormParam("digits") @DefaultValue("") String digits,
            @CookieParam(Answer.MINE) @DefaultValue("") String mine) {
        String number = number(no);
        return Typed.digits(digits).isEmpty() ? answer.next("/track/" + number) : prove(number, digits, mine);
    }

    @GET
    @Path("/{no}")
    @Operation(hidden = true)
    public Uni<Response> track(
            @PathParam("no") String no,
            @QueryParam("said") @DefaultValue("") String said,
            @CookieParam(Answer.MINE) @DefaultValue("") String mine) {
        return see(no, mine)
                .chain(seen -> seen.map(road ->
                                answer.page(TrackTemplates.track(view(road).saying(SAID.getOrDefault(said, ""), false))))
                        .orElseGet(() -> absent(no)));
    }

    /** The last four digits of the phone left with the report. */
    @POST
    @Path("/{no}/digits")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> digits(
            @PathParam("no") String no,
            @FormParam("digits") @DefaultValue("") String digits,
            @CookieParam(Answer.MINE) @DefaultValue("") String mine) {
        return prove(number(no), digits, mine);
    }

    private Uni<Response> prove(String number, String typed, String mine) {
        Instant now = clock.instant();
        String digits = Typed.digits(typed);
        ReceiptNo no = ReceiptNo.parse(number).orElse(NEVER_GIVEN);
        return guesses.charge(number, now)
                .chain(tries -> reporters.of(no).chain(personDetails -> {
                    boolean isRight = !tries.isOver(now)
                            && digits.length() == 4
                            && personDetails
                                    .filter(one -> one.phone().length() >= 7
                                            && one.phone().endsWith(digits))
                                    .isPresent();
                    return isRight
                            ? guesses.forgive(number)
                                    .chain(() -> answer.next(
                                            "/track/" + no, answer.mine(proofs.with(mine, no, Proofs.DIGITS, now))))
                            : wrong(number, tries, mine, now);
                }));
    }

    private Uni<Response> wrong(String number, Tries tries, String mine, Instant now) {
        return tries.isLocked(now)
                ? answer.page(429, TrackTemplates.locked(SpokenTime.due(tries.free(), now), line))
                : see(number, mine)
                        .chain(seen -> seen.map(road ->
                                        answer.page(422, TrackTemplates.track(view(road).guessedWrong(tries.left()))))
                                .orElseGet(() -> absent(number)));
    }

    /** Only with proof; sealed tickets exist for nobody else. */
    Uni<Optional<Road>> see(String typed, String mine) {
        Instant now = clock.instant();
        ReceiptNo no = ReceiptNo.parse(typed).orElse(NEVER_GIVEN);
        boolean isMine = proofs.holds(mine, no, now);
        return ticketQueries
                .find(no, isMine ? Viewer.GATEWAY : PASSER_BY)
                .map(found -> found.map(ticketDetails -> new Road(ticketDetails, no, isMine, now)));
    }

    TrackView view(Road road) {
        return road.view(areas, legal(road), Typed.newKey(), line);
    }

    Set<ActionType> legal(Road road) {
        return ticketService.allowedActions().of(road.file().ticket(), reporter(road.no()), ticketService.today());
    }

    static Actor reporter(ReceiptNo no) {
        return new Actor(Actor.Type.REPORTER, no.digits(), "");
    }

    private Uni<Response> absent(String typed) {
        return answer.page(404, TrackTemplates.ask(new AskView(number(typed), true, line)));
    }

    private static String number(String typed) {
        String digits = Typed.digits(typed);
        return digits.isEmpty() ? "0" : digits.substring(0, Math.min(12, digits.length()));
    }

    @ServerExceptionMapper
    public Uni<Response> away(Exception broken) {
        return answer.away(broken);
    }
}
