package lianhu.simulator.callback;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lianhu.simulator.callback.Callback.Door;
import lianhu.simulator.world.Cards;
import lianhu.simulator.world.Content;
import lianhu.simulator.world.Corp;
import lianhu.simulator.world.Entry;
import lianhu.simulator.world.Journal;
import lianhu.simulator.world.Place;
import lianhu.simulator.world.Refused;
import lianhu.simulator.world.Via;

/** The smart robot: what is said to it becomes a callback (100719), and its passive reply (101031) is shown. */
public final class RobotDoor {

    /** WeCom stops asking for the rest of a stream after six minutes. */
    private static final Duration STREAM_MOST = Duration.ofMinutes(6);

    private final Vertx vertx;
    private final Corp corp;
    private final Courier courier;

    public RobotDoor(Vertx vertx, Corp corp, Courier courier) {
        this.vertx = vertx;
        this.corp = corp;
        this.courier = courier;
    }

    /** Tells the gateway what was said; the status of the words follows what came back. */
    public Future<String> tell(Place place, String userid, String msgid, JsonObject content) {
        JsonObject plain = head(place, userid, msgid).mergeIn(content);
        return courier.deliver(new Callback(msgid, Door.ROBOT, plain.encode(), place))
                .map(outcome -> {
                    String status = shown(place, userid, msgid, outcome, content);
                    corp.journal().mark(msgid, Via.SAY, status);
                    return status;
                });
    }

    public Future<String> press(Cards.Shown card, String userid, String key) {
        String msgid = Ids.robot();
        JsonObject pressed = new JsonObject()
                .put("card_type", card.card().getString("card_type"))
                .put("event_key", key)
                .put("task_id", card.task());
        JsonObject plain = new JsonObject()
                .put("msgid", msgid)
                .put("create_time", corp.real().instant().getEpochSecond());
        plain.mergeIn(head(card.place(), userid, msgid))
                .put("msgtype", "event")
                .put(
                        "event",
                        new JsonObject().put("eventtype", "template_card_event").put("template_card_event", pressed));
        return courier.deliver(new Callback(msgid, Door.ROBOT, plain.encode(), card.place()))
                .map(outcome -> answeredPress(card, outcome));
    }

    /** Sends a callback once more, msgid and all; what comes back is shown only when nothing came back before. */
    public Future<JsonObject> again(Callback callback) {
        JsonObject plain = new JsonObject(callback.plain());
        String msgid = callback.msgid();
        boolean unanswered = corp.journal().of(msgid).stream()
                .anyMatch(entry -> entry.via() == Via.SAY && entry.status().equals("undelivered"));
        return courier.deliver(callback).map(outcome -> {
            if (unanswered) {
                String userid = plain.getJsonObject("from").getString("userid");
                String status = shown(callback.place(), userid, msgid, outcome, plain);
                corp.journal().mark(msgid, Via.SAY, status);
            }
            Buffer body = outcome.body();
            JsonObject answer = new JsonObject().put("msgid", msgid).put("delivered", body != null);
            try {
                return body == null || body.length() == 0 ? answer : answer.put("reply", open(body));
            } catch (Envelope.Unreadable | DecodeException broken) {
                return answer.put("why", String.valueOf(broken.getMessage()));
            }
        });
    }

    private JsonObject head(Place place, String userid, String msgid) {
        JsonObject head = new JsonObject()
                .put("msgid", msgid)
                .put("aibotid", corp.setup().robot().id());
        if (place.chat() != null) {
            head.put("chatid", place.chat());
        }
        String code = corp.responseUrls().issue(new Corp.Answerable(place, msgid));
        return head.put("chattype", place.chat() == null ? "single" : "group")
                .put("from", new JsonObject().put("userid", userid))
                .put("response_url", corp.address() + "/cgi-bin/aibot/response?response_code=" + code);
    }

