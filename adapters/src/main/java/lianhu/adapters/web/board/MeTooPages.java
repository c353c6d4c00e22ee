package lianhu.adapters.web.board;

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
import java.util.Optional;
import lianhu.adapters.query.PgBoardMatters;
import lianhu.adapters.web.ratelimit.FormRateLimiter;
import lianhu.adapters.web.ratelimit.RequestAddress;
import lianhu.adapters.web.support.FormInput;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PageTemplates;
import lianhu.adapters.web.support.PublicPage;
import lianhu.adapters.web.support.ReceiptProofCookie;
import lianhu.adapters.web.support.ReportForm;
import lianhu.core.area.Area;
import lianhu.core.board.BoardMatter;
import lianhu.core.board.MeTooReports;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.report.PhoneNumberParser;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.TextSanitizer;
import lianhu.core.sms.MobileNumber;
import lianhu.core.sms.SmsAvailability;
import lianhu.core.sms.SmsTemplate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** 我也是: the form of one matter, and its receipt. A phone that has a receipt of the matter is shown it. */
@Path("/wall/{area}/me-too")
@PublicPage
public class MeTooPages {
    private final PgBoardMatters boardMatters;
    private final MeTooReports meTooReports;
    private final BoardPageModel model;
    private final MatterToken matterToken;
    private final ReceiptProofCookie receiptProofCookie;
    private final HtmlResponses htmlResponses;
    private final FormRateLimiter formRateLimiter;
    private final RequestAddress requestAddress;
    private final SmsAvailability smsAvailability;
    private final Hotline line;
    private final InstantSource clock;

    public MeTooPages(
            PgBoardMatters boardMatters,
            MeTooReports meTooReports,
            BoardPageModel model,
            MatterToken matterToken,
            ReceiptProofCookie receiptProofCookie,
            HtmlResponses htmlResponses,
            FormRateLimiter formRateLimiter,
            RequestAddress requestAddress,
            SmsAvailability smsAvailability,
            Hotline line,
            InstantSource clock) {
        this.boardMatters = boardMatters;
        this.meTooReports = meTooReports;
        this.model = model;
        this.matterToken = matterToken;
        this.receiptProofCookie = receiptProofCookie;
        this.htmlResponses = htmlResponses;
        this.formRateLimiter = formRateLimiter;
        this.requestAddress = requestAddress;
        this.smsAvailability = smsAvailability;
        this.line = line;
        this.clock = clock;
    }

    /** A matter of the board, and the receipt that this phone has of it. */
    private record Found(Area township, BoardMatter matter, Optional<ReceiptNo> mine) {}

