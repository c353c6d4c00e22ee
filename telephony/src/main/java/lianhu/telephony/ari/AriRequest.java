package lianhu.telephony.ari;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * One request.
 *
 * @param uri path below {@code /ari/}, variables encoded
 * @param query parameters in the order in which they were added
 */
record AriRequest(AriOperation operation, String uri, List<JsonObject> query) {
    static AriRequest of(AriOperation operation, String... variables) {
        return new AriRequest(operation, operation.uri(variables), List.of());
    }

    /** @throws IllegalArgumentException when the operation does not declare the parameter: nothing would check its name */
    AriRequest with(String name, String value) {
        if (!operation.query.contains(name)) {
            throw new IllegalArgumentException(operation + " declares no parameter " + name);
        }
        var longer = new ArrayList<>(query);
        longer.add(new JsonObject().put("name", name).put("value", value));
        return new AriRequest(operation, uri, List.copyOf(longer));
    }

    String message(String id) {
        return new JsonObject()
                .put("type", "RESTRequest")
                .put("request_id", id)
                .put("method", operation.method)
                .put("uri", uri)
                .put("query_strings", new JsonArray(query))
                .encode();
    }
}
