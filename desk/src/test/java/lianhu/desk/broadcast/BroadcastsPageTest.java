package lianhu.desk.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import lianhu.core.area.AreaCode;
import lianhu.core.broadcast.Broadcast;
import lianhu.core.broadcast.BroadcastAudience;
import lianhu.core.broadcast.BroadcastRepository;
import lianhu.core.broadcast.EscalationRepository;
import lianhu.core.broadcast.QuietHours;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.OutboundCallStore;
import lianhu.core.outbound.OutboundResult;
import lianhu.core.report.Channel;
import lianhu.core.roster.PostId;
import lianhu.core.ticket.Actor;
import lianhu.desk.DeskFixture;
import lianhu.desk.PageRenderHarness;
import lianhu.desk.format.DemoMode;
import lianhu.desk.format.PageRenderer;
import lianhu.desk.format.StaffMember;
import org.junit.jupiter.api.Test;

/** The notices' pages with real words in them; the results lie in target/render to be looked at. */
class BroadcastsPageTest {
    private static final AreaCode COUNTY = new AreaCode("621099");
    private static final AreaCode SECOND_UNIT = new AreaCode("621099101201001-L002");
    private static final OutboundCallStore.CallBoard NOBODY = new OutboundCallStore.CallBoard(List.of(), 0);
    private static final StaffMember CHEN = staff("chen.jing", "陈静");
    private static final StaffMember ZHOU = staff("zhou.min", "周敏");

    private final PageRenderer pageRenderer = PageRenderHarness.pages();
    private final BroadcastStatusView board = boardAt(DeskFixture.NOW);

    @Test
    void whoWritesSeesHowManyPlacesItReachesAndWhatWentBefore() throws Exception {
        // Given
        BroadcastForm.View draft = new BroadcastForm.View(
                        List.of(
                                new BroadcastForm.Place("621099", "云溪县", "l0", 8),
                                new BroadcastForm.Place("621099101", "云溪镇", "l1", 3)),
                        List.of("621099"),
                        "NOTICE",
                        "【停水】明天8点到14点修管。<b>今晚存水</b>",
                        new BroadcastForm.AudienceSummary(
                                "云溪县",
                                8,
                                5,
                                1,
                                1,
                                1,
                                true,
                                List.of(
                                        new BroadcastForm.TargetRow("上河村联户长群", "内部群", "nb", ""),
                                        new BroadcastForm.TargetRow("柳沟村联户长群", "内部群", "nb", "没有群机器人地址")),
                                6),
                        List.of(new BroadcastForm.Sample("停水", "NOTICE", "【停水】明天8点到14点")),
                        "明天 07:00",
                        "",
                        "4f9f7e0a-2f41-4f2c-9f5a-0c7f4f6f2a11",
                        List.of())
                .listing(board.list(List.of(standing(sending(Broadcast.Kind.NOTICE), 0, 0))));
        // When
        String page = page("notices", draft, CHEN, "notices");
        // Then
        assertTrue(page.contains("云溪县：8 处"));
        assertTrue(page.contains("还有 6 处"));
        assertTrue(page.contains("没有群机器人地址"), "a place it will not reach");
        assertTrue(page.contains("通知会排到明天 07:00再发"), "the quiet hours");
        assertTrue(page.contains("显示了 5 / 8"), "what went before");
        assertTrue(page.contains("&lt;b&gt;今晚存水"), "words are text");
        assertFalse(page.contains("还没发过通知"));
    }

    @Test
    void whoWroteItIsNotOfferedToApproveItAndTheSecondPersonIs() throws Exception {
        // Given
        BroadcastRepository.Progress waiting = standing(written(Broadcast.Kind.EMERGENCY), 0, 0);
        // When
        String own = page("notice", board.view(waiting, List.of(), List.of(), NOBODY, CHEN, ""), CHEN, "notice-own");
        String second =
                page("notice", board.view(waiting, List.of(), List.of(), NOBODY, ZHOU, ""), ZHOU, "notice-second");
        // Then
        assertFalse(own.contains("value=\"APPROVE\""));
        assertTrue(own.contains("不能自己同意"));
        assertTrue(second.contains("value=\"APPROVE\""));
        assertTrue(second.contains("请您看一遍，同意了才发"));
        assertFalse(second.contains("还在发"), "nothing goes out before the second person agreed");
        assertFalse(own.contains("（演示）") || second.contains("（演示）"), "nobody plays outside the demonstration");
    }

    @Test
    void inTheQuietHoursTheBoardSaysWhenItGoesOut() {
        // Given
        BroadcastStatusView night = boardAt(Instant.parse("2026-11-23T23:01:00+08:00"));
        Map<DeliveryState, Long> pending = Map.of(DeliveryState.PENDING, 8L);
        // When
        BroadcastStatusView.View notice = night.view(
                new BroadcastRepository.Progress(sending(Broadcast.Kind.NOTICE), pending, 0, 0),
                List.of(),
                List.of(),
                NOBODY,
                ZHOU,
                "");
        BroadcastStatusView.View emergency = night.view(
                new BroadcastRepository.Progress(sending(Broadcast.Kind.EMERGENCY), pending, 0, 0),
                List.of(),
                List.of(),
                NOBODY,
                ZHOU,
                "");
        // Then
        assertEquals("等到明天（11月24日）7:00再发", notice.state());
        assertEquals("正在发", emergency.state());
    }

