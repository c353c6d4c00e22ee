package lianhu.adapters.web.unit;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lianhu.adapters.web.ratelimit.FormRateLimiter;
import lianhu.adapters.web.ratelimit.RequestAddress;
import lianhu.adapters.web.report.ReceiptSlip;
import lianhu.adapters.web.report.ReceiptSlipCookie;
import lianhu.adapters.web.support.FormInput;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PageMessage;
import lianhu.adapters.web.support.PhotoUploads;
import lianhu.adapters.web.support.PublicPage;
import lianhu.adapters.web.support.ReportForm;
import lianhu.adapters.web.unit.UnitView.RelayForm;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.Report;
import lianhu.core.report.TextSanitizer;
import lianhu.core.roster.Post;
import lianhu.core.web.ClientAddress;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** 帮邻居报: takes a pasted line, asks whose matter it is, and shows the receipt with the text to paste back. */
@Path("/unit/{token}/tell")
@PublicPage
public class RelayReportPage {
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{64}");

    private final UnitPages pages;
    private final UnitPageModel pageModel;
    private final ReportSubmission reportSubmission;
    private final PhotoUploads photoUploads;
    private final ReceiptSlipCookie receiptSlipCookie;
    private final HtmlResponses htmlResponses;
    private final FormRateLimiter formRateLimiter;
    private final RequestAddress requestAddress;
    private final InstantSource clock;

    public RelayReportPage(
            UnitPages pages,
            UnitPageModel pageModel,
            ReportSubmission reportSubmission,
            PhotoUploads photoUploads,
            ReceiptSlipCookie receiptSlipCookie,
            HtmlResponses htmlResponses,
            FormRateLimiter formRateLimiter,
            RequestAddress requestAddress,
            InstantSource clock) {
        this.pages = pages;
        this.pageModel = pageModel;
        this.reportSubmission = reportSubmission;
        this.photoUploads = photoUploads;
        this.receiptSlipCookie = receiptSlipCookie;
        this.htmlResponses = htmlResponses;
        this.formRateLimiter = formRateLimiter;
        this.requestAddress = requestAddress;
        this.clock = clock;
    }

    /** The answer to the question; empty before the question is asked. */
    enum Reporter {
        NAMED,
        OTHER,
        OWN,
        UNNAMED;

        static Optional<Reporter> parse(@Nullable String text) {
            return switch (TextSanitizer.sanitize(text)) {
                case "named" -> Optional.of(NAMED);
                case "other" -> Optional.of(OTHER);
                case "own" -> Optional.of(OWN);
                case "unnamed" -> Optional.of(UNNAMED);
                default -> Optional.empty();
            };
        }
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Uni<Response> submit(
            @PathParam("token") String token,
            @BeanParam ReportForm form,
            @RestForm("name") @Nullable String name,
            @RestForm("other") @Nullable String other,
            @RestForm("whose") @Nullable String whose,
            @RestForm("photo") @Nullable List<String> kept,
            @Context HttpServerRequest request) {
        return pages.withPost(
                token,
                post -> ReportForm.recover(
                        storePhotos(kept, form.files())
                                .chain(photos -> submit(
                                        post,
                                        token,
                                        form,
                                        photos,
                                        Reporter.parse(whose),
                                        name,
                                        other,
                                        requestAddress.of(request))),
                        why -> showError(post, token, form, why),
                        () -> show(post, token, RelayForm.draft(form.text(), "", true, form.idempotencyKey()))
                                .chain(htmlResponses::unavailable)));
    }

    private Uni<Response> submit(
            Post post,
            String token,
            ReportForm form,
            List<AttachmentId> photos,
            Optional<Reporter> reporter,
            @Nullable String name,
            @Nullable String other,
            ClientAddress address) {
        if (form.text().isEmpty() && photos.isEmpty()) {
            return showError(post, token, form, "还没写是什么事。把群里那句话贴过来，或者自己写几个字。");
        }
        String lengthError = FormInput.lengthError(form.text());
        if (!lengthError.isEmpty()) {
            return showError(post, token, form, lengthError);
        }
        if (reporter.isEmpty()) {
            return askForReporter(post, token, form, photos);
        }
        Duration delay = formRateLimiter.acquireForm(address, "unit", post.area(), form.text());
        if (delay.isPositive()) {
            return show(
                            post,
                            token,
                            RelayForm.draft(form.text(), FormRateLimiter.refusal(delay), false, form.idempotencyKey()))
                    .chain(page -> htmlResponses.tooMany(delay, page));
        }
        String who = switch (reporter.get()) {
            case NAMED -> FormInput.singleLine(name);
            case OTHER -> FormInput.singleLine(other);
            case OWN, UNNAMED -> "";
        };
        return send(post, token, reporter.get() == Reporter.OWN, who, form, photos);
    }

    private Uni<Response> askForReporter(Post post, String token, ReportForm form, List<AttachmentId> photos) {
        FormInput.PastedLine line = FormInput.parsePastedLine(form.text());
        List<String> hashes = photos.stream().map(AttachmentId::sha256).toList();
        return show(
                        post,
                        token,
                        RelayForm.question(new UnitView.ReporterQuestion(
                                line.words(), line.name(), hashes, form.idempotencyKey())))
                .chain(page -> htmlResponses.page(page));
    }

    /** @param who the neighbour's name; empty when unnamed */
    private Uni<Response> send(
            Post post, String token, boolean isOwn, String who, ReportForm form, List<AttachmentId> photos) {
        Instant now = clock.instant();
        String key = form.idempotencyKey();
        PersonDetails head = post.details();
        Report report = new Report(
                new MessageSource("unit", UnitPageModel.unit(post).value(), key),
                isOwn ? Channel.WEB : Channel.RELAY,
                "web:" + key,
                post.area(),
                isOwn ? head : who.isEmpty() ? PersonDetails.UNKNOWN : new PersonDetails("", who, ""),
                isOwn ? Optional.empty() : Optional.of(head),
                form.text(),
                photos,
                now,
                now);
        return reportSubmission
                .submit(report)
                .chain(receipt -> htmlResponses.redirect(
                        "/unit/" + token + "?got=" + receipt.no(),
                        htmlResponses.slipCookie(
                                receiptSlipCookie.encode(ReceiptSlip.of(receipt, "", isOwn ? "我自己" : who)))));
    }

    private Uni<Response> showError(Post post, String token, ReportForm form, String fault) {
        return show(post, token, RelayForm.draft(form.text(), fault, false, form.idempotencyKey()))
                .chain(page -> htmlResponses.page(422, page));
    }

    private Uni<TemplateInstance> show(Post post, String token, RelayForm form) {
        return pageModel
                .load(post, token)
                .map(work -> UnitTemplates.unit(new UnitView(work, "a", form, PageMessage.NONE)));
    }

    /** Photos of the first step come back by their hashes. */
    private Uni<List<AttachmentId>> storePhotos(@Nullable List<String> kept, List<FileUpload> photos) {
        List<AttachmentId> known = kept == null
                ? List.of()
                : kept.stream()
                        .filter(sha -> SHA.matcher(sha).matches())
                        .map(AttachmentId::new)
                        .toList();
        return photoUploads
                .store(photos.stream().limit(PhotoUploads.MAX_PHOTOS).toList())
                .map(fresh -> Stream.concat(known.stream(), fresh.stream())
                        .limit(PhotoUploads.MAX_PHOTOS)
                        .toList());
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
