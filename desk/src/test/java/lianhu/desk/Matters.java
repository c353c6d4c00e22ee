package lianhu.desk;

import static lianhu.desk.Yunxi.at;

import java.time.Duration;
import java.util.List;
import lianhu.core.Worklist;
import lianhu.core.catalogue.Discretion;
import lianhu.core.catalogue.Urgency;
import lianhu.core.notice.Audience;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.people.PostId;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.desk.Yunxi.Story;

/** A few matters, one for each look. */
final class Matters {
    /** Sent to the keeper, taken, done, and not solved after all. */
    static Story lamp() {
        return new Story(37, "48271938", "村口路灯不亮", "村口路灯坏了三天了，娃晚上放学看不见路。", at("21T09:00"))
                .photo()
                .triaged(Yunxi.KEEPER, Urgency.NORMAL, Discretion.OPEN, at("25T17:30"))
                .given(Yunxi.KEEPER, Actor.GATEWAY, at("25T17:30"))
                .told(NoticeType.RECEIPT, new Audience.Reporter(new ReceiptNo("48271938")), DeliveryState.SENT, "当场答复")
                .told(
                        NoticeType.ASSIGNED,
                        new Audience.Holder(new PostId("621099101201001.KEEPER.1")),
                        DeliveryState.UNKNOWN,
                        "")
                .told(NoticeType.RECEIPT, new Audience.Neighbours(Yunxi.UNIT), DeliveryState.WAITS_FOR_PERSON, "")
                .told(
                        NoticeType.ASSIGNED,
                        new Audience.Office("housing"),
                        DeliveryState.CANNOT,
                        "单位没有登记企业微信账号，请打电话告诉他们")
                .after(Duration.ofMinutes(14))
                .then(Yunxi.WANG, new Change.Accepted(), "");
    }

    static Story answered() {
        return lamp().after(Duration.ofHours(30)).then(Yunxi.WANG, new Change.ResultSubmitted(true), "换了灯头");
    }

    static Story reopened() {
        return answered()
                .after(Duration.ofHours(2))
                .then(Yunxi.LI, new Change.Reopened(), "又灭了")
                .given(Yunxi.KEEPER, Yunxi.LI, at("25T17:30"));
    }

    static Story unowned() {
        return new Story(38, "48302275", "合作医疗今年交多少", "合作医疗今年交多少", at("23T09:20"))
                .triaged(Yunxi.DESK, Urgency.NORMAL, Discretion.OPEN, at("23T17:30"));
    }

    static Story late() {
        return new Story(39, "77410093", "机井井盖丢了", "机井井盖丢了，怕娃掉进去", at("22T09:50"))
                .triaged(Yunxi.WATER, Urgency.URGENT, Discretion.OPEN, at("23T09:50"))
                .given(Yunxi.WATER, Actor.GATEWAY, at("23T09:50"));
    }

    static Story soon() {
        return new Story(40, "33159024", "水管爆了，水进了院子", "水管爆了，水进了院子", at("23T10:00"))
                .triaged(Yunxi.WATER, Urgency.URGENT, Discretion.PRIVATE, at("23T10:50"))
                .given(Yunxi.WATER, Actor.GATEWAY, at("23T10:50"));
    }

    static Story fire() {
        return new Story(41, "66028417", "灶房起火，人已出来", "灶房起火了，人出来了，快来", at("23T10:39"))
                .triaged(Yunxi.KEEPER, Urgency.EMERGENCY, Discretion.OPEN, at("23T11:39"))
                .given(Yunxi.KEEPER, Actor.GATEWAY, at("23T11:39"));
    }

    static Story returned() {
        return new Story(42, "22507741", "占道摆摊，车过不去", "占道摆摊，车过不去", at("22T09:00"))
                .triaged(Yunxi.HOUSING, Urgency.NORMAL, Discretion.OPEN, at("26T17:30"))
                .given(Yunxi.HOUSING, Actor.GATEWAY, at("26T17:30"))
                .then(Yunxi.WANG, new Change.Returned(Yunxi.DESK), "属镇里管");
    }

    static Story sealed() {
        return new Story(43, "73052618", "反映一名工作人员", "小王上门登记时收钱", at("23T08:00"))
                .triaged(Yunxi.DESK, Urgency.NORMAL, Discretion.SEALED, at("24T17:30"));
    }

    static Worklist.Page page(Story... stories) {
        List<Worklist.Row> rows =
                java.util.Arrays.stream(stories).map(Story::row).toList();
        return new Worklist.Page(rows, "", rows.size());
    }

    static Worklist.Page all() {
        return page(lamp(), unowned(), late(), soon(), fire(), returned(), sealed(), answered0());
    }

    private static Story answered0() {
        return new Story(44, "55281604", "羊踩了麦地，两家吵起来", "羊踩了麦地", at("20T09:00"))
                .triaged(Yunxi.KEEPER, Urgency.NORMAL, Discretion.OPEN, at("22T17:30"))
                .given(Yunxi.KEEPER, Actor.GATEWAY, at("22T17:30"))
                .after(Duration.ofDays(1))
                .then(Yunxi.WANG, new Change.ResultSubmitted(false), "两家没谈拢，周五再谈");
    }

    private Matters() {}
}
