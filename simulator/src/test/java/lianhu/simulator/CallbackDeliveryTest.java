package lianhu.simulator;

import static lianhu.simulator.SimulatorFixture.CUSTOMERS;
import static lianhu.simulator.SimulatorFixture.HEADS;
import static lianhu.simulator.SimulatorFixture.PLAIN;
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
import lianhu.simulator.ScriptedGateway.ReceivedRequest;
import lianhu.simulator.ScriptedGateway.ScriptedReply;
import lianhu.simulator.state.JournalEntry;
import lianhu.simulator.state.MessageRoute;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallbackDeliveryTest {

    private final SimulatorFixture simulatorFixture = new SimulatorFixture();

    @AfterEach
    void end() {
        simulatorFixture.close();
    }

    @Test
    void aMentionIsToldAndTheReplyIsShown() {
        // Given
        simulatorFixture.gateway.respondWith(receivedRequest -> ScriptedGateway.stream("已收到：受理号 48271938"));

        // When
        JsonObject said = simulatorFixture.sendAndWait(HEADS, "张三", "路灯坏了");

        // Then
        assertEquals("answered", said.getString("status"));
        assertEquals("已收到：受理号 48271938", said.getJsonObject("reply").getString("text"));
        assertEquals(List.of("say @联户小助手 路灯坏了", "reply 已收到：受理号 48271938"), simulatorFixture.entriesOf(HEADS));
        ReceivedRequest receivedRequest = simulatorFixture.gateway.received.getFirst();
        assertEquals("/wecom/aibot/AIBOT0001", receivedRequest.path());
        assertEquals(
                List.of("msgid", "aibotid", "chatid", "chattype", "from", "response_url", "msgtype", "text"),
                List.copyOf(receivedRequest.json().fieldNames()));
        assertEquals("zhangsan", receivedRequest.json().getJsonObject("from").getString("userid"));
        assertEquals("@联户小助手 路灯坏了", receivedRequest.json().getJsonObject("text").getString("content"));
    }

    @Test
    void nobodyHearsWhatIsNotAddressedToTheRobot() {
        // When
        JsonObject unaddressed = simulatorFixture.post(
                "/_sim/say", SimulatorFixture.message(HEADS, "zhangsan", "今晚开会").put("mentionsBot", false));
        JsonObject customer = simulatorFixture.sendAndWait(CUSTOMERS, "王婶", "@联户小助手 路灯坏了");
        JsonObject plain = simulatorFixture.sendAndWait(PLAIN, "王婶", "路灯坏了");

        // Then
        for (JsonObject said : List.of(unaddressed, customer, plain)) {
            assertEquals("unheard", said.getString("status"));
        }
        assertEquals(0, simulatorFixture.simulator.counts().of("callbacks"));
        assertEquals(List.of("say 今晚开会"), simulatorFixture.entriesOf(HEADS));
    }

    @Test
    void aFailedDeliveryComesThreeTimesAgainWithTheSameIdAndNewSeals() {
        // Given
        AtomicInteger calls = new AtomicInteger();
        simulatorFixture.gateway.respondWith(receivedRequest -> switch (calls.incrementAndGet()) {
            case 1 -> new ScriptedReply(503, "", 0);
            case 2 -> new ScriptedReply(204, "", 0);
            case 3 -> new ScriptedReply(200, "", 800);
            default -> ScriptedGateway.stream("收到");
        });

        // When
        JsonObject said = simulatorFixture.sendAndWait(HEADS, "lisi", "下水道堵了");

        // Then
        assertEquals("answered", said.getString("status"));
        assertEquals(List.of("503", "204", "timeout", "200"), simulatorFixture.attempts(said.getString("msgid")));
        assertEquals(4, simulatorFixture.gateway.received.size());
        assertEquals(
                1,
                simulatorFixture.gateway.received.stream()
                        .map(ReceivedRequest::msgid)
                        .distinct()
                        .count());
        assertEquals(
                4,
                simulatorFixture.gateway.received.stream()
                        .map(receivedRequest -> receivedRequest.query().get("nonce"))
                        .distinct()
                        .count());
        assertEquals(
                4,
                simulatorFixture.gateway.received.stream()
                        .map(receivedRequest -> receivedRequest.query().get("msg_signature"))
                        .distinct()
                        .count());
    }

    @Test
    void afterTheThirdRetryWeComGivesUp() {
        // Given
        simulatorFixture.gateway.respondWith(receivedRequest -> new ScriptedReply(500, "", 0));

        // When
        JsonObject said = simulatorFixture.sendAndWait(HEADS, "lisi", "下水道堵了");

        // Then
        assertEquals("undelivered", said.getString("status"));
        assertEquals(List.of("500", "500", "500", "500"), simulatorFixture.attempts(said.getString("msgid")));
        assertEquals(
                "undelivered",
                simulatorFixture.simulator.journal().seen().getFirst().status());
    }

    @Test
    void whatWasNeverDeliveredCanBeRepeatedAndIsShownThen() {
        // Given
        simulatorFixture.gateway.respondWith(receivedRequest -> new ScriptedReply(500, "", 0));
        JsonObject said = simulatorFixture.sendAndWait(HEADS, "lisi", "下水道堵了");
        simulatorFixture.gateway.respondWith(receivedRequest -> ScriptedGateway.stream("收到"));

        // When
        JsonObject again =
                simulatorFixture.post("/_sim/repeat", new JsonObject().put("msgid", said.getString("msgid")));

        // Then
        assertTrue(again.getBoolean("delivered"));
        assertEquals(List.of("say @联户小助手 下水道堵了", "reply 收到"), simulatorFixture.entriesOf(HEADS));
        assertEquals(
                "answered",
                simulatorFixture.simulator.journal().seen().getFirst().status());
    }

    @Test
    void aRepeatOfWhatWasAnsweredTellsTheReplyAndShowsNothing() {
        // Given
        simulatorFixture.gateway.respondWith(receivedRequest -> ScriptedGateway.stream("收到"));
        simulatorFixture.sendAndWait(HEADS, "lisi", "下水道堵了");

        // When
        JsonObject again = simulatorFixture.post("/_sim/repeat", new JsonObject());

        // Then
        assertEquals("收到", again.getJsonObject("reply").getJsonObject("stream").getString("content"));
        assertEquals(2, simulatorFixture.entriesOf(HEADS).size());
    }

    @Test
    void aLostAnswerIsAskedForAgainAndShownOnce() {
        // Given
        simulatorFixture.gateway.respondWith(receivedRequest -> ScriptedGateway.stream("收到"));
        simulatorFixture.fault("callback", "lost");
        simulatorFixture.fault("callback", "cut");

        // When
        JsonObject said = simulatorFixture.sendAndWait(HEADS, "lisi", "下水道堵了");

        // Then
        assertEquals(List.of("lost", "cut", "200"), simulatorFixture.attempts(said.getString("msgid")));
        assertEquals(List.of("say @联户小助手 下水道堵了", "reply 收到"), simulatorFixture.entriesOf(HEADS));
    }

    @Test
    void aDoubledCallbackArrivesTwiceAndIsShownOnce() throws InterruptedException {
        // Given
        simulatorFixture.gateway.respondWith(receivedRequest -> ScriptedGateway.stream("收到"));
        simulatorFixture.fault("callback", "double");

        // When
        JsonObject said = simulatorFixture.sendAndWait(HEADS, "lisi", "下水道堵了");

        // Then
        String msgid = said.getString("msgid");
        simulatorFixture
                .simulator
                .journal()
                .await(journalEntry -> simulatorFixture.attempts(msgid).size() == 2, Duration.ofSeconds(3));
        assertEquals(List.of("200", "200"), simulatorFixture.attempts(msgid));
        assertEquals(2, simulatorFixture.entriesOf(HEADS).size());
    }

    @Test
    void aReorderedCallbackArrivesAfterALaterOne() throws InterruptedException {
        // Given
        simulatorFixture.fault("callback", "reorder");

        // When
        String first = simulatorFixture.send(HEADS, "lisi", "撤回").getString("msgid");
        String second = simulatorFixture.sendAndWait(HEADS, "lisi", "路灯坏了").getString("msgid");

        // Then
        simulatorFixture
                .simulator
                .journal()
                .await(journalEntry -> !simulatorFixture.attempts(first).isEmpty(), Duration.ofSeconds(3));
        assertEquals(
                List.of(second, first),
                simulatorFixture.gateway.received.stream()
                        .map(ReceivedRequest::msgid)
                        .toList());
    }

    @Test
    void severalCopiesOfTheGatewayTakeTurns() throws Exception {
        try (ScriptedGateway other = new ScriptedGateway()) {
            // Given
            simulatorFixture.simulator.gateways(simulatorFixture.gateway.url(), other.url());

            // When
            for (int i = 0; i < 4; i++) {
                simulatorFixture.sendAndWait(HEADS, "lisi", "第" + i + "件");
            }

            // Then
            assertEquals(2, simulatorFixture.gateway.received.size());
            assertEquals(2, other.received.size());
        }
    }

    @Test
    void aPhotoComesAsMixedAndIsEncryptedForFiveMinutes() throws Exception {
        // When
        simulatorFixture.post(
                "/_sim/say",
                SimulatorFixture.message(HEADS, "lisi", "就是这盏灯")
                        .put("image", "/9j/2Q==")
                        .put("wait", true));

        // Then
        JsonArray items = simulatorFixture
                .gateway
                .received
                .getFirst()
                .json()
                .getJsonObject("mixed")
                .getJsonArray("msg_item");
        assertEquals(
                "@联户小助手 就是这盏灯", items.getJsonObject(0).getJsonObject("text").getString("content"));
        String url = items.getJsonObject(1).getJsonObject("image").getString("url");
        assertEquals(32, URI.create(url).toURL().openStream().readAllBytes().length);
        simulatorFixture.simulator.clock().move(Duration.ofMinutes(5));
        assertEquals(
                404,
                simulatorFixture
                        .exchange(HttpRequest.newBuilder(URI.create(url)))
                        .statusCode());
    }

    @Test
    void aQuoteCarriesWordsButNoId() {
        // When
        simulatorFixture.post(
                "/_sim/say",
                SimulatorFixture.message(HEADS, "lisi", "到哪了")
                        .put("quote", "受理号 48271938")
                        .put("wait", true));

        // Then
        JsonObject quote = simulatorFixture.gateway.received.getFirst().json().getJsonObject("quote");
        assertEquals(
                new JsonObject().put("msgtype", "text").put("text", new JsonObject().put("content", "受理号 48271938")),
                quote);
    }

    @Test
    void anUnfinishedStreamIsAskedForUntilItEnds() throws InterruptedException {
        // Given
        AtomicInteger calls = new AtomicInteger();
        simulatorFixture.gateway.respondWith(receivedRequest -> {
            int call = calls.incrementAndGet();
            JsonObject stream =
                    new JsonObject().put("id", "S1").put("finish", call == 3).put("content", "第" + call + "段");
            return ScriptedGateway.encrypted(
                    new JsonObject().put("msgtype", "stream").put("stream", stream));
        });

        // When
        simulatorFixture.sendAndWait(HEADS, "lisi", "路灯坏了");

        // Then
        JournalEntry shown = simulatorFixture
                .simulator
                .journal()
                .await(
                        journalEntry -> journalEntry.via() == MessageRoute.REPLY
                                && journalEntry.status().equals("shown"),
                        Duration.ofSeconds(3))
                .orElseThrow();
        assertEquals("第3段", shown.text());
        assertEquals(2, simulatorFixture.entriesOf(HEADS).size());
        assertEquals("stream", simulatorFixture.gateway.received.get(1).json().getString("msgtype"));
    }

    @Test
    void aReplyThatWeComWouldNotShowIsNotShown() {
        // Given
        AtomicInteger calls = new AtomicInteger();
        simulatorFixture.gateway.respondWith(receivedRequest -> switch (calls.incrementAndGet()) {
            case 1 ->
                new ScriptedReply(
                        200, "{\"encrypt\":\"AAAA\",\"msgsignature\":\"0\",\"timestamp\":\"1\",\"nonce\":\"n\"}", 0);
            case 2 ->
                ScriptedGateway.encrypted(
                        new JsonObject().put("msgtype", "text").put("text", new JsonObject().put("content", "收到")));
            default -> new ScriptedReply(200, "not json", 0);
        });

        // When
        List<String> statuses = List.of(
                simulatorFixture.sendAndWait(HEADS, "lisi", "一").getString("status"),
                simulatorFixture.sendAndWait(HEADS, "lisi", "二").getString("status"),
                simulatorFixture.sendAndWait(HEADS, "lisi", "三").getString("status"));

        // Then
        assertEquals(List.of("misanswered", "misanswered", "misanswered"), statuses);
        assertEquals(List.of("say @联户小助手 一", "say @联户小助手 二", "say @联户小助手 三"), simulatorFixture.entriesOf(HEADS));
    }

    @Test
    void theDoorsAreVerifiedWithinASecond() {
        // Given
        simulatorFixture.gateway.respondWith(receivedRequest -> new ScriptedReply(200, receivedRequest.plain(), 0));
        JsonObject right = simulatorFixture.post("/_sim/verify", new JsonObject().put("door", "app"));
        simulatorFixture.gateway.respondWith(receivedRequest -> new ScriptedReply(200, receivedRequest.plain(), 1_500));

        // When
        JsonObject late = simulatorFixture.post("/_sim/verify", new JsonObject().put("door", "robot"));

        // Then
        assertTrue(right.getBoolean("ok"));
        assertFalse(late.getBoolean("ok"));
        assertEquals("no answer in time", late.getString("why"));
    }

    @Test
    void wordsPhotosAndPlacesReachTheApplicationAsXml() {
        // When
        JsonObject from = new JsonObject().put("from", "lisi").put("wait", true);
        simulatorFixture.post("/_sim/private", from.copy().put("text", "办结 ]]> 已换灯泡"));
        simulatorFixture.post("/_sim/private", from.copy().put("image", true));
        simulatorFixture.post(
                "/_sim/private",
                from.copy()
                        .put(
                                "location",
                                new JsonObject()
                                        .put("latitude", 38.8)
                                        .put("longitude", 99.6)
                                        .put("label", "村口")));
        simulatorFixture.post(
                "/_sim/private", new JsonObject().put("from", "lisi").put("event", "enter"));

        // Then
        List<String> plains = simulatorFixture.gateway.received.stream()
                .map(ReceivedRequest::plain)
                .toList();
        assertTrue(
                plains.get(0).contains("<Content><![CDATA[办结 ]]]]><![CDATA[> 已换灯泡]]></Content><MsgId>"), plains.get(0));
        assertTrue(plains.get(1).contains("<PicUrl><![CDATA[http://127.0.0.1:"), plains.get(1));
        assertTrue(plains.get(2).contains("<Location_X>38.8</Location_X>"), plains.get(2));
        assertTrue(plains.get(3).contains("<Event><![CDATA[enter_agent]]></Event>"), plains.get(3));
        assertEquals(
                "/wecom/app/1000002",
                simulatorFixture.gateway.received.getFirst().path());
    }

    @Test
    void aResidentOutsideTheCorpCannotWriteToTheApplication() {
        // When
        JsonObject answer = simulatorFixture.post(
                "/_sim/private", new JsonObject().put("from", "王婶").put("text", "你好"));

        // Then
        assertTrue(answer.getString("error").contains("no member of the corp"), answer.encode());
        assertTrue(simulatorFixture.gateway.received.isEmpty());
    }
}