    @Test
    void theBoardNamesEachPlaceThatWasNotToldAndWhoHasNotAnswered() throws Exception {
        // Given
        List<Delivery> results = List.of(
                delivery(1, new Recipient.Group("wrLIUGOU0001"), DeliveryState.CANNOT, "这个群没有推送地址"),
                delivery(2, new Recipient.Group("wrSHANGHE0001"), DeliveryState.UNKNOWN, "企业微信没有答复"),
                delivery(3, new Recipient.PlainGroup(DeskFixture.UNIT), DeliveryState.WAITS_FOR_PERSON, "等联户长转"),
                delivery(4, new Recipient.PlainGroup(SECOND_UNIT), DeliveryState.SENT, ""));
        List<EscalationRepository.EscalationCall> escalationCalls = List.of(
                new EscalationRepository.EscalationCall(SECOND_UNIT, 2, Optional.empty(), Optional.empty()),
                new EscalationRepository.EscalationCall(
                        DeskFixture.UNIT, 1, Optional.of("联户长老张"), Optional.of(before(Duration.ofMinutes(3)))));
        // When
        String page = page(
                "notice",
                board.view(
                        standing(sending(Broadcast.Kind.EMERGENCY), 2, 1), results, escalationCalls, NOBODY, ZHOU, ""),
                ZHOU,
                "notice-board");
        // Then
        assertTrue(page.contains("这个群没有推送地址"));
        assertTrue(page.contains("等联户长转"));
        assertTrue(page.contains("叫过 2 轮，还没应"));
        assertTrue(page.contains("联户长老张 应了"));
        assertTrue(page.contains("<progress max=\"100\" value=\"50\">"), "one of two answered");
        assertTrue(page.contains("重发没送到的（1）"));
        assertTrue(page.contains("有的群可能收到两遍"), "said before it is pressed");
        assertEquals(1, count(page, "class=\"ok\" title="), "only a displayed message counts as delivered");
        assertTrue(page.contains("还有 4 处，先列没到位的"));
    }

    @Test
    void theBoardSaysWhomTheTelephoneReachedAndShowsNoNumber() throws Exception {
        // Given
        List<OutboundCallStore.CalledRecipient> called = List.of(
                called("621099101201001-L001.UNIT_HEAD.1", false, OutboundResult.BUSY, OutboundResult.ANSWERED),
                called("621099101201001-L001.DEPUTY_HEAD.1", false, OutboundResult.NO_ANSWER),
                called("621099101201001.KEEPER.1", true));
        // When
        String page = page(
                "notice",
                board.view(
                        standing(sending(Broadcast.Kind.EMERGENCY), 2, 1),
                        List.of(),
                        List.of(),
                        new OutboundCallStore.CallBoard(called, 5),
                        ZHOU,
                        ""),
                ZHOU,
                "notice-called");
        // Then
        assertTrue(page.contains("已按 1"));
        assertTrue(page.contains("占线"), "what came of the earlier attempt");
        assertTrue(page.contains("没人接"));
        assertTrue(page.contains("正在打"));
        assertTrue(page.contains("还有 2 个没列"));
        assertFalse(page.contains("没有打过电话"));
        assertFalse(Pattern.compile("1[3-9]\\d{9}").matcher(page).find(), "no number");
    }

    private static OutboundCallStore.CalledRecipient called(String post, boolean isRinging, OutboundResult... results) {
        List<OutboundCallStore.Attempt> attempts = Arrays.stream(results)
                .map(result -> new OutboundCallStore.Attempt(before(Duration.ofMinutes(3)), Optional.of(result)))
                .toList();
        return new OutboundCallStore.CalledRecipient(
                new Recipient.PostHolder(new PostId(post)),
                isRinging ? OutboundCallStore.Progress.RINGING : OutboundCallStore.Progress.WAITING,
                attempts.isEmpty() ? Optional.empty() : attempts.getLast().result(),
                attempts);
    }

    @Test
    void aNoticeIsNoCallAndOneThatWasTakenBackOffersNothing() throws Exception {
        // Given
        Broadcast gone = in(Broadcast.State.CANCELLED, Broadcast.Kind.NOTICE, Optional.of(ZHOU.person()));
        // When
        String page =
                page("notice", board.view(standing(gone, 0, 0), List.of(), List.of(), NOBODY, ZHOU, ""), ZHOU, "gone");
        // Then
        assertFalse(page.contains("<h2>叫应</h2>"));
        assertFalse(page.contains("name=\"action\""));
        assertTrue(page.contains("撤下了"));
    }

