package lianhu.adapters.web.unit;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lianhu.adapters.web.report.ReceiptSlip;
import lianhu.adapters.web.report.ReceiptSlipCookie;
import lianhu.adapters.web.support.FormInput;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PhotoUploads;
import lianhu.adapters.web.support.PublicPage;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.Channel;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PersonDetails;
import lianhu.core.report.Report;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.report.TextSanitizer;
import lianhu.core.roster.Post;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** 帮邻居报: a line is pasted, one question is asked, a receipt comes with the text to paste back. */
@Path("/unit/{token}/tell")
@PublicPage
public class RelayReportPage {
    private static final Logger LOG = Logger.getLogger(RelayReportPage.class);
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{64}");

    private final UnitPages pages;
    private final UnitPageModel desk;
    private final ReportSubmission reportSubmission;
    private final PhotoUploads photoUploads;
    private final ReceiptSlipCookie receiptSlipCookie;
    private final HtmlResponses htmlResponses;
    private final InstantSource clock;

    public RelayReportPage(
            UnitPages pages,
            UnitPageModel desk,
            ReportSubmission reportSubmission,
            PhotoUploads photoUploads,
            ReceiptSlipCookie receiptSlipCookie,
            HtmlResponses htmlResponses,
            InstantSource clock) {
        this.pages = pages;
        this.desk = desk;
        this.reportSubmission = reportSubmission;
        this.photoUploads = photoUploads;
        this.receiptSlipCookie = receiptSlipCookie;
        this.htmlResponses = htmlResponses;
        this.clock = clock;
    }

    /** The question's answer; empty while it was not asked. */
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

    private record RelayDraft(String words, String name, List<AttachmentId> photos, String key) {}

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Uni<Response> submit(
            @PathParam("token") String token,
            @RestForm("words") @Nullable String words,
            @RestForm("name") @Nullable String name,
            @RestForm("other") @Nullable String other,
            @RestForm("whose") @Nullable String whose,
            @RestForm("key") @Nullable String key,
            @RestForm("photo") @Nullable List<String> kept,
            @RestForm("photos") @Nullable List<FileUpload> photos) {
        String typed = TextSanitizer.sanitize(words);
        String sameKey = FormInput.keyOrNew(key);
        Optional<Reporter> answered = Reporter.parse(whose);
        return pages.withPost(token, post -> storePhotos(kept, PhotoUploads.nonEmpty(photos))
                .chain(ids -> {
                    if (typed.isEmpty() && ids.isEmpty()) {
                        return showError(post, token, typed, "还没写是什么事。把群里那句话贴过来，或者自己写几个字。", sameKey);
                    }
                    return answered.isEmpty()
                            ? askForReporter(post, token, typed, ids, sameKey)
                            : send(
                                    post,
                                    token,
                                    answered.get(),
                                    new RelayDraft(
                                            typed,
                                            answered.get() == Reporter.OTHER
                                                    ? FormInput.singleLine(other)
                                                    : FormInput.singleLine(name),
                                            ids,
                                            sameKey));
                })
                .onFailure(ReportRejectedException.class)
                .recoverWithUni(no -> showError(post, token, typed, no.getMessage() + "。您写的字还在。", sameKey))
                .onFailure()
                .recoverWithUni(broken -> unavailable(post, token, typed, sameKey, broken)));
    }

    private Uni<Response> askForReporter(Post post, String token, String typed, List<AttachmentId> ids, String key) {
        FormInput.PastedLine pastedLine = FormInput.parsePastedLine(typed);
        UnitView.ReporterQuestion reporterQuestion = new UnitView.ReporterQuestion(
                pastedLine.words(),
                pastedLine.name(),
                ids.stream().map(AttachmentId::sha256).toList(),
                key);
        return desk.load(post, token)
                .chain(view -> htmlResponses.page(UnitTemplates.unit(view.withQuestion(reporterQuestion))));
    }

    private Uni<Response> send(Post post, String token, Reporter reporter, RelayDraft said) {
        Instant now = clock.instant();
        PersonDetails head = new PersonDetails(post.userId(), post.person(), post.phone());
        String who = reporter == Reporter.NAMED || reporter == Reporter.OTHER ? said.name() : "";
        boolean isOwn = reporter == Reporter.OWN;
        Report report = new Report(
                new MessageSource("unit", UnitPageModel.unit(post).value(), said.key()),
                isOwn ? Channel.WEB : Channel.RELAY,
                "web:" + said.key(),
                post.area(),
                isOwn ? head : who.isEmpty() ? PersonDetails.UNKNOWN : new PersonDetails("", who, ""),
                isOwn ? Optional.empty() : Optional.of(head),
                said.words(),
                said.photos(),
                now,
                now);
        return reportSubmission
                .submit(report)
                .chain(receipt -> htmlResponses.redirect(
                        "/unit/" + token + "?got=" + receipt.no(),
                        htmlResponses.slipCookie(
                                receiptSlipCookie.encode(ReceiptSlip.of(receipt, "", isOwn ? "我自己" : who)))));
    }

    private Uni<Response> showError(Post post, String token, String typed, String fault, String key) {
        return desk.load(post, token)
                .chain(view -> htmlResponses.page(422, UnitTemplates.unit(view.withDraft(typed, fault, false, key))));
    }

    private Uni<Response> unavailable(Post post, String token, String typed, String key, Throwable broken) {
        LOG.warnf("a relayed report was not taken: %s", broken.getClass().getSimpleName());
        return desk.load(post, token)
                .chain(view -> htmlResponses.unavailable(UnitTemplates.unit(view.withDraft(typed, "", true, key))));
    }

    /** Those of the first step come back by their names. */
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
