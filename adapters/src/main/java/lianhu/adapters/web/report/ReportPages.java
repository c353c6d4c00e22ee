package lianhu.adapters.web.report;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
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
import lianhu.adapters.web.ratelimit.FormRateLimiter;
import lianhu.adapters.web.ratelimit.RequestAddress;
import lianhu.adapters.web.support.FormInput;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PageTemplates;
import lianhu.adapters.web.support.PhotoUploads;
import lianhu.adapters.web.support.PublicPage;
import lianhu.adapters.web.support.ReceiptProofCookie;
import lianhu.adapters.web.support.ReportForm;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.board.BoardPolicy;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.kf.KfLinks;
import lianhu.core.notice.Receipt;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.PhoneMask;
import lianhu.core.report.PhoneNumberParser;
import lianhu.core.report.Report;
import lianhu.core.report.TextSanitizer;
import lianhu.core.sms.SmsAvailability;
import lianhu.core.sms.SmsTemplate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** The report page, which the QR code of a unit's card opens: a form, then a receipt. */
@Path("/report")
@PublicPage
public class ReportPages {
    private final ReportSubmission reportSubmission;
    private final Areas areas;
    private final BoardPolicy boardPolicy;
    private final KfLinks chats;
    private final PhotoUploads photoUploads;
    private final ReceiptPageModel receiptPageModel;
    private final ReceiptSlipCookie receiptSlipCookie;
    private final ReceiptProofCookie receiptProofCookie;
    private final HtmlResponses htmlResponses;
    private final FormRateLimiter formRateLimiter;
    private final RequestAddress requestAddress;
    private final Hotline line;
    private final SmsAvailability smsAvailability;
    private final InstantSource clock;

