package lianhu.telephony.ari;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The operations we use, written as in Asterisk's own {@code rest-api/*.json}; a contract test compares the two. */
enum AriOperation {
    INFO("GET", "/asterisk/info", "only"),
    APPLICATIONS("GET", "/applications"),
    CHANNELS("GET", "/channels"),
    CHANNEL("GET", "/channels/{channelId}"),
    BRIDGES("GET", "/bridges"),
    ENDPOINT("GET", "/endpoints/{tech}/{resource}"),
    STORED_RECORDINGS("GET", "/recordings/stored"),
    LIVE_RECORDING("GET", "/recordings/live/{recordingName}"),
    STORED_RECORDING("GET", "/recordings/stored/{recordingName}"),
    STORED_RECORDING_FILE("GET", "/recordings/stored/{recordingName}/file"),
    DELETE_STORED_RECORDING("DELETE", "/recordings/stored/{recordingName}"),
    CLAIM("POST", "/events/claim", "channelId", "application"),
    ANSWER("POST", "/channels/{channelId}/answer"),
    RING("POST", "/channels/{channelId}/ring"),
    STOP_RINGING("DELETE", "/channels/{channelId}/ring"),
    CONTINUE_IN_DIALPLAN("POST", "/channels/{channelId}/continue", "context", "extension", "priority"),
    MOVE("POST", "/channels/{channelId}/move", "app"),
    HANG_UP("DELETE", "/channels/{channelId}"),
    PLAY("POST", "/channels/{channelId}/play/{playbackId}", "media"),
    PLAYBACK("GET", "/playbacks/{playbackId}"),
    STOP_PLAYBACK("DELETE", "/playbacks/{playbackId}"),
    RECORD(
            "POST",
            "/channels/{channelId}/record",
            "name",
            "format",
            "maxDurationSeconds",
            "maxSilenceSeconds",
            "ifExists",
            "terminateOn"),
    STOP_RECORDING("POST", "/recordings/live/{recordingName}/stop"),
    PAUSE_RECORDING("POST", "/recordings/live/{recordingName}/pause"),
    CONTINUE_RECORDING("DELETE", "/recordings/live/{recordingName}/pause"),
    ORIGINATE("POST", "/channels", "endpoint", "app", "callerId", "timeout", "channelId", "originator"),
    CREATE_BRIDGE("POST", "/bridges/{bridgeId}", "type"),
    ADD_CHANNEL("POST", "/bridges/{bridgeId}/addChannel", "channel", "mute", "absorbDTMF"),
    REMOVE_CHANNEL("POST", "/bridges/{bridgeId}/removeChannel", "channel"),
    RECORD_BRIDGE("POST", "/bridges/{bridgeId}/record", "name", "format", "maxDurationSeconds", "ifExists"),
    DESTROY_BRIDGE("DELETE", "/bridges/{bridgeId}");

    final String method;
    final String path;
    final List<String> query;

    AriOperation(String method, String path, String... query) {
        this.method = method;
        this.path = path;
        this.query = List.of(query);
    }

    /** The path without its leading slash, its variables replaced in order. */
    String uri(String... variables) {
        var uri = new StringBuilder();
        int next = 0;
        for (String part : path.substring(1).split("/", -1)) {
            String text = part.startsWith("{") ? encode(variables[next++]) : part;
            uri.append(uri.isEmpty() ? "" : "/").append(text);
        }
        return uri.toString();
    }

    /** A space becomes {@code %20}: Asterisk does not read {@code +} as one in a path. */
    private static String encode(String variable) {
        return URLEncoder.encode(variable, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
