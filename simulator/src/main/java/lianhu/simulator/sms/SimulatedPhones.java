package lianhu.simulator.sms;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** The phones of residents: what was sent to each, by the id of the SMS, and what each answered. */
final class SimulatedPhones {
    /** A demonstration that runs for weeks keeps the newest. */
    private static final int LIMIT = 1_000;

    private final InstantSource clock;
    private final Map<String, JsonObject> messages = new LinkedHashMap<>();

    SimulatedPhones(InstantSource clock) {
        this.clock = clock;
    }

    /** False when an SMS of this id was sent before: it is not sent again. */
    synchronized boolean receive(JsonObject sms) {
        JsonObject shown = new JsonObject()
                .put("id", sms.getString("id"))
                .put("phone", sms.getString("to"))
                .put("text", sms.getString("text"))
                .put("template", sms.getString("template"))
                .put("values", sms.getJsonObject("values"))
                .put("direction", "in")
                .put("at", clock.instant().toString());
        return add(sms.getString("id"), shown);
    }

    synchronized void answer(String id, String phone, String text) {
        JsonObject shown = new JsonObject()
                .put("id", id)
                .put("phone", phone)
                .put("text", text)
                .put("direction", "out")
                .put("at", clock.instant().toString());
        add(id, shown);
    }

    private boolean add(String id, JsonObject shown) {
        if (messages.putIfAbsent(id, shown) != null) {
            return false;
        }
        if (messages.size() > LIMIT) {
            messages.remove(messages.keySet().iterator().next());
        }
        return true;
    }

    synchronized JsonArray json() {
        JsonArray all = new JsonArray();
        messages.values().forEach(message -> all.add(message.copy()));
        return all;
    }
}
