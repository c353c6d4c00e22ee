package lianhu.simulator.control;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import lianhu.simulator.callback.AppCallbacks;
import lianhu.simulator.callback.MessageIds;
import lianhu.simulator.callback.RobotCallbacks;
import lianhu.simulator.state.Address;
import lianhu.simulator.state.Journal;
import lianhu.simulator.state.MessageContent;
import lianhu.simulator.state.MessageRoute;
import lianhu.simulator.state.SimulatedCards;
import lianhu.simulator.state.SimulatedCorp;
import lianhu.simulator.state.SimulatedKf;
import lianhu.simulator.state.SimulatedPerson;

/** Sends direct messages of a person to the application, the robot or customer service, and presses cards. */
final class DirectMessagesApi {

    private final SimulatedCorp simulatedCorp;
    private final AppCallbacks app;
    private final RobotCallbacks robot;
    private final GroupMessagesApi groupMessagesApi;

    DirectMessagesApi(
            SimulatedCorp simulatedCorp, AppCallbacks app, RobotCallbacks robot, GroupMessagesApi groupMessagesApi) {
        this.simulatedCorp = simulatedCorp;
        this.app = app;
        this.robot = robot;
        this.groupMessagesApi = groupMessagesApi;
    }

    Future<JsonObject> send(JsonObject body) {
        String from = body.getString("from", "");
        if (body.getString("to", "app").equals("kf")) {
            return sendToKf(from, body);
        }
        SimulatedPerson simulatedPerson = simulatedCorp
                .world()
                .corpMember(from)
                .orElseThrow(() -> new InvalidRequestException(
                        404,
                        "'" + from + "' is no member of the corp; residents reach us 1:1 only by customer service:"
                                + " say \"to\":\"kf\""));
        boolean toRobot = body.getString("to", "app").equals("robot");
        if ("enter".equals(body.getString("event"))) {
            return entered(simulatedPerson.id(), toRobot);
        }
        String msgid = toRobot ? MessageIds.robot() : app.nextMsgid();
        Address address = Address.user(simulatedPerson.id());
        MessageContent messageContent = content(body);
        simulatedCorp
                .journal()
                .add(new Journal.NewEntry(
                        address, simulatedPerson.id(), messageContent, MessageRoute.SAY, msgid, "delivering"));
        Future<String> delivered = toRobot
                ? robot.send(address, simulatedPerson.id(), msgid, sendToRobot(messageContent, body))
                : toApp(simulatedPerson.id(), msgid, messageContent, body);
        JsonObject said = new JsonObject().put("msgid", msgid);
        return body.getBoolean("wait", false)
                ? delivered.map(status -> groupMessagesApi.withReplies(said, status))
                : Future.succeededFuture(said.put("status", "delivering"));
    }

    /** The answer holds the token of the callback, so that a test can fetch messages in place of the gateway. */
    private Future<JsonObject> sendToKf(String from, JsonObject body) {
        if (from.isEmpty()) {
            throw new InvalidRequestException(400, "from is needed");
        }
        String msgid = switch (body.getString("event", "")) {
            case "enter" -> simulatedCorp.customerService().enter(from, body.getString("scene_param", ""));
            case "fail" ->
                simulatedCorp
                        .customerService()
                        .reportFailure(from, body.getString("fail_msgid", ""), body.getInteger("fail_type", 0));
            default -> kfMessage(from, body);
        };
        String token = simulatedCorp.customerService().token();
        JsonObject said = new JsonObject().put("msgid", msgid).put("token", token);
        Future<String> delivered = app.customerService(SimulatedKf.ACCOUNT, token);
        return body.getBoolean("wait", false)
                ? delivered.map(status -> said.put("status", status))
                : Future.succeededFuture(said.put("status", "delivering"));
    }

