package lianhu.simulator.callback;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import lianhu.simulator.callback.Callback.Door;
import lianhu.simulator.world.Cards;
import lianhu.simulator.world.Corp;
import lianhu.simulator.world.Journal;
import lianhu.simulator.world.Place;
import lianhu.simulator.world.Via;

/** The application: words of members to it, pressed cards, and that somebody opened it. */
public final class AppDoor {

    private final Corp corp;
    private final Courier courier;
    private final Ids ids;

    public AppDoor(Corp corp, Courier courier) {
        this.corp = corp;
        this.courier = courier;
        this.ids = new Ids(corp.real());
    }

    public String nextMsgid() {
        return ids.app();
    }

    public Future<String> text(String userid, String msgid, String words) {
        return said(userid, msgid, message(userid, "text").text("Content", words));
    }

    public Future<String> image(String userid, String msgid, String mediaId) {
        AppXml xml = message(userid, "image")
                .text("PicUrl", corp.address() + "/pic/" + mediaId)
                .text("MediaId", mediaId);
        return said(userid, msgid, xml);
    }

    public Future<String> voice(String userid, String msgid, String mediaId) {
        return said(
                userid, msgid, message(userid, "voice").text("MediaId", mediaId).text("Format", "amr"));
    }

    public Future<String> location(String userid, String msgid, JsonObject where) {
        AppXml xml = message(userid, "location")
                .number("Location_X", String.valueOf(where.getDouble("latitude", 0.0)))
                .number("Location_Y", String.valueOf(where.getDouble("longitude", 0.0)))
                .number("Scale", "20")
                .text("Label", where.getString("label", ""));
        return said(userid, msgid, xml);
    }

    public Future<String> entered(String userid) {
        AppXml xml = message(userid, "event").text("Event", "enter_agent").text("EventKey", "");
        return event(userid, xml);
    }

    public Future<String> press(Cards.Shown card, String userid, String key) {
        AppXml xml = message(userid, "event")
                .text("Event", "template_card_event")
                .text("EventKey", key)
                .text("TaskId", card.task())
                .text("CardType", card.card().getString("card_type", ""))
                .text("ResponseCode", corp.cards().responseCodes().issue(new Cards.Sent(card.msgid(), card.task())));
        return event(userid, xml);
    }

    /**
     * Something happened to a customer group (document 92130).
     *
     * @param detail of an update: add_member, change_name and so on; empty otherwise
     * @param members that came or went
     */
    public record GroupEvent(String chat, String change, String detail, List<String> members) {}

    public Future<String> group(GroupEvent event) {
        AppXml xml = message("sys", "event")
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

    /** Somebody wrote to customer service or opened it (document 94670): the words are to be fetched with the token. */
    public Future<String> customerService(String account, String token) {
        AppXml xml = message("sys", "event")
                .text("Event", "kf_msg_or_event")
                .text("Token", token)
                .text("OpenKfId", account);
        return event("sys", xml);
    }

    private AppXml message(String userid, String type) {
        return AppXml.message(corp.setup().corp(), userid, corp.real().instant(), type);
    }

    private Future<String> said(String userid, String msgid, AppXml xml) {
        String plain = xml.number("MsgId", msgid)
                .number("AgentID", corp.setup().app().agentId())
                .end();
        return deliver(userid, msgid, plain).map(status -> {
            corp.journal().mark(msgid, Via.SAY, status);
            return status;
        });
    }

    /** Events of WeCom carry no MsgId; the id here only ties the attempts together. */
    private Future<String> event(String userid, AppXml xml) {
        String plain = xml.number("AgentID", corp.setup().app().agentId()).end();
        return deliver(userid, "event-" + ids.app(), plain);
    }

    private Future<String> deliver(String userid, String msgid, String plain) {
        Place place = Place.user(userid);
        return courier.deliver(new Callback(msgid, Door.APP, plain, place)).map(outcome -> {
            Buffer body = outcome.body();
            if (body == null) {
                return "undelivered";
            }
            if (body.length() == 0) {
                return "heard";
            }
            corp.counts().add("misanswered");
            corp.journal()
                    .add(new Journal.Line(
                            place,
                            "wecom",
                            "refusal",
                            "",
                            null,
                            Via.CALLBACK,
                            msgid,
                            "misanswered",
                            "the passive reply of the application must be empty"));
            return "misanswered";
        });
    }
}