    public ReportPages(
            ReportSubmission reportSubmission,
            Areas areas,
            BoardPolicy boardPolicy,
            KfLinks chats,
            PhotoUploads photoUploads,
            ReceiptPageModel receiptPageModel,
            ReceiptSlipCookie receiptSlipCookie,
            ReceiptProofCookie receiptProofCookie,
            HtmlResponses htmlResponses,
            FormRateLimiter formRateLimiter,
            RequestAddress requestAddress,
            Hotline line,
            SmsAvailability smsAvailability,
            InstantSource clock) {
        this.reportSubmission = reportSubmission;
        this.areas = areas;
        this.boardPolicy = boardPolicy;
        this.chats = chats;
        this.photoUploads = photoUploads;
        this.receiptPageModel = receiptPageModel;
        this.receiptSlipCookie = receiptSlipCookie;
        this.receiptProofCookie = receiptProofCookie;
        this.htmlResponses = htmlResponses;
        this.formRateLimiter = formRateLimiter;
        this.requestAddress = requestAddress;
        this.line = line;
        this.smsAvailability = smsAvailability;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> places(@QueryParam("in") @DefaultValue("") String in) {
        return Uni.createFrom().deferred(() -> {
            Area here = AreaCode.parse(in).flatMap(areas::find).orElseGet(areas::county);
            AreaCode code = here.code();
            boolean isTop = code.equals(areas.county().code());
            return htmlResponses.page(ReportTemplates.places(new PlacesView(
                    isTop ? here.name() : areas.displayName(code),
                    code.value(),
                    isTop ? "" : ReportPlace.parentOf(code, areas).value(),
                    childrenOf(code).stream().map(ReportPages::choice).toList(),
                    board(code),
                    line)));
        });
    }

    /** Residents do not know grids: a village lists its units. */
    private List<Area> childrenOf(AreaCode code) {
        return areas.children(code).stream()
                .flatMap(child ->
                        child.code().level() == Level.GRID && !child.code().isAway()
                                ? areas.children(child.code()).stream()
                                : List.of(child).stream())
                .toList();
    }

    private static PlacesView.Choice choice(Area area) {
        boolean isLast = area.code().isAtOrBelow(Level.GRID);
        return new PlacesView.Choice(area.name(), (isLast ? "/report/" : "/report?in=") + area.code());
    }

    @GET
    @Path("/{area}")
    @Operation(hidden = true)
    public Uni<Response> form(
            @PathParam("area") String area,
            @QueryParam("done") @DefaultValue("") String done,
            @CookieParam(HtmlResponses.SLIP_COOKIE) @DefaultValue("") String got) {
        return Uni.createFrom().deferred(() -> {
            if (!done.isEmpty()) {
                return receiptSlipCookie
                        .decode(got, done)
                        .map(receiptSlip -> htmlResponses.page(
                                ReportTemplates.got(receiptPageModel.view(receiptSlip, clock.instant()))))
                        .orElseGet(() -> htmlResponses.redirect("/track/" + TextSanitizer.digits(done)));
            }
            return ReportPlace.of(area, areas)
                    .map(reportPlace -> htmlResponses.page(ReportTemplates.report(
                            view(reportPlace, ReportView.Input.blank(), ReportView.Errors.NONE))))
                    .orElseGet(() -> htmlResponses.page(404, PageTemplates.replaced(line)));
        });
    }

    @POST
    @Path("/{area}")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Uni<Response> submit(
            @PathParam("area") String area,
            @BeanParam ReportForm form,
            @RestForm("name") @Nullable String name,
            @RestForm("phone") @Nullable String phone,
            @RestForm("website") @Nullable String website,
            @RestForm("again") @Nullable String again,
            @CookieParam(HtmlResponses.SLIP_COOKIE) @DefaultValue("") String got,
            @CookieParam(HtmlResponses.PROOF_COOKIE) @DefaultValue("") String mine,
            @Context HttpServerRequest request) {
        return Uni.createFrom().deferred(() -> {
            Optional<ReportPlace> found = ReportPlace.of(area, areas);
            if (found.isEmpty()) {
                return htmlResponses.page(404, PageTemplates.replaced(line));
            }
            ReportPlace place = found.get();
            ReportView.Input input = new ReportView.Input(
                    form.text(), FormInput.singleLine(name), FormInput.singleLine(phone), form.idempotencyKey());
            Optional<String> number = PhoneNumberParser.parse(phone);
            // People do not see the field "website": only a program fills it.
            boolean isProgram = !TextSanitizer.sanitize(website).isEmpty();
            ReportView.Errors errors = new ReportView.Errors(
                    isProgram ? "没有送出去。请再点一次“送出”。" : form.textError(),
                    form.photoError(),
                    number.isEmpty() ? PhoneNumberParser.INVALID : "",
                    false,
                    "");
            if (errors.isPresent()) {
                return invalid(view(place, input, errors));
            }
            Duration delay =
                    formRateLimiter.acquireForm(requestAddress.of(request), "report", place.area(), form.text());
            if (delay.isPositive()) {
                return htmlResponses.tooMany(
                        delay,
                        ReportTemplates.report(
                                view(place, input, ReportView.Errors.tooMany(FormRateLimiter.waitingTime(delay)))));
            }
            ReportView view = view(place, input, errors);
            Optional<ReceiptSlip> before = receiptSlipCookie
                    .decode(got)
                    .filter(slip -> slip.isRepeatedBy(place.code(), input.key(), input.words(), clock.instant()))
                    .filter(slip -> !slip.no().equals(TextSanitizer.digits(again)));
            if (before.isPresent()) {
                return invalid(view.repeating(before.get().no()));
            }
            return ReportForm.recover(
                    photoUploads.store(form.files()).chain(photos -> submit(view, number.orElse(""), photos, mine)),
                    why -> invalid(view(place, input, new ReportView.Errors("", why, "", false, ""))),
                    () -> htmlResponses.unavailable(
                            ReportTemplates.report(view(place, input, ReportView.Errors.BUSY))));
        });
    }

    private ReportView view(ReportPlace place, ReportView.Input input, ReportView.Errors errors) {
        return new ReportView(
                        place,
                        input,
                        errors,
                        chats.linkTo(new AreaCode(place.code())).orElse(""),
                        line)
                .withSms(smsAvailability.canSend(SmsTemplate.RESULT))
                .withBoard(board(place.area()));
    }

    /** Away grids have no board. */
    private String board(AreaCode area) {
        return !boardPolicy.isOn() || area.isAway()
                ? ""
                : area.isAtOrBelow(Level.TOWNSHIP) ? "/wall/" + area.ancestorAt(Level.TOWNSHIP) : "/wall";
    }

    private Uni<Response> submit(ReportView view, String phone, List<AttachmentId> photos, String mine) {
        Instant now = clock.instant();
        Report report = new Report(
                new MessageSource("web", "", view.form().key()),
                Channel.WEB,
                "web:" + view.form().key(),
                new AreaCode(view.place().code()),
                new PersonDetails("", view.form().name(), phone),
                Optional.empty(),
                view.form().words(),
                photos,
                now,
                now);
        return reportSubmission.submit(report).chain(receipt -> received(view, receipt, phone, mine, now));
    }

    private Uni<Response> received(ReportView view, Receipt receipt, String phone, String mine, Instant now) {
        return htmlResponses.redirect(
                "/report/" + view.place().code() + "?done=" + receipt.no(),
                htmlResponses.slipCookie(receiptSlipCookie.encode(ReceiptSlip.of(receipt, PhoneMask.mask(phone), "")
                        .sent(view.form().key(), view.form().words(), now))),
                htmlResponses.proofCookie(
                        receiptProofCookie.add(mine, receipt.no(), ReceiptProofCookie.REPORTER_VALIDITY, now)));
    }

    private Uni<Response> invalid(ReportView view) {
        return htmlResponses.page(422, ReportTemplates.report(view));
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
