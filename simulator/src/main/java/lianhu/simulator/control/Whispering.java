package lianhu.simulator.control;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import lianhu.simulator.callback.AppDoor;
import lianhu.simulator.callback.Ids;
import lianhu.simulator.callback.RobotDoor;
import lianhu.simulator.world.Cards;
import lianhu.simulator.world.Content;
import lianhu.simulator.world.Corp;
import lianhu.simulator.world.CustomerService;
import lianhu.simulator.world.Journal;
import lianhu.simulator.world.Person;
import lianhu.simulator.world.Place;
import lianhu.simulator.world.Via;

/** What a member does alone: words to the application or the robot, and pressing a card. */
final class Whispering {

    private final Corp corp;
    private final AppDoor app;
    private final RobotDoor robot;
    private final Speaking speaking;

    Whispering(Corp corp, AppDoor app, RobotDoor robot, Speaking speaking) {
        this.corp = corp;
        this.app = app;
        this.robot = robot;
        this.speaking = speaking;
    }

    Future<JsonObject> whisper(JsonObject body) {
        String from = body.getString("from", "");
        if (body.getString("to", "app").equals("kf")) {
            return toCustomerService(from, body);
        }
        Person person = corp.world()
                .corpMember(from)
                .orElseThrow(() -> new NotPossible(
                        404,
                        "'" + from + "' is no member of the corp; residents reach us 1:1 only by customer service:"
                                + " say \"to\":\"kf\""));
        boolean toRobot = body.getString("to", "app").equals("robot");
        if ("enter".equals(body.getString("event"))) {
            return entered(person.id(), toRobot);
        }
        String msgid = toRobot ? Ids.robot() : app.nextMsgid();
        Place place = Place.user(person.id());
        Content content = content(body);
        corp.journal().add(new Journal.Line(place, person.id(), content, Via.SAY, msgid, "delivering"));
        Future<String> told = toRobot
                ? robot.tell(place, person.id(), msgid, forRobot(content, body))
                : toApp(person.id(), msgid, content, body);
        JsonObject said = new JsonObject().put("msgid", msgid);
        return body.getBoolean("wait", false)
                ? told.map(status -> speaking.withReplies(said, status))
                : Future.succeededFuture(said.put("status", "delivering"));
    }

    /** The token of the callback is answered too: whoever plays the gateway may fetch with it. */
    private Future<JsonObject> toCustomerService(String from, JsonObject body) {
        if (from.isEmpty()) {
            throw new NotPossible(400, "from is needed");
        }
        String msgid = switch (body.getString("event", "")) {
            case "enter" -> corp.customerService().entered(from, body.getString("scene_param", ""));
            case "fail" ->
                corp.customerService().failed(from, body.getString("fail_msgid", ""), body.getInteger("fail_type", 0));
            default -> saidToCustomerService(from, body);
        };
        String token = corp.customerService().token();
        JsonObject said = new JsonObject().put("msgid", msgid).put("token", token);
        Future<String> told = app.customerService(CustomerService.ACCOUNT, token);
        return body.getBoolean("wait", false)
                ? told.map(status -> said.put("status", status))
                : Future.succeededFuture(said.put("status", "delivering"));
    }

    private String saidToCustomerService(String from, JsonObject body) {
        Content content = content(body);
        JsonObject wire = switch (content.kind()) {
            case "image" -> new JsonObject().put("media_id", corp.media().keepPhoto(body.getValue("image")));
            case "voice" -> new JsonObject().put("media_id", corp.media().keep(sound(body), "voice.amr", "audio/amr"));
            case "location" -> {
                JsonObject where = body.getJsonObject("location");
                yield new JsonObject()
                        .put("latitude", where.getDouble("latitude", 0.0))
                        .put("longitude", where.getDouble("longitude", 0.0))
                        .put("name", where.getString("label", ""))
                        .put("address", "");
            }
            default -> new JsonObject().put("content", content.text());
        };
        String msgid = corp.customerService().said(from, content.kind(), wire);
        corp.journal().add(new Journal.Line(Place.user(from), from, content, Via.SAY, msgid, "waits for sync"));
        return msgid;
    }

    private Future<JsonObject> entered(String userid, boolean toRobot) {
        if (!toRobot) {
            return app.entered(userid).map(status -> new JsonObject().put("status", status));
        }
        JsonObject event =
                new JsonObject().put("msgtype", "event").put("event", new JsonObject().put("eventtype", "enter_chat"));
        return robot.tell(Place.user(userid), userid, Ids.robot(), event)
                .map(status -> new JsonObject().put("status", status));
    }

    private static Content content(JsonObject body) {
        if (body.containsKey("location")) {
            JsonObject where = body.getJsonObject("location");
            return Content.plain("location", where.getString("label", ""));
        }
        if (body.containsKey("image")) {
            return Content.plain("image", "");
        }
        if (body.containsKey("voice")) {
            return Content.plain("voice", body.getValue("voice").toString());
        }
        if (body.getString("text", "").isEmpty()) {
            throw new NotPossible(400, "text, voice, image, location or event is needed");
        }
        return Content.plain("text", body.getString("text"));
    }

    private JsonObject forRobot(Content content, JsonObject body) {
        return switch (content.kind()) {
            case "text" -> speaking.text(content.text());
            case "image" -> speaking.image(body.getValue("image"));
            // The robot gets a voice as the words WeCom understood.
            case "voice" ->
                new JsonObject().put("msgtype", "voice").put("voice", new JsonObject().put("content", content.text()));
            default -> throw new NotPossible(409, "a place cannot be sent to the smart robot");
        };
    }

    private Future<String> toApp(String userid, String msgid, Content content, JsonObject body) {
        return switch (content.kind()) {
            case "image" -> app.image(userid, msgid, corp.media().keepPhoto(body.getValue("image")));
            case "voice" -> app.voice(userid, msgid, corp.media().keep(sound(body), "voice.amr", "audio/amr"));
            case "location" -> app.location(userid, msgid, body.getJsonObject("location"));
            default -> app.text(userid, msgid, content.text());
        };
    }

    private static byte[] sound(JsonObject body) {
        Object voice = body.getValue("voice");
        return Boolean.TRUE.equals(voice)
                ? "#!AMR\n".getBytes(StandardCharsets.US_ASCII)
                : Base64.getMimeDecoder().decode(voice.toString());
    }

    Future<JsonObject> press(JsonObject body) {
        String chat = body.getString("chat");
        String user = body.getString("user", body.getString("from", ""));
        Place place = chat == null ? Place.user(user) : Place.chat(chat);
        String task = body.getString("task", "");
        Cards.Shown card = corp.cards()
                .find(place, task)
                .orElseThrow(() -> new NotPossible(404, "no card with task '" + task + "' is shown there"));
        String key = body.getString("key", "");
        if (!card.keys().contains(key)) {
            throw new NotPossible(409, "the card shows the keys " + card.keys() + " now, not '" + key + "'");
        }
        String from = body.getString("from", user);
        Future<String> pressed = card.byRobot() ? robot.press(card, from, key) : app.press(card, from, key);
        return body.getBoolean("wait", false)
                ? pressed.map(status -> new JsonObject().put("status", status))
                : Future.succeededFuture(new JsonObject().put("status", "delivering"));
    }
}
