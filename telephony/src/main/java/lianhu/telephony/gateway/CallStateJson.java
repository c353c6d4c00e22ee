package lianhu.telephony.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import lianhu.core.call.StoredCall;
import lianhu.telephony.callflow.CallId;
import lianhu.telephony.callflow.CallState;

/** What of a call has no column of its own. The number is not in it: it is encrypted in its column. */
final class CallStateJson {
    static String write(CallState state) {
        return new JsonObject()
                .put("attempt", state.attempt())
                .put("waits", state.waits())
                .put("sequence", state.sequence())
                .put("playback", state.playback())
                .put("recording", state.recording())
                .put("messages", new JsonArray(state.messages()))
                .put("replacing", state.replacing())
                .put("emergency", state.emergency())
                .put("dutySeatJoined", state.dutySeatJoined())
                .put("agent", state.agent())
                .put("agentLeg", state.agentLeg())
                .put("agentJoined", state.agentJoined())
                .put("agentsOnDuty", state.agentsOnDuty())
                .put(StoredCall.THIRD_LEG, state.thirdLeg())
                .put(StoredCall.THIRD_JOINED, state.thirdJoined())
                .put(StoredCall.RECORDING_PAUSED, state.recordingPaused())
                .put("callerGone", state.callerGone())
                .encode();
    }

    static CallState read(StoredCall row) {
        var json = new JsonObject(row.state());
        List<String> messages = json.getJsonArray("messages", new JsonArray()).stream()
                .map(String::valueOf)
                .toList();
        return new CallState(
                new CallId(row.id()),
                row.caller(),
                row.step(),
                json.getInteger("attempt", 0),
                json.getInteger("waits", 0),
                json.getInteger("sequence", 0),
                json.getString("playback", ""),
                json.getString("recording", ""),
                messages,
                json.getBoolean("replacing", false),
                json.getBoolean("emergency", false),
                json.getBoolean("dutySeatJoined", false),
                json.getString("agent", ""),
                json.getInteger("agentLeg", 0),
                json.getBoolean("agentJoined", false),
                json.getBoolean("agentsOnDuty", false),
                json.getInteger(StoredCall.THIRD_LEG, 0),
                json.getBoolean(StoredCall.THIRD_JOINED, false),
                json.getBoolean(StoredCall.RECORDING_PAUSED, false),
                json.getBoolean("callerGone", false),
                row.receipt(),
                row.outcome().orElse(null));
    }

    private CallStateJson() {}
}
