package lianhu.simulator.world;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cards that can still be pressed, as each phone shows them now. */
public final class Cards {

    private static final int KEPT = 100_000;

    /** One card in one place, with who sent it ({@code robot} or application). */
    public record Shown(Place place, String task, JsonObject card, String msgid, boolean byRobot) {

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

    /** A card as it was sent, maybe to many. */
    public record Sent(String msgid, String task) {}

    private final Journal journal;
    private final Codes<Sent> responseCodes;
    private final Map<Key, Shown> shown = new Recent<>(KEPT);

    public Cards(InstantSource time, Journal journal) {
        this.journal = journal;
        // 72 hours: document 94945.
        this.responseCodes = new Codes<>(time, Duration.ofHours(72));
    }

    public Codes<Sent> responseCodes() {
        return responseCodes;
    }

    public synchronized void show(Place place, JsonObject card, String msgid, boolean byRobot) {
        String task = card.getString("task_id", "");
        if (!task.isEmpty()) {
            shown.put(new Key(place, task), new Shown(place, task, card, msgid, byRobot));
        }
    }

    public synchronized Optional<Shown> find(Place place, String task) {
        return Optional.ofNullable(shown.get(new Key(place, task)));
    }

    /** Puts another card in the place of the old one; the journal says so in a line of its own. */
    public synchronized void replace(Shown old, JsonObject card, String from, Via via) {
        JsonObject named = card.containsKey("task_id") ? card : card.copy().put("task_id", old.task);
        shown.put(new Key(old.place, old.task), new Shown(old.place, old.task, named, old.msgid, old.byRobot));
        Content content = new Content("card-update", Content.textOf(named), named);
        journal.add(new Journal.Line(old.place, from, content, via, old.msgid, "shown"));
    }

    /** Greys the buttons out and writes one sentence on them. */
    public void replaceButtons(Shown old, String words, String from, Via via) {
        JsonObject card = old.card.copy();
        card.put("button_list", new JsonArray().add(new JsonObject().put("text", words)));
        replace(old, card, from, via);
    }

    private record Key(Place place, String task) {}
}
