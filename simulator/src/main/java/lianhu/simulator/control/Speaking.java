package lianhu.simulator.control;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import lianhu.simulator.callback.Ids;
import lianhu.simulator.callback.RobotDoor;
import lianhu.simulator.world.Content;
import lianhu.simulator.world.Corp;
import lianhu.simulator.world.Entry;
import lianhu.simulator.world.Group;
import lianhu.simulator.world.GroupKind;
import lianhu.simulator.world.Journal;
import lianhu.simulator.world.Person;
import lianhu.simulator.world.Place;
import lianhu.simulator.world.Via;
import org.jspecify.annotations.Nullable;

/** People saying and pasting things in groups. */
final class Speaking {

    private final Corp corp;
    private final RobotDoor robot;

    Speaking(Corp corp, RobotDoor robot) {
        this.corp = corp;
        this.robot = robot;
    }

    Future<JsonObject> say(JsonObject body) {
        Group group = group(body);
        Person speaker = speaker(group, body);
        boolean mentions = body.getBoolean("mentionsBot", true) && group.kind() == GroupKind.INTERNAL;
        String mention = "@" + corp.setup().robot().name();
        String words = body.getString("text", "");
        if (mentions && !words.startsWith(mention)) {
            words = (mention + " " + words).strip();
        }
        Object image = body.getValue("image");
        if (Boolean.FALSE.equals(image)) {
            image = null;
        }
        if (words.isEmpty() && image == null) {
            throw new NotPossible(400, "nothing is said: text or image is needed");
        }
        JsonObject quote = quote(body.getValue("quote"));
        boolean heard = mentions && speaker.inCorp();
        String kind = image == null ? "text" : words.isEmpty() ? "image" : "mixed";
        String msgid = Ids.robot();
        Place place = Place.chat(group.chat());
        Entry entry = corp.journal()
                .add(new Journal.Line(
                        place,
                        speaker.id(),
                        kind,
                        words,
                        null,
                        Via.SAY,
                        msgid,
                        heard ? "delivering" : "unheard",
                        quote == null ? null : "quotes: " + quote.encode()));
        JsonObject said =
                new JsonObject().put("msgid", msgid).put("seq", entry.seq()).put("heard", heard);
        if (!heard) {
            return Future.succeededFuture(said.put("status", "unheard"));
        }
        JsonObject content = image == null ? text(words) : mixed(words, image);
        if (quote != null) {
            content.put("quote", quote);
        }
        Future<String> told = robot.tell(place, speaker.id(), msgid, content);
        return body.getBoolean("wait", false)
                ? told.map(status -> withReplies(said, status))
                : Future.succeededFuture(said.put("status", "delivering"));
    }

    Future<JsonObject> paste(JsonObject body) {
        Group group = group(body);
        Person person = speaker(group, body);
        Entry entry = corp.journal()
                .add(new Journal.Line(
                        Place.chat(group.chat()),
                        person.id(),
                        Content.plain("text", body.getString("text", "")),
                        Via.PASTE,
                        Ids.robot(),
                        "shown"));
        return Future.succeededFuture(
                new JsonObject().put("msgid", entry.msgid()).put("seq", entry.seq()));
    }

    JsonObject withReplies(JsonObject said, String status) {
        JsonArray replies = new JsonArray();
        corp.journal().of(said.getString("msgid")).stream()
                .filter(entry -> entry.via() == Via.REPLY)
                .forEach(entry -> replies.add(entry.json()));
        said.put("status", status).put("replies", replies);
        return said.put("reply", replies.isEmpty() ? null : replies.getJsonObject(0));
    }

    JsonObject text(String words) {
        return new JsonObject().put("msgtype", "text").put("text", new JsonObject().put("content", words));
    }

    JsonObject image(Object photo) {
        String url = corp.address() + "/media/" + corp.media().keepPhoto(photo);
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

    /** A quote carries content but no msgid: words, or an object in WeCom's own shape. */
    private @Nullable JsonObject quote(@Nullable Object quote) {
        return switch (quote) {
            case null -> null;
            case JsonObject whole -> whole;
            default -> text(quote.toString());
        };
    }

    private Group group(JsonObject body) {
        String chat = body.getString("chat", "");
        return corp.world().group(chat).orElseThrow(() -> new NotPossible(404, "no group '" + chat + "'"));
    }

    private Person speaker(Group group, JsonObject body) {
        String from = body.getString("from", "");
        Optional<Person> member = group.member(from);
        if (member.isPresent()) {
            return member.get();
        }
        if (from.isEmpty() || !body.getBoolean("join", false)) {
            throw new NotPossible(
                    404, "'" + from + "' is not in group '" + group.chat() + "'; \"join\":true lets them in");
        }
        Person person = group.kind() == GroupKind.INTERNAL ? Person.member(from, from) : Person.resident(from);
        return corp.world().join(group.chat(), person);
    }
}
