package lianhu.simulator;

import static lianhu.simulator.Town.CUSTOMERS;
import static lianhu.simulator.Town.HEADS;
import static lianhu.simulator.Town.PLAIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import lianhu.simulator.ScriptedGateway.Heard;
import lianhu.simulator.ScriptedGateway.Reply;
import lianhu.simulator.world.Entry;
import lianhu.simulator.world.Via;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallbackTest {

    private final Town town = new Town();

    @AfterEach
    void end() {
        town.close();
    }

    @Test
    void aMentionIsToldAndTheReplyIsShown() {
        // Given
        town.gateway.answers(heard -> ScriptedGateway.stream("已收到：受理号 48271938"));

        // When
        JsonObject said = town.sayAndWait(HEADS, "张三", "路灯坏了");

        // Then
        assertEquals("answered", said.getString("status"));
        assertEquals("已收到：受理号 48271938", said.getJsonObject("reply").getString("text"));
        assertEquals(List.of("say @联户小助手 路灯坏了", "reply 已收到：受理号 48271938"), town.shownIn(HEADS));
        Heard heard = town.gateway.heard.getFirst();
        assertEquals("/wecom/aibot/AIBOT0001", heard.path());
        assertEquals(
                List.of("msgid", "aibotid", "chatid", "chattype", "from", "response_url", "msgtype", "text"),
                List.copyOf(heard.json().fieldNames()));
        assertEquals("zhangsan", heard.json().getJsonObject("from").getString("userid"));
        assertEquals("@联户小助手 路灯坏了", heard.json().getJsonObject("text").getString("content"));
    }

    @Test
    void nobodyHearsWhatIsNotAddressedToTheRobot() {
        // When
        JsonObject unaddressed =
                town.post("/_sim/say", Town.saying(HEADS, "zhangsan", "今晚开会").put("mentionsBot", false));
        JsonObject customer = town.sayAndWait(CUSTOMERS, "王婶", "@联户小助手 路灯坏了");
        JsonObject plain = town.sayAndWait(PLAIN, "王婶", "路灯坏了");

        // Then
        for (JsonObject said : List.of(unaddressed, customer, plain)) {
            assertEquals("unheard", said.getString("status"));
        }
        assertEquals(0, town.simulator.counts().of("callbacks"));
        assertEquals(List.of("say 今晚开会"), town.shownIn(HEADS));
    }

    @Test
    void aFailedDeliveryComesThreeTimesAgainWithTheSameIdAndNewSeals() {
        // Given
        AtomicInteger calls = new AtomicInteger();
        town.gateway.answers(heard -> switch (calls.incrementAndGet()) {
            case 1 -> new Reply(503, "", 0);
            case 2 -> new Reply(204, "", 0);
            case 3 -> new Reply(200, "", 800);
            default -> ScriptedGateway.stream("收到");
        });

        // When
        JsonObject said = town.sayAndWait(HEADS, "lisi", "下水道堵了");

        // Then
        assertEquals("answered", said.getString("status"));
        assertEquals(List.of("503", "204", "timeout", "200"), town.attempts(said.getString("msgid")));
        assertEquals(4, town.gateway.heard.size());
        assertEquals(1, town.gateway.heard.stream().map(Heard::msgid).distinct().count());
        assertEquals(
                4,
                town.gateway.heard.stream()
                        .map(heard -> heard.query().get("nonce"))
                        .distinct()
                        .count());
        assertEquals(
                4,
                town.gateway.heard.stream()
                        .map(heard -> heard.query().get("msg_signature"))
                        .distinct()
                        .count());
    }

    @Test
    void afterTheThirdRetryWeComGivesUp() {
        // Given
        town.gateway.answers(heard -> new Reply(500, "", 0));

        // When
        JsonObject said = town.sayAndWait(HEADS, "lisi", "下水道堵了");

        // Then
        assertEquals("undelivered", said.getString("status"));
        assertEquals(List.of("500", "500", "500", "500"), town.attempts(said.getString("msgid")));
        assertEquals("undelivered", town.simulator.journal().seen().getFirst().status());
    }

    @Test
    void whatWasNeverDeliveredCanBeRepeatedAndIsShownThen() {
        // Given
        town.gateway.answers(heard -> new Reply(500, "", 0));
        JsonObject said = town.sayAndWait(HEADS, "lisi", "下水道堵了");
        town.gateway.answers(heard -> ScriptedGateway.stream("收到"));

        // When
        JsonObject again = town.post("/_sim/repeat", new JsonObject().put("msgid", said.getString("msgid")));

        // Then
        assertTrue(again.getBoolean("delivered"));
        assertEquals(List.of("say @联户小助手 下水道堵了", "reply 收到"), town.shownIn(HEADS));
        assertEquals("answered", town.simulator.journal().seen().getFirst().status());
    }

    @Test
    void aRepeatOfWhatWasAnsweredTellsTheReplyAndShowsNothing() {
        // Given
        town.gateway.answers(heard -> ScriptedGateway.stream("收到"));
        town.sayAndWait(HEADS, "lisi", "下水道堵了");

        // When
        JsonObject again = town.post("/_sim/repeat", new JsonObject());

        // Then
        assertEquals("收到", again.getJsonObject("reply").getJsonObject("stream").getString("content"));
        assertEquals(2, town.shownIn(HEADS).size());
    }

    @Test
    void aLostAnswerIsAskedForAgainAndShownOnce() {
        // Given
        town.gateway.answers(heard -> ScriptedGateway.stream("收到"));
        town.fault("callback", "lost");
        town.fault("callback", "cut");

        // When
        JsonObject said = town.sayAndWait(HEADS, "lisi", "下水道堵了");

        // Then
        assertEquals(List.of("lost", "cut", "200"), town.attempts(said.getString("msgid")));
        assertEquals(List.of("say @联户小助手 下水道堵了", "reply 收到"), town.shownIn(HEADS));
    }

    @Test
    void aDoubledCallbackArrivesTwiceAndIsShownOnce() throws InterruptedException {
        // Given
        town.gateway.answers(heard -> ScriptedGateway.stream("收到"));
        town.fault("callback", "double");

        // When
        JsonObject said = town.sayAndWait(HEADS, "lisi", "下水道堵了");

        // Then
        String msgid = said.getString("msgid");
        town.simulator.journal().await(entry -> town.attempts(msgid).size() == 2, Duration.ofSeconds(3));
        assertEquals(List.of("200", "200"), town.attempts(msgid));
        assertEquals(2, town.shownIn(HEADS).size());
    }

    @Test
    void aReorderedCallbackArrivesAfterALaterOne() throws InterruptedException {
        // Given
        town.fault("callback", "reorder");

        // When
        String first = town.say(HEADS, "lisi", "撤回").getString("msgid");
        String second = town.sayAndWait(HEADS, "lisi", "路灯坏了").getString("msgid");

        // Then
        town.simulator.journal().await(entry -> !town.attempts(first).isEmpty(), Duration.ofSeconds(3));
        assertEquals(
                List.of(second, first),
                town.gateway.heard.stream().map(Heard::msgid).toList());
    }

    @Test
    void severalCopiesOfTheGatewayTakeTurns() throws Exception {
        try (ScriptedGateway other = new ScriptedGateway()) {
            // Given
            town.simulator.gateways(town.gateway.url(), other.url());

            // When
            for (int i = 0; i < 4; i++) {
                town.sayAndWait(HEADS, "lisi", "第" + i + "件");
            }

            // Then
            assertEquals(2, town.gateway.heard.size());
            assertEquals(2, other.heard.size());
        }
    }

    @Test
    void aPhotoComesAsMixedAndIsEncryptedForFiveMinutes() throws Exception {
        // When
        town.post(
                "/_sim/say",
                Town.saying(HEADS, "lisi", "就是这盏灯").put("image", "/9j/2Q==").put("wait", true));

        // Then
        JsonArray items =
                town.gateway.heard.getFirst().json().getJsonObject("mixed").getJsonArray("msg_item");
        assertEquals(
                "@联户小助手 就是这盏灯", items.getJsonObject(0).getJsonObject("text").getString("content"));
        String url = items.getJsonObject(1).getJsonObject("image").getString("url");
        assertEquals(32, URI.create(url).toURL().openStream().readAllBytes().length);
        town.simulator.clock().move(Duration.ofMinutes(5));
        assertEquals(404, town.exchange(HttpRequest.newBuilder(URI.create(url))).statusCode());
    }

    @Test
    void aQuoteCarriesWordsButNoId() {
        // When
        town.post(
                "/_sim/say",
                Town.saying(HEADS, "lisi", "到哪了").put("quote", "受理号 48271938").put("wait", true));

        // Then
        JsonObject quote = town.gateway.heard.getFirst().json().getJsonObject("quote");
        assertEquals(
                new JsonObject().put("msgtype", "text").put("text", new JsonObject().put("content", "受理号 48271938")),
                quote);
    }

    @Test
    void anUnfinishedStreamIsAskedForUntilItEnds() throws InterruptedException {
        // Given
        AtomicInteger calls = new AtomicInteger();
        town.gateway.answers(heard -> {
            int call = calls.incrementAndGet();
            JsonObject stream =
                    new JsonObject().put("id", "S1").put("finish", call == 3).put("content", "第" + call + "段");
            return ScriptedGateway.sealed(
                    new JsonObject().put("msgtype", "stream").put("stream", stream));
        });

        // When
        town.sayAndWait(HEADS, "lisi", "路灯坏了");

        // Then
        Entry shown = town.simulator
                .journal()
                .await(entry -> entry.via() == Via.REPLY && entry.status().equals("shown"), Duration.ofSeconds(3))
                .orElseThrow();
        assertEquals("第3段", shown.text());
        assertEquals(2, town.shownIn(HEADS).size());
        assertEquals("stream", town.gateway.heard.get(1).json().getString("msgtype"));
    }

    @Test
    void aReplyThatWeComWouldNotShowIsNotShown() {
        // Given
        AtomicInteger calls = new AtomicInteger();
        town.gateway.answers(heard -> switch (calls.incrementAndGet()) {
            case 1 ->
                new Reply(200, "{\"encrypt\":\"AAAA\",\"msgsignature\":\"0\",\"timestamp\":\"1\",\"nonce\":\"n\"}", 0);
            case 2 ->
                ScriptedGateway.sealed(
                        new JsonObject().put("msgtype", "text").put("text", new JsonObject().put("content", "收到")));
            default -> new Reply(200, "not json", 0);
        });

        // When
        List<String> statuses = List.of(
                town.sayAndWait(HEADS, "lisi", "一").getString("status"),
                town.sayAndWait(HEADS, "lisi", "二").getString("status"),
                town.sayAndWait(HEADS, "lisi", "三").getString("status"));

        // Then
        assertEquals(List.of("misanswered", "misanswered", "misanswered"), statuses);
        assertEquals(List.of("say @联户小助手 一", "say @联户小助手 二", "say @联户小助手 三"), town.shownIn(HEADS));
    }

    @Test
    void theDoorsAreVerifiedWithinASecond() {
        // Given
        town.gateway.answers(heard -> new Reply(200, heard.plain(), 0));
        JsonObject right = town.post("/_sim/verify", new JsonObject().put("door", "app"));
        town.gateway.answers(heard -> new Reply(200, heard.plain(), 1_500));

        // When
        JsonObject late = town.post("/_sim/verify", new JsonObject().put("door", "robot"));

        // Then
        assertTrue(right.getBoolean("ok"));
        assertFalse(late.getBoolean("ok"));
        assertEquals("no answer in time", late.getString("why"));
    }

    @Test
    void wordsPhotosAndPlacesReachTheApplicationAsXml() {
        // When
        JsonObject from = new JsonObject().put("from", "lisi").put("wait", true);
        town.post("/_sim/private", from.copy().put("text", "办结 ]]> 已换灯泡"));
        town.post("/_sim/private", from.copy().put("image", true));
        town.post(
                "/_sim/private",
                from.copy()
                        .put(
                                "location",
                                new JsonObject()
                                        .put("latitude", 38.8)
                                        .put("longitude", 99.6)
                                        .put("label", "村口")));
        town.post("/_sim/private", new JsonObject().put("from", "lisi").put("event", "enter"));

        // Then
        List<String> plains = town.gateway.heard.stream().map(Heard::plain).toList();
        assertTrue(
                plains.get(0).contains("<Content><![CDATA[办结 ]]]]><![CDATA[> 已换灯泡]]></Content><MsgId>"), plains.get(0));
        assertTrue(plains.get(1).contains("<PicUrl><![CDATA[http://127.0.0.1:"), plains.get(1));
        assertTrue(plains.get(2).contains("<Location_X>38.8</Location_X>"), plains.get(2));
        assertTrue(plains.get(3).contains("<Event><![CDATA[enter_agent]]></Event>"), plains.get(3));
        assertEquals("/wecom/app/1000002", town.gateway.heard.getFirst().path());
    }

    @Test
    void aResidentOutsideTheCorpCannotWriteToTheApplication() {
        // When
        JsonObject answer =
                town.post("/_sim/private", new JsonObject().put("from", "王婶").put("text", "你好"));

        // Then
        assertTrue(answer.getString("error").contains("no member of the corp"), answer.encode());
        assertTrue(town.gateway.heard.isEmpty());
    }
}
