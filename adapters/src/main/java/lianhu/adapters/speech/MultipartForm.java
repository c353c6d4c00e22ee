package lianhu.adapters.speech;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A request body of {@code multipart/form-data} (RFC 7578). */
final class MultipartForm {
    /** A random one occurs in no file. */
    private final String boundary = UUID.randomUUID().toString();

    private final List<byte[]> parts = new ArrayList<>();

    MultipartForm field(String name, String value) {
        return part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
    }

    /** @param fileName plain ASCII without quotes */
    MultipartForm file(String name, String fileName, String mediaType, byte[] bytes) {
        return part("name=\"" + name + "\"; filename=\"" + fileName + "\"\r\nContent-Type: " + mediaType, bytes);
    }

    private MultipartForm part(String disposition, byte[] bytes) {
        parts.add(ascii("--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n"));
        parts.add(bytes);
        parts.add(ascii("\r\n"));
        return this;
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    BodyPublisher body() {
        List<byte[]> all = new ArrayList<>(parts);
        all.add(ascii("--" + boundary + "--\r\n"));
        return BodyPublishers.ofByteArrays(all);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
