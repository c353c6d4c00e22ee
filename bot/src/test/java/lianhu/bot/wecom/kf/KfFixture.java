package lianhu.bot.wecom.kf;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.bot.conversation.handler.ConversationFixture;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.kf.InMemoryKfSessions;
import lianhu.core.kf.KfCustomer;
import lianhu.core.notice.ChannelSender.Outcome;
import lianhu.core.sms.SmsAvailability;
import lianhu.templates.CountyContact;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgListResp.WxCpKfMsgItem;
import me.chanjar.weixin.cp.util.json.WxCpGsonBuilder;

/** The small town with customer service, and a resident in front of it. */
final class KfFixture {
    static final String ACCOUNT = "wkLIANHU00000001";
    static final KfCustomer RESIDENT = new KfCustomer(ACCOUNT, "wmLISHEN0001");

    final ConversationFixture conversationFixture;
    final InMemoryKfSessions visitors;
    /** What residents were told, behind the id of the message. */
    final List<String> told = new ArrayList<>();

    final KfMessageHandler listener;

    KfFixture() {
        this(Optional.empty());
    }

    KfFixture(Optional<ReportSubmission> road) {
        conversationFixture = road.map(ConversationFixture::new).orElseGet(ConversationFixture::new);
        visitors = new InMemoryKfSessions(() -> conversationFixture.now);
        listener = new KfMessageHandler(
                conversationFixture.conversationService,
                road.orElse(conversationFixture.submission),
                visitors,
                new KfReplyPort() {
                    @Override
                    public Uni<Outcome> reply(KfCustomer kfCustomer, String msgid, String words) {
                        told.add(msgid + " " + words);
                        return Uni.createFrom().item(new Outcome.Delivered(""));
                    }

                    @Override
                    public Uni<Boolean> sendWelcome(KfCustomer kfCustomer, String code, String msgid, String words) {
                        told.add(code + " " + words);
                        return Uni.createFrom().item(true);
                    }
                },
                RosterFixture.areas(),
                ConversationFixture.texts(),
                new CountyContact("12345", "", ""),
                SmsAvailability.OFF,
                conversationFixture.botMetrics());
    }

    Uni<Void> hear(WxCpKfMsgItem item) {
        return listener.handle(RESIDENT, item, "lianhu", conversationFixture.now);
    }

    /** As WeCom puts it on the wire. */
    static WxCpKfMsgItem text(String id, String words) {
        return item(id, "text", "\"text\":{\"content\":\"" + words + "\"}");
    }

    static WxCpKfMsgItem item(String id, String type, String content) {
        return read("{\"msgid\":\"" + id + "\",\"open_kfid\":\"" + ACCOUNT + "\",\"external_userid\":\""
                + RESIDENT.person() + "\",\"send_time\":1795219202,\"origin\":3,\"msgtype\":\"" + type + "\"," + content
                + "}");
    }

    static WxCpKfMsgItem read(String json) {
        return WxCpGsonBuilder.create().fromJson(json, WxCpKfMsgItem.class);
    }
}
