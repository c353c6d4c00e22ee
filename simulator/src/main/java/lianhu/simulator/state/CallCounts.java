package lianhu.simulator.state;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts calls and events by name. */
public final class CallCounts {

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    public void add(String what) {
        counts.computeIfAbsent(what, name -> new LongAdder()).increment();
    }

    public long of(String what) {
        LongAdder found = counts.get(what);
        return found == null ? 0 : found.sum();
    }

    public JsonObject json() {
        JsonObject json = new JsonObject();
        new TreeMap<>(counts).forEach((name, count) -> json.put(name, count.sum()));
        return json;
    }
}
