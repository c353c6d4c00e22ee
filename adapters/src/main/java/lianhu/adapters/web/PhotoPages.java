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
import lianhu.core.Photos;
import lianhu.core.report.Photo;
import lianhu.core.report.PhotoId;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A photo, for the phone that proved the receipt it belongs to. */
@Path("/photo/{sha}")
@PublicPage
public class PhotoPages {
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{64}");

    private final TrackPages pages;
    private final Photos photos;
    private final Answer answer;

    public PhotoPages(TrackPages pages, Photos photos, Answer answer) {
        this.pages = pages;
        this.photos = photos;
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
        PhotoId id = new PhotoId(sha);
        return pages.see(receipt, mine)
                .chain(seen -> seen.filter(road -> road.shows(id)).isPresent()
                        ? photos.find(id)
                        : Uni.createFrom().item(Optional.<Photo>empty()))
                .map(found -> found.map(photo -> Response.ok(photo.bytes())
                                .type(photo.mediaType())
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
