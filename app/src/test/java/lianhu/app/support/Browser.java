package lianhu.app.support;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;

/** One browser with its own cookies; it follows the pages as a person does. */
@NullUnmarked
public final class Browser {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final String PAGES = "text/html,application/xhtml+xml,*/*;q=0.8";
    private static final String BOUNDARY = "----lianhu-7f3a91";

    private final URI site;
    private final HttpClient client;

    public Browser(URI site) {
        this.site = site;
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    /** The final page. */
    public record Page(int status, String body, String path, HttpResponse<String> response) {
        /** The value of a hidden field of the page's form. */
        public String hidden(String name) {
            Matcher field =
                    Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(body);
            if (!field.find()) {
                throw new AssertionError("the page has no field " + name + ": " + body);
            }
            return field.group(1);
        }

        /** The receipt number on a receipt page. */
        public String number() {
            Matcher number = Pattern.compile("class=\"no\">([0-9 ]+)<").matcher(body);
            if (!number.find()) {
                throw new AssertionError("the page gives no number: " + body);
            }
            return number.group(1).replace(" ", "");
        }

        public String type() {
            return response.headers().firstValue("Content-Type").orElse("");
        }

        public JsonObject json() {
            return new JsonObject(body);
        }
    }

    public Page get(String path) {
        return send(request(path).GET());
    }

    public Page form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(request(path)
                .header("Accept", PAGES)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", origin())
                .POST(BodyPublishers.ofString(body)));
    }

    public Page multipart(String path, Map<String, String> fields) {
        return multipart(path, fields, new byte[0]);
    }

    /** @param photo a JPEG; empty for none */
    public Page multipart(String path, Map<String, String> fields, byte[] photo) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> body.writeBytes(part("name=\"" + name + "\"", value + "\r\n")));
        if (photo.length > 0) {
            body.writeBytes(part("name=\"photos\"; filename=\"p.jpg\"\r\nContent-Type: image/jpeg", ""));
            body.writeBytes(photo);
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(request(path)
                .header("Accept", PAGES)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .header("Origin", origin())
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private static byte[] part(String what, String value) {
        return ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + what + "\r\n\r\n" + value)
                .getBytes(StandardCharsets.UTF_8);
    }

    public Page json(String method, String path, JsonObject body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        headers.forEach(request::header);
        return send(request.method(method, BodyPublishers.ofString(body.encode())));
    }

    public Page get(String path, Map<String, String> headers) {
        HttpRequest.Builder request = request(path);
        headers.forEach(request::header);
        return send(request.GET());
    }

    private String origin() {
        return site.getScheme() + "://" + site.getAuthority();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(site.resolve(path)).timeout(LONGEST);
    }

    private Page send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Page(
                    response.statusCode(), response.body(), response.uri().getPath(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