    @GET
    @Operation(hidden = true)
    public Uni<Response> form(
            @PathParam("area") String area,
            @QueryParam("m") @DefaultValue("") String matter,
            @CookieParam(HtmlResponses.PROOF_COOKIE) @DefaultValue("") String mine,
            @Context HttpServerRequest request) {
        return Uni.createFrom().deferred(() -> {
            Duration delay = formRateLimiter.acquireBoard(requestAddress.of(request));
            return delay.isPositive()
                    ? htmlResponses.tooMany(
                            delay,
                            PageTemplates.error("点得太快了", "请过 " + FormRateLimiter.waitingTime(delay) + "再点。", line))
                    : find(area, matter, mine)
                            .chain(found -> found.map(one -> htmlResponses.page(
                                            BoardTemplates.metoo(view(one, matter, "", IdempotencyKeys.newKey(), ""))))
                                    .orElseGet(this::notFound));
        });
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> submit(
            @PathParam("area") String area,
            @FormParam("m") @DefaultValue("") String matter,
            @FormParam("phone") @DefaultValue("") String phone,
            @FormParam("key") @DefaultValue("") String key,
            @FormParam("website") @DefaultValue("") String website,
            @CookieParam(HtmlResponses.PROOF_COOKIE) @DefaultValue("") String mine,
            @Context HttpServerRequest request) {
        return Uni.createFrom()
                .deferred(() -> find(area, matter, mine).chain(found -> {
                    if (found.isEmpty()) {
                        return notFound();
                    }
                    if (found.get().mine().isPresent()) {
                        return htmlResponses.redirect(
                                "/track/" + found.get().mine().get());
                    }
                    Optional<String> number = PhoneNumberParser.parse(phone);
                    MeTooView view =
                            view(found.get(), matter, FormInput.singleLine(phone), IdempotencyKeys.keyOrNew(key), "");
                    // People do not see the field "website": only a program fills it.
                    String error = !TextSanitizer.sanitize(website).isEmpty()
                            ? "没有送出去。请再点一次“我也是”。"
                            : number.isEmpty() ? PhoneNumberParser.INVALID : "";
                    if (!error.isEmpty()) {
                        return htmlResponses.page(422, BoardTemplates.metoo(withError(view, error)));
                    }
                    Duration delay = formRateLimiter.acquireForm(
                            requestAddress.of(request),
                            "board",
                            found.get().matter().village(),
                            "");
                    if (delay.isPositive()) {
                        return htmlResponses.tooMany(
                                delay,
                                BoardTemplates.metoo(withError(
                                        view, "没送出去。一下子送来的太多，请过 " + FormRateLimiter.waitingTime(delay) + "再点一次。")));
                    }
                    return ReportForm.recover(
                            submit(found.get(), number.orElse(""), view.key(), mine),
                            why -> htmlResponses.page(422, BoardTemplates.metoo(withError(view, why))),
                            () -> htmlResponses.unavailable(
                                    BoardTemplates.metoo(withError(view, "没送出去。过一会儿再点一次，点几次都只算一家。"))));
                }));
    }

    private Uni<Response> submit(Found found, String phone, String key, String mine) {
        return meTooReports.submit(found.matter(), phone, key).chain(meToo -> {
            ReceiptNo no = meToo.receipt().no();
            return htmlResponses.redirect(
                    "/track/" + no + "?said=" + message(meToo, phone),
                    htmlResponses.proofCookie(
                            receiptProofCookie.add(mine, no, ReceiptProofCookie.REPORTER_VALIDITY, clock.instant())));
        });
    }

    private String message(MeTooReports.MeToo meToo, String phone) {
        if (!meToo.isMerged()) {
            return "me-too-alone";
        }
        return MobileNumber.matches(phone) && smsAvailability.canSend(SmsTemplate.RESULT) ? "me-too-sms" : "me-too";
    }

    private Uni<Optional<Found>> find(String area, String token, String mine) {
        Optional<Area> township = model.township(area);
        return township.flatMap(known -> matterToken.decode(token))
                .map(no -> boardMatters
                        .findOpen(township.orElseThrow().code(), no)
                        .chain(matter -> matter.isEmpty()
                                ? Uni.createFrom().item(Optional.<Found>empty())
                                : boardMatters
                                        .receipts(no)
                                        .map(receipts -> Optional.of(new Found(
                                                township.orElseThrow(), matter.get(), firstOf(receipts, mine))))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Optional<ReceiptNo> firstOf(List<ReceiptNo> receipts, String mine) {
        Instant now = clock.instant();
        return mine.isEmpty()
                ? Optional.empty()
                : receipts.stream()
                        .filter(no -> mine.contains(no.digits()) && receiptProofCookie.contains(mine, no, now))
                        .findFirst();
    }

    private MeTooView view(Found found, String matter, String phone, String key, String error) {
        return new MeTooView(
                found.township().code().value(),
                matter,
                model.row(found.township(), found.matter()),
                phone,
                key,
                found.mine().map(ReceiptNo::digits).orElse(""),
                error,
                smsAvailability.canSend(SmsTemplate.RESULT),
                line);
    }

    private static MeTooView withError(MeTooView view, String error) {
        return new MeTooView(
                view.area(),
                view.matter(),
                view.row(),
                view.phone(),
                view.key(),
                view.mine(),
                error,
                view.isSmsOn(),
                view.line());
    }

    private Uni<Response> notFound() {
        return htmlResponses.page(404, PageTemplates.error("公开页上没有这一件了", "可能刚刚有了答复，也可能拿下来了。您家也有这样的事，单独说一声就行。", line));
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
