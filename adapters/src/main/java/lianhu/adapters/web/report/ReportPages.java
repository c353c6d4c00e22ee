package lianhu.adapters.web.report;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
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
import java.util.Optional;
import lianhu.adapters.web.support.FormInput;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PageTemplates;
import lianhu.adapters.web.support.PhotoUploads;
import lianhu.adapters.web.support.PublicPage;
import lianhu.adapters.web.support.ReceiptProofCookie;
import lianhu.core.area.Area;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Areas;
import lianhu.core.area.Level;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.kf.KfLinks;
import lianhu.core.notice.Receipt;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.Report;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.report.TextSanitizer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** The page behind the code on the card: say what is the matter, get a receipt. */
@Path("/report")
@PublicPage
public class ReportPages {
    private static final Logger LOG = Logger.getLogger(ReportPages.class);

    private final ReportSubmission reportSubmission;
    private final Areas areas;
    private final KfLinks chats;
    private final PhotoUploads photoUploads;
    private final ReceiptPageModel receiptPageModel;
    private final ReceiptSlipCookie receiptSlipCookie;
    private final ReceiptProofCookie receiptProofCookie;
    private final HtmlResponses htmlResponses;
    private final Hotline line;
    private final InstantSource clock;

    public ReportPages(
            ReportSubmission reportSubmission,
            Areas areas,
            KfLinks chats,
            PhotoUploads photoUploads,
            ReceiptPageModel receiptPageModel,
            ReceiptSlipCookie receiptSlipCookie,
            ReceiptProofCookie receiptProofCookie,
            HtmlResponses htmlResponses,
            Hotline line,
            InstantSource clock) {
        this.reportSubmission = reportSubmission;
        this.areas = areas;
        this.chats = chats;
        this.photoUploads = photoUploads;
        this.receiptPageModel = receiptPageModel;
        this.receiptSlipCookie = receiptSlipCookie;
        this.receiptProofCookie = receiptProofCookie;
        this.htmlResponses = htmlResponses;
        this.line = line;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> places(@QueryParam("in") @DefaultValue("") String in) {
        Area here = AreaCode.parse(in).flatMap(areas::find).orElseGet(areas::county);
        AreaCode code = here.code();
        boolean isTop = code.equals(areas.county().code());
        return htmlResponses.page(ReportTemplates.places(new PlacesView(
                isTop ? here.name() : areas.displayName(code),
                code.value(),
                isTop ? "" : ReportPlace.parentOf(code, areas).value(),
                childrenOf(code).stream().map(ReportPages::choice).toList(),
                line)));
    }

    /** Grids are ours, not the residents': under a village come its units. */
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
        if (!done.isEmpty()) {
            return receiptSlipCookie
                    .decode(got, done)
                    .map(receiptSlip -> htmlResponses.page(
                            ReportTemplates.got(receiptPageModel.view(receiptSlip, clock.instant()))))
                    .orElseGet(() -> htmlResponses.redirect("/track/" + FormInput.digits(done)));
        }
        return ReportPlace.of(area, areas)
                .map(reportPlace -> htmlResponses.page(
                        ReportTemplates.report(ReportView.blank(reportPlace, chat(reportPlace), line))))
                .orElseGet(() -> htmlResponses.page(404, PageTemplates.replaced(line)));
    }

    @POST
    @Path("/{area}")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Uni<Response> submit(
            @PathParam("area") String area,
            @RestForm("words") @Nullable String words,
            @RestForm("name") @Nullable String name,
            @RestForm("phone") @Nullable String phone,
            @RestForm("key") @Nullable String key,
            @RestForm("website") @Nullable String website,
            @RestForm("photos") @Nullable List<FileUpload> photos,
            @CookieParam(HtmlResponses.PROOF_COOKIE) @DefaultValue("") String mine) {
        Optional<ReportPlace> reportPlace = ReportPlace.of(area, areas);
        if (reportPlace.isEmpty()) {
            return htmlResponses.page(404, PageTemplates.replaced(line));
        }
        ReportView view = ReportView.blank(reportPlace.get(), chat(reportPlace.get()), line)
                .withInput(
                        TextSanitizer.sanitize(words),
                        FormInput.singleLine(name),
                        FormInput.singleLine(phone),
                        FormInput.keyOrNew(key));
        List<FileUpload> files = PhotoUploads.nonEmpty(photos);
        Optional<String> number = FormInput.phone(phone);
        String missing = view.words().isEmpty() && files.isEmpty() ? "还没写是什么事。写几个字、拍张照，有一样就行。" : "";
        String tooMany = files.size() > PhotoUploads.MAX_PHOTOS ? "最多三张照片，请重新挑三张。" : "";
        String wrong = number.isEmpty() ? "这不像一个电话号码。改一改，或者空着。" : "";
        boolean isMachine = !TextSanitizer.sanitize(website).isEmpty();
        if (!missing.isEmpty() || !tooMany.isEmpty() || number.isEmpty() || isMachine) {
            return invalid(view.withErrors(isMachine ? "没有送出去。请再点一次“送出”。" : missing, tooMany, wrong));
        }
        return photoUploads
                .store(files)
                .chain(kept -> submit(view, number.get(), kept, mine))
                .onFailure(ReportRejectedException.class)
                .recoverWithUni(no -> invalid(view.withErrors("", no.getMessage() + "。您写的字还在。", "")))
                .onFailure()
                .recoverWithUni(broken -> {
                    LOG.warnf(
                            "a report from the web was not taken: %s",
                            broken.getClass().getSimpleName());
                    return htmlResponses.unavailable(ReportTemplates.report(view.overloaded()));
                });
    }

    private String chat(ReportPlace reportPlace) {
        return chats.linkTo(new AreaCode(reportPlace.code())).orElse("");
    }

    private Uni<Response> submit(ReportView view, String phone, List<AttachmentId> kept, String mine) {
        Instant now = clock.instant();
        Report report = new Report(
                new MessageSource("web", "", view.key()),
                Channel.WEB,
                "web:" + view.key(),
                new AreaCode(view.area()),
                new PersonDetails("", view.name(), phone),
                Optional.empty(),
                view.words(),
                kept,
                now,
                now);
        return reportSubmission.submit(report).chain(receipt -> received(view.area(), receipt, phone, mine, now));
    }

    private Uni<Response> received(String area, Receipt receipt, String phone, String mine, Instant now) {
        return htmlResponses.redirect(
                "/report/" + area + "?done=" + receipt.no(),
                htmlResponses.slipCookie(
                        receiptSlipCookie.encode(ReceiptSlip.of(receipt, FormInput.maskPhone(phone), ""))),
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
