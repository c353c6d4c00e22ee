package lianhu.bot.wecom;

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
record Download(String type, byte[] bytes) {
    /** Ten megabytes: WeCom's own limit for pictures is 10 MB, phones make some of 4 to 8. */
    static final int MOST = 10 << 20;

    static Download read(HttpResponse response) throws IOException {
        int status = response.getStatusLine().getStatusCode();
        if (status != 200) {
            throw new NoPhoto("HTTP " + status + " instead of a photo");
        }
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            throw new NoPhoto("an empty answer instead of a photo");
        }
        String type = type(ContentType.get(entity));
        if (type.equalsIgnoreCase("text/html")) {
            throw new NoPhoto("a web page instead of a photo");
        }
        if (entity.getContentLength() > MOST) {
            throw tooLarge();
        }
        try (InputStream body = entity.getContent()) {
            byte[] bytes = body.readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw tooLarge();
            }
            return new Download(type, bytes);
        }
    }

    private static String type(@Nullable ContentType type) {
        return Optional.ofNullable(type).map(ContentType::getMimeType).orElse("");
    }

    private static NoPhoto tooLarge() {
        return new NoPhoto("the photo has more than 10 MB");
    }
}