    @Test
    void theNumbersOfACancelledNoticeAddUpToItsPlaces() throws Exception {
        // Given
        Broadcast gone = in(Broadcast.State.CANCELLED, Broadcast.Kind.EMERGENCY, Optional.of(ZHOU.person()));
        BroadcastRepository.Progress progress = new BroadcastRepository.Progress(
                gone, Map.of(DeliveryState.SENT, 5L, DeliveryState.CANNOT, 1L, DeliveryState.DROPPED, 2L), 0, 0);
        // When
        String page =
                page("notice", board.view(progress, List.of(), List.of(), NOBODY, ZHOU, ""), ZHOU, "notice-cancelled");
        // Then
        String figures = page.substring(page.indexOf("<div class=\"big5\">"), page.indexOf("<div class=\"tiles\">"));
        assertEquals(
                8,
                Pattern.compile("<b class=\"[^\"]*num\">(\\d+)</b>")
                        .matcher(figures)
                        .results()
                        .mapToInt(figure -> Integer.parseInt(figure.group(1)))
                        .sum(),
                figures);
        assertTrue(page.contains("8 处"));
    }

    @Test
    void aPlaceKeepsItsTileWhenItsStateChanges() {
        // Given
        Delivery first = delivery(1, new Recipient.PlainGroup(DeskFixture.UNIT), DeliveryState.SENT, "");
        Delivery second = delivery(2, new Recipient.PlainGroup(SECOND_UNIT), DeliveryState.CANNOT, "没有群");
        BroadcastRepository.Progress progress = standing(sending(Broadcast.Kind.NOTICE), 0, 0);
        // When
        BroadcastStatusView.View view = board.view(progress, List.of(second, first), List.of(), NOBODY, ZHOU, "");
        // Then
        assertEquals(
                List.of("ok", "un"),
                view.tiles().stream().map(BroadcastStatusView.Tile::look).toList());
    }

    @Test
    void theNoticesPagesCarryNeitherScriptsNorStylesInTheirText() throws Exception {
        // When
        String page = page(
                "notice",
                board.view(
                        standing(written(Broadcast.Kind.NOTICE), 0, 0), List.of(), List.of(), NOBODY, ZHOU, "已经有人同意了"),
                ZHOU,
                "notice-trouble");
        // Then
        assertTrue(page.contains("role=\"alert\""));
        assertFalse(Pattern.compile("<script(?![^>]*\\ssrc=)").matcher(page).find(), "inline script");
        assertFalse(Pattern.compile("\\son[a-z]+=").matcher(page).find(), "inline handler");
        assertFalse(page.contains(" style="), "inline style");
    }

    private String page(String template, Object view, StaffMember staffMember, String name) throws Exception {
        String page = pageRenderer
                .page(template, view, "通知", "notices", staffMember, "")
                .await()
                .indefinitely();
        PageRenderHarness.keep(name, page);
        return page;
    }

    private static StaffMember staff(String login, String name) {
        return new StaffMember(new Actor(Actor.Type.DESK, "desk", name), login);
    }

    private static BroadcastRepository.Progress standing(Broadcast broadcast, long called, long answered) {
        return new BroadcastRepository.Progress(
                broadcast,
                Map.of(
                        DeliveryState.SENT,
                        5L,
                        DeliveryState.CANNOT,
                        1L,
                        DeliveryState.UNKNOWN,
                        1L,
                        DeliveryState.WAITS_FOR_PERSON,
                        1L),
                called,
                answered);
    }

    private static Broadcast written(Broadcast.Kind kind) {
        return in(Broadcast.State.WAITS_FOR_SECOND_PERSON, kind, Optional.empty());
    }

    private static Broadcast sending(Broadcast.Kind kind) {
        return in(Broadcast.State.SENDING, kind, Optional.of(ZHOU.person()));
    }

    private static BroadcastStatusView boardAt(Instant now) {
        return new BroadcastStatusView(
                DeskFixture.NAMES, new DemoMode(false, 8090), QuietHours.DEFAULT, InstantSource.fixed(now));
    }

    private static Broadcast in(Broadcast.State state, Broadcast.Kind kind, Optional<Broadcast.Person> approvedBy) {
        return new Broadcast(
                7,
                "desk:7",
                BroadcastAudience.of(COUNTY),
                kind,
                "【马上转移】沿河沿沟的现在就走。到了回1。",
                state,
                8,
                CHEN.person(),
                before(Duration.ofMinutes(12)),
                approvedBy,
                approvedBy.map(by -> before(Duration.ofMinutes(10))),
                approvedBy.map(by -> before(Duration.ofMinutes(10))));
    }

    private static Delivery delivery(long id, Recipient recipient, DeliveryState state, String why) {
        return new Delivery(
                id,
                Optional.empty(),
                0,
                Optional.empty(),
                NoticeType.BROADCAST_EMERGENCY,
                recipient,
                Channel.GROUP,
                state,
                why,
                1,
                DeskFixture.NOW,
                7);
    }

    private static Instant before(Duration time) {
        return DeskFixture.NOW.minus(time);
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
