package lianhu.telephony.ari;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What lives in Asterisk after a gap.
 *
 * @param asterisk entity id of this Asterisk
 * @param channels channels of our application
 * @param others channels in the dialplan or in other applications
 * @param applications ids of the channels of each application
 * @param ids of all channels
 * @param bridges each with the ids of its channels
 * @param recordings names of all stored recordings, growing ones included
 */
public record AriSnapshot(
        String asterisk,
        List<AriChannel> channels,
        List<AriChannel> others,
        Map<String, Set<String>> applications,
        Set<String> ids,
        Map<String, Set<String>> bridges,
        Set<String> recordings) {
    static Future<AriSnapshot> load(AriConnection connection, String application) {
        var info = connection
                .request(AriRequest.of(AriOperation.INFO).with("only", "system"))
                .map(body -> new JsonObject(body).getJsonObject("system").getString("entity_id", ""));
        var channels = list(connection, AriOperation.CHANNELS);
        var bridges = list(connection, AriOperation.BRIDGES);
        var recordings = list(connection, AriOperation.STORED_RECORDINGS);
        var applications =
                list(connection, AriOperation.APPLICATIONS).map(items -> idsOfChannels(items, "name", "channel_ids"));
        return Future.all(info, channels, bridges, recordings, applications).map(loaded -> {
            Set<String> ours = applications.result().getOrDefault(application, Set.of());
            Map<Boolean, List<AriChannel>> isOurs = channels.result().stream()
                    .map(AriChannel::parse)
                    .collect(Collectors.partitioningBy(channel -> ours.contains(channel.id())));
            return new AriSnapshot(
                    info.result(),
                    List.copyOf(isOurs.getOrDefault(true, List.of())),
                    List.copyOf(isOurs.getOrDefault(false, List.of())),
                    applications.result(),
                    values(channels.result(), "id"),
                    idsOfChannels(bridges.result(), "id", "channels"),
                    values(recordings.result(), "name"));
        });
    }

    /** Whether this channel is there, in whichever application or in the dialplan. */
    public boolean hasChannel(String id) {
        return ids.contains(id);
    }

    /** As {@link #hasChannel}. */
    public Optional<AriChannel> find(String id) {
        return Stream.concat(channels.stream(), others.stream())
                .filter(channel -> channel.id().equals(id))
                .findFirst();
    }

    /** Names of recordings may hold a caller's number. */
    @Override
    public String toString() {
        return channels.size() + " channels of ours, " + others.size() + " others, " + bridges.size() + " bridges, "
                + recordings.size() + " recordings";
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

    private static Map<String, Set<String>> idsOfChannels(List<JsonObject> items, String key, String channels) {
        return items.stream()
                .collect(Collectors.toUnmodifiableMap(
                        item -> item.getString(key),
                        item -> item.getJsonArray(channels, new JsonArray()).stream()
                                .map(String::valueOf)
                                .collect(Collectors.toUnmodifiableSet())));
    }
}
