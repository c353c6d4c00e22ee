package lianhu.desk;

import static lianhu.desk.DeskFixture.at;

import java.time.Duration;
import java.util.List;
import lianhu.core.area.AreaCode;
import lianhu.core.area.Level;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.Urgency;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.query.QueueFilter;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.ReceiptNo;
import lianhu.core.roster.PostId;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.desk.DeskFixture.TicketScenario;
import lianhu.desk.queue.QueueView;

/** A few matters, one for each look. */
final class TicketFixtures {
    /** Sent to the keeper, taken, done, and not solved after all. */
    static TicketScenario streetLamp() {
        return new TicketScenario(37, "48271938", "村口路灯不亮", "村口路灯坏了三天了，娃晚上放学看不见路。", at("21T09:00"))
                .photo()
                .triaged(DeskFixture.KEEPER, Urgency.NORMAL, Confidentiality.OPEN, at("25T17:30"))
                .assigned(DeskFixture.KEEPER, Actor.GATEWAY, at("25T17:30"))
                .delivered(
                        NoticeType.RECEIPT,
                        new Recipient.Reporter(new ReceiptNo("48271938")),
                        DeliveryState.SENT,
                        "当场答复")
                .delivered(
                        NoticeType.ASSIGNED,
                        new Recipient.PostHolder(new PostId("621099101201001.KEEPER.1")),
                        DeliveryState.UNKNOWN,
                        "")
                .delivered(
                        NoticeType.RECEIPT,
                        new Recipient.PlainGroup(DeskFixture.UNIT),
                        DeliveryState.WAITS_FOR_PERSON,
                        "")
                .delivered(
                        NoticeType.ASSIGNED,
                        new Recipient.DepartmentContact("housing"),
                        DeliveryState.CANNOT,
                        "单位没有登记企业微信账号，请打电话告诉他们")
                .after(Duration.ofMinutes(14))
                .append(DeskFixture.WANG, new Change.Accepted(false), "");
    }

    static TicketScenario answered() {
        return streetLamp()
                .after(Duration.ofHours(30))
                .append(DeskFixture.WANG, new Change.ResultSubmitted(true), "换了灯头");
    }

    static TicketScenario reopened() {
        return answered()
                .after(Duration.ofHours(2))
                .append(DeskFixture.LI, new Change.Reopened(at("25T17:30")), "又灭了")
                .assigned(DeskFixture.KEEPER, DeskFixture.LI, at("25T17:30"));
    }

    static TicketScenario unowned() {
        return new TicketScenario(38, "48302275", "合作医疗今年交多少", "合作医疗今年交多少", at("23T09:20"))
                .triaged(DeskFixture.DESK, Urgency.NORMAL, Confidentiality.OPEN, at("23T17:30"));
    }

    static TicketScenario late() {
        return new TicketScenario(39, "77410093", "机井井盖丢了", "机井井盖丢了，怕娃掉进去", at("22T09:50"))
                .triaged(DeskFixture.WATER, Urgency.URGENT, Confidentiality.OPEN, at("23T09:50"))
                .assigned(DeskFixture.WATER, Actor.GATEWAY, at("23T09:50"));
    }

    static TicketScenario soon() {
        return new TicketScenario(40, "33159024", "水管爆了，水进了院子", "水管爆了，水进了院子", at("23T10:00"))
                .triaged(DeskFixture.WATER, Urgency.URGENT, Confidentiality.PRIVATE, at("23T10:50"))
                .assigned(DeskFixture.WATER, Actor.GATEWAY, at("23T10:50"));
    }

    static TicketScenario fire() {
        return new TicketScenario(41, "66028417", "灶房起火，人已出来", "灶房起火了，人出来了，快来", at("23T10:39"))
                .triaged(DeskFixture.KEEPER, Urgency.EMERGENCY, Confidentiality.OPEN, at("23T11:39"))
                .assigned(DeskFixture.KEEPER, Actor.GATEWAY, at("23T11:39"));
    }

    static TicketScenario drill() {
        return new TicketScenario(51, "66028425", "【演练】灶房起火", "灶房起火了，快来", at("23T10:39"))
                .triaged(DeskFixture.KEEPER, Urgency.EMERGENCY, Confidentiality.OPEN, at("23T11:39"))
                .assigned(DeskFixture.KEEPER, Actor.GATEWAY, at("23T11:39"));
    }

    static TicketScenario returned() {
        return new TicketScenario(42, "22507741", "占道摆摊，车过不去", "占道摆摊，车过不去", at("22T09:00"))
                .triaged(DeskFixture.HOUSING, Urgency.NORMAL, Confidentiality.OPEN, at("26T17:30"))
                .assigned(DeskFixture.HOUSING, Actor.GATEWAY, at("26T17:30"))
                .append(DeskFixture.WANG, new Change.Returned(DeskFixture.DESK), "属镇里管");
    }

    static TicketScenario sealed() {
        return new TicketScenario(43, "73052618", "反映一名工作人员", "小王上门登记时收钱", at("23T08:00"))
                .triaged(DeskFixture.DESK, Urgency.NORMAL, Confidentiality.SEALED, at("24T17:30"));
    }

    static TicketQueries.Page page(TicketScenario... ticketScenarios) {
        List<TicketQueries.Row> rows = java.util.Arrays.stream(ticketScenarios)
                .map(TicketScenario::row)
                .toList();
        return new TicketQueries.Page(rows, "", rows.size());
    }

    /** As the database counts them. */
    static TicketQueries.QueueCounts counts(TicketQueries.Page page) {
        java.util.Map<QueueFilter, Long> byFilter = new java.util.EnumMap<>(QueueFilter.class);
        java.util.SortedMap<AreaCode, Long> byTownship = new java.util.TreeMap<>();
        for (TicketQueries.Row row : page.items()) {
            for (QueueFilter queueFilter : QueueFilter.values()) {
                byFilter.merge(queueFilter, queueFilter.matches(row.ticket(), DeskFixture.NOW) ? 1L : 0L, Long::sum);
            }
            if (!row.ticket().isSealed()) {
                byTownship.merge(row.ticket().area().ancestorAt(Level.TOWNSHIP), 1L, Long::sum);
            }
        }
        long calls = page.items().stream()
                .filter(row -> QueueFilter.isUnansweredCall(row.ticket()))
                .count();
        return new TicketQueries.QueueCounts(byFilter, byTownship, page.items().size(), calls);
    }

    static QueueView queue(TicketQueries.Page page, QueueView.QueueQuery queueQuery) {
        return QueueView.of(page, page, counts(page), queueQuery, DeskFixture.NAMES, DeskFixture.NOW);
    }

    static TicketQueries.Page all() {
        return page(streetLamp(), unowned(), late(), soon(), fire(), returned(), sealed(), answered0());
    }

    private static TicketScenario answered0() {
        return new TicketScenario(44, "55281604", "羊踩了麦地，两家吵起来", "羊踩了麦地", at("20T09:00"))
                .triaged(DeskFixture.KEEPER, Urgency.NORMAL, Confidentiality.OPEN, at("22T17:30"))
                .assigned(DeskFixture.KEEPER, Actor.GATEWAY, at("22T17:30"))
                .after(Duration.ofDays(1))
                .append(DeskFixture.WANG, new Change.ResultSubmitted(false), "两家没谈拢，周五再谈");
    }

    private TicketFixtures() {}
}
