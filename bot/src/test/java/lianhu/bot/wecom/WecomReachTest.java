package lianhu.bot.wecom;

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
import lianhu.core.notice.Audience;
import lianhu.core.notice.Reach.Outcome;
import lianhu.core.notice.Spoken;
import lianhu.core.people.PostId;
import lianhu.core.report.Channel;
import lianhu.simulator.world.Entry;
import lianhu.simulator.world.Via;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WecomReachTest {
    private final Redis redis = SharedRedis.empty();
    private final WecomTown town = new WecomTown(redis);

    @AfterEach
    void end() {
        town.close();
    }

    @Test
    void aGroupHearsThroughTheWebhookOfItsRobot() {
        // When
        Outcome outcome = town.toGroup(WecomTown.HEADS, "路灯修好了");

        // Then
        assertInstanceOf(Outcome.Shown.class, outcome);
        Entry heard = town.simulator.journal().seen().getFirst();
        assertEquals("路灯修好了", heard.text());
        assertEquals(WecomTown.HEADS, heard.place().chat());
        assertEquals(Via.WEBHOOK, heard.via());
    }

    @ParameterizedTest
    @CsvSource({WecomTown.KEYLESS + ",推送地址", WecomTown.PLAIN + ",普通微信群", "wrNOBODY,没有绑定"})
    void aGroupThatCannotBeReachedIsRefusedWithTheReason(String chat, String reason) {
        // When
        Outcome outcome = town.toGroup(chat, "路灯修好了");

        // Then
        assertTrue(assertInstanceOf(Outcome.Refused.class, outcome).why().contains(reason), outcome.toString());
        assertEquals(List.of(), town.shown());
    }

    @Test
    void whatIsToldInACustomerGroupWaitsForItsOwner() {
        // When
        Outcome outcome = town.toGroup(WecomTown.CUSTOMERS, "路灯修好了");

        // Then
        assertInstanceOf(Outcome.Waits.class, outcome);
        assertEquals(List.of(), town.shown());
        assertFalse(
                town.copy.reach.serves(WecomTown.delivery(1, new Audience.Group(WecomTown.CUSTOMERS), Channel.GROUP)));
    }

    @Test
    void whatPeoplePasteIsNotOurs() {
        assertFalse(
                town.copy.reach.serves(WecomTown.delivery(1, new Audience.Neighbours(WecomTown.AREA), Channel.RELAY)));
        assertFalse(
                town.copy.reach.serves(WecomTown.delivery(1, new Audience.Holder(new PostId("lisi")), Channel.PHONE)));
        assertTrue(town.copy.reach.serves(
                WecomTown.delivery(1, new Audience.Holder(new PostId("lisi")), Channel.PRIVATE)));
    }

    @Test
    void aMemberHearsWordsCutBelowTheLimitOnAWholeCharacter() {
        // When
        Outcome outcome = town.toMember("lisi", "路".repeat(1_000));

        // Then
        assertInstanceOf(Outcome.Shown.class, outcome);
        String heard = town.shown().getFirst();
        assertTrue(heard.getBytes(StandardCharsets.UTF_8).length <= 2_048);
        assertTrue(heard.endsWith("路…"), heard.substring(heard.length() - 3));
    }

    @Test
    void theHolderOfAPostGetsACardWithRowsAndButtons() {
        // Given
        Spoken card = new Spoken(
                "路灯坏了",
                "东街：路灯坏了三天\n地点：东街村一组\n最迟：11月25日 17:30\n工单：GD20261121621099000376",
                "GD20261121621099000376_1",
                List.of(new Spoken.Button("签收", "accept"), new Spoken.Button("退回", "return")));

        // When
        Outcome outcome = town.deliver(new Audience.Holder(new PostId("lisi")), Channel.PRIVATE, card);

        // Then
        assertInstanceOf(Outcome.Shown.class, outcome);
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
    void aMatterOfOneShortSentenceStandsOnTheCardOnce() {
        // Given
        Spoken card = new Spoken("东街路灯坏了", "东街路灯坏了。\n地点：东街村一组", "GD1_1", List.of(new Spoken.Button("签收", "accept")));

        // When
        Outcome outcome = town.deliver(new Audience.Holder(new PostId("lisi")), Channel.PRIVATE, card);

        // Then
        assertInstanceOf(Outcome.Shown.class, outcome);
        JsonObject shown = town.simulator.journal().seen().getFirst().json().getJsonObject("card");
        assertEquals("东街路灯坏了", shown.getJsonObject("main_title").getString("title"));
        assertEquals("", shown.getString("sub_title_text", ""));
        assertEquals(1, shown.getJsonArray("horizontal_content_list").size());
    }

    @Test
    void aGroupGetsTheWordsOfACardSinceNobodyCanPressItThere() {
        // Given
        Spoken card = new Spoken("路灯坏了", "地点：东街村", "GD1_1", List.of(new Spoken.Button("签收", "accept")));

        // When
        town.deliver(new Audience.Group(WecomTown.HEADS), Channel.GROUP, card);

        // Then
        assertEquals(List.of("路灯坏了\n地点：东街村"), town.shown());
    }

    @Test
    void whoHasNoAccountOrIsNoMemberIsToldOtherwise() {
        // When
        Outcome office = town.deliver(new Audience.Office("duty"), Channel.PRIVATE, Spoken.text("请看"));
        Outcome gone = town.toMember("wangwu", "请看");

        // Then
        assertInstanceOf(Outcome.Refused.class, office);
        assertInstanceOf(Outcome.Refused.class, gone);
    }

    @Test
    void anAddressBookThatIsAwayMeansLater() {
        // When
        Outcome outcome = town.toMember("broken", "请看");

        // Then
        assertInstanceOf(Outcome.Later.class, outcome);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40003", "60111", "81013"})
    void aDeadTargetIsRefused(String code) {
        // Given
        town.fault("message/send", code, 1);

        // When
        Outcome outcome = town.toMember("lisi", "请看");

        // Then
        assertInstanceOf(Outcome.Refused.class, outcome);
    }

    @Test
    void aWebhookThatWasRemovedIsRefused() {
        // Given
        town.fault("webhook/send", "93000", 1);

        // When
        Outcome outcome = town.toGroup(WecomTown.HEADS, "请看");

        // Then
        assertTrue(assertInstanceOf(Outcome.Refused.class, outcome).why().contains("失效"));
    }

    @Test
    void aBusyWecomIsAskedThreeTimesAndThenLater() {
        // Given
        town.fault("message/send", "-1", 5);

        // When
        Outcome first = town.toMember("lisi", "一");
        Outcome second = town.toMember("lisi", "二");

        // Then
        assertInstanceOf(Outcome.Later.class, first);
        assertInstanceOf(Outcome.Shown.class, second);
        assertEquals(6, town.asked("message/send"));
        assertEquals(List.of("二"), town.shown());
    }

    @Test
    void tooManyMessagesCloseTheWayForAMinuteForEveryCopy() {
        // Given
        town.fault("message/send", "45009", 1);
        Outcome refused = town.toMember("lisi", "一");
        WecomTown.Copy other = town.copy(redis);

        // When
        Outcome next = other.reach
                .deliver(
                        WecomTown.delivery(78, new Audience.Holder(new PostId("lisi")), Channel.PRIVATE),
                        Spoken.text("二"))
                .await()
                .atMost(Duration.ofSeconds(5));

        // Then
        assertEquals(
                Duration.ofSeconds(60),
                assertInstanceOf(Outcome.Later.class, refused).pause());
        Duration pause = assertInstanceOf(Outcome.Later.class, next).pause();
        assertTrue(pause.compareTo(Duration.ofSeconds(55)) > 0, pause.toString());
        assertEquals(1, town.asked("message/send"));
        assertInstanceOf(Outcome.Shown.class, town.toGroup(WecomTown.HEADS, "群里照常"));
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
        Outcome.Later later = assertInstanceOf(Outcome.Later.class, outcome);
        assertEquals(Duration.ofMinutes(10), later.pause());
        assertTrue(later.why().contains(code));
        assertInstanceOf(Outcome.Later.class, next);
        assertEquals(1, town.asked("message/send"));
    }

    @Test
    void tooManyAtOnceMeansALittleLater() {
        // Given
        town.fault("message/send", "45033", 1);

        // When
        Outcome outcome = town.toMember("lisi", "一");

        // Then
        Duration pause = assertInstanceOf(Outcome.Later.class, outcome).pause();
        assertTrue(pause.compareTo(Duration.ofSeconds(2)) >= 0 && pause.compareTo(Duration.ofSeconds(3)) <= 0);
        assertInstanceOf(Outcome.Shown.class, town.toMember("lisi", "二"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40014", "42001"})
    void aTokenThatEndedIsRenewedOnce(String code) {
        // Given
        town.fault("message/send", code, 1);

        // When
        Outcome outcome = town.toMember("lisi", "一");

        // Then
        assertInstanceOf(Outcome.Shown.class, outcome);
        assertEquals(List.of("一"), town.shown());
    }

    @Test
    void aTokenThatEndsAgainAtOnceMeansLater() {
        // Given
        town.fault("message/send", "42001", 2);

        // When
        Outcome outcome = town.toMember("lisi", "一");

        // Then
        assertInstanceOf(Outcome.Later.class, outcome);
        assertEquals(2, town.asked("message/send"));
    }

    @ParameterizedTest
    @CsvSource({"silence,0", "502,0", "half,1", "lost,1"})
    void whatMayHaveArrivedIsUnknownAndNotSentAgain(String fault, int arrived) {
        for (Map.Entry<String, String> way :
                Map.of("message/send", "lisi", "webhook/send", WecomTown.HEADS).entrySet()) {
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
        assertInstanceOf(Outcome.Later.class, outcome);
        assertEquals(0, town.asked("message/send"));
    }

    @Test
    void aWrongSecretIsAMatterForTheOperator() {
        // Given
        town.fault("gettoken", "40001", 1);

        // When
        Outcome outcome = town.toMember("lisi", "一");

        // Then
        assertTrue(assertInstanceOf(Outcome.Later.class, outcome).why().contains("管理员"));
    }

    @Test
    void aWecomThatDoesNotListenMeansLater() {
        // Given
        town.tokens(redis).updateAccessToken("held-from-before", 7_200);
        town.simulator.close();

        // When
        Outcome member = town.toMember("lisi", "二");
        Outcome group = town.toGroup(WecomTown.HEADS, "二");

        // Then
        assertInstanceOf(Outcome.Later.class, member);
        assertInstanceOf(Outcome.Later.class, group);
    }

    @Test
    void aCodeNobodyListedIsRefusedAndNamed() {
        // Given
        town.fault("message/send", "40058", 1);

        // When
        Outcome outcome = town.toMember("lisi", "一");

        // Then
        assertTrue(assertInstanceOf(Outcome.Refused.class, outcome).why().contains("40058"));
    }

    @Test
    void withoutRedisEverythingStillArrives() {
        // Given
        WecomTown.Copy alone = town.copy(SharedRedis.away());

        // When
        Outcome outcome = alone.reach
                .deliver(
                        WecomTown.delivery(79, new Audience.Holder(new PostId("lisi")), Channel.PRIVATE),
                        Spoken.text("请看"))
                .await()
                .atMost(Duration.ofSeconds(5));

        // Then
        assertInstanceOf(Outcome.Shown.class, outcome);
        assertEquals(List.of("请看"), town.shown());
    }

    @Test
    void anAnswerOutsideDeliveriesReachesThePerson() {
        // When
        Outcome outcome =
                town.copy.messenger.say("lianhu", "lisi", "您好，请说事情").await().atMost(Duration.ofSeconds(5));

        // Then
        assertInstanceOf(Outcome.Shown.class, outcome);
        assertEquals(List.of("您好，请说事情"), town.shown());
    }

    @Test
    void anAnswerThatFindsNoRoomComesAMomentLater() {
        // Given
        for (int i = 1; i <= 8; i++) {
            town.copy.messenger.insist("lianhu", "lisi", "第" + i + "句").await().atMost(Duration.ofSeconds(5));
        }

        // When
        Outcome ninth =
                town.copy.messenger.insist("lianhu", "lisi", "第9句").await().atMost(Duration.ofSeconds(5));

        // Then
        assertInstanceOf(Outcome.Later.class, ninth);
        assertEquals(8, town.shown().size());
        for (int i = 0; i < 200 && town.shown().size() < 9; i++) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        assertEquals("第9句", town.shown().getLast());
        assertEquals(9, town.shown().size());
    }
}
