package lianhu.adapters.web.support;

import jakarta.ws.rs.core.Response;
import java.util.Optional;
import lianhu.core.report.Attachment;
import lianhu.core.report.AttachmentId;
import lianhu.core.web.ByteRange;
import org.jspecify.annotations.Nullable;

/**
 * Answers of the addresses of photos and voice messages. A photo is served without the metadata that the intake removed.
 * Nothing is cached.
 */
public final class AttachmentResponses {
    /** Empty for what is no id of a photo. */
    public static Optional<AttachmentId> parsePhoto(String id) {
        return parse(id).filter(attachment -> !attachment.isVoice());
    }

    /** Empty for what is no id of a photo or a voice message. */
    public static Optional<AttachmentId> parse(String id) {
        try {
            return Optional.of(new AttachmentId(id));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** 404 for an empty one, whether it does not exist or is not shown. */
    public static Response of(Optional<Attachment> found) {
        return of(found, null);
    }

    /** @param range value of the header {@code Range}; {@code null} for the whole file */
    public static Response of(Optional<Attachment> found, @Nullable String range) {
        return found.map(attachment -> of(attachment, range))
                .orElseGet(() -> Response.status(404).build());
    }

    private static Response of(Attachment attachment, @Nullable String range) {
        byte[] bytes = attachment.bytes();
        return ByteRange.parse(range, bytes.length)
                .map(part -> Response.status(Response.Status.PARTIAL_CONTENT)
                        .entity(part.of(bytes))
                        .header("Content-Range", part.contentRange(bytes.length)))
                .orElseGet(() -> Response.ok(bytes))
                .type(attachment.mediaType())
                .header("Accept-Ranges", "bytes")
                .header("Cache-Control", "private, no-store")
                .build();
    }

    private AttachmentResponses() {}
}
