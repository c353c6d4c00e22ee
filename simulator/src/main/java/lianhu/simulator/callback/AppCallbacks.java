package lianhu.simulator.callback;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import lianhu.simulator.callback.Callback.Endpoint;
import lianhu.simulator.state.Address;
import lianhu.simulator.state.Journal;
import lianhu.simulator.state.MessageRoute;
import lianhu.simulator.state.SimulatedCards;
import lianhu.simulator.state.SimulatedCorp;

/** Callbacks of the application: messages of members, pressed cards and events. */
public final class AppCallbacks {

    private final SimulatedCorp simulatedCorp;
    private final CallbackSender callbackSender;
    private final MessageIds messageIds;

    public AppCallbacks(SimulatedCorp simulatedCorp, CallbackSender callbackSender) {
        this.simulatedCorp = simulatedCorp;
        this.callbackSender = callbackSender;
        this.messageIds = new MessageIds(simulatedCorp.systemClock());
    }

    public String nextMsgid() {
        return messageIds.app();
    }

    public Future<String> text(String userid, String msgid, String words) {
        return deliverMessage(userid, msgid, message(userid, "text").text("Content", words));
    }

    public Future<String> image(String userid, String msgid, String mediaId) {
        AppMessageXml xml = message(userid, "image")
                .text("PicUrl", simulatedCorp.address() + "/pic/" + mediaId)
                .text("MediaId", mediaId);
        return deliverMessage(userid, msgid, xml);
    }

    public Future<String> voice(String userid, String msgid, String mediaId) {
        return deliverMessage(
                userid, msgid, message(userid, "voice").text("MediaId", mediaId).text("Format", "amr"));
    }

    public Future<String> location(String userid, String msgid, JsonObject location) {
        AppMessageXml xml = message(userid, "location")
                .number("Location_X", String.valueOf(location.getDouble("latitude", 0.0)))
                .number("Location_Y", String.valueOf(location.getDouble("longitude", 0.0)))
                .number("Scale", "20")
                .text("Label", location.getString("label", ""));
        return deliverMessage(userid, msgid, xml);
    }

    public Future<String> sendEntered(String userid) {
        AppMessageXml xml =
                message(userid, "event").text("Event", "enter_agent").text("EventKey", "");
        return event(userid, xml);
    }

    public Future<String> press(SimulatedCards.Shown card, String userid, String key) {
        AppMessageXml xml = message(userid, "event")
                .text("Event", "template_card_event")
                .text("EventKey", key)
                .text("TaskId", card.task())
                .text("CardType", card.card().getString("card_type", ""))
                .text(
                        "ResponseCode",
                        simulatedCorp
                                .cards()
                                .responseCodes()
                                .issue(new SimulatedCards.Sent(card.msgid(), card.task())));
        return event(userid, xml);
    }

    /**
     * A change of a customer group (document 92130).
     *
     * @param detail of an update: add_member, change_name and so on; empty otherwise
     * @param members that joined or left
     */
    public record GroupEvent(String chat, String change, String detail, List<String> members) {}

    public Future<String> group(GroupEvent event) {
        AppMessageXml xml = message("sys", "event")
                .text("Event", "change_external_chat")
                .text("ChatId", event.chat)
                .text("ChangeType", event.change);
        if (!event.detail.isEmpty()) {
            xml.text("UpdateDetail", event.detail);
        }
        if (!event.members.isEmpty()) {
            xml.number("JoinScene", "3")
                    .number("MemChangeCnt", Integer.toString(event.members.size()))
                    .items("MemChangeList", event.members);
        }
        return event("sys", xml);
    }

    /** A resident wrote to customer service or opened it (document 94670); the gateway fetches the messages with the token. */
    public Future<String> customerService(String account, String token) {
        AppMessageXml xml = message("sys", "event")
                .text("Event", "kf_msg_or_event")
                .text("Token", token)
                .text("OpenKfId", account);
        return event("sys", xml);
    }

    private AppMessageXml message(String userid, String type) {
        return AppMessageXml.message(
                simulatedCorp.setup().corp(),
                userid,
                simulatedCorp.systemClock().instant(),
                type);
    }

    private Future<String> deliverMessage(String userid, String msgid, AppMessageXml xml) {
        String plain = xml.number("MsgId", msgid)
                .number("AgentID", simulatedCorp.setup().app().agentId())
                .end();
        return deliver(userid, msgid, plain).map(status -> {
            simulatedCorp.journal().updateStatus(msgid, MessageRoute.SAY, status);
            return status;
        });
    }

    /** Events of WeCom carry no MsgId; this id only links the attempts in the journal. */
    private Future<String> event(String userid, AppMessageXml xml) {
        String plain =
                xml.number("AgentID", simulatedCorp.setup().app().agentId()).end();
        return deliver(userid, "event-" + messageIds.app(), plain);
    }

    private Future<String> deliver(String userid, String msgid, String plain) {
        Address address = Address.user(userid);
        return callbackSender
                .deliver(new Callback(msgid, Endpoint.APP, plain, address))
                .map(callbackResult -> {
                    Buffer body = callbackResult.body();
                    if (body == null) {
                        return "undelivered";
                    }
                    if (body.length() == 0) {
                        return "heard";
                    }
                    simulatedCorp.counts().add("misanswered");
                    simulatedCorp
                            .journal()
                            .add(new Journal.NewEntry(
                                    address,
                                    "wecom",
                                    "refusal",
                                    "",
                                    null,
                                    MessageRoute.CALLBACK,
                                    msgid,
                                    "misanswered",
                                    "the passive reply of the application must be empty"));
                    return "misanswered";
                });
    }
}
