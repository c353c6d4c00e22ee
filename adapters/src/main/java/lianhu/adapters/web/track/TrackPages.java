package lianhu.adapters.web.track;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lianhu.adapters.web.ratelimit.FormRateLimiter;
import lianhu.adapters.web.ratelimit.RequestAddress;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PageMessage;
import lianhu.adapters.web.support.PageTemplates;
import lianhu.adapters.web.support.PublicPage;
import lianhu.adapters.web.support.ReceiptProofCookie;
import lianhu.core.area.Areas;
import lianhu.core.board.BoardPolicy;
import lianhu.core.casework.TicketService;
import lianhu.core.deadline.ChineseTime;
import lianhu.core.followup.TicketRatings;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.TextSanitizer;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.web.ClientAddress;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * The tracking page. An unknown number, a mistyped one and that of a sealed ticket run the same code and give the same page.
 * Only the phone that reported, or one whose user knows the last four digits, sees that a sealed ticket exists.
 */
@Path("/track")
@PublicPage
public class TrackPages {
    private static final Logger LOG = Logger.getLogger(TrackPages.class);

    /** Sees the stage of open and private tickets, and nothing of sealed ones. */
    private static final Viewer ANONYMOUS = new Viewer(false, true, List.of(), List.of());

    /** Longer than any issued number. */
    static final ReceiptNo UNISSUED_RECEIPT = new ReceiptNo("000000000000");

    private static final Map<String, String> MESSAGES = Map.of(
            "withdraw", "撤回了。要再说，重新报一件就行。",
            "add", "记下了，会转给经办的人。",
            "content", "谢谢，记下了。",
            "again", "重新办了，号码不变。",
            "off-board", "记下了：您报的这一件不再列在公开页上。",
            "me-too", "记下了，您家也算一家，和大家的一起办。办好了在这里查。",
            "me-too-sms", "记下了，您家也算一家，和大家的一起办。办好了发短信告诉您，也在这里查。",
            "me-too-alone", "记下了。那一件刚刚有了变化，您家的单独办。",
            "rate", "谢谢，打分记下了。经办人、联户长看不到是谁打的。");

    private final TicketQueries ticketQueries;
    private final TicketService ticketService;
    private final BoardPolicy boardPolicy;
    private final TicketRatings ticketRatings;
    private final Areas areas;
    private final ReporterLookup reporterLookup;
    private final LookupAttempts lookupAttempts;
    private final ReceiptProofCookie receiptProofCookie;
    private final HtmlResponses htmlResponses;
    private final FormRateLimiter formRateLimiter;
    private final RequestAddress requestAddress;
    private final Hotline line;
    private final InstantSource clock;

