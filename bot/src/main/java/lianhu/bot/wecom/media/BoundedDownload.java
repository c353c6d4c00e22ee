package lianhu.bot.wecom.media;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.http.HttpEntity;
import org.apache.http.HttpResponse;
import org.apache.http.entity.ContentType;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, with a bound on its size.
 *
 * @param type its media type, empty when none was said
 */
@SuppressWarnings("ArrayRecordComponent") // Read once, never compared.
record BoundedDownload(String type, byte[] bytes) {
    /** Ten megabytes: WeCom's own limit for pictures is 10 MB, phones make some of 4 to 8. */
    static final int MAX_BYTES = 10 << 20;

    static BoundedDownload read(HttpResponse response) throws IOException {
        int status = response.getStatusLine().getStatusCode();
        if (status != 200) {
            throw new MediaUnavailableException("HTTP " + status + " instead of a photo");
        }
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            throw new MediaUnavailableException("an empty answer instead of a photo");
        }
        String type = type(ContentType.get(entity));
        if (type.equalsIgnoreCase("text/html")) {
            throw new MediaUnavailableException("a web page instead of a photo");
        }
        if (entity.getContentLength() > MAX_BYTES) {
            throw tooLarge();
        }
        try (InputStream body = entity.getContent()) {
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw tooLarge();
            }
            return new BoundedDownload(type, bytes);
        }
    }

    private static String type(@Nullable ContentType type) {
        return Optional.ofNullable(type).map(ContentType::getMimeType).orElse("");
    }

    private static MediaUnavailableException tooLarge() {
        return new MediaUnavailableException("the photo has more than 10 MB");
    }
}
