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
import java.util.HashMap;
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

/** The desk supervises a matter; the keeper says how far it is; the desk checks the result before the reporter hears it. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class ResultCheckStoryTest {
    private static final String UNIT = "621099101202001-L001";
    private static final String KEEPER = "xiao.duan";

    @TestHTTPResource
    URI gateway;

    private SimulatorClient simulatorClient;
    private ApiClient apiClient;
    private Browser resident;
    private String receipt;

    @BeforeEach
    void begin() {
        simulatorClient = new SimulatorClient(gateway);
        apiClient = new ApiClient(gateway);
        resident = new Browser(gateway);
    }

    @Test
    void theKeeperRepliesAndTheResultIsSentBackOnceThenPassedAndRead() {
        // Given
        long since = simulatorClient.now();
        receipt = ReportPageTest.number(resident.multipart(
                "/report/" + UNIT,
                Map.of(
                        "words",
                        "皮影戏台前的路灯不亮",
                        "name",
                        "郑大娘",
                        "phone",
                        "15400004418",
                        "key",
                        UUID.randomUUID().toString())));
        String work = URI.create(simulatorClient
                        .awaitCard(KEEPER, since, "皮影戏台")
                        .getJsonObject("card_action")
                        .getString("url"))
                .getPath();

        // When
        desk("supervise", "请说明哪天修好");
        String order = SimulatorClient.text(simulatorClient.await(KEEPER, since, "请说明哪天修好"));
        String asked = new Browser(gateway).get(work).body();
        Browser.Page replied = keeper(work, "reply", "配件明天到，后天装");
        keeper(work, "result", "会修的");
        String checking = resident.get("/track/" + receipt).body();
        String queue = new Browser(gateway).get("/desk?f=mine").body();
        desk("reject_result", "没有写修了没有");
        simulatorClient.awaitCard(KEEPER, since, "没有写修了没有");
        keeper(work, "result", "灯头换了，晚上亮了");
        desk("pass_result", "");

        // Then
        assertTrue(order.contains("督办"), order);
        assertTrue(asked.contains("回复督办"), asked);
        assertTrue(replied.body().contains("回复记下了"), replied.body());
        assertTrue(checking.contains("受理台在核"), checking);
        assertFalse(checking.contains("会修的"), checking);
        assertTrue(queue.contains("结果待核"), queue);
        assertEquals("FEEDBACK_DUE", ticket().getString("state"));
        String read = resident.get("/track/" + receipt).body();
        assertTrue(read.contains("灯头换了，晚上亮了"), read);
        assertFalse(read.contains("会修的") || read.contains("没有写修了没有") || read.contains("后天装"), read);
        String history = new Browser(gateway)
                .get("/desk/tickets/" + ticket().getString("no"))
                .body();
        assertTrue(history.contains("配件明天到，后天装") && history.contains("结果退回再办"), history);
    }

    private JsonObject ticket() {
        return apiClient.ticketOf(receipt);
    }

    private void desk(String action, String words) {
        Browser.Page page = new Browser(gateway)
                .multipart(
                        "/desk/tickets/" + ticket().getString("no") + "/" + action,
                        Map.of("version", ticket().getInteger("version").toString(), "words", words));
        assertTrue(page.status() < 400, page.body());
    }

    private Browser.Page keeper(String work, String action, String words) {
        Map<String, String> form = new HashMap<>();
        form.put("no", ticket().getString("no"));
        form.put("version", ticket().getInteger("version").toString());
        form.put("action", action);
        form.put("words", words);
        form.put("key", UUID.randomUUID().toString());
        return new Browser(gateway).multipart(work + "/do", form);
    }
}
