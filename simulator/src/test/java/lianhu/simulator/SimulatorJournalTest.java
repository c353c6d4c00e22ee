package lianhu.simulator;

import static lianhu.simulator.SimulatorFixture.HEADS;
import static lianhu.simulator.SimulatorFixture.PLAIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatorJournalTest {

    private SimulatorFixture simulatorFixture = new SimulatorFixture();

    @AfterEach
    void end() {
        simulatorFixture.close();
    }

    private JsonObject journal(String query) {
        return new JsonObject(simulatorFixture.get("/_sim/journal" + query));
    }

    @Test
    void itHoldsWhatEachPlaceSeesInOrder() {
        // Given
        simulatorFixture.gateway.respondWith(receivedRequest -> ScriptedGateway.stream("收到"));
        simulatorFixture.sendAndWait(HEADS, "zhangsan", "路灯坏了");
        simulatorFixture.send(PLAIN, "王婶", "谁家的羊？");
        simulatorFixture.post("/_sim/paste", SimulatorFixture.message(PLAIN, "赵叔", "路灯已修好"));

        // When
        JsonArray entries = journal("?chat=" + PLAIN).getJsonArray("entries");

        // Then
        assertEquals(2, entries.size());
        JsonObject first = entries.getJsonObject(0);
        assertEquals(
                List.of("seq", "at", "chat", "user", "from", "kind", "text", "card", "via", "msgid", "status"),
                List.copyOf(first.fieldNames()));
        assertTrue(first.getString("at").endsWith("+08:00"), first.getString("at"));
        assertEquals("say", first.getString("via"));
        assertEquals("paste", entries.getJsonObject(1).getString("via"));
        assertEquals(4, journal("").getJsonArray("entries").size());
        assertEquals(5, journal("?attempts=true").getJsonArray("entries").size());
    }

    @Test
    void aReaderGoesOnWhereItStopped() {
        // Given
        simulatorFixture.send(PLAIN, "王婶", "一");
        simulatorFixture.send(PLAIN, "王婶", "二");
        simulatorFixture.send(PLAIN, "王婶", "三");

        // When
        JsonObject first = journal("?limit=2");
        JsonObject rest = journal("?since=" + first.getLong("next"));

        // Then
        assertEquals(2, first.getJsonArray("entries").size());
        assertEquals("三", rest.getJsonArray("entries").getJsonObject(0).getString("text"));
        assertEquals(3, rest.getLong("next"));
    }

    @Test
    void theOldestAreForgottenAndCounted() {
        // Given
        simulatorFixture.close();
        simulatorFixture = new SimulatorFixture(SimulatorFixture.quick().withJournalLimit(100));

        // When
        for (int i = 0; i < 250; i++) {
            simulatorFixture.send(PLAIN, "王婶", "第" + i + "句");
        }

        // Then
        JsonObject page = journal("");
        int kept = page.getJsonArray("entries").size();
        assertTrue(kept >= 100 && kept <= 110, "kept " + kept);
        assertEquals(250 - kept, page.getLong("forgotten"));
        assertEquals(
                "第249句", page.getJsonArray("entries").getJsonObject(kept - 1).getString("text"));
    }

    @Test
    void aLaterAnswerByResponseUrlIsShownOnceAndWithinTheHour() throws IOException {
        // Given
        simulatorFixture.sendAndWait(HEADS, "zhangsan", "路灯坏了");
        simulatorFixture.sendAndWait(HEADS, "zhangsan", "水管漏了");
        JsonObject answer =
                new JsonObject().put("msgtype", "markdown").put("markdown", new JsonObject().put("content", "**已派单**"));
        HttpRequest.Builder first = responseTo(0, answer);

        // When
        int once = errcode(first);
        int twice = errcode(first);
        simulatorFixture.simulator.clock().move(Duration.ofHours(1));
        int late = errcode(responseTo(1, answer));

        // Then
        assertEquals(List.of(0, 40058, 40058), List.of(once, twice, late));
        assertEquals(List.of("say @联户小助手 路灯坏了", "say @联户小助手 水管漏了", "reply **已派单**"), simulatorFixture.entriesOf(HEADS));
    }

    private HttpRequest.Builder responseTo(int heard, JsonObject answer) {
        String url = simulatorFixture.gateway.received.get(heard).json().getString("response_url");
        return HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(answer.encode()));
    }

    private int errcode(HttpRequest.Builder request) throws IOException {
        return new JsonObject(simulatorFixture.exchange(request).body()).getInteger("errcode");
    }

    @Test
    void aCardInAGroupIsChangedByTheReplyToThePress() {
        // Given
        simulatorFixture.gateway.respondWith(
                receivedRequest -> receivedRequest.json().getString("msgtype").equals("event")
                        ? ScriptedGateway.encrypted(new JsonObject()
                                .put("response_type", "update_template_card")
                                .put("template_card", card("已催办")))
                        : ScriptedGateway.encrypted(
                                new JsonObject().put("msgtype", "template_card").put("template_card", card("已派给张三"))));
        simulatorFixture.sendAndWait(HEADS, "lisi", "路灯坏了");

        // When
        JsonObject pressed = simulatorFixture.post(
                "/_sim/press",
                new JsonObject()
                        .put("chat", HEADS)
                        .put("from", "lisi")
                        .put("task", "T1")
                        .put("key", "urge")
                        .put("wait", true));

        // Then
        assertEquals("answered", pressed.getString("status"));
        assertEquals(List.of("say @联户小助手 路灯坏了", "reply 已派给张三", "reply 已催办"), simulatorFixture.entriesOf(HEADS));
        JsonObject event = simulatorFixture.gateway.received.get(1).json().getJsonObject("event");
        assertEquals("urge", event.getJsonObject("template_card_event").getString("event_key"));
    }

    private static JsonObject card(String title) {
        return new JsonObject()
                .put("card_type", "button_interaction")
                .put("main_title", new JsonObject().put("title", title))
                .put(
                        "button_list",
                        new JsonArray().add(new JsonObject().put("text", "催办").put("key", "urge")))
                .put("task_id", "T1");
    }

    @Test
    void thePageOfTheGatewayMayCall() throws IOException {
        // When
        String allowed = simulatorFixture
                .exchange(HttpRequest.newBuilder(simulatorFixture.uri("/_sim/groups"))
                        .header("Origin", "http://127.0.0.1:8080"))
                .headers()
                .firstValue("access-control-allow-origin")
                .orElse("");
        boolean strange = simulatorFixture
                .exchange(HttpRequest.newBuilder(simulatorFixture.uri("/_sim/groups"))
                        .header("Origin", "http://elsewhere.example"))
                .headers()
                .firstValue("access-control-allow-origin")
                .isPresent();

        // Then
        assertEquals("http://127.0.0.1:8080", allowed);
        assertFalse(strange);
    }
}
