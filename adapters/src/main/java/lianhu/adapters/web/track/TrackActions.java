package lianhu.adapters.web.track;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import lianhu.adapters.web.ratelimit.FormRateLimiter;
import lianhu.adapters.web.ratelimit.RequestAddress;
import lianhu.adapters.web.support.FormInput;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PageMessage;
import lianhu.adapters.web.support.PhotoUploads;
import lianhu.adapters.web.support.PublicPage;
import lianhu.core.casework.TicketService;
import lianhu.core.casework.TicketService.Outcome;
import lianhu.core.followup.TicketRatings;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.IdempotencyKeys;
import lianhu.core.report.MessageSource;
import lianhu.core.report.PartlyFixedText;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.TextSanitizer;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** The actions of a reporter: withdraw, add words or photos, confirm or reject the result, rate it. */
@Path("/track/{no}/do/{action}")
@PublicPage
public class TrackActions {
    private static final String RATE = "rate";

    private final TrackPages pages;
    private final TicketService ticketService;
    private final TicketRatings ticketRatings;
    private final PhotoUploads photoUploads;
    private final HtmlResponses htmlResponses;
    private final FormRateLimiter formRateLimiter;
    private final RequestAddress requestAddress;
    private final InstantSource clock;

    public TrackActions(
            TrackPages pages,
            TicketService ticketService,
            TicketRatings ticketRatings,
            PhotoUploads photoUploads,
            HtmlResponses htmlResponses,
            FormRateLimiter formRateLimiter,
            RequestAddress requestAddress,
            InstantSource clock) {
        this.pages = pages;
        this.ticketService = ticketService;
        this.ticketRatings = ticketRatings;
        this.photoUploads = photoUploads;
        this.htmlResponses = htmlResponses;
        this.formRateLimiter = formRateLimiter;
        this.requestAddress = requestAddress;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Uni<Response> act(
            @PathParam("no") String no,
            @PathParam("action") String name,
            @RestForm("words") @Nullable String words,
            @RestForm("score") @Nullable String score,
            @RestForm("key") @Nullable String key,
            @RestForm("photos") @Nullable List<FileUpload> photos,
            @CookieParam(HtmlResponses.PROOF_COOKIE) @DefaultValue("") String mine,
            @Context HttpServerRequest request) {
        return pages.findTimeline(no, mine).chain(seen -> {
            if (seen.isEmpty() || !seen.get().isOpened()) {
                return htmlResponses.redirect("/track/" + TextSanitizer.digits(no));
            }
            String text = TextSanitizer.sanitize(words);
            Duration delay = formRateLimiter.acquireForm(
                    requestAddress.of(request),
                    "track",
                    seen.get().file().ticket().area(),
                    text);
            if (delay.isPositive()) {
                return tooMany(seen.get(), delay, text);
            }
            return name.equals(RATE)
                    ? rate(seen.get(), TextSanitizer.sanitize(score))
                    : act(seen.get(), name, text, IdempotencyKeys.keyOrNew(key), PhotoUploads.nonEmpty(photos));
        });
    }

    /** Once for a receipt. Nobody can read it by its ticket. */
    private Uni<Response> rate(TicketTimeline ticketTimeline, String score) {
        if (!ticketTimeline.isRatable()) {
            return rejected(ticketTimeline, "办结了才能打分。");
        }
        if (!score.matches("[1-5]")) {
            return rejected(ticketTimeline, "还没选满意不满意，请点一个。");
        }
        return ticketRatings
                .rate(
                        ticketTimeline.file().ticket().no(),
                        ticketTimeline.no(),
                        Integer.parseInt(score),
                        clock.instant())
                .chain(isFirst -> isFirst
                        ? htmlResponses.redirect("/track/" + ticketTimeline.no() + "?said=" + RATE)
                        : rejected(ticketTimeline, "这件事您打过分了，还按第一次的算。"));
    }

    private Uni<Response> act(
            TicketTimeline ticketTimeline, String name, String words, String key, List<FileUpload> files) {
        if (!ticketTimeline
                .reporterActions(pages.allowedActions(ticketTimeline))
                .contains(name.equals("half") ? "again" : name)) {
            return rejected(ticketTimeline, "这件事刚刚有了变化，现在不能这样做。下面是它现在的样子。");
        }
        if (name.equals("add") && words.isEmpty() && files.isEmpty()) {
            return rejected(ticketTimeline, "还没写要补什么。写一句话，或者拍张照。");
        }
        String lengthError = FormInput.lengthError(words);
        if (!lengthError.isEmpty()) {
            return rejected(ticketTimeline, lengthError + "退回上一页，您写的字还在。");
        }
        if (files.size() > PhotoUploads.MAX_PHOTOS) {
            return rejected(ticketTimeline, "最多三张照片，请重新挑三张。");
        }
        return photoUploads.store(
                files,
                kept -> act(ticketTimeline, action(ticketTimeline.no(), name, words, key, kept)),
                why -> rejected(ticketTimeline, why));
    }

    private Uni<Response> act(TicketTimeline ticketTimeline, Action action) {
        return ticketService.act(ticketTimeline.file().ticket().no(), action).chain(outcome -> switch (outcome) {
            case Outcome.Done done ->
                htmlResponses.redirect("/track/" + ticketTimeline.no() + "?said=" + messageKey(action));
            case Outcome.Rejected no -> rejected(ticketTimeline, no.why());
            case Outcome.VersionConflict versionConflict -> rejected(ticketTimeline, "这件事刚刚有了变化，请看过再点一次。");
            case Outcome.NotFound notFound -> htmlResponses.redirect("/track/" + ticketTimeline.no());
        });
    }

    private Uni<Response> tooMany(TicketTimeline ticketTimeline, Duration delay, String words) {
        String why = FormRateLimiter.refusal(delay) + (words.isEmpty() ? "" : "您写的：" + words);
        return htmlResponses.tooMany(
                delay, TrackTemplates.track(pages.view(ticketTimeline, PageMessage.rejected(why), 0)));
    }

    private Uni<Response> rejected(TicketTimeline ticketTimeline, String why) {
        return htmlResponses.page(409, TrackTemplates.track(pages.view(ticketTimeline, PageMessage.rejected(why), 0)));
    }

    private static Action action(ReceiptNo no, String name, String words, String key, List<AttachmentId> kept) {
        ActionType type = switch (name) {
            case "withdraw" -> ActionType.WITHDRAW;
            case "add" -> ActionType.SUPPLEMENT;
            case "content" -> ActionType.CLOSE;
            default -> ActionType.REOPEN;
        };
        String said = name.equals("half") ? PartlyFixedText.SPELLED_OUT + (words.isEmpty() ? "" : "：" + words) : words;
        return Action.of(type, TrackPages.reporter(no))
                .withWords(said)
                .withAttachments(kept)
                .withReceipt(no)
                .withSource(new MessageSource("web", "track", key));
    }

    private static String messageKey(Action action) {
        return switch (action.type()) {
            case WITHDRAW -> "withdraw";
            case SUPPLEMENT -> "add";
            case CLOSE -> "content";
            default -> "again";
        };
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
