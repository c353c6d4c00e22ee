package lianhu.desk;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import lianhu.core.Photos;
import lianhu.core.report.PhotoId;
import org.jboss.resteasy.reactive.RestPath;

/** Pictures for those who handle the matter. */
@Path("/desk/photo/{sha:[0-9a-f]{64}}")
public final class PhotoPage {
    private final Photos photos;

    PhotoPage(Photos photos) {
        this.photos = photos;
    }

    /** The name is the hash of the bytes, so it never changes; it stays in the browser of who may see it. */
    @GET
    public Uni<Response> photo(@RestPath String sha) {
        return photos.find(new PhotoId(sha))
                .map(found -> found.map(photo -> Response.ok(photo.bytes(), photo.mediaType())
                                .header("Cache-Control", "private, max-age=31536000, immutable")
                                .header("X-Content-Type-Options", "nosniff")
                                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                                .build())
                        .orElseGet(() -> Response.status(404).build()));
    }
}
