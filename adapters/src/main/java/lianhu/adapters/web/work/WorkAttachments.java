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
import lianhu.core.intake.AttachmentStore;
import lianhu.core.report.Attachment;
import lianhu.core.report.AttachmentId;
import lianhu.core.ticket.TicketNo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Serves the photos and voice messages of a handler's page. */
@Path("/work/{token}/{no}/photo/{sha}")
@PublicPage
public class WorkAttachments {
    private final WorkLinkTokens links;
    private final WorkPageModel pageModel;
    private final AttachmentStore attachmentStore;
    private final HtmlResponses htmlResponses;

    public WorkAttachments(
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
    public Uni<Response> attachment(
            @PathParam("token") String token, @PathParam("no") String no, @PathParam("sha") String sha) {
        return Uni.createFrom().deferred(() -> {
            Optional<TicketNo> ticket = TicketNo.parse(no);
            Optional<AttachmentId> attachment = AttachmentResponses.parse(sha);
            Uni<Optional<Attachment>> found = ticket.isEmpty() || attachment.isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : links.find(token)
                            .chain(link -> link.map(
                                            one -> pageModel.showsAttachment(one, ticket.get(), attachment.get()))
                                    .orElseGet(() -> Uni.createFrom().item(false)))
                            .chain(isShown -> isShown
                                    ? attachmentStore.find(attachment.get())
                                    : Uni.createFrom().item(Optional.empty()));
            return found.map(AttachmentResponses::of);
        });
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
