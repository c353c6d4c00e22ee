package lianhu.app;

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

/** A program with the county's key at {@code /api/v1}. */
@NullUnmarked
final class Clerk {
    private final Visitor visitor;
    private final String key;

    Clerk(URI gateway) {
        visitor = new Visitor(gateway);
        key = key();
    }

    static String key() {
        Path data = Path.of(ConfigProvider.getConfig().getValue("lianhu.data-dir", String.class));
        try {
            return Files.readString(data.resolve("api-key")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Visitor.Page get(String path) {
        return visitor.get("/api/v1/" + path, Map.of("Authorization", "Bearer " + key));
    }

    Visitor.Page post(String path, JsonObject body) {
        return post(path, body, UUID.randomUUID().toString());
    }

    Visitor.Page post(String path, JsonObject body, String idempotencyKey) {
        return visitor.json(
                "POST",
                "/api/v1/" + path,
                body,
                Map.of("Authorization", "Bearer " + key, "Idempotency-Key", idempotencyKey));
    }

    /** The list's one ticket for a receipt, whole. */
    JsonObject ticketOf(String receipt) {
        JsonArray items = get("tickets?receipt=" + receipt).json().getJsonArray("items");
        if (items.size() != 1) {
            throw new AssertionError(items.size() + " tickets for receipt " + receipt);
        }
        return ticket(items.getJsonObject(0).getString("no"));
    }

    JsonObject ticket(String no) {
        return get("tickets/" + no).json();
    }

    static List<String> history(JsonObject ticket) {
        return ticket.getJsonArray("history").stream()
                .map(event -> ((JsonObject) event).getString("type"))
                .toList();
    }

    static List<JsonObject> deliveries(JsonObject ticket) {
        return ticket.getJsonArray("deliveries").stream()
                .map(JsonObject.class::cast)
                .toList();
    }
}
