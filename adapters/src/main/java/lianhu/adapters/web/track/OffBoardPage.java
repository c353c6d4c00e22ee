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
import lianhu.adapters.web.ratelimit.FormRateLimiter;
import lianhu.adapters.web.ratelimit.RequestAddress;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PageMessage;
import lianhu.adapters.web.support.PublicPage;
import lianhu.core.board.BoardRemovals;
import lianhu.core.report.TextSanitizer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A reporter takes the own matter off the public board. It is possible whatever state the matter is in, and more than once. */
@Path("/track/{no}/off-board")
@PublicPage
public class OffBoardPage {
    private final TrackPages pages;
    private final BoardRemovals boardRemovals;
    private final HtmlResponses htmlResponses;
    private final FormRateLimiter formRateLimiter;
    private final RequestAddress requestAddress;
    private final InstantSource clock;

    public OffBoardPage(
            TrackPages pages,
            BoardRemovals boardRemovals,
            HtmlResponses htmlResponses,
            FormRateLimiter formRateLimiter,
            RequestAddress requestAddress,
            InstantSource clock) {
        this.pages = pages;
        this.boardRemovals = boardRemovals;
        this.htmlResponses = htmlResponses;
        this.formRateLimiter = formRateLimiter;
        this.requestAddress = requestAddress;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Uni<Response> remove(
            @PathParam("no") String no,
            @CookieParam(HtmlResponses.PROOF_COOKIE) @DefaultValue("") String mine,
            @Context HttpServerRequest request) {
        return Uni.createFrom()
                .deferred(() -> pages.findTimeline(no, mine).chain(seen -> {
                    if (seen.isEmpty() || !seen.get().isOpened()) {
                        return htmlResponses.redirect("/track/" + TextSanitizer.digits(no));
                    }
                    TicketTimeline timeline = seen.get();
                    Duration delay = formRateLimiter.acquireForm(
                            requestAddress.of(request),
                            "track",
                            timeline.file().ticket().area(),
                            "");
                    return delay.isPositive()
                            ? htmlResponses.tooMany(
                                    delay,
                                    TrackTemplates.track(pages.view(
                                            timeline, PageMessage.rejected(FormRateLimiter.refusal(delay)), 0)))
                            : boardRemovals
                                    .remove(timeline.no(), clock.instant())
                                    .chain(() -> htmlResponses.redirect("/track/" + timeline.no() + "?said=off-board"));
                }));
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
