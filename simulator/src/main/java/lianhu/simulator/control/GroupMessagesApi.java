package lianhu.simulator.control;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import lianhu.simulator.callback.MessageIds;
import lianhu.simulator.callback.RobotCallbacks;
import lianhu.simulator.state.Address;
import lianhu.simulator.state.GroupKind;
import lianhu.simulator.state.Journal;
import lianhu.simulator.state.JournalEntry;
import lianhu.simulator.state.MessageContent;
import lianhu.simulator.state.MessageRoute;
import lianhu.simulator.state.SimulatedCorp;
import lianhu.simulator.state.SimulatedGroup;
import lianhu.simulator.state.SimulatedPerson;
import org.jspecify.annotations.Nullable;

/** Sends and pastes messages of people in groups. */
final class GroupMessagesApi {

    private final SimulatedCorp simulatedCorp;
    private final RobotCallbacks robot;

    GroupMessagesApi(SimulatedCorp simulatedCorp, RobotCallbacks robot) {
        this.simulatedCorp = simulatedCorp;
        this.robot = robot;
    }

    Future<JsonObject> send(JsonObject body) {
        SimulatedGroup simulatedGroup = group(body);
        SimulatedPerson speaker = sender(simulatedGroup, body);
        boolean mentions = body.getBoolean("mentionsBot", true) && simulatedGroup.kind() == GroupKind.INTERNAL;
        String mention = "@" + simulatedCorp.setup().robot().name();
        String words = body.getString("text", "");
        if (mentions && !words.startsWith(mention)) {
            words = (mention + " " + words).strip();
        }
        Object image = body.getValue("image");
        if (Boolean.FALSE.equals(image)) {
            image = null;
        }
        if (words.isEmpty() && image == null) {
            throw new InvalidRequestException(400, "nothing is said: text or image is needed");
        }
        JsonObject quote = quote(body.getValue("quote"));
        boolean reachesRobot = mentions && speaker.inCorp();
        String kind = image == null ? "text" : words.isEmpty() ? "image" : "mixed";
        String msgid = MessageIds.robot();
        Address address = Address.chat(simulatedGroup.chat());
        JournalEntry journalEntry = simulatedCorp
                .journal()
                .add(new Journal.NewEntry(
                        address,
                        speaker.id(),
                        kind,
                        words,
                        null,
                        MessageRoute.SAY,
                        msgid,
                        reachesRobot ? "delivering" : "unheard",
                        quote == null ? null : "quotes: " + quote.encode()));
        JsonObject said = new JsonObject()
                .put("msgid", msgid)
                .put("seq", journalEntry.seq())
                .put("heard", reachesRobot);
        if (!reachesRobot) {
            return Future.succeededFuture(said.put("status", "unheard"));
        }
        JsonObject content = image == null ? text(words) : mixed(words, image);
        if (quote != null) {
            content.put("quote", quote);
        }
        Future<String> delivered = robot.send(address, speaker.id(), msgid, content);
        return body.getBoolean("wait", false)
                ? delivered.map(status -> withReplies(said, status))
                : Future.succeededFuture(said.put("status", "delivering"));
    }

    Future<JsonObject> paste(JsonObject body) {
        SimulatedGroup simulatedGroup = group(body);
        SimulatedPerson simulatedPerson = sender(simulatedGroup, body);
        JournalEntry journalEntry = simulatedCorp
                .journal()
                .add(new Journal.NewEntry(
                        Address.chat(simulatedGroup.chat()),
                        simulatedPerson.id(),
                        MessageContent.plain("text", body.getString("text", "")),
                        MessageRoute.PASTE,
                        MessageIds.robot(),
                        "shown"));
        return Future.succeededFuture(
                new JsonObject().put("msgid", journalEntry.msgid()).put("seq", journalEntry.seq()));
    }

    JsonObject withReplies(JsonObject said, String status) {
        JsonArray replies = new JsonArray();
        simulatedCorp.journal().of(said.getString("msgid")).stream()
                .filter(journalEntry -> journalEntry.via() == MessageRoute.REPLY)
                .forEach(journalEntry -> replies.add(journalEntry.json()));
        said.put("status", status).put("replies", replies);
        return said.put("reply", replies.isEmpty() ? null : replies.getJsonObject(0));
    }

    JsonObject text(String words) {
        return new JsonObject().put("msgtype", "text").put("text", new JsonObject().put("content", words));
    }

    JsonObject image(Object photo) {
        String url = simulatedCorp.address() + "/media/" + simulatedCorp.media().storePhoto(photo);
        return new JsonObject().put("msgtype", "image").put("image", new JsonObject().put("url", url));
    }

    private JsonObject mixed(String words, Object photo) {
        JsonArray items = new JsonArray();
        if (!words.isEmpty()) {
            items.add(text(words));
        }
        items.add(image(photo));
        return new JsonObject().put("msgtype", "mixed").put("mixed", new JsonObject().put("msg_item", items));
    }

    /** A quote carries content but no msgid: a text, or an object in WeCom's own format. */
    private @Nullable JsonObject quote(@Nullable Object quote) {
        return switch (quote) {
            case null -> null;
            case JsonObject whole -> whole;
            default -> text(quote.toString());
        };
    }

    private SimulatedGroup group(JsonObject body) {
        String chat = body.getString("chat", "");
        return simulatedCorp
                .world()
                .group(chat)
                .orElseThrow(() -> new InvalidRequestException(404, "no group '" + chat + "'"));
    }

    private SimulatedPerson sender(SimulatedGroup simulatedGroup, JsonObject body) {
        String from = body.getString("from", "");
        Optional<SimulatedPerson> member = simulatedGroup.member(from);
        if (member.isPresent()) {
            return member.get();
        }
        if (from.isEmpty() || !body.getBoolean("join", false)) {
            throw new InvalidRequestException(
                    404, "'" + from + "' is not in group '" + simulatedGroup.chat() + "'; \"join\":true lets them in");
        }
        SimulatedPerson simulatedPerson = simulatedGroup.kind() == GroupKind.INTERNAL
                ? SimulatedPerson.member(from, from)
                : SimulatedPerson.resident(from);
        return simulatedCorp.world().join(simulatedGroup.chat(), simulatedPerson);
    }
}
