package lianhu.adapters.web.work;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PublicPage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Serves the photos and recordings of a handler's page. */
@Path("/work/{token}/{no}/photo/{sha}")
@PublicPage
public class WorkAttachments {
    private final WorkLinkTokens links;
    private final WorkAttachmentResponses attachments;
    private final HtmlResponses htmlResponses;

    public WorkAttachments(WorkLinkTokens links, WorkAttachmentResponses attachments, HtmlResponses htmlResponses) {
        this.links = links;
        this.attachments = attachments;
        this.htmlResponses = htmlResponses;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> attachment(
            @PathParam("token") String token,
            @PathParam("no") String no,
            @PathParam("sha") String sha,
            @HeaderParam("Range") @Nullable String range) {
        return withLink(token, link -> attachments.serve(link, no, sha, range));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> hear(
            @PathParam("token") String token,
            @PathParam("no") String no,
            @PathParam("sha") String sha,
            @FormParam("reason") @DefaultValue("") String reason) {
        return withLink(token, link -> attachments.hear(link, no, sha, reason));
    }

    private Uni<Response> withLink(String token, Function<WorkLink, Uni<Response>> answer) {
        return Uni.createFrom()
                .deferred(() ->
                        links.find(token).chain(link -> link.map(answer).orElseGet(WorkAttachmentResponses::notFound)));
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
