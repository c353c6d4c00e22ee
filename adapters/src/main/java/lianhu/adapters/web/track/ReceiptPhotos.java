package lianhu.adapters.web.track;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import lianhu.adapters.web.support.AttachmentResponses;
import lianhu.adapters.web.support.HtmlResponses;
import lianhu.adapters.web.support.PublicPage;
import lianhu.core.intake.AttachmentStore;
import lianhu.core.report.Attachment;
import lianhu.core.report.AttachmentId;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Serves a photo to a phone with a proof of its receipt. */
@Path("/photo/{sha}")
@PublicPage
public class ReceiptPhotos {
    private final TrackPages pages;
    private final AttachmentStore attachmentStore;
    private final HtmlResponses htmlResponses;

    public ReceiptPhotos(TrackPages pages, AttachmentStore attachmentStore, HtmlResponses htmlResponses) {
        this.pages = pages;
        this.attachmentStore = attachmentStore;
        this.htmlResponses = htmlResponses;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> photo(
            @PathParam("sha") String sha,
            @QueryParam("receipt") @DefaultValue("") String receipt,
            @CookieParam(HtmlResponses.PROOF_COOKIE) @DefaultValue("") String mine) {
        return Uni.createFrom().deferred(() -> {
            Optional<AttachmentId> photo = AttachmentResponses.parsePhoto(sha);
            Uni<Optional<Attachment>> found = photo.isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : pages.findTimeline(receipt, mine)
                            .chain(seen -> seen.filter(ticketTimeline -> ticketTimeline.showsPhoto(photo.get()))
                                            .isPresent()
                                    ? attachmentStore.find(photo.get())
                                    : Uni.createFrom().item(Optional.empty()));
            return found.map(AttachmentResponses::of);
        });
    }

    @ServerExceptionMapper
    public Uni<Response> handleFailure(Exception broken) {
        return htmlResponses.failure(broken);
    }
}
