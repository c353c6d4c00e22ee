package lianhu.adapters.web.work;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import lianhu.adapters.web.support.AttachmentResponses;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PublicPage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Serves the photos and voice messages of a handler's page. */
@Path("/work/{token}/{no}/photo/{sha}")
@PublicPage
public class WorkAttachments {
    private final WorkLinkTokens links;
    private final WorkResponses workResponses;
    private final HtmlResponses htmlResponses;

    public WorkAttachments(WorkLinkTokens links, WorkResponses workResponses, HtmlResponses htmlResponses) {
        this.links = links;
        this.workResponses = workResponses;
        this.htmlResponses = htmlResponses;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> attachment(
            @PathParam("token") String token, @PathParam("no") String no, @PathParam("sha") String sha) {
        return Uni.createFrom()
                .deferred(() -> links.find(token)
                        .chain(link -> link.map(one -> workResponses.attachment(one, no, sha))
                                .orElseGet(() -> Uni.createFrom().item(AttachmentResponses.of(Optional.empty())))));
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
