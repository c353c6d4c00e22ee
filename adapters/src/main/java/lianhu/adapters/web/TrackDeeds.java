package lianhu.adapters.web;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import lianhu.core.casework.TicketService;
import lianhu.core.casework.TicketService.Outcome;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.MessageSource;
import lianhu.core.report.ReceiptNo;
import lianhu.core.report.ReportRejectedException;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** What a reporter does about her own matter: take it back, add something, say whether it is solved. */
@Path("/track/{no}/do/{deed}")
@PublicPage
public class TrackDeeds {
    private final TrackPages pages;
    private final TicketService ticketService;
    private final Uploads uploads;
    private final Answer answer;

    public TrackDeeds(TrackPages pages, TicketService ticketService, Uploads uploads, Answer answer) {
        this.pages = pages;
        this.ticketService = ticketService;
        this.uploads = uploads;
        this.answer = answer;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Uni<Response> act(
            @PathParam("no") String no,
            @PathParam("deed") String deed,
            @RestForm("words") @Nullable String words,
            @RestForm("key") @Nullable String key,
            @RestForm("photos") @Nullable List<FileUpload> photos,
            @CookieParam(Answer.MINE) @DefaultValue("") String mine) {
        return pages.see(no, mine).chain(seen -> {
            if (seen.isEmpty() || !seen.get().isOpened()) {
                return answer.next("/track/" + Typed.digits(no));
            }
            return act(seen.get(), deed, Typed.words(words), Typed.key(key), Uploads.in(photos));
        });
    }

    private Uni<Response> act(Road road, String deed, String words, String key, List<FileUpload> files) {
        if (!road.may(pages.legal(road)).contains(deed.equals("half") ? "again" : deed)) {
            return refused(road, "这件事刚刚有了变化，现在不能这样做。下面是它现在的样子。");
        }
        if (deed.equals("add") && words.isEmpty() && files.isEmpty()) {
            return refused(road, "还没写要补什么。写一句话，或者拍张照。");
        }
        if (files.size() > Uploads.MOST) {
            return refused(road, "最多三张照片，请重新挑三张。");
        }
        return uploads.keep(files)
                .chain(kept -> act(road, action(road.no(), deed, words, key, kept)))
                .onFailure(ReportRejectedException.class)
                .recoverWithUni(no -> refused(road, no.getMessage() + "。"));
    }

    private Uni<Response> act(Road road, Action action) {
        return ticketService.act(road.file().ticket().no(), action).chain(outcome -> switch (outcome) {
            case Outcome.Done done -> answer.next("/track/" + road.no() + "?said=" + said(action));
            case Outcome.Rejected no -> refused(road, no.why());
            case Outcome.VersionConflict versionConflict -> refused(road, "这件事刚刚有了变化，请看过再点一次。");
            case Outcome.NotFound notFound -> answer.next("/track/" + road.no());
        });
    }

    private Uni<Response> refused(Road road, String why) {
        return answer.page(409, TrackTemplates.track(pages.view(road).saying(why, true)));
    }

    private static Action action(ReceiptNo no, String deed, String words, String key, List<AttachmentId> kept) {
        ActionType type = switch (deed) {
            case "withdraw" -> ActionType.WITHDRAW;
            case "add" -> ActionType.SUPPLEMENT;
            case "content" -> ActionType.CLOSE;
            default -> ActionType.REOPEN;
        };
        String said = deed.equals("half") ? "好了一半" + (words.isEmpty() ? "" : "：" + words) : words;
        return Action.of(type, TrackPages.reporter(no))
                .withWords(said)
                .withAttachments(kept)
                .withReceipt(no)
                .withSource(new MessageSource("web", "track", key));
    }

    private static String said(Action action) {
        return switch (action.type()) {
            case WITHDRAW -> "withdraw";
            case SUPPLEMENT -> "add";
            case CLOSE -> "content";
            default -> "again";
        };
    }

    @ServerExceptionMapper
    public Uni<Response> away(Exception broken) {
        return answer.away(broken);
    }
}
