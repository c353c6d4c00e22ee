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
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.SimulatorClient;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 点验演练: posts are called and act as for a real matter, and everything says that it is a drill. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class DrillStoryTest {
    private static final String UNIT = "621099101201001-L001";
    private static final String KEEPER = "wang.xiao";
    private static final String MARK = "【演练】";

    @TestHTTPResource
    URI gateway;

    private ApiClient api;
    private SimulatorClient simulator;
    private Browser desk;

    @BeforeEach
    void connect() {
        api = new ApiClient(gateway);
        simulator = new SimulatorClient(gateway);
        desk = new Browser(gateway);
    }

    @Test
    void aDrillOfAnEmergencyCallsWhoIsNearAndIsAnsweredLikeARealOne() {
        // Given
        long before = simulator.now();

        // When
        Browser.Page filed = api.post(
                "reports",
                new JsonObject().put("area", UNIT).put("text", "演练用的柴房着火了").put("drill", true));
        String no = filed.json().getString("ticket");
        String receipt = filed.json().getString("receipt");
        JsonObject card = simulator.awaitCard(KEEPER, before, "演练用的柴房着火了");
        String queue = desk.get("/desk?f=mine").body();
        simulator.pressButton(
                KEEPER, card, card.getJsonArray("button_list").getJsonObject(0).getString("key"));
        JsonObject ticket = api.ticket(no);

        // Then
        assertEquals(201, filed.status());
        assertFalse(filed.json().containsKey("advice"), filed.body());
        assertTrue(card.getJsonObject("main_title").getString("title").startsWith(MARK), card.encode());
        assertTrue(ticket.getBoolean("drill"));
        assertTrue(ApiClient.history(ticket).contains("ACKNOWLEDGED"), ticket.encode());
        assertTrue(queue.contains(MARK + "演练用的柴房着火了"), queue);
        assertFalse(queue.contains("<b>紧急 · " + MARK), queue);
        assertTrue(desk.get("/desk/tickets/" + no).body().contains("真事会请报事的人马上打 110、119 或 120；演练没有打，也没有转。"));
        assertTrue(new Browser(gateway).get("/track/" + receipt).body().contains(MARK + "这件是点验演练，不是真事。"));
    }

    @Test
    void aDrillOfTheDeskRunsItsWholeLifeAndIsListedWhereDrillsAreAskedFor() {
        // Given
        long before = simulator.now();
        Map<String, String> form = Map.of(
                "source", "WALK_IN", "key", "story-drill-1", "place", "上河一组", "words", "演练用的路灯不亮", "drill", "yes");

        // When
        Browser.Page filed = desk.form("/desk/calls/report", form);
        JsonObject card = simulator.awaitCard(KEEPER, before, "演练用的路灯不亮");
        JsonObject ticket = api.ticketOf(filed.number());
        String no = ticket.getString("no");
        api.post(
                "tickets/" + no + "/result",
                new JsonObject().put("version", ticket.getInteger("version")).put("note", "换了灯头"));
        JsonObject closed = api.ticket(no);
        api.post("tickets/" + no + "/close", new JsonObject().put("version", closed.getInteger("version")));

        // Then
        assertTrue(filed.body().contains(MARK + "这件是点验演练，不是真事。"), filed.body());
        assertTrue(card.getJsonObject("main_title").getString("title").startsWith(MARK), card.encode());
        assertEquals("CLOSED", api.ticket(no).getString("state"));
        assertFalse(isListed("tickets?q=演练用的路灯", no));
        assertTrue(isListed("tickets?drill=true&q=演练用的路灯", no));
        assertFalse(new Browser(gateway).get("/wall/621099101").body().contains(no));
        assertFalse(desk.get("/desk?q=演练用的路灯").body().contains(no));
        assertTrue(desk.get("/desk?state=drill").body().contains(no));
    }

    private boolean isListed(String path, String no) {
        return api.get(path).json().getJsonArray("items").stream()
                .anyMatch(item -> ((JsonObject) item).getString("no").equals(no));
    }
}
