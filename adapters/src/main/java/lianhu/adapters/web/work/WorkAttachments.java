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
import java.util.Optional;
import lianhu.adapters.web.support.AttachmentResponses;
import lianhu.adapters.web.support.Hotline;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PublicPage;
import lianhu.core.intake.AttachmentStore;
import lianhu.core.report.AttachmentId;
import lianhu.core.ticket.TicketNo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Serves the photos and recordings of a handler's page. A recording is served only to who has said why, and for as long as
 * that reason opens it.
 */
@Path("/work/{token}/{no}/photo/{sha}")
@PublicPage
public class WorkAttachments {
    private final WorkLinkTokens links;
    private final WorkRecordings recordings;
    private final AttachmentStore attachmentStore;
    private final HtmlResponses htmlResponses;
    private final Hotline line;

    public WorkAttachments(
            WorkLinkTokens links,
            WorkRecordings recordings,
            AttachmentStore attachmentStore,
            HtmlResponses htmlResponses,
            Hotline line) {
        this.links = links;
        this.recordings = recordings;
        this.attachmentStore = attachmentStore;
        this.htmlResponses = htmlResponses;
        this.line = line;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> attachment(
            @PathParam("token") String token,
            @PathParam("no") String no,
            @PathParam("sha") String sha,
            @HeaderParam("Range") @Nullable String range) {
        return withAttachment(
                token,
                no,
                sha,
                (link, ticket, attachment) -> recordings
                        .check(link, ticket, attachment)
                        .chain(access -> access == WorkRecordings.Access.OPEN
                                ? attachmentStore.find(attachment).map(found -> AttachmentResponses.of(found, range))
                                : refused(access, token, ticket, attachment)));
    }

    /** The holder says why, which opens the recording for half an hour. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<Response> hear(
            @PathParam("token") String token,
            @PathParam("no") String no,
            @PathParam("sha") String sha,
            @FormParam("reason") @DefaultValue("") String reason) {
        return withAttachment(
                token,
                no,
                sha,
                (link, ticket, attachment) -> recordings
                        .open(link, ticket, attachment, reason)
                        .chain(access -> access == WorkRecordings.Access.OPEN
                                ? htmlResponses.redirect("/work/" + token + "/" + ticket + "#v" + attachment)
                                : refused(access, token, ticket, attachment)));
    }

    private Uni<Response> refused(
            WorkRecordings.Access access, String token, TicketNo ticket, AttachmentId attachment) {
        return access == WorkRecordings.Access.NEEDS_REASON
                ? htmlResponses.page(
                        403, WorkTemplates.hear(new HearView(token, ticket.value(), attachment.sha256(), line)))
                : notFound();
    }

    private interface Handler {
        Uni<Response> handle(WorkLink link, TicketNo ticket, AttachmentId attachment);
    }

    private Uni<Response> withAttachment(String token, String no, String sha, Handler handler) {
        return Uni.createFrom().deferred(() -> {
            Optional<TicketNo> ticket = TicketNo.parse(no);
            Optional<AttachmentId> attachment = AttachmentResponses.parse(sha);
            return ticket.isEmpty() || attachment.isEmpty()
                    ? notFound()
                    : links.find(token)
                            .chain(link -> link.map(one -> handler.handle(one, ticket.get(), attachment.get()))
                                    .orElseGet(WorkAttachments::notFound));
        });
    }

    private static Uni<Response> notFound() {
        return Uni.createFrom().item(AttachmentResponses.of(Optional.empty()));
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
