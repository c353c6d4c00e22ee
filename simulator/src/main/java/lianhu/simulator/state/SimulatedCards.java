package lianhu.simulator.state;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cards as each chat and person sees them now. */
public final class SimulatedCards {

    private static final int KEPT = 100_000;

    /** One card at one address, sent by the robot or by the application. */
    public record Shown(Address place, String task, JsonObject card, String msgid, boolean byRobot) {

        public List<String> keys() {
            List<String> keys = new ArrayList<>();
            JsonArray buttons = card.getJsonArray("button_list", new JsonArray());
            for (int i = 0; i < buttons.size(); i++) {
                String key = buttons.getJsonObject(i).getString("key", "");
                if (!key.isEmpty()) {
                    keys.add(key);
                }
            }
            return keys;
        }
    }

    /** A card as it was sent to one or more addresses. */
    public record Sent(String msgid, String task) {}

    private final Journal journal;
    private final OneTimeCodes<Sent> responseCodes;
    private final Map<Key, Shown> shown = new LruMap<>(KEPT);

    public SimulatedCards(InstantSource time, Journal journal) {
        this.journal = journal;
        // 72 hours: document 94945.
        this.responseCodes = new OneTimeCodes<>(time, Duration.ofHours(72));
    }

    public OneTimeCodes<Sent> responseCodes() {
        return responseCodes;
    }

    public synchronized void record(Address address, JsonObject card, String msgid, boolean byRobot) {
        String task = card.getString("task_id", "");
        if (!task.isEmpty()) {
            shown.put(new Key(address, task), new Shown(address, task, card, msgid, byRobot));
        }
    }

    public synchronized Optional<Shown> find(Address address, String task) {
        return Optional.ofNullable(shown.get(new Key(address, task)));
    }

    /** Replaces a card and adds an entry to the journal. */
    public synchronized void replace(Shown old, JsonObject card, String from, MessageRoute messageRoute) {
        JsonObject named = card.containsKey("task_id") ? card : card.copy().put("task_id", old.task);
        shown.put(new Key(old.place, old.task), new Shown(old.place, old.task, named, old.msgid, old.byRobot));
        MessageContent messageContent = new MessageContent("card-update", MessageContent.textOf(named), named);
        journal.add(new Journal.NewEntry(old.place, from, messageContent, messageRoute, old.msgid, "shown"));
    }

    /** Replaces the buttons by one inactive button with this text. */
    public void replaceButtons(Shown old, String words, String from, MessageRoute messageRoute) {
        JsonObject card = old.card.copy();
        card.put("button_list", new JsonArray().add(new JsonObject().put("text", words)));
        replace(old, card, from, messageRoute);
    }

    private record Key(Address place, String task) {}
}
