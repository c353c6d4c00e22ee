package lianhu.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.qute.Engine;
import io.quarkus.qute.ReflectionValueResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.catalogue.Catalogue;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.catalogue.RequestKind;
import lianhu.core.catalogue.Urgency;
import lianhu.core.fixture.RosterFixture;
import lianhu.core.fixture.SmallCountyFixture;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.notify.NoticeComposer;
import lianhu.core.query.TicketQueries;
import lianhu.core.report.Channel;
import lianhu.core.report.ReceiptNo;
import lianhu.core.roster.PostId;
import lianhu.core.routing.Owner;
import lianhu.core.routing.RoutingDecision;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.Change;
import lianhu.core.ticket.Ticket;
import lianhu.core.ticket.TicketEvent;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

/** What is read while a matter waits for its reporter, when its result is sent back, and when it is supervised. */
class QuestionAndSupervisionTextsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T10:00:00+08:00");
    private static final Instant DUE = Instant.parse("2026-12-04T18:00:00+08:00");
    private static final Instant LATER = Instant.parse("2026-12-07T18:00:00+08:00");
    private static final ReceiptNo RECEIPT = new ReceiptNo("48271938");
    private static final Owner DESK = new Owner(OwnerType.DESK, "desk", "云溪县受理台");
    private static final Owner GRID = new Owner(OwnerType.GRID, RosterFixture.GRID.value(), "网格员小王");
    private static final Actor KEEPER = new Actor(Actor.Type.POST, RosterFixture.GRID + ".KEEPER.1", "网格员小王");
    private static final Actor CLERK = new Actor(Actor.Type.DESK, "desk", "受理台");
    private static final Recipient REPORTER = new Recipient.Reporter(RECEIPT);
    private static final Recipient OWNER = new Recipient.PostHolder(new PostId(KEEPER.id()));
    private static final Recipient LEADER = new Recipient.PostHolder(new PostId(RosterFixture.COUNTY + ".LEADER.1"));

    private final NoticeComposer composer = new NoticeComposer(
            RosterFixture.areas(),
            new Catalogue(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), ""),
            SmallCountyFixture.ECHO,
            RosterFixture.posts(),
            RosterFixture.workLinks(),
            "http://yunxi.test");
    private final List<TicketEvent> history = new ArrayList<>();

    @Test
    void theQuestionItsReminderAndThatTheWorkGoesOn() throws IOException {
        dispatched();
        append(KEEPER, new Change.ReporterAsked(DUE), "是哪一盏？");
        assertEquals("""
                “路灯坏了”（4827 1938），网格员小王想问您：是哪一盏？
                请周五（12月4日）前在这里直接回话，或者点这里回：http://yunxi.test/track/48271938 。没有等到您的话，就按现有的情况接着办。""", text(NoticeType.QUESTION, REPORTER));
        append(Actor.GATEWAY, new Change.ReporterReminded(), "");
        assertEquals("""
                还在等您回话：“路灯坏了”（4827 1938），网格员小王想问您：是哪一盏？
                请周五（12月4日）前在这里直接回话，或者点这里回：http://yunxi.test/track/48271938 。没有等到您的话，就按现有的情况接着办。""", text(NoticeType.QUESTION, REPORTER));

        append(Actor.GATEWAY, resumed(Change.Resumed.Reason.NO_ANSWER), "");

        assertEquals(
                "“路灯坏了”（4827 1938）没有等到您的回话，网格员小王按现有的情况接着办，最迟周一（12月7日）答复您。有话说请打 热线。",
                text(NoticeType.RESUMED, REPORTER));
        assertEquals("""
                “路灯坏了”没有等到报事的人回话，请按现有的情况接着办。等的时间补上了，最迟周一（12月7日）答复。
                工单：GD20261121621099000376""", text(NoticeType.RESUMED, OWNER));
    }

    @Test
    void afterAQuestionOfTheDeskItsReporterIsPromisedAnOwnerAndNoAnswer() throws IOException {
        opened(DESK);
        append(CLERK, new Change.ReporterAsked(DUE), "在哪里？");

        append(new Actor(Actor.Type.REPORTER, "", ""), resumed(Change.Resumed.Reason.ANSWERED), "");
        assertEquals("“路灯坏了”（4827 1938）收到您的回话，接着办了，周一（12月7日）前告诉您交给了谁。有话说请打 热线。", text(NoticeType.RESUMED, REPORTER));
        history.removeLast();
        append(Actor.GATEWAY, resumed(Change.Resumed.Reason.NO_ANSWER), "");
        assertEquals(
                "“路灯坏了”（4827 1938）没有等到您的回话，按现有的情况接着办，周一（12月7日）前告诉您交给了谁。有话说请打 热线。", text(NoticeType.RESUMED, REPORTER));
    }

    @Test
    void anOrderNamesItsTimeAndOneThatIsOverdueSaysWhoWasTold() throws IOException {
        dispatched();
        append(CLERK, new Change.Supervised(DUE), "请说明为什么一直没有办");
        assertEquals("""
                督办：“路灯坏了”，请说明为什么一直没有办。请周五（12月4日）前回复办到哪一步、哪天办好。
                地点：云溪镇上河村一组
                工单：GD20261121621099000376
                在这里回复：http://yunxi.test/work/t1""", text(NoticeType.SUPERVISION_ORDER, OWNER));

        append(Actor.GATEWAY, new Change.SupervisionOverdue(), "报给责任人孙县长");

        assertEquals("""
                督办：“路灯坏了”，到时间没有回复，报给责任人孙县长。请马上回复办到哪一步、哪天办好。
                地点：云溪镇上河村一组
                工单：GD20261121621099000376
                在这里回复：http://yunxi.test/work/t1""", text(NoticeType.SUPERVISION_ORDER, OWNER));
        assertEquals("""
                “路灯坏了”（云溪镇上河村一组），网格员小王在办，督办了到时间没有回复，请过问。
                工单：GD20261121621099000376""", text(NoticeType.SUPERVISION_REPORT, LEADER));
    }

    @Test
    void theSecondObjectionIsTheReasonOfItsOrder() throws IOException {
        dispatched();
        append(Actor.GATEWAY, new Change.Supervised(DUE), "");

        assertEquals("""
                督办：“路灯坏了”，报事的人两次说没好。请周五（12月4日）前回复办到哪一步、哪天办好。
                地点：云溪镇上河村一组
                工单：GD20261121621099000376
                在这里回复：http://yunxi.test/work/t1""", text(NoticeType.SUPERVISION_ORDER, OWNER));
        assertEquals("""
                “路灯坏了”（云溪镇上河村一组），网格员小王在办，报事的人两次说没好，已经督办，请过问。
                工单：GD20261121621099000376""", text(NoticeType.SUPERVISION_REPORT, LEADER));
    }

    @Test
    void aResultThatIsSentBackSaysWhyAndUntilWhen() throws IOException {
        dispatched();
        append(KEEPER, new Change.ResultSubmitted(true, true), "会处理");
        append(CLERK, new Change.ResultRejected(LATER), "没有写办了什么");

        assertEquals("""
                受理台核了结果，请再办：没有写办了什么
                地点：云溪镇上河村一组
                最迟：周一（12月7日）
                工单：GD20261121621099000376""", text(NoticeType.RESULT_REJECTED, OWNER));
    }

    private void opened(Owner owner) {
        append(Actor.GATEWAY, new Change.Received(RECEIPT, Channel.PRIVATE), "");
        append(
                Actor.GATEWAY,
                new Change.Triaged(
                        RequestKind.HELP,
                        "lamp",
                        Urgency.NORMAL,
                        RosterFixture.UNIT,
                        Confidentiality.OPEN,
                        new RoutingDecision(owner, List.of(), "", List.of(), 1, "", List.of(), Optional.empty()),
                        DUE),
                "");
    }

    private void dispatched() {
        opened(GRID);
        append(Actor.GATEWAY, new Change.Dispatched(GRID, List.of(), DUE, false), "");
    }

    private static Change resumed(Change.Resumed.Reason reason) {
        return new Change.Resumed(reason, LATER, Duration.ofHours(8));
    }

    private void append(Actor by, Change change, String words) {
        history.add(new TicketEvent(history.size() + 1, NOW, by, change, words, List.of(), Optional.empty()));
    }

    /** Of a delivery of the last event. */
    private String text(NoticeType type, Recipient recipient) throws IOException {
        Ticket ticket = Ticket.replay(new TicketNo("GD20261121621099000376"), history);
        Delivery delivery = new Delivery(
                1,
                Optional.empty(),
                history.size(),
                Optional.of(RECEIPT),
                type,
                recipient,
                Channel.PRIVATE,
                DeliveryState.SENDING,
                "",
                0,
                NOW);
        return renderer()
                .render(composer.compose(
                                delivery,
                                new TicketQueries.TicketDetails(
                                        ticket, "路灯坏了", List.of(), List.of(), List.copyOf(history), List.of()))
                        .orElseThrow())
                .text();
    }

    private static QuteNoticeRenderer renderer() throws IOException {
        Map<String, String> files = new HashMap<>();
        for (String name : List.of(
                "question", "resumed", "wait-over", "supervision-order", "supervision-report", "result-rejected")) {
            files.put(name, Files.readString(Path.of("notice/" + name + ".txt")));
        }
        TextRenderer texts = new TextRenderer(
                Engine.builder()
                        .addDefaults()
                        .addValueResolver(new ReflectionValueResolver())
                        .build(),
                files);
        return new QuteNoticeRenderer(texts, () -> NOW, new CountyContact("热线", "", ""));
    }
}
