package lianhu.bot.wecom.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.redis.client.Redis;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import lianhu.bot.redis.RedisFixture;
import lianhu.bot.wecom.WecomFixture;
import lianhu.core.notice.ChannelSender.Outcome;
import lianhu.core.notice.NoticeType;
import lianhu.core.notice.Recipient;
import lianhu.core.notice.RenderedMessage;
import lianhu.core.report.Channel;
import lianhu.core.roster.PostId;
import lianhu.simulator.state.JournalEntry;
import lianhu.simulator.state.MessageRoute;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppMessageSenderTest {
    private final Redis redis = RedisFixture.empty();
    private final WecomFixture town = new WecomFixture(redis);

    @AfterEach
    void end() {
        town.close();
    }

    @Test
    void aGroupHearsThroughTheWebhookOfItsRobot() {
        // When
        Outcome outcome = town.toGroup(WecomFixture.HEADS, "路灯修好了");

        // Then
        assertInstanceOf(Outcome.Delivered.class, outcome);
        JournalEntry heard = town.simulator.journal().seen().getFirst();
        assertEquals("路灯修好了", heard.text());
        assertEquals(WecomFixture.HEADS, heard.place().chat());
        assertEquals(MessageRoute.WEBHOOK, heard.via());
    }

    @ParameterizedTest
    @CsvSource({WecomFixture.KEYLESS + ",推送地址", WecomFixture.PLAIN + ",普通微信群", "wrNOBODY,没有绑定"})
    void aGroupThatCannotBeReachedIsRefusedWithTheReason(String chat, String reason) {
        // When
        Outcome outcome = town.toGroup(chat, "路灯修好了");

        // Then
        assertTrue(assertInstanceOf(Outcome.Rejected.class, outcome).why().contains(reason), outcome.toString());
        assertEquals(List.of(), town.shown());
    }

    @Test
    void whatIsToldInACustomerGroupWaitsForItsOwner() {
        // When
        Outcome outcome = town.toGroup(WecomFixture.CUSTOMERS, "路灯修好了");

        // Then
        assertInstanceOf(Outcome.WaitingForPerson.class, outcome);
        assertEquals(List.of(), town.shown());
        assertFalse(town.instance.reach.supports(
                WecomFixture.delivery(1, new Recipient.Group(WecomFixture.CUSTOMERS), Channel.GROUP)));
    }

    @Test
    void whatPeoplePasteIsNotOurs() {
        assertFalse(town.instance.reach.supports(
                WecomFixture.delivery(1, new Recipient.PlainGroup(WecomFixture.AREA), Channel.RELAY)));
        assertFalse(town.instance.reach.supports(
                WecomFixture.delivery(1, new Recipient.PostHolder(new PostId("lisi")), Channel.PHONE)));
        assertTrue(town.instance.reach.supports(
                WecomFixture.delivery(1, new Recipient.PostHolder(new PostId("lisi")), Channel.PRIVATE)));
    }

    @Test
    void aMemberHearsWordsCutBelowTheLimitOnAWholeCharacter() {
        // When
        Outcome outcome = town.toMember("lisi", "路".repeat(1_000));

        // Then
        assertInstanceOf(Outcome.Delivered.class, outcome);
        String heard = town.shown().getFirst();
        assertTrue(heard.getBytes(StandardCharsets.UTF_8).length <= 2_048);
        assertTrue(heard.endsWith("路…"), heard.substring(heard.length() - 3));
    }

    @Test
    void theHolderOfAPostGetsACardWithRowsAndButtons() {
        // Given
        RenderedMessage card = new RenderedMessage(
                "路灯坏了",
                "东街：路灯坏了三天\n地点：东街村一组\n最迟：11月25日 17:30\n工单：GD20261121621099000376",
                "GD20261121621099000376_1",
                List.of(new RenderedMessage.Button("签收", "accept"), new RenderedMessage.Button("退回", "return")),
                "");

        // When
        Outcome outcome = town.deliver(new Recipient.PostHolder(new PostId("lisi")), Channel.PRIVATE, card);

        // Then
        assertInstanceOf(Outcome.Delivered.class, outcome);
        JsonObject shown = town.simulator.journal().seen().getFirst().json().getJsonObject("card");
        assertEquals("button_interaction", shown.getString("card_type"));
        assertEquals("路灯坏了", shown.getJsonObject("main_title").getString("title"));
        assertEquals("东街：路灯坏了三天", shown.getString("sub_title_text"));
        assertEquals("GD20261121621099000376_1_77", shown.getString("task_id"));
        JsonArray rows = shown.getJsonArray("horizontal_content_list");
        assertEquals(3, rows.size());
        assertEquals("地点", rows.getJsonObject(0).getString("keyname"));
        assertEquals("东街村一组", rows.getJsonObject(0).getString("value"));
        JsonArray buttons = shown.getJsonArray("button_list");
        assertEquals(2, buttons.size());
        assertEquals("签收", buttons.getJsonObject(0).getString("text"));
        assertEquals("accept", buttons.getJsonObject(0).getString("key"));
    }

    @Test
    void aClickOnTheCardOpensThePageOfTheTicket() {
        // Given
        String link = "https://yunxi.test/work/1.abc";
        RenderedMessage card = new RenderedMessage(
                "路灯坏了",
                "路灯坏了三天\n地点：一组\n受理号：1\n最迟：明天\n工单：2\n甲：乙\n丙：丁",
                "GD1_1",
                List.of(new RenderedMessage.Button("签收", "accept")),
                link);

        // When
        town.deliver(new Recipient.PostHolder(new PostId("lisi")), Channel.PRIVATE, card);

        // Then
        JsonObject shown = town.simulator.journal().seen().getFirst().json().getJsonObject("card");
        assertEquals(new JsonObject().put("type", 1).put("url", link), shown.getJsonObject("card_action"));
        JsonArray rows = shown.getJsonArray("horizontal_content_list");
        assertEquals(6, rows.size(), rows.encode());
        assertEquals(link, rows.getJsonObject(5).getString("url"));
        assertEquals(1, rows.getJsonObject(5).getInteger("type"));
    }

    @Test
    void aMemberGetsOneDigestInFiveMinutesAndOtherNoticesMeanwhile() {
        // Given
        RenderedMessage digest = RenderedMessage.digest("一共 37 件");
        Recipient keeper = new Recipient.PostHolder(new PostId("lisi"));

        // When
        Outcome first = town.deliver(keeper, Channel.PRIVATE, digest);
        Outcome second = town.deliver(keeper, Channel.PRIVATE, digest);
        Outcome other = town.toMember("lisi", "撤回了");

        // Then
        assertInstanceOf(Outcome.Delivered.class, first);
        Duration delay = assertInstanceOf(Outcome.RetryLater.class, second).delay();
        assertTrue(delay.toSeconds() > 290 && delay.toSeconds() <= 300, delay.toString());
        assertInstanceOf(Outcome.Delivered.class, other);
        assertEquals(List.of("一共 37 件", "撤回了"), town.shown());
    }

    @Test
    void aMatterOfOneShortSentenceStandsOnTheCardOnce() {
        // Given
        RenderedMessage card = new RenderedMessage(
                "东街路灯坏了", "东街路灯坏了。\n地点：东街村一组", "GD1_1", List.of(new RenderedMessage.Button("签收", "accept")), "");

        // When
        Outcome outcome = town.deliver(new Recipient.PostHolder(new PostId("lisi")), Channel.PRIVATE, card);

        // Then
        assertInstanceOf(Outcome.Delivered.class, outcome);
        JsonObject shown = town.simulator.journal().seen().getFirst().json().getJsonObject("card");
        assertEquals("东街路灯坏了", shown.getJsonObject("main_title").getString("title"));
        assertEquals("", shown.getString("sub_title_text", ""));
        assertEquals(1, shown.getJsonArray("horizontal_content_list").size());
    }

    @Test
    void aGroupGetsTheWordsOfACardSinceNobodyCanPressItThere() {
        // Given
        RenderedMessage card =
                new RenderedMessage("路灯坏了", "地点：东街村", "GD1_1", List.of(new RenderedMessage.Button("签收", "accept")), "");

        // When
        town.deliver(new Recipient.Group(WecomFixture.HEADS), Channel.GROUP, card);

        // Then
        assertEquals(List.of("路灯坏了\n地点：东街村"), town.shown());
    }

    @Test
    void whoHasNoAccountOrIsNoMemberIsToldOtherwise() {
        // When
        Outcome office =
                town.deliver(new Recipient.DepartmentContact("duty"), Channel.PRIVATE, RenderedMessage.text("请看"));
        Outcome gone = town.toMember("wangwu", "请看");

        // Then
        assertInstanceOf(Outcome.Rejected.class, office);
        assertInstanceOf(Outcome.Rejected.class, gone);
    }

    @Test
    void anEmergencyOvertakesAFloodOfOrdinaryCards() {
        // Given
        int sent = 0;
        while (town.toMember("lisi", "路灯坏了") instanceof Outcome.Delivered) {
            sent++;
        }

        // When
        Outcome outcome = call("lisi");

        // Then
        assertTrue(sent >= 8, sent + " sent");
        assertInstanceOf(Outcome.Delivered.class, outcome);
    }

    @Test
    void manyEmergenciesUseTheOrdinaryShareToo() {
        // When
        int sent = 0;
        while (call("lisi") instanceof Outcome.Delivered) {
            sent++;
        }

        // Then
        assertTrue(sent >= 12, sent + " sent");
    }

    private Outcome call(String member) {
        return town.instance
                .reach
                .send(
                        WecomFixture.delivery(
                                78,
                                NoticeType.EMERGENCY_CALL,
                                new Recipient.PostHolder(new PostId(member)),
                                Channel.PRIVATE),
                        RenderedMessage.text("有人落水"))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    @Test
    void anAddressBookThatIsAwayMeansLater() {
        // When
        Outcome outcome = town.toMember("broken", "请看");

        // Then
        assertInstanceOf(Outcome.RetryLater.class, outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40003", "60111", "81013"})
    void aDeadTargetIsRefused(String code) {
        // Given
        town.fault("message/send", code, 1);

        // When
        Outcome outcome = town.toMember("lisi", "请看");

        // Then
        assertInstanceOf(Outcome.Rejected.class, outcome);
    }

    @Test
    void aWebhookThatWasRemovedIsRefused() {
        // Given
        town.fault("webhook/send", "93000", 1);

        // When
        Outcome outcome = town.toGroup(WecomFixture.HEADS, "请看");

        // Then
        assertTrue(assertInstanceOf(Outcome.Rejected.class, outcome).why().contains("失效"));
    }

    @Test
    void aBusyWecomIsAskedThreeTimesAndThenLater() {
        // Given
        town.fault("message/send", "-1", 5);

        // When
        Outcome first = town.toMember("lisi", "一");
        Outcome second = town.toMember("lisi", "二");

        // Then
        assertInstanceOf(Outcome.RetryLater.class, first);
        assertInstanceOf(Outcome.Delivered.class, second);
        assertEquals(6, town.asked("message/send"));
        assertEquals(List.of("二"), town.shown());
    }

    @Test
    void tooManyMessagesCloseTheWayForAMinuteForEveryCopy() {
        // Given
        town.fault("message/send", "45009", 1);
        Outcome refused = town.toMember("lisi", "一");
        WecomFixture.Instance other = town.newInstance(redis);

        // When
        Outcome next = other.reach
                .send(
                        WecomFixture.delivery(78, new Recipient.PostHolder(new PostId("lisi")), Channel.PRIVATE),
                        RenderedMessage.text("二"))
                .await()
                .atMost(Duration.ofSeconds(5));

        // Then
        assertEquals(
                Duration.ofSeconds(60),
                assertInstanceOf(Outcome.RetryLater.class, refused).delay());
        Duration pause = assertInstanceOf(Outcome.RetryLater.class, next).delay();
        assertTrue(pause.compareTo(Duration.ofSeconds(55)) > 0, pause.toString());
        assertEquals(1, town.asked("message/send"));
        assertInstanceOf(Outcome.Delivered.class, town.toGroup(WecomFixture.HEADS, "群里照常"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"60020", "48002", "301002", "84074"})
    void wrongSettingsCloseTheWayUntilAnOperatorActs(String code) {
        // Given
        town.fault("message/send", code, 1);

        // When
        Outcome outcome = town.toMember("lisi", "一");
        Outcome next = town.toMember("lisi", "二");

        // Then
        Outcome.RetryLater retryLater = assertInstanceOf(Outcome.RetryLater.class, outcome);
        assertEquals(Duration.ofMinutes(10), retryLater.delay());
        assertTrue(retryLater.why().contains(code));
        assertInstanceOf(Outcome.RetryLater.class, next);
        assertEquals(1, town.asked("message/send"));
    }

    @Test
    void tooManyAtOnceMeansALittleLater() {
        // Given
        town.fault("message/send", "45033", 1);

        // When
        Outcome outcome = town.toMember("lisi", "一");

        // Then
        Duration pause = assertInstanceOf(Outcome.RetryLater.class, outcome).delay();
        assertTrue(pause.compareTo(Duration.ofSeconds(2)) >= 0 && pause.compareTo(Duration.ofSeconds(3)) <= 0);
        assertInstanceOf(Outcome.Delivered.class, town.toMember("lisi", "二"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40014", "42001"})
    void aTokenThatEndedIsRenewedOnce(String code) {
        // Given
        town.fault("message/send", code, 1);

        // When
        Outcome outcome = town.toMember("lisi", "一");

        // Then
        assertInstanceOf(Outcome.Delivered.class, outcome);
        assertEquals(List.of("一"), town.shown());
    }

    @Test
    void aTokenThatEndsAgainAtOnceMeansLater() {
        // Given
        town.fault("message/send", "42001", 2);

        // When
        Outcome outcome = town.toMember("lisi", "一");

        // Then
        assertInstanceOf(Outcome.RetryLater.class, outcome);
        assertEquals(2, town.asked("message/send"));
    }

    @ParameterizedTest
    @CsvSource({"silence,0", "502,0", "half,1", "lost,1"})
    void whatMayHaveArrivedIsUnknownAndNotSentAgain(String fault, int arrived) {
        for (Map.Entry<String, String> way : Map.of("message/send", "lisi", "webhook/send", WecomFixture.HEADS)
                .entrySet()) {
            // Given
            town.fault(way.getKey(), fault, 1);
            int before = town.shown().size();

            // When
            Outcome outcome =
                    way.getValue().equals("lisi") ? town.toMember("lisi", "一") : town.toGroup(way.getValue(), "一");

            // Then
            assertInstanceOf(Outcome.Unknown.class, outcome, way.getKey());
            assertEquals(before + arrived, town.shown().size());
            assertEquals(1, town.asked(way.getKey()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"silence", "502", "half", "-1"})
    void withoutATokenNothingWasSent(String fault) {
        // Given
        town.fault("gettoken", fault, 3);

        // When
        Outcome outcome = town.toMember("lisi", "一");

        // Then
        assertInstanceOf(Outcome.RetryLater.class, outcome);
        assertEquals(0, town.asked("message/send"));
    }

    @Test
    void aWrongSecretIsAMatterForTheOperator() {
        // Given
        town.fault("gettoken", "40001", 1);

        // When
        Outcome outcome = town.toMember("lisi", "一");

        // Then
        assertTrue(assertInstanceOf(Outcome.RetryLater.class, outcome).why().contains("管理员"));
    }

    @Test
    void aWecomThatDoesNotListenMeansLater() {
        // Given
        town.tokens(redis).updateAccessToken("held-from-before", 7_200);
        town.simulator.close();

        // When
        Outcome member = town.toMember("lisi", "二");
        Outcome group = town.toGroup(WecomFixture.HEADS, "二");

        // Then
        assertInstanceOf(Outcome.RetryLater.class, member);
        assertInstanceOf(Outcome.RetryLater.class, group);
    }

    @Test
    void aCodeNobodyListedIsRefusedAndNamed() {
        // Given
        town.fault("message/send", "40058", 1);

        // When
        Outcome outcome = town.toMember("lisi", "一");

        // Then
        assertTrue(assertInstanceOf(Outcome.Rejected.class, outcome).why().contains("40058"));
    }

    @Test
    void withoutRedisEverythingStillArrives() {
        // Given
        WecomFixture.Instance alone = town.newInstance(RedisFixture.away());

        // When
        Outcome outcome = alone.reach
                .send(
                        WecomFixture.delivery(79, new Recipient.PostHolder(new PostId("lisi")), Channel.PRIVATE),
                        RenderedMessage.text("请看"))
                .await()
                .atMost(Duration.ofSeconds(5));

        // Then
        assertInstanceOf(Outcome.Delivered.class, outcome);
        assertEquals(List.of("请看"), town.shown());
    }

    @Test
    void anAnswerOutsideDeliveriesReachesThePerson() {
        // When
        Outcome outcome = town.instance
                .appReplySender
                .send("lianhu", "lisi", "您好，请说事情")
                .await()
                .atMost(Duration.ofSeconds(5));

        // Then
        assertInstanceOf(Outcome.Delivered.class, outcome);
        assertEquals(List.of("您好，请说事情"), town.shown());
    }

    @Test
    void anAnswerThatFindsNoRoomComesAMomentLater() {
        // Given
        for (int i = 1; i <= 8; i++) {
            town.instance
                    .appReplySender
                    .sendWithRetry("lianhu", "lisi", "第" + i + "句")
                    .await()
                    .atMost(Duration.ofSeconds(5));
        }

        // When
        Outcome ninth = town.instance
                .appReplySender
                .sendWithRetry("lianhu", "lisi", "第9句")
                .await()
                .atMost(Duration.ofSeconds(5));

        // Then
        assertInstanceOf(Outcome.RetryLater.class, ninth);
        assertEquals(8, town.shown().size());
        for (int i = 0; i < 200 && town.shown().size() < 9; i++) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        assertEquals("第9句", town.shown().getLast());
        assertEquals(9, town.shown().size());
    }
}
