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

/** Callbacks of the smart robot (document 100719); its passive replies (101031) go to the journal. */
public final class RobotCallbacks {

    /** WeCom stops refreshing a stream after six minutes. */
    private static final Duration STREAM_LIMIT = Duration.ofMinutes(6);

    private final Vertx vertx;
    private final SimulatedCorp simulatedCorp;
    private final CallbackSender callbackSender;

    public RobotCallbacks(Vertx vertx, SimulatedCorp simulatedCorp, CallbackSender callbackSender) {
        this.vertx = vertx;
        this.simulatedCorp = simulatedCorp;
        this.callbackSender = callbackSender;
    }

    /** Sends a message to the gateway; the status of its journal entry follows from the reply. */
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

    /** Sends a callback again with the same msgid; the reply is shown only when no earlier delivery got one. */
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
            JsonObject result = new JsonObject().put("msgid", msgid).put("delivered", body != null);
            try {
                return body == null || body.length() == 0 ? result : result.put("reply", decrypt(body));
            } catch (CallbackEncryption.DecryptionException | DecodeException malformed) {
                return result.put("why", String.valueOf(malformed.getMessage()));
            }
        });
    }

    private JsonObject envelope(Address address, String userid, String msgid) {
        JsonObject envelope = new JsonObject()
                .put("msgid", msgid)
                .put("aibotid", simulatedCorp.setup().robot().id());
        if (address.chat() != null) {
            envelope.put("chatid", address.chat());
        }
        String code = simulatedCorp.responseUrls().issue(new SimulatedCorp.ResponseTarget(address, msgid));
        return envelope.put("chattype", address.chat() == null ? "single" : "group")
                .put("from", new JsonObject().put("userid", userid))
                .put("response_url", simulatedCorp.address() + "/cgi-bin/aibot/response?response_code=" + code);
    }

    private String recordReply(
            Address address, String userid, String msgid, CallbackResult callbackResult, JsonObject content) {
        Buffer body = callbackResult.body();
        if (body == null) {
            return "undelivered";
        }
        if (body.length() == 0) {
            return "heard";
        }
        try {
            JsonObject reply = decrypt(body);
            String type = reply.getString("msgtype", "");
            boolean isEvent = content.getString("msgtype", "").equals("event");
            switch (type) {
                case "stream" -> stream(address, userid, msgid, reply.getJsonObject("stream"));
                case "template_card" -> record(address, msgid, MessageContent.ofCard(reply.getJsonObject(type)));
                case "stream_with_template_card" -> {
                    stream(address, userid, msgid, reply.getJsonObject("stream"));
                    record(address, msgid, MessageContent.ofCard(reply.getJsonObject("template_card")));
                }
                case "text" -> {
                    if (!isEvent) {
                        throw new WecomErrorException(
                                40008,
                                "a passive reply to a message is a stream or a card; text is only for the welcome event");
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
            return recordInvalidReply(address, msgid, "the reply does not have the documented format");
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
            JsonObject reply = decrypt(body);
            if (!"update_template_card".equals(reply.getString("response_type"))) {
                return recordInvalidReply(
                        card.place(), card.msgid(), "the reply to a pressed card is update_template_card");
            }
            JsonObject changed = reply.getJsonObject("template_card");
            simulatedCorp.cards().replace(card, changed, robot, MessageRoute.REPLY);
            return "answered";
        } catch (CallbackEncryption.DecryptionException decryptionException) {
            return recordInvalidReply(card.place(), card.msgid(), String.valueOf(decryptionException.getMessage()));
        } catch (DecodeException | ClassCastException | NullPointerException malformed) {
            return recordInvalidReply(card.place(), card.msgid(), "the reply does not have the documented format");
        }
    }

    private JsonObject decrypt(Buffer body) throws CallbackEncryption.DecryptionException {
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
            refreshStream(
                    address,
                    userid,
                    id,
                    journalEntry,
                    simulatedCorp.clock().instant().plus(STREAM_LIMIT));
        }
    }

    /** WeCom asks for the rest of an unfinished stream until it is finished or the time is over. */
    private void refreshStream(Address address, String userid, String id, JournalEntry journalEntry, Instant until) {
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
                                recordRefresh(journalEntry, callbackResult).orElse(false);
                        if (!finished) {
                            refreshStream(address, userid, id, journalEntry, until);
                        }
                    });
        });
    }

    private Optional<Boolean> recordRefresh(JournalEntry journalEntry, CallbackResult callbackResult) {
        Buffer body = callbackResult.body();
        if (body == null || body.length() == 0) {
            return Optional.empty();
        }
        try {
            JsonObject stream = decrypt(body).getJsonObject("stream", new JsonObject());
            boolean finished = stream.getBoolean("finish", false);
            simulatedCorp
                    .journal()
                    .replaceText(journalEntry.seq(), stream.getString("content", ""), finished ? "shown" : "streaming");
            return Optional.of(finished);
        } catch (CallbackEncryption.DecryptionException | DecodeException | ClassCastException malformed) {
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
