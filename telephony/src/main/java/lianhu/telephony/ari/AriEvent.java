package lianhu.telephony.ari;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An event of Asterisk, or {@link GapEvent} of our own. Names are Asterisk's. */
public sealed interface AriEvent {
    /** A call that any instance may claim ({@code StasisBroadcast}). */
    record CallBroadcast(AriChannel channel) implements AriEvent {}

    /** @param args arguments of the dialplan's {@code Stasis} or {@code StasisBroadcast} */
    record StasisStart(AriChannel channel, List<String> args) implements AriEvent {}

    /** The channel has left our application. */
    record StasisEnd(AriChannel channel) implements AriEvent {}

    /** @param cause of Q.850, such as 16 (normal) or 17 (busy) */
    record ChannelDestroyed(AriChannel channel, int cause) implements AriEvent {}

    /** @param timestamp tells a key pressed twice from an event delivered twice */
    record ChannelDtmfReceived(AriChannel channel, char digit, String timestamp) implements AriEvent {}

    /** The telephone has pressed hold, or has taken it back. */
    record ChannelHold(AriChannel channel, boolean isHeld, String timestamp) implements AriEvent {}

    /** @param state {@code done}, or {@code failed} when a sound file is missing */
    record PlaybackFinished(String playbackId, String state, String channelId) implements AriEvent {
        /** The last of its media was not heard to its end: it is not there, or the channel has ended. */
        public boolean isFailed() {
            return state.equals("failed");
        }
    }

    /**
     * @param talkingSeconds seconds with speech; reported only when the recording had a limit of silence, else 0
     * @param channelId empty for the recording of a bridge
     */
    record RecordingFinished(String name, int talkingSeconds, String channelId) implements AriEvent {}

    /** @param channelId empty for the recording of a bridge */
    record RecordingFailed(String name, String cause, String channelId) implements AriEvent {}

    /** Another connection has taken our application name: stop acting. No event follows, and the client stays off. */
    record ApplicationReplaced() implements AriEvent {}

    /**
     * Events may have been missed: sent after each connect, before any event of the new socket.
     *
     * @param lostAt when the former socket was lost; null for the first connect of this client
     */
    record GapEvent(@Nullable Instant lostAt, AriSnapshot snapshot) implements AriEvent {}

    /** Any other event, kept as it came; also a known one that lacks what it should hold. */
    record Unknown(String type, JsonObject raw) implements AriEvent {
        /** The event may hold words and numbers of a caller. */
        @Override
        public String toString() {
            return "Unknown[" + type + "]";
        }
    }

    static AriEvent parse(JsonObject json) {
        String type = String.valueOf(json.getValue("type"));
        try {
            return parse(type, json);
        } catch (RuntimeException incomplete) {
            return new Unknown(type, json);
        }
    }

    private static AriEvent parse(String type, JsonObject json) {
        return switch (type) {
            case "CallBroadcast" -> new CallBroadcast(channel(json));
            case "StasisStart" -> new StasisStart(channel(json), args(json));
            case "StasisEnd" -> new StasisEnd(channel(json));
            case "ChannelDestroyed" -> new ChannelDestroyed(channel(json), json.getInteger("cause", 0));
            case "ChannelDtmfReceived" ->
                new ChannelDtmfReceived(
                        channel(json), json.getString("digit").charAt(0), json.getString("timestamp", ""));
            case "ChannelHold" -> new ChannelHold(channel(json), true, json.getString("timestamp", ""));
            case "ChannelUnhold" -> new ChannelHold(channel(json), false, json.getString("timestamp", ""));
            case "PlaybackFinished" -> {
                var playback = json.getJsonObject("playback");
                yield new PlaybackFinished(id(playback, "id"), playback.getString("state", ""), channelId(playback));
            }
            case "RecordingFinished" -> {
                var recording = json.getJsonObject("recording");
                yield new RecordingFinished(
                        id(recording, "name"), recording.getInteger("talking_duration", 0), channelId(recording));
            }
            case "RecordingFailed" -> {
                var recording = json.getJsonObject("recording");
                yield new RecordingFailed(
                        id(recording, "name"), recording.getString("cause", ""), channelId(recording));
            }
            case "ApplicationReplaced" -> new ApplicationReplaced();
            default -> new Unknown(type, json);
        };
    }

    private static AriChannel channel(JsonObject json) {
        return AriChannel.parse(json.getJsonObject("channel"));
    }

    private static List<String> args(JsonObject json) {
        return json.getJsonArray("args", new JsonArray()).stream()
                .map(String::valueOf)
                .toList();
    }

    private static String id(JsonObject json, String key) {
        return Objects.requireNonNull(json.getString(key), key);
    }

    private static String channelId(JsonObject media) {
        String uri = media.getString("target_uri", "");
        return uri.startsWith("channel:") ? uri.substring("channel:".length()) : "";
    }
}
