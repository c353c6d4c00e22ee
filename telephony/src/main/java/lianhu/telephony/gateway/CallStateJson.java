package lianhu.telephony.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import lianhu.core.call.CallStep;
import lianhu.core.call.StoredCall;
import lianhu.telephony.callflow.CallState;
import lianhu.telephony.callflow.TalkState;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.prompt.LanguageChoice;

/** What of a call has no column of its own. The number is not in it: it is encrypted in its column. */
final class CallStateJson {
    static String write(CallState state) {
        return new JsonObject()
                .put(
                        "languages",
                        new JsonArray(state.language().offers().stream()
                                .map(offer -> offer.key() + offer.tag())
                                .toList()))
                .put(StoredCall.CHOSEN_LANGUAGE, state.language().chosen())
                .put("languageRemembered", state.language().isRemembered())
                .put(StoredCall.LANGUAGE, state.language().needed())
                .put("attempt", state.attempt())
                .put("waits", state.waits())
                .put("sequence", state.sequence())
                .put("playback", state.playback())
                .put("recording", state.recording())
                .put("messages", new JsonArray(state.messages()))
                .put("replacing", state.replacing())
                .put("emergency", state.emergency())
                .put("dutySeatJoined", state.dutySeatJoined())
                .put(StoredCall.AGENT, state.agent())
                .put("agentLeg", state.agentLeg())
                .put(StoredCall.AGENT_JOINED, state.agentJoined())
                .put("agentsOnDuty", state.agentsOnDuty())
                .put("bridge", state.talk().bridge())
                .put(StoredCall.THIRD_LEG, state.talk().thirdLeg())
                .put(StoredCall.THIRD_JOINED, state.talk().thirdJoined())
                .put(StoredCall.COLLEAGUE, state.talk().colleague())
                .put(StoredCall.CALLER_ON_HOLD, state.talk().callerOnHold())
                .put("listening", state.talk().listener().id())
                .put(StoredCall.LISTENER_LEG, state.talk().listener().leg())
                .put("listenerJoined", state.talk().listener().isJoined())
                .put(StoredCall.RECORDING_PAUSED, state.talk().recordingPaused())
                .put("digits", state.digits())
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
                language(json),
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
                json.getString(StoredCall.AGENT, ""),
                json.getInteger("agentLeg", 0),
                json.getBoolean(StoredCall.AGENT_JOINED, false),
                json.getBoolean("agentsOnDuty", false),
                talk(json, row.step()),
                json.getString("digits", ""),
                json.getBoolean("callerGone", false),
                row.receipt(),
                row.outcome().orElse(null));
    }

    private static LanguageChoice language(JsonObject json) {
        return new LanguageChoice(
                json.getJsonArray("languages", new JsonArray()).stream()
                        .map(String::valueOf)
                        .map(offer -> new LanguageChoice.Offer(offer.charAt(0), offer.substring(1)))
                        .toList(),
                json.getString(StoredCall.CHOSEN_LANGUAGE, ""),
                json.getBoolean("languageRemembered", false));
    }

    private static TalkState talk(JsonObject json, CallStep step) {
        // Before bridges had a number of their own, a bridge had that of the search for the agent.
        int unnumbered =
                step == CallStep.TALK || step == CallStep.EMERGENCY_HAND_OVER ? json.getInteger("agentLeg", 0) : 0;
        return new TalkState(
                json.getInteger("bridge", unnumbered),
                json.getInteger(StoredCall.THIRD_LEG, 0),
                json.getBoolean(StoredCall.THIRD_JOINED, false),
                json.getString(StoredCall.COLLEAGUE, ""),
                json.getBoolean(StoredCall.RECORDING_PAUSED, false),
                json.getBoolean(StoredCall.CALLER_ON_HOLD, false),
                new TalkState.Listener(
                        json.getLong("listening", 0L),
                        json.getInteger(StoredCall.LISTENER_LEG, 0),
                        json.getBoolean("listenerJoined", false)));
    }

    private CallStateJson() {}
}
