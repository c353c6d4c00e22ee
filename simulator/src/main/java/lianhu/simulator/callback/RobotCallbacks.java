package lianhu.simulator.callback;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lianhu.simulator.callback.Callback.Endpoint;
import lianhu.simulator.state.Address;
import lianhu.simulator.state.Journal;
import lianhu.simulator.state.JournalEntry;
import lianhu.simulator.state.MessageContent;
import lianhu.simulator.state.MessageRoute;
import lianhu.simulator.state.SimulatedCards;
import lianhu.simulator.state.SimulatedCorp;
import lianhu.simulator.state.WecomErrorException;

/** The smart robot: what is said to it becomes a callback (100719), and its passive reply (101031) is shown. */
public final class RobotCallbacks {

    /** WeCom stops asking for the rest of a stream after six minutes. */
    private static final Duration STREAM_MOST = Duration.ofMinutes(6);

    private final Vertx vertx;
    private final SimulatedCorp simulatedCorp;
    private final CallbackSender callbackSender;

    public RobotCallbacks(Vertx vertx, SimulatedCorp simulatedCorp, CallbackSender callbackSender) {
        this.vertx = vertx;
        this.simulatedCorp = simulatedCorp;
        this.callbackSender = callbackSender;
    }

    /** Tells the gateway what was said; the status of the words follows what came back. */
    public Future<String> send(Address address, String userid, String msgid, JsonObject content) {
        JsonObject plain = envelope(address, userid, msgid).mergeIn(content);
        return callbackSender
                .deliver(new Callback(msgid, Endpoint.ROBOT, plain.encode(), address))
                .map(callbackResult -> {
                    String status = recordReply(address, userid, msgid, callbackResult, content);
                    simulatedCorp.journal().updateStatus(msgid, MessageRoute.SAY, status);
                    return status;
                });
    }

    public Future<String> press(SimulatedCards.Shown card, String userid, String key) {
        String msgid = MessageIds.robot();
        JsonObject pressed = new JsonObject()
                .put("card_type", card.card().getString("card_type"))
                .put("event_key", key)
                .put("task_id", card.task());
        JsonObject plain = new JsonObject()
                .put("msgid", msgid)
                .put("create_time", simulatedCorp.systemClock().instant().getEpochSecond());
        plain.mergeIn(envelope(card.place(), userid, msgid))
                .put("msgtype", "event")
                .put(
                        "event",
                        new JsonObject().put("eventtype", "template_card_event").put("template_card_event", pressed));
        return callbackSender
                .deliver(new Callback(msgid, Endpoint.ROBOT, plain.encode(), card.place()))
                .map(callbackResult -> recordPressReply(card, callbackResult));
    }

    /** Sends a callback once more, msgid and all; what comes back is shown only when nothing came back before. */
    public Future<JsonObject> redeliver(Callback callback) {
        JsonObject plain = new JsonObject(callback.plain());
        String msgid = callback.msgid();
        boolean unanswered = simulatedCorp.journal().of(msgid).stream()
                .anyMatch(journalEntry -> journalEntry.via() == MessageRoute.SAY
                        && journalEntry.status().equals("undelivered"));
        return callbackSender.deliver(callback).map(callbackResult -> {
            if (unanswered) {
                String userid = plain.getJsonObject("from").getString("userid");
                String status = recordReply(callback.place(), userid, msgid, callbackResult, plain);
                simulatedCorp.journal().updateStatus(msgid, MessageRoute.SAY, status);
            }
            Buffer body = callbackResult.body();
            JsonObject answer = new JsonObject().put("msgid", msgid).put("delivered", body != null);
            try {
                return body == null || body.length() == 0 ? answer : answer.put("reply", open(body));
            } catch (CallbackEncryption.DecryptionException | DecodeException broken) {
                return answer.put("why", String.valueOf(broken.getMessage()));
            }
        });
    }

    private JsonObject envelope(Address address, String userid, String msgid) {
        JsonObject head = new JsonObject()
                .put("msgid", msgid)
                .put("aibotid", simulatedCorp.setup().robot().id());
        if (address.chat() != null) {
            head.put("chatid", address.chat());
        }
        String code = simulatedCorp.responseUrls().issue(new SimulatedCorp.ResponseTarget(address, msgid));
        return head.put("chattype", address.chat() == null ? "single" : "group")
                .put("from", new JsonObject().put("userid", userid))
                .put("response_url", simulatedCorp.address() + "/cgi-bin/aibot/response?response_code=" + code);
    }

