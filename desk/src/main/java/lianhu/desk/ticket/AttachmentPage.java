package lianhu.desk.ticket;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.Optional;
import lianhu.core.intake.AttachmentStore;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.recording.RecordingAccess;
import lianhu.core.recording.RecordingAccesses;
import lianhu.core.report.Attachment;
import lianhu.core.report.AttachmentId;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;
import lianhu.core.web.ByteRange;
import lianhu.desk.auth.CurrentStaff;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/**
 * Pictures and recordings of a ticket. Attachments of other, hidden or sealed tickets are not found. A recording, of a call as
 * of a voice message, is served only to who has said why, and for as long as that reason opens it.
 */
@Path("/desk/tickets/{no}/photo/{sha:[0-9a-f]{64}(?:\\.(?:amr|awb|ogg|mp3|silk|wav))?}")
@Authenticated
public final class AttachmentPage {
    private final TicketQueries ticketQueries;
    private final AttachmentStore attachmentStore;
    private final RecordingAccesses accesses;
    private final PageRenderer pageRenderer;
    private final InstantSource clock;

    AttachmentPage(
            TicketQueries ticketQueries,
            AttachmentStore attachmentStore,
            RecordingAccesses accesses,
            PageRenderer pageRenderer,
            InstantSource clock) {
        this.ticketQueries = ticketQueries;
        this.attachmentStore = attachmentStore;
        this.accesses = accesses;
        this.pageRenderer = pageRenderer;
        this.clock = clock;
    }

    /**
     * The page that asks why a recording is to be heard.
     *
     * @param sound name of the recording
     */
    public record HearView(String no, String sound, String trouble) {}

    @GET
    public Uni<Response> attachment(
            @RestPath String no, @RestPath String sha, @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        AttachmentId id = new AttachmentId(sha);
        return find(no, id)
                .chain(ticket -> ticket.isEmpty()
                        ? PageRenderer.status(404)
                        : isAudible(ticket.get(), id, staffMember)
                                .chain(isAudible -> isAudible
                                        ? attachmentStore
                                                .find(id)
                                                .map(found -> found.map(one -> content(
                                                                one, id.isVoice(), request.getHeaderString("Range")))
                                                        .orElseGet(() -> Response.status(404)
                                                                .build()))
                                        : ask(403, ticket.get(), id, "", staffMember)));
    }

    /** Stores who is to hear the recording and why, which opens it for half an hour. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Uni<Response> hear(
            @RestPath String no,
            @RestPath String sha,
            @RestForm @Nullable String reason,
            @RestForm @Nullable String words,
            @Context ContainerRequestContext request) {
        StaffMember staffMember = CurrentStaff.of(request);
        AttachmentId id = new AttachmentId(sha);
        return find(no, id)
                .chain(ticket -> ticket.isEmpty() || !id.isVoice()
                        ? PageRenderer.status(404)
                        : RecordingAccess.request(
                                        ticket.get(),
                                        id,
                                        listener(staffMember),
                                        reason == null ? "" : reason,
                                        words == null ? "" : words,
                                        clock.instant())
                                .map(access -> accesses.store(access)
                                        .chain(isStored -> isStored
                                                ? opened(ticket.get(), id, request)
                                                : PageRenderer.status(404)))
                                .orElseGet(() -> ask(422, ticket.get(), id, "请写一句为什么听。", staffMember)));
    }

    /** The person instead of the desk: the record names one person. */
    static Actor listener(StaffMember staffMember) {
        return new Actor(Actor.Type.DESK, staffMember.person().id(), staffMember.name());
    }

    private Uni<Boolean> isAudible(TicketNo ticket, AttachmentId id, StaffMember staffMember) {
        return id.isVoice()
                ? accesses.findOpen(ticket, listener(staffMember), clock.instant())
                        .map(open -> open.contains(id))
                : Uni.createFrom().item(true);
    }

    private static Uni<Response> opened(TicketNo ticket, AttachmentId id, ContainerRequestContext request) {
        return request.getHeaderString("HX-Request") == null
                ? PageRenderer.redirect("/desk/tickets/" + ticket + "#v" + id)
                : PageRenderer.status(204);
    }

    private Uni<Response> ask(int status, TicketNo ticket, AttachmentId id, String trouble, StaffMember staffMember) {
        return pageRenderer
                .page("hear", new HearView(ticket.value(), id.sha256(), trouble), "先说为什么听", "queue", staffMember, "")
                .map(page -> PageRenderer.html(status, page));
    }

    /**
     * The content of a name never changes; the short cache time of a picture lets a withdrawn permission take effect. A
     * recording is asked for each time it is played: the next person at this browser has another login.
     */
    private static Response content(Attachment attachment, boolean isVoice, @Nullable String range) {
        byte[] bytes = attachment.bytes();
        return ByteRange.parse(range, bytes.length)
                .map(part -> Response.status(Response.Status.PARTIAL_CONTENT)
                        .entity(part.of(bytes))
                        .header("Content-Range", part.contentRange(bytes.length)))
                .orElseGet(() -> Response.ok(bytes))
                .type(attachment.mediaType())
                .header("Accept-Ranges", "bytes")
                .header("Cache-Control", isVoice ? "private, no-store" : "private, max-age=600")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .build();
    }

    /** Empty when the page of the ticket does not show the attachment. */
    private Uni<Optional<TicketNo>> find(String no, AttachmentId id) {
        return TicketNo.parse(no)
                .map(ticket -> ticketQueries.find(ticket, Viewer.DESK))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .map(found -> found.filter(details -> shows(details, id))
                        .map(details -> details.ticket().no()));
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
