package lianhu.app.support;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.NullUnmarked;

/** A client of {@code /api/v1} with the key of the county. */
@NullUnmarked
public final class ApiClient {
    private final Browser browser;
    private final String key;

    public ApiClient(URI gateway) {
        browser = new Browser(gateway);
        key = key();
    }

    public static String key() {
        Path data = Path.of(ConfigProvider.getConfig().getValue("lianhu.data-dir", String.class));
        try {
            return Files.readString(data.resolve("api-key")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Browser.Page get(String path) {
        return browser.get("/api/v1/" + path, Map.of("Authorization", "Bearer " + key));
    }

    public Browser.Page post(String path, JsonObject body) {
        return post(path, body, UUID.randomUUID().toString());
    }

    public Browser.Page post(String path, JsonObject body, String idempotencyKey) {
        return browser.json(
                "POST",
                "/api/v1/" + path,
                body,
                Map.of("Authorization", "Bearer " + key, "Idempotency-Key", idempotencyKey));
    }

    /** The one ticket of a receipt in the list, with all fields. */
    public JsonObject ticketOf(String receipt) {
        JsonArray items = get("tickets?receipt=" + receipt).json().getJsonArray("items");
        if (items.size() != 1) {
            throw new AssertionError(items.size() + " tickets for receipt " + receipt);
        }
        return ticket(items.getJsonObject(0).getString("no"));
    }

    public JsonObject ticket(String no) {
        return get("tickets/" + no).json();
    }

    public static List<String> history(JsonObject ticket) {
        return ticket.getJsonArray("history").stream()
                .map(event -> ((JsonObject) event).getString("type"))
                .toList();
    }

    public static List<JsonObject> deliveries(JsonObject ticket) {
        return ticket.getJsonArray("deliveries").stream()
                .map(JsonObject.class::cast)
                .toList();
    }
}
