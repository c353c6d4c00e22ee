package lianhu.adapters.web;

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
import lianhu.core.intake.AttachmentStore;
import lianhu.core.report.Attachment;
import lianhu.core.report.AttachmentId;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A photo, for the phone that proved the receipt it belongs to. */
@Path("/photo/{sha}")
@PublicPage
public class PhotoPages {
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{64}");

    private final TrackPages pages;
    private final AttachmentStore attachmentStore;
    private final Answer answer;

    public PhotoPages(TrackPages pages, AttachmentStore attachmentStore, Answer answer) {
        this.pages = pages;
        this.attachmentStore = attachmentStore;
        this.answer = answer;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Response> photo(
            @PathParam("sha") String sha,
            @QueryParam("receipt") @DefaultValue("") String receipt,
            @CookieParam(Answer.MINE) @DefaultValue("") String mine) {
        if (!SHA.matcher(sha).matches()) {
            return Uni.createFrom().item(absent());
        }
        AttachmentId id = new AttachmentId(sha);
        return pages.see(receipt, mine)
                .chain(seen -> seen.filter(road -> road.shows(id)).isPresent()
                        ? attachmentStore.find(id)
                        : Uni.createFrom().item(Optional.<Attachment>empty()))
                .map(found -> found.map(attachment -> Response.ok(attachment.bytes())
                                .type(attachment.mediaType())
                                .header("Cache-Control", "private, no-store")
                                .build())
                        .orElseGet(PhotoPages::absent));
    }

    private static Response absent() {
        return Response.status(404).build();
    }

    @ServerExceptionMapper
    public Uni<Response> away(Exception broken) {
        return answer.away(broken);
    }
}
