package lianhu.adapters.web.work;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.regex.Pattern;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PublicPage;
import lianhu.core.intake.AttachmentStore;
import lianhu.core.report.Attachment;
import lianhu.core.report.AttachmentId;
import lianhu.core.ticket.TicketNo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Serves the photos of a handler's page, as they are stored: without the metadata that the intake removed. */
@Path("/work/{token}/{no}/photo/{sha}")
@PublicPage
public class WorkPhotos {
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{64}");

    private final WorkLinkTokens links;
    private final WorkPageModel pageModel;
    private final AttachmentStore attachmentStore;
    private final HtmlResponses htmlResponses;

    public WorkPhotos(
            WorkLinkTokens links,
            WorkPageModel pageModel,
            AttachmentStore attachmentStore,
            HtmlResponses htmlResponses) {
        this.links = links;
        this.pageModel = pageModel;
        this.attachmentStore = attachmentStore;
        this.htmlResponses = htmlResponses;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> photo(
            @PathParam("token") String token, @PathParam("no") String no, @PathParam("sha") String sha) {
        return Uni.createFrom().deferred(() -> {
            Optional<TicketNo> ticket = TicketNo.parse(no);
            if (ticket.isEmpty() || !SHA.matcher(sha).matches()) {
                return Uni.createFrom().item(notFound());
            }
            AttachmentId id = new AttachmentId(sha);
            return links.find(token)
                    .chain(found -> found.map(link -> pageModel.showsPhoto(link, ticket.get(), id))
                            .orElseGet(() -> Uni.createFrom().item(false)))
                    .chain(isShown -> isShown
                            ? attachmentStore.find(id)
                            : Uni.createFrom().item(Optional.<Attachment>empty()))
                    .map(found -> found.map(attachment -> Response.ok(attachment.bytes())
                                    .type(attachment.mediaType())
                                    .header("Cache-Control", "private, no-store")
                                    .build())
                            .orElseGet(WorkPhotos::notFound));
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
