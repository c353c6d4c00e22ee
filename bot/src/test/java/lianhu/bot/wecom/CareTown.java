package lianhu.bot.wecom;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lianhu.bot.talk.Town;
import lianhu.core.MemoryVisitors;
import lianhu.core.Reports;
import lianhu.core.care.Visitor;
import lianhu.core.notice.Reach.Outcome;
import lianhu.core.routing.TownOfTests;
import me.chanjar.weixin.cp.bean.kf.WxCpKfMsgListResp.WxCpKfMsgItem;
import me.chanjar.weixin.cp.util.json.WxCpGsonBuilder;

/** The small town with customer service, and a resident in front of it. */
final class CareTown {
    static final String ACCOUNT = "wkLIANHU00000001";
    static final Visitor RESIDENT = new Visitor(ACCOUNT, "wmLISHEN0001");

    final Town town;
    final MemoryVisitors visitors;
    /** What residents were told, behind the id of the message. */
    final List<String> told = new ArrayList<>();

    final CareListener listener;

    CareTown() {
        this(Optional.empty());
    }

    CareTown(Optional<Reports> road) {
        town = road.map(Town::new).orElseGet(Town::new);
        visitors = new MemoryVisitors(() -> town.now);
        listener = new CareListener(
                town.dialogue,
                road.orElse(town.road),
                visitors,
                new CareVoice() {
                    @Override
                    public Uni<Outcome> say(Visitor visitor, String msgid, String words) {
                        told.add(msgid + " " + words);
                        return Uni.createFrom().item(new Outcome.Shown(""));
                    }

                    @Override
                    public Uni<Boolean> welcome(Visitor visitor, String code, String msgid, String words) {
                        told.add(code + " " + words);
                        return Uni.createFrom().item(true);
                    }
                },
                TownOfTests.areas(),
                Town.texts(),
                "12345",
                town.tally());
    }

    Uni<Void> hear(WxCpKfMsgItem item) {
        return listener.hear(RESIDENT, item, "lianhu", town.now);
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
