package lianhu.app.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.SimulatorClient;
import lianhu.app.web.ReportPageTest;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The keeper asks the reporter, the clock stands still, and the answer starts it again. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class QuestionStoryTest {
    private static final String UNIT = "621099101202001-L001";
    private static final String KEEPER = "xiao.duan";

    @TestHTTPResource
    URI gateway;

    private SimulatorClient simulatorClient;
    private ApiClient apiClient;

    @BeforeEach
    void begin() {
        simulatorClient = new SimulatorClient(gateway);
        apiClient = new ApiClient(gateway);
    }

    @Test
    void aResidentOfCustomerServiceAnswersInPlainWordsAndTheWorkGoesOn() {
        // Given
        String resident = "wmASKED" + UUID.randomUUID().toString().substring(0, 8);
        long since = simulatorClient.now();
        simulatorClient.sendGroupText(resident, "榨油坊旁边的路灯不亮");
        String receipt = SimulatorClient.receiptIn(SimulatorClient.text(simulatorClient.await(resident, since, "榨油坊")));
        JsonObject ticket = apiClient.ticketOf(receipt);
        apiClient.post(
                "tickets/" + ticket.getString("no") + "/dispatch",
                new JsonObject()
                        .put("version", ticket.getInteger("version"))
                        .put("by", "desk")
                        .put("to", new JsonObject().put("type", "GRID").put("id", "621099101202001")));
        String page = linkOf(simulatorClient.awaitCard(KEEPER, since, "榨油坊"));
        int tickets = apiClient.get("tickets").json().getInteger("total");

        // When
        Browser.Page asked = act(page, receipt, Map.of("action", "ask", "words", "是门口那一盏，还是后院那一盏？"));
        String question = SimulatorClient.text(simulatorClient.await(resident, since, "想问您"));
        String waiting = apiClient.ticketOf(receipt).getString("state");
        simulatorClient.sendGroupText(resident, "后院那一盏");
        simulatorClient.await(resident, since, "补充的话记到");

        // Then
        assertTrue(asked.body().contains("问了报事的人，钟先停着"), asked.body());
        assertTrue(question.contains("后院那一盏？") && question.contains("没有等到您的话"), question);
        assertEquals("WAITING_REPORTER", waiting);
        JsonObject answered = apiClient.ticketOf(receipt);
        assertEquals("ACCEPTED", answered.getString("state"));
        assertTrue(ApiClient.history(answered).contains("REPORTER_ASKED"), answered.encode());
        assertEquals(tickets, apiClient.get("tickets").json().getInteger("total"), "an answer is no report");
        String desk = new Browser(gateway)
                .get("/desk/tickets/" + answered.getString("no"))
                .body();
        assertTrue(desk.contains("问报事的人，钟停了") && desk.contains("报事的人回了话"), desk);
    }

    @Test
    void aResidentOfThePageReadsTheQuestionThereAndAnswersIt() {
        // Given
        Browser resident = new Browser(gateway);
        long since = simulatorClient.now();
        String receipt = report(resident, "染坊门前的路灯不亮", "15400004417");
        String page = linkOf(simulatorClient.awaitCard(KEEPER, since, "染坊门前"));
        act(page, receipt, Map.of("action", "ask", "words", "白天也不亮吗？"));

        // When
        String shown = resident.get("/track/" + receipt).body();
        String stranger = new Browser(gateway).get("/track/" + receipt).body();
        String desk = new Browser(gateway)
                .get("/desk/tickets/" + apiClient.ticketOf(receipt).getString("no"))
                .body();
        resident.multipart(
                "/track/" + receipt + "/do/add",
                Map.of("words", "白天没注意", "key", UUID.randomUUID().toString()));

        // Then
        assertTrue(shown.contains("想问您：白天也不亮吗？") && shown.contains("回话"), shown);
        assertFalse(stranger.contains("白天也不亮"), stranger);
        assertTrue(stranger.contains("在等您回一句话"), stranger);
        assertTrue(desk.contains("等报事的人回话") && desk.contains("接着办"), desk);
        assertEquals("ACCEPTED", apiClient.ticketOf(receipt).getString("state"));
        String again = resident.get("/track/" + receipt).body();
        assertTrue(again.contains("有了回话，接着办") && again.contains("白天没注意"), again);
        simulatorClient.awaitCard(KEEPER, since, "白天没注意");
    }

    @Test
    void whoLeftNoWayToBeReachedIsNotAsked() {
        // Given
        long since = simulatorClient.now();
        String receipt = report(new Browser(gateway), "铁匠铺前的路灯不亮", "");
        String page = linkOf(simulatorClient.awaitCard(KEEPER, since, "铁匠铺前"));

        // When
        Browser.Page refused = act(page, receipt, Map.of("action", "ask", "words", "白天也不亮吗？"));

        // Then
        assertEquals(409, refused.status());
        assertTrue(refused.body().contains("消息到不了报事的人"), refused.body());
        assertEquals("DISPATCHED", apiClient.ticketOf(receipt).getString("state"));
    }

    private Browser.Page act(String page, String receipt, Map<String, String> fields) {
        JsonObject ticket = apiClient.ticketOf(receipt);
        Map<String, String> form = new java.util.HashMap<>(fields);
        form.put("no", ticket.getString("no"));
        form.put("version", ticket.getInteger("version").toString());
        form.put("key", UUID.randomUUID().toString());
        return new Browser(gateway).multipart(page + "/do", form);
    }

    private static String report(Browser resident, String words, String phone) {
        return ReportPageTest.number(resident.multipart(
                "/report/" + UNIT,
                Map.of(
                        "words",
                        words,
                        "name",
                        "郑大娘",
                        "phone",
                        phone,
                        "key",
                        UUID.randomUUID().toString())));
    }

    private static String linkOf(JsonObject card) {
        return URI.create(card.getJsonObject("card_action").getString("url")).getPath();
    }
}