    private String kfMessage(String from, JsonObject body) {
        MessageContent messageContent = content(body);
        JsonObject wire = switch (messageContent.kind()) {
            case "image" ->
                new JsonObject().put("media_id", simulatedCorp.media().storePhoto(body.getValue("image")));
            case "voice" ->
                new JsonObject().put("media_id", simulatedCorp.media().store(voice(body), "voice.amr", "audio/amr"));
            case "location" -> {
                JsonObject where = body.getJsonObject("location");
                yield new JsonObject()
                        .put("latitude", where.getDouble("latitude", 0.0))
                        .put("longitude", where.getDouble("longitude", 0.0))
                        .put("name", where.getString("label", ""))
                        .put("address", "");
            }
            default -> new JsonObject().put("content", messageContent.text());
        };
        String msgid = simulatedCorp.customerService().receive(from, messageContent.kind(), wire);
        simulatedCorp
                .journal()
                .add(new Journal.NewEntry(
                        Address.user(from), from, messageContent, MessageRoute.SAY, msgid, "waits for sync"));
        return msgid;
    }

    private Future<JsonObject> entered(String userid, boolean toRobot) {
        if (!toRobot) {
            return app.sendEntered(userid).map(status -> new JsonObject().put("status", status));
        }
        JsonObject event =
                new JsonObject().put("msgtype", "event").put("event", new JsonObject().put("eventtype", "enter_chat"));
        return robot.send(Address.user(userid), userid, MessageIds.robot(), event)
                .map(status -> new JsonObject().put("status", status));
    }

    private static MessageContent content(JsonObject body) {
        if (body.containsKey("location")) {
            JsonObject where = body.getJsonObject("location");
            return MessageContent.plain("location", where.getString("label", ""));
        }
        if (body.containsKey("image")) {
            return MessageContent.plain("image", "");
        }
        if (body.containsKey("voice")) {
            return MessageContent.plain("voice", body.getValue("voice").toString());
        }
        if (body.getString("text", "").isEmpty()) {
            throw new InvalidRequestException(400, "text, voice, image, location or event is needed");
        }
        return MessageContent.plain("text", body.getString("text"));
    }

    private JsonObject sendToRobot(MessageContent messageContent, JsonObject body) {
        return switch (messageContent.kind()) {
            case "text" -> groupMessagesApi.text(messageContent.text());
            case "image" -> groupMessagesApi.image(body.getValue("image"));
            // The robot receives a voice message as the text that WeCom recognised.
            case "voice" ->
                new JsonObject()
                        .put("msgtype", "voice")
                        .put("voice", new JsonObject().put("content", messageContent.text()));
            default -> throw new InvalidRequestException(409, "a place cannot be sent to the smart robot");
        };
    }

    private Future<String> toApp(String userid, String msgid, MessageContent messageContent, JsonObject body) {
        return switch (messageContent.kind()) {
            case "image" -> app.image(userid, msgid, simulatedCorp.media().storePhoto(body.getValue("image")));
            case "voice" ->
                app.voice(userid, msgid, simulatedCorp.media().store(voice(body), "voice.amr", "audio/amr"));
            case "location" -> app.location(userid, msgid, body.getJsonObject("location"));
            default -> app.text(userid, msgid, messageContent.text());
        };
    }

    private static byte[] voice(JsonObject body) {
        Object voice = body.getValue("voice");
        return Boolean.TRUE.equals(voice)
                ? "#!AMR\n".getBytes(StandardCharsets.US_ASCII)
                : Base64.getMimeDecoder().decode(voice.toString());
    }

    Future<JsonObject> press(JsonObject body) {
        String chat = body.getString("chat");
        String user = body.getString("user", body.getString("from", ""));
        Address address = chat == null ? Address.user(user) : Address.chat(chat);
        String task = body.getString("task", "");
        SimulatedCards.Shown card = simulatedCorp
                .cards()
                .find(address, task)
                .orElseThrow(() -> new InvalidRequestException(404, "no card with task '" + task + "' is shown there"));
        String key = body.getString("key", "");
        if (!card.keys().contains(key)) {
            throw new InvalidRequestException(
                    409, "the card shows the keys " + card.keys() + " now, not '" + key + "'");
        }
        String from = body.getString("from", user);
        Future<String> pressed = card.byRobot() ? robot.press(card, from, key) : app.press(card, from, key);
        return body.getBoolean("wait", false)
                ? pressed.map(status -> new JsonObject().put("status", status))
                : Future.succeededFuture(new JsonObject().put("status", "delivering"));
    }
}