    private String shown(Place place, String userid, String msgid, Outcome outcome, JsonObject asked) {
        Buffer body = outcome.body();
        if (body == null) {
            return "undelivered";
        }
        if (body.length() == 0) {
            return "heard";
        }
        try {
            JsonObject reply = open(body);
            String type = reply.getString("msgtype", "");
            boolean entered = asked.getString("msgtype", "").equals("event");
            switch (type) {
                case "stream" -> stream(place, userid, msgid, reply.getJsonObject("stream"));
                case "template_card" -> show(place, msgid, Content.ofCard(reply.getJsonObject(type)));
                case "stream_with_template_card" -> {
                    stream(place, userid, msgid, reply.getJsonObject("stream"));
                    show(place, msgid, Content.ofCard(reply.getJsonObject("template_card")));
                }
                case "text" -> {
                    if (!entered) {
                        throw new Refused(40008, "a passive reply to words is a stream or a card; text only greets");
                    }
                    show(
                            place,
                            msgid,
                            Content.plain(type, reply.getJsonObject(type).getString("content", "")));
                }
                default -> throw new Refused(40008, "a passive reply cannot be of msgtype '" + type + "'");
            }
            return "answered";
        } catch (Envelope.Unreadable unreadable) {
            return misanswered(place, msgid, String.valueOf(unreadable.getMessage()));
        } catch (Refused refused) {
            return misanswered(place, msgid, refused.why());
        } catch (DecodeException | ClassCastException | NullPointerException malformed) {
            return misanswered(place, msgid, "the reply has not the documented shape");
        }
    }

    private String answeredPress(Cards.Shown card, Outcome outcome) {
        Buffer body = outcome.body();
        if (body == null) {
            return "undelivered";
        }
        if (body.length() == 0) {
            return "heard";
        }
        String robot = corp.setup().robot().id();
        try {
            JsonObject reply = open(body);
            if (!"update_template_card".equals(reply.getString("response_type"))) {
                return misanswered(card.place(), card.msgid(), "a pressed card is answered with update_template_card");
            }
            JsonObject changed = reply.getJsonObject("template_card");
            corp.cards().replace(card, changed, robot, Via.REPLY);
            return "answered";
        } catch (Envelope.Unreadable unreadable) {
            return misanswered(card.place(), card.msgid(), String.valueOf(unreadable.getMessage()));
        } catch (DecodeException | ClassCastException | NullPointerException malformed) {
            return misanswered(card.place(), card.msgid(), "the reply has not the documented shape");
        }
    }

    private JsonObject open(Buffer body) throws Envelope.Unreadable {
        return new JsonObject(courier.envelope(Door.ROBOT).open(body.toJsonObject()));
    }

    private void stream(Place place, String userid, String msgid, JsonObject stream) {
        boolean finished = stream.getBoolean("finish", false);
        Entry entry = corp.journal()
                .add(new Journal.Line(
                        place,
                        corp.setup().robot().id(),
                        Content.plain("stream", stream.getString("content", "")),
                        Via.REPLY,
                        msgid,
                        finished ? "shown" : "streaming"));
        if (!finished) {
            String id = stream.getString("id", "");
            again(place, userid, id, entry, corp.clock().instant().plus(STREAM_MOST));
        }
    }

    /** WeCom asks for the rest of an unfinished stream, again and again. */
    private void again(Place place, String userid, String id, Entry entry, Instant until) {
        vertx.setTimer(corp.setup().pace().streamEvery().toMillis(), timer -> {
            if (!corp.clock().instant().isBefore(until)) {
                corp.journal().mark(entry.msgid(), Via.REPLY, "abandoned");
                return;
            }
            String msgid = Ids.robot();
            JsonObject plain =
                    head(place, userid, msgid).put("msgtype", "stream").put("stream", new JsonObject().put("id", id));
            plain.remove("response_url");
            courier.deliver(new Callback(msgid, Door.ROBOT, plain.encode(), place))
                    .onSuccess(outcome -> {
                        boolean finished = refreshed(entry, outcome).orElse(false);
                        if (!finished) {
                            again(place, userid, id, entry, until);
                        }
                    });
        });
    }

    private Optional<Boolean> refreshed(Entry entry, Outcome outcome) {
        Buffer body = outcome.body();
        if (body == null || body.length() == 0) {
            return Optional.empty();
        }
        try {
            JsonObject stream = open(body).getJsonObject("stream", new JsonObject());
            boolean finished = stream.getBoolean("finish", false);
            corp.journal().rewrite(entry.seq(), stream.getString("content", ""), finished ? "shown" : "streaming");
            return Optional.of(finished);
        } catch (Envelope.Unreadable | DecodeException | ClassCastException broken) {
            misanswered(entry.place(), entry.msgid(), "the rest of a stream cannot be read");
            return Optional.of(true);
        }
    }

    private void show(Place place, String msgid, Content content) {
        corp.journal().add(new Journal.Line(place, corp.setup().robot().id(), content, Via.REPLY, msgid, "shown"));
        if (content.card() != null) {
            corp.cards().show(place, content.card(), msgid, true);
        }
    }

    private String misanswered(Place place, String msgid, String why) {
        corp.counts().add("misanswered");
        corp.journal()
                .add(new Journal.Line(place, "wecom", "refusal", "", null, Via.CALLBACK, msgid, "misanswered", why));
        return "misanswered";
    }
}
