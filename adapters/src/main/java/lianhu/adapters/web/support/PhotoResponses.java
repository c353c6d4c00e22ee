package lianhu.adapters.web.support;

import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.regex.Pattern;
import lianhu.core.report.Attachment;
import lianhu.core.report.AttachmentId;

/** Answers of the addresses of photos. A photo is served without the metadata that the intake removed, and is not cached. */
public final class PhotoResponses {
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{64}");

    /** Empty for what is no id of a photo. */
    public static Optional<AttachmentId> parse(String sha) {
        return SHA.matcher(sha).matches() ? Optional.of(new AttachmentId(sha)) : Optional.empty();
    }

    /** 404 for an empty one, whether it does not exist or is not shown. */
    public static Response of(Optional<Attachment> photo) {
        return photo.map(attachment -> Response.ok(attachment.bytes())
                        .type(attachment.mediaType())
                        .header("Cache-Control", "private, no-store")
                        .build())
                .orElseGet(() -> Response.status(404).build());
    }

    private PhotoResponses() {}
}