    private String recordReply(
            Address address, String userid, String msgid, CallbackResult callbackResult, JsonObject asked) {
        Buffer body = callbackResult.body();
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
                case "stream" -> stream(address, userid, msgid, reply.getJsonObject("stream"));
                case "template_card" -> record(address, msgid, MessageContent.ofCard(reply.getJsonObject(type)));
                case "stream_with_template_card" -> {
                    stream(address, userid, msgid, reply.getJsonObject("stream"));
                    record(address, msgid, MessageContent.ofCard(reply.getJsonObject("template_card")));
                }
                case "text" -> {
                    if (!entered) {
                        throw new WecomErrorException(
                                40008, "a passive reply to words is a stream or a card; text only greets");
                    }
                    record(
                            address,
                            msgid,
                            MessageContent.plain(type, reply.getJsonObject(type).getString("content", "")));
                }
                default -> throw new WecomErrorException(40008, "a passive reply cannot be of msgtype '" + type + "'");
            }
            return "answered";
        } catch (CallbackEncryption.DecryptionException decryptionException) {
            return recordInvalidReply(address, msgid, String.valueOf(decryptionException.getMessage()));
        } catch (WecomErrorException wecomErrorException) {
            return recordInvalidReply(address, msgid, wecomErrorException.why());
        } catch (DecodeException | ClassCastException | NullPointerException malformed) {
            return recordInvalidReply(address, msgid, "the reply has not the documented shape");
        }
    }

    private String recordPressReply(SimulatedCards.Shown card, CallbackResult callbackResult) {
        Buffer body = callbackResult.body();
        if (body == null) {
            return "undelivered";
        }
        if (body.length() == 0) {
            return "heard";
        }
        String robot = simulatedCorp.setup().robot().id();
        try {
            JsonObject reply = open(body);
            if (!"update_template_card".equals(reply.getString("response_type"))) {
                return recordInvalidReply(
                        card.place(), card.msgid(), "a pressed card is answered with update_template_card");
            }
            JsonObject changed = reply.getJsonObject("template_card");
            simulatedCorp.cards().replace(card, changed, robot, MessageRoute.REPLY);
            return "answered";
        } catch (CallbackEncryption.DecryptionException decryptionException) {
            return recordInvalidReply(card.place(), card.msgid(), String.valueOf(decryptionException.getMessage()));
        } catch (DecodeException | ClassCastException | NullPointerException malformed) {
            return recordInvalidReply(card.place(), card.msgid(), "the reply has not the documented shape");
        }
    }

    private JsonObject open(Buffer body) throws CallbackEncryption.DecryptionException {
        return new JsonObject(callbackSender.envelope(Endpoint.ROBOT).decrypt(body.toJsonObject()));
    }

    private void stream(Address address, String userid, String msgid, JsonObject stream) {
        boolean finished = stream.getBoolean("finish", false);
        JournalEntry journalEntry = simulatedCorp
                .journal()
                .add(new Journal.NewEntry(
                        address,
                        simulatedCorp.setup().robot().id(),
                        MessageContent.plain("stream", stream.getString("content", "")),
                        MessageRoute.REPLY,
                        msgid,
                        finished ? "shown" : "streaming"));
        if (!finished) {
            String id = stream.getString("id", "");
            redeliver(
                    address,
                    userid,
                    id,
                    journalEntry,
                    simulatedCorp.clock().instant().plus(STREAM_MOST));
        }
    }

    /** WeCom asks for the rest of an unfinished stream, again and again. */
    private void redeliver(Address address, String userid, String id, JournalEntry journalEntry, Instant until) {
        vertx.setTimer(simulatedCorp.setup().pace().streamEvery().toMillis(), timer -> {
            if (!simulatedCorp.clock().instant().isBefore(until)) {
                simulatedCorp.journal().updateStatus(journalEntry.msgid(), MessageRoute.REPLY, "abandoned");
                return;
            }
            String msgid = MessageIds.robot();
            JsonObject plain = envelope(address, userid, msgid)
                    .put("msgtype", "stream")
                    .put("stream", new JsonObject().put("id", id));
            plain.remove("response_url");
            callbackSender
                    .deliver(new Callback(msgid, Endpoint.ROBOT, plain.encode(), address))
                    .onSuccess(callbackResult -> {
                        boolean finished =
                                refreshed(journalEntry, callbackResult).orElse(false);
                        if (!finished) {
                            redeliver(address, userid, id, journalEntry, until);
                        }
                    });
        });
    }

    private Optional<Boolean> refreshed(JournalEntry journalEntry, CallbackResult callbackResult) {
        Buffer body = callbackResult.body();
        if (body == null || body.length() == 0) {
            return Optional.empty();
        }
        try {
            JsonObject stream = open(body).getJsonObject("stream", new JsonObject());
            boolean finished = stream.getBoolean("finish", false);
            simulatedCorp
                    .journal()
                    .replaceText(journalEntry.seq(), stream.getString("content", ""), finished ? "shown" : "streaming");
            return Optional.of(finished);
        } catch (CallbackEncryption.DecryptionException | DecodeException | ClassCastException broken) {
            recordInvalidReply(journalEntry.place(), journalEntry.msgid(), "the rest of a stream cannot be read");
            return Optional.of(true);
        }
    }

    private void record(Address address, String msgid, MessageContent messageContent) {
        simulatedCorp
                .journal()
                .add(new Journal.NewEntry(
                        address,
                        simulatedCorp.setup().robot().id(),
                        messageContent,
                        MessageRoute.REPLY,
                        msgid,
                        "shown"));
        if (messageContent.card() != null) {
            simulatedCorp.cards().record(address, messageContent.card(), msgid, true);
        }
    }

    private String recordInvalidReply(Address address, String msgid, String why) {
        simulatedCorp.counts().add("misanswered");
        simulatedCorp
                .journal()
                .add(new Journal.NewEntry(
                        address, "wecom", "refusal", "", null, MessageRoute.CALLBACK, msgid, "misanswered", why));
        return "misanswered";
    }
}
