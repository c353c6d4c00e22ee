package lianhu.telephony.ari;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What lives in Asterisk after a gap.
 *
 * @param channels channels of our application
 * @param channelIds ids of all channels, also of those in the dialplan
 * @param bridges ids of all bridges
 * @param recordings names of all stored recordings, growing ones included
 */
public record AriSnapshot(
        List<AriChannel> channels, Set<String> channelIds, Set<String> bridges, Set<String> recordings) {
    static Future<AriSnapshot> load(AriConnection connection, String application) {
        var channels = list(connection, AriOperation.CHANNELS);
        var bridges = list(connection, AriOperation.BRIDGES);
        var recordings = list(connection, AriOperation.STORED_RECORDINGS);
        var ours = connection
                .request(AriRequest.of(AriOperation.APPLICATION, application))
                .map(body -> texts(new JsonObject(body).getJsonArray("channel_ids", new JsonArray())));
        return Future.all(channels, bridges, recordings, ours)
                .map(loaded -> new AriSnapshot(
                        channels.result().stream()
                                .map(AriChannel::parse)
                                .filter(channel -> ours.result().contains(channel.id()))
                                .toList(),
                        values(channels.result(), "id"),
                        values(bridges.result(), "id"),
                        values(recordings.result(), "name")));
    }

    /** Names of recordings may hold a caller's number. */
    @Override
    public String toString() {
        return channels.size() + " channels, " + bridges.size() + " bridges, " + recordings.size() + " recordings";
    }

    private static Future<List<JsonObject>> list(AriConnection connection, AriOperation operation) {
        return connection
                .request(AriRequest.of(operation))
                .map(body ->
                        new JsonArray(body).stream().map(JsonObject.class::cast).toList());
    }

    private static Set<String> values(List<JsonObject> items, String key) {
        return items.stream().map(item -> item.getString(key)).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> texts(JsonArray array) {
        return array.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
