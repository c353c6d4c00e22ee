package lianhu.adapters.web.work;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import lianhu.adapters.web.ratelimit.FormRateLimiter;
import lianhu.adapters.web.ratelimit.RequestAddress;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PageTemplates;
import lianhu.adapters.web.support.PublicPage;
import lianhu.core.intake.AttachmentStore;
import lianhu.core.report.Attachment;
import lianhu.core.report.AttachmentId;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The page of a ticket for the one who has it now, under the link of the card. */
@Path("/work/{token}")
@PublicPage
public class WorkPages {
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{64}");

    private final WorkLinkTokens links;
    private final WorkPageModel pageModel;
    private final AttachmentStore attachmentStore;
    private final HtmlResponses htmlResponses;
    private final FormRateLimiter formRateLimiter;
    private final RequestAddress requestAddress;
    private final Hotline line;

    public WorkPages(
            WorkLinkTokens links,
            WorkPageModel pageModel,
            AttachmentStore attachmentStore,
            HtmlResponses htmlResponses,
            FormRateLimiter formRateLimiter,
            RequestAddress requestAddress,
            Hotline line) {
        this.links = links;
        this.pageModel = pageModel;
        this.attachmentStore = attachmentStore;
        this.htmlResponses = htmlResponses;
        this.formRateLimiter = formRateLimiter;
        this.requestAddress = requestAddress;
        this.line = line;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> page(@PathParam("token") String token, @Context HttpServerRequest request) {
        return Uni.createFrom().deferred(() -> {
            Duration delay = formRateLimiter.acquireLookup(requestAddress.of(request));
            return delay.isPositive()
                    ? htmlResponses.tooMany(delay, PageTemplates.slow(FormRateLimiter.waitingTime(delay), line))
                    : links.find(token)
                            .chain(found -> found.map(link -> pageModel.load(link, token))
                                    .orElseGet(() -> Uni.createFrom().item(Optional.empty())))
                            .chain(view -> view.map(one -> htmlResponses.page(WorkTemplates.work(one)))
                                    .orElseGet(() -> htmlResponses.page(404, WorkTemplates.ended(line))));
        });
    }

    /** The bytes as they are stored, without the metadata that the intake removed. */
    @GET
    @Path("/photo/{sha}")
    @Operation(hidden = true)
    public Uni<Response> photo(@PathParam("token") String token, @PathParam("sha") String sha) {
        return Uni.createFrom().deferred(() -> {
            if (!SHA.matcher(sha).matches()) {
                return Uni.createFrom().item(notFound());
            }
            AttachmentId id = new AttachmentId(sha);
            return links.find(token)
                    .chain(found -> found.map(link -> pageModel.showsPhoto(link, id))
                            .orElseGet(() -> Uni.createFrom().item(false)))
                    .chain(isShown -> isShown
                            ? attachmentStore.find(id)
                            : Uni.createFrom().item(Optional.<Attachment>empty()))
                    .map(found -> found.map(attachment -> Response.ok(attachment.bytes())
                                    .type(attachment.mediaType())
                                    .header("Cache-Control", "private, no-store")
                                    .build())
                            .orElseGet(WorkPages::notFound));
        });
    }

    private static Response notFound() {
        return Response.status(404).build();
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
