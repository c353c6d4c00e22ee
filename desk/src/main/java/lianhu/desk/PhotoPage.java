package lianhu.desk;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import lianhu.core.Photos;
import lianhu.core.Viewer;
import lianhu.core.Worklist;
import lianhu.core.report.Photo;
import lianhu.core.report.PhotoId;
import lianhu.core.ticket.TicketNo;
import org.jboss.resteasy.reactive.RestPath;

/** Pictures and voices of a ticket, for who may see the ticket. One of another ticket, or of one that is hidden, is absent. */
@Path("/desk/tickets/{no}/photo/{sha:[0-9a-f]{64}(?:\\.(?:amr|awb|ogg|mp3|silk))?}")
public final class PhotoPage {
    private final Worklist worklist;
    private final Photos photos;

    PhotoPage(Worklist worklist, Photos photos) {
        this.worklist = worklist;
        this.photos = photos;
    }

    /** The name is the hash of the bytes, so it never changes; the browser asks again after a while whether it still may. */
    @GET
    public Uni<Response> photo(@RestPath String no, @RestPath String sha) {
        PhotoId id = new PhotoId(sha);
        return TicketNo.parse(no)
                .map(ticket -> worklist.find(ticket, Viewer.DESK))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .chain(file -> file.filter(shown -> shows(shown, id)).isPresent()
                        ? photos.find(id)
                        : Uni.createFrom().item(Optional.<Photo>empty()))
                .map(found -> found.map(photo -> Response.ok(photo.bytes(), photo.mediaType())
                                .header("Cache-Control", "private, max-age=600")
                                .header("X-Content-Type-Options", "nosniff")
                                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                                .build())
                        .orElseGet(() -> Response.status(404).build()));
    }

    /** What came with the words or happened later; nothing of what is sealed, whose words the page does not show either. */
    static boolean shows(Worklist.File file, PhotoId id) {
        return !file.ticket().isSealed()
                && (file.words().stream().anyMatch(said -> said.photos().contains(id))
                        || file.history().stream()
                                .anyMatch(event -> event.photos().contains(id)));
    }
}
