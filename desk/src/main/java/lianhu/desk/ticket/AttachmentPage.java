package lianhu.desk.ticket;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import lianhu.core.intake.AttachmentStore;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.Attachment;
import lianhu.core.report.AttachmentId;
import lianhu.core.ticket.TicketNo;
import org.jboss.resteasy.reactive.RestPath;

/** Pictures and voice messages of a ticket. Attachments of other, hidden or sealed tickets are not found. */
@Path("/desk/tickets/{no}/photo/{sha:[0-9a-f]{64}(?:\\.(?:amr|awb|ogg|mp3|silk|wav))?}")
@Authenticated
public final class AttachmentPage {
    private final TicketQueries ticketQueries;
    private final AttachmentStore attachmentStore;

    AttachmentPage(TicketQueries ticketQueries, AttachmentStore attachmentStore) {
        this.ticketQueries = ticketQueries;
        this.attachmentStore = attachmentStore;
    }

    /** The content of a name never changes; the short cache time lets a withdrawn permission take effect. */
    @GET
    public Uni<Response> photo(@RestPath String no, @RestPath String sha) {
        AttachmentId id = new AttachmentId(sha);
        return TicketNo.parse(no)
                .map(ticket -> ticketQueries.find(ticket, Viewer.DESK))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .chain(ticketDetails ->
                        ticketDetails.filter(shown -> shows(shown, id)).isPresent()
                                ? attachmentStore.find(id)
                                : Uni.createFrom().item(Optional.<Attachment>empty()))
                .map(found -> found.map(attachment -> Response.ok(attachment.bytes(), attachment.mediaType())
                                .header("Cache-Control", "private, max-age=600")
                                .header("X-Content-Type-Options", "nosniff")
                                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                                .build())
                        .orElseGet(() -> Response.status(404).build()));
    }

    /** Whether the page of the ticket shows the attachment: never for a sealed ticket, whose words are hidden too. */
    public static boolean shows(TicketQueries.TicketDetails ticketDetails, AttachmentId id) {
        return !ticketDetails.ticket().isSealed()
                && (ticketDetails.texts().stream()
                                .anyMatch(said -> said.attachments().contains(id))
                        || ticketDetails.history().stream()
                                .anyMatch(event -> event.attachments().contains(id)));
    }
}