    public TrackPages(
            TicketQueries ticketQueries,
            TicketService ticketService,
            BoardPolicy boardPolicy,
            TicketRatings ticketRatings,
            Areas areas,
            ReporterLookup reporterLookup,
            LookupAttempts lookupAttempts,
            ReceiptProofCookie receiptProofCookie,
            HtmlResponses htmlResponses,
            FormRateLimiter formRateLimiter,
            RequestAddress requestAddress,
            Hotline line,
            InstantSource clock) {
        this.ticketQueries = ticketQueries;
        this.ticketService = ticketService;
        this.boardPolicy = boardPolicy;
        this.ticketRatings = ticketRatings;
        this.areas = areas;
        this.reporterLookup = reporterLookup;
        this.lookupAttempts = lookupAttempts;
        this.receiptProofCookie = receiptProofCookie;
        this.htmlResponses = htmlResponses;
        this.formRateLimiter = formRateLimiter;
        this.requestAddress = requestAddress;
        this.line = line;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> lookupForm() {
        return htmlResponses.page(TrackTemplates.ask(new LookupView("", false, false, line)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> lookup(
            @FormParam("no") @DefaultValue("") String no,
            @FormParam("digits") @DefaultValue("") String digits,
            @CookieParam(HtmlResponses.PROOF_COOKIE) @DefaultValue("") String mine,
            @Context HttpServerRequest request) {
        return Uni.createFrom().deferred(() -> {
            if (TextSanitizer.digits(no).isEmpty()) {
                return htmlResponses.page(422, TrackTemplates.ask(new LookupView("", true, false, line)));
            }
            String number = normalizeNumber(no);
            return TextSanitizer.digits(digits).isEmpty()
                    ? htmlResponses.redirect("/track/" + number)
                    : verifyDigits(number, digits, mine, requestAddress.of(request));
        });
    }

    @GET
    @Path("/{no}")
    @Operation(hidden = true)
    public Uni<Response> track(
            @PathParam("no") String no,
            @QueryParam("said") @DefaultValue("") String said,
            @CookieParam(HtmlResponses.PROOF_COOKIE) @DefaultValue("") String mine,
            @Context HttpServerRequest request) {
        return Uni.createFrom().deferred(() -> {
            Duration delay =
                    isMine(no, mine) ? Duration.ZERO : formRateLimiter.acquireLookup(requestAddress.of(request));
            return delay.isPositive()
                    ? tooMany(delay)
                    : findTimeline(no, mine)
                            .call(this::markResultSeen)
                            .chain(seen -> seen.map(ticketTimeline -> htmlResponses.page(TrackTemplates.track(view(
                                            ticketTimeline,
                                            new PageMessage(MESSAGES.getOrDefault(said, ""), false),
                                            0))))
                                    .orElseGet(() -> notFound(no)));
        });
    }

    private Uni<Response> tooMany(Duration delay) {
        return htmlResponses.tooMany(delay, PageTemplates.slow(FormRateLimiter.waitingTime(delay), line));
    }

    /** The page is shown even when this cannot be stored: the result then still counts as unseen. */
    private Uni<Boolean> markResultSeen(Optional<TicketTimeline> shown) {
        return shown.filter(TicketTimeline::showsResultToReporter)
                .map(ticketTimeline -> ticketQueries
                        .markResultSeen(ticketTimeline.no())
                        .onFailure()
                        .invoke(e -> LOG.warnf(
                                "could not record that a result was seen: %s",
                                e.getClass().getName()))
                        .onFailure()
                        .recoverWithItem(false))
                .orElseGet(() -> Uni.createFrom().item(false));
    }

    /** The last four digits of the phone left with the report. */
    @POST
    @Path("/{no}/digits")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> digits(
            @PathParam("no") String no,
            @FormParam("digits") @DefaultValue("") String digits,
            @CookieParam(HtmlResponses.PROOF_COOKIE) @DefaultValue("") String mine,
            @Context HttpServerRequest request) {
        return Uni.createFrom()
                .deferred(() -> verifyDigits(normalizeNumber(no), digits, mine, requestAddress.of(request)));
    }

    private Uni<Response> verifyDigits(String number, String typed, String mine, ClientAddress address) {
        Instant now = clock.instant();
        Duration delay = formRateLimiter.acquireLookup(address);
        if (delay.isPositive()) {
            return tooMany(delay);
        }
        String digits = TextSanitizer.digits(typed);
        ReceiptNo no = ReceiptNo.parse(number).orElse(UNISSUED_RECEIPT);
        return lookupAttempts
                .recordAttempt(number, address, now)
                .chain(attemptCount -> reporterLookup.findByReceipt(no).chain(personDetails -> {
                    boolean isRight = !attemptCount.isExceeded(now)
                            && digits.length() == 4
                            && personDetails
                                    .filter(one -> one.phone().length() >= 7
                                            && one.phone().endsWith(digits))
                                    .isPresent();
                    return isRight
                            ? lookupAttempts
                                    .reset(number, address)
                                    .chain(() -> htmlResponses.redirect(
                                            "/track/" + no,
                                            htmlResponses.proofCookie(receiptProofCookie.add(
                                                    mine, no, ReceiptProofCookie.DIGITS_VALIDITY, now))))
                            : rejectDigits(number, attemptCount, mine, now);
                }));
    }

    private Uni<Response> rejectDigits(String number, AttemptCount attemptCount, String mine, Instant now) {
        return attemptCount.isLocked(now)
                ? htmlResponses.tooMany(
                        Duration.between(now, attemptCount.unlocksAt()),
                        TrackTemplates.locked(ChineseTime.formatDue(attemptCount.unlocksAt(), now), line))
                : findTimeline(number, mine)
                        .chain(seen -> seen.map(ticketTimeline -> htmlResponses.page(
                                        422,
                                        TrackTemplates.track(
                                                view(ticketTimeline, PageMessage.NONE, attemptCount.attemptsLeft()))))
                                .orElseGet(() -> notFound(number)));
    }

    private boolean isMine(String typed, String mine) {
        return receiptProofCookie.contains(mine, ReceiptNo.parse(typed).orElse(UNISSUED_RECEIPT), clock.instant());
    }

    /** A sealed ticket is found with a proof only. */
    Uni<Optional<TicketTimeline>> findTimeline(String typed, String mine) {
        Instant now = clock.instant();
        ReceiptNo no = ReceiptNo.parse(typed).orElse(UNISSUED_RECEIPT);
        boolean isMine = receiptProofCookie.contains(mine, no, now);
        return ticketQueries
                .find(no, isMine ? Viewer.GATEWAY : ANONYMOUS)
                .map(found -> found.map(ticketDetails -> new TicketTimeline(ticketDetails, no, isMine, false, now)))
                .chain(this::withRating);
    }

    private Uni<Optional<TicketTimeline>> withRating(Optional<TicketTimeline> found) {
        return found.filter(TicketTimeline::isRatable)
                .map(timeline -> ticketRatings
                        .isRated(timeline.no())
                        .map(isRated -> Optional.of(new TicketTimeline(
                                timeline.file(), timeline.no(), timeline.isOpened(), isRated, timeline.now()))))
                .orElseGet(() -> Uni.createFrom().item(found));
    }

    TrackView view(TicketTimeline ticketTimeline, PageMessage message, int triesLeft) {
        TrackView view = ticketTimeline.view(
                areas, allowedActions(ticketTimeline), IdempotencyKeys.newKey(), line, message, triesLeft);
        return ticketTimeline.isOpened()
                        && boardPolicy.concerns(ticketTimeline.file().ticket())
                ? view.allowing("off-board")
                : view;
    }

    Set<ActionType> allowedActions(TicketTimeline ticketTimeline) {
        return ticketService
                .allowedActions()
                .of(ticketTimeline.file().ticket(), reporter(ticketTimeline.no()), ticketService.now());
    }

    static Actor reporter(ReceiptNo no) {
        return new Actor(Actor.Type.REPORTER, no.digits(), "");
    }

    private Uni<Response> notFound(String typed) {
        return htmlResponses.page(404, TrackTemplates.ask(new LookupView(normalizeNumber(typed), false, true, line)));
    }

    private static String normalizeNumber(String typed) {
        String digits = TextSanitizer.digits(typed);
        return digits.isEmpty() ? "0" : digits.substring(0, Math.min(12, digits.length()));
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
