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
import java.util.regex.Pattern;
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
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{64}");

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
            if (!SHA.matcher(sha).matches()) {
                return Uni.createFrom().item(notFound());
            }
            AttachmentId id = new AttachmentId(sha);
            return pages.findTimeline(receipt, mine)
                    .chain(seen -> seen.filter(ticketTimeline -> ticketTimeline.showsPhoto(id))
                                    .isPresent()
                            ? attachmentStore.find(id)
                            : Uni.createFrom().item(Optional.<Attachment>empty()))
                    .map(found -> found.map(attachment -> Response.ok(attachment.bytes())
                                    .type(attachment.mediaType())
                                    .header("Cache-Control", "private, no-store")
                                    .build())
                            .orElseGet(ReceiptPhotos::notFound));
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
