package lianhu.desk.ticket;

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

/** Pictures and voices of a ticket, for who may see the ticket. One of another ticket, or of one that is hidden, is absent. */
@Path("/desk/tickets/{no}/photo/{sha:[0-9a-f]{64}(?:\\.(?:amr|awb|ogg|mp3|silk))?}")
public final class AttachmentPage {
    private final TicketQueries ticketQueries;
    private final AttachmentStore attachmentStore;

    AttachmentPage(TicketQueries ticketQueries, AttachmentStore attachmentStore) {
        this.ticketQueries = ticketQueries;
        this.attachmentStore = attachmentStore;
    }

    /** The name is the hash of the bytes, so it never changes; the browser asks again after a while whether it still may. */
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

    /** What came with the words or happened later; nothing of what is sealed, whose words the page does not show either. */
    public static boolean shows(TicketQueries.TicketDetails ticketDetails, AttachmentId id) {
        return !ticketDetails.ticket().isSealed()
                && (ticketDetails.texts().stream()
                                .anyMatch(said -> said.attachments().contains(id))
                        || ticketDetails.history().stream()
                                .anyMatch(event -> event.attachments().contains(id)));
    }
}
