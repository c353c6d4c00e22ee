package lianhu.telephony.ari;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lianhu.embedded.AsteriskForTests;
import org.junit.jupiter.api.Test;

/** Compares what we send and read with the description that the Asterisk itself brings. */
class AriContractTest {
    /** Each event of {@link AriEvent} with the fields that are read. */
    private static final Map<String, List<String>> FIELDS = Map.ofEntries(
            Map.entry("CallBroadcast", List.of("channel")),
            Map.entry("StasisStart", List.of("channel", "args")),
            Map.entry("StasisEnd", List.of("channel")),
            Map.entry("ChannelDestroyed", List.of("channel", "cause")),
            Map.entry("ChannelDtmfReceived", List.of("channel", "digit")),
            Map.entry("PlaybackFinished", List.of("playback")),
            Map.entry("RecordingFinished", List.of("recording")),
            Map.entry("RecordingFailed", List.of("recording")),
            Map.entry("ApplicationReplaced", List.of()),
            Map.entry("ChannelHold", List.of("channel")),
            Map.entry("ChannelUnhold", List.of("channel")));

    @Test
    void eachOperationAndEachEventIsKnownToAsteriskWithOurParameters() throws IOException {
        Path description = AsteriskForTests.restApi();
        assertEquals(List.of(), missingOperations(description));
        assertEquals(List.of(), missingFields(description));
    }

    private static List<String> missingOperations(Path folder) throws IOException {
        Map<String, Set<String>> known = new HashMap<>();
        for (String file : List.of(
                "applications", "asterisk", "bridges", "channels", "endpoints", "events", "playbacks", "recordings")) {
            for (JsonObject path : objects(read(folder, file), "apis")) {
                for (JsonObject operation : objects(path, "operations")) {
                    Set<String> names = new HashSet<>();
                    objects(operation, "parameters").forEach(parameter -> names.add(parameter.getString("name")));
                    known.put(operation.getString("httpMethod") + " " + path.getString("path"), names);
                }
            }
        }
        List<String> missing = new ArrayList<>();
        for (AriOperation ours : AriOperation.values()) {
            Set<String> parameters = known.getOrDefault(ours.method + " " + ours.path, Set.of("no such operation"));
            if (parameters.contains("no such operation") || !parameters.containsAll(ours.query)) {
                missing.add(ours + ": " + ours.query + " of " + parameters);
            }
        }
        return missing;
    }

    private static List<String> missingFields(Path folder) throws IOException {
        JsonObject models = read(folder, "events").getJsonObject("models");
        List<String> missing = new ArrayList<>();
        FIELDS.forEach((event, fields) -> {
            JsonObject properties =
                    models.getJsonObject(event, new JsonObject()).getJsonObject("properties");
            if (properties == null || !properties.fieldNames().containsAll(fields)) {
                missing.add(event + ": " + fields);
            }
        });
        return missing;
    }

    private static JsonObject read(Path folder, String file) throws IOException {
        return new JsonObject(Files.readString(folder.resolve(file + ".json")));
    }

    private static List<JsonObject> objects(JsonObject json, String key) {
        return json.getJsonArray(key, new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .toList();
    }
}
