package lianhu.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.SimulatorClient;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A village is told to leave: two persons approve, each group gets it once, each responsible person is called until one
 * answers.
 */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class BroadcastApiTest {
    @TestHTTPResource
    URI gateway;

    private static final String VILLAGE = "621099101201";
    private static final String HEAD = "zhang.yongfu";

    private String open = "";

    /** An emergency that stays open would take the next 到了. */
    @AfterEach
    void revokeOpen() {
        if (!open.isEmpty()) {
            new ApiClient(gateway).post("notices/" + open + "/cancel", new JsonObject());
        }
    }

    @Test
    void aVillageIsNotifiedAfterASecondPersonAgreedAndItsHeadsAreCalled() {
        // Given
        SimulatorClient simulatorClient = new SimulatorClient(gateway);
        ApiClient apiClient = new ApiClient(gateway);
        String words = "【马上转移】上河村现在就走，去镇小学。" + UUID.randomUUID();
        long before = simulatorClient.now();
        JsonObject made = createNotice(apiClient, words);
        String ofSameMaker = keyOf(apiClient.post("keys", admin("周主任")));
        String second = keyOf(post("keys", ofSameMaker, admin("李主任")));
        // When
        Browser.Page own = apiClient.post("notices/" + open + "/approve", new JsonObject());
        simulatorClient.awaitQuiet();
        boolean isTooSoon = simulatorClient.all().stream()
                .anyMatch(entry -> SimulatorClient.text(entry).contains(words));
        Browser.Page dependent = post("notices/" + open + "/approve", ofSameMaker);
        Browser.Page other = post("notices/" + open + "/approve", second);
        // Then
        assertEquals("WAITS_FOR_SECOND_PERSON", made.getString("state"));
        assertEquals(422, own.status(), own.body());
        assertTrue(own.body().contains("自己写的不能自己同意"), own.body());
        assertEquals(422, dependent.status(), dependent.body());
        assertTrue(dependent.body().contains("不能算两个人"), dependent.body());
        assertFalse(isTooSoon);
        assertEquals(200, other.status(), other.body());
        simulatorClient.awaitIn(SimulatorClient.SHANGHE, before, words);
        simulatorClient.await(HEAD, before, words);
        simulatorClient.sendPrivate(HEAD, "1");
        assertTrue(
                SimulatorClient.text(simulatorClient.await(HEAD, before, "应了")).startsWith("记下了"));
        simulatorClient.awaitQuiet();
        JsonObject board = apiClient.get("notices/" + open).json();
        JsonArray calls = board.getJsonArray("calls");
        assertEquals(
                List.of("621099101201001-L001"),
                calls.stream()
                        .map(JsonObject.class::cast)
                        .filter(call -> call.getString("answeredBy") != null)
                        .map(call -> call.getString("area"))
                        .toList());
        assertEquals(1, board.getJsonObject("counts").getLong("SENT"), board.encode());
        assertTrue(board.getJsonObject("counts").getLong("WAITS_FOR_PERSON") >= 5, board.encode());
        assertEquals(
                1,
                simulatorClient.seenIn(SimulatorClient.SHANGHE, before).stream()
                        .filter(entry -> SimulatorClient.text(entry).contains(words))
                        .count());
    }

    @Test
    void anEmergencyIntoSilenceIsRepeatedAndItsHeadCalledAnotherWay() {
        // Given
        SimulatorClient simulatorClient = new SimulatorClient(gateway);
        ApiClient apiClient = new ApiClient(gateway);
        String words = "【马上转移】听到请应。" + UUID.randomUUID();
        createNotice(apiClient, words);
        String second = keyOf(post("keys", keyOf(apiClient.post("keys", admin("值班员"))), admin("带班领导")));
        long before = simulatorClient.now();
        fault(new JsonObject().put("on", "webhook/send").put("fault", "silence").put("times", 1));
        // When
        post("notices/" + open + "/approve", second);
        // Then
        simulatorClient.await(HEAD, before, words);
        simulatorClient.awaitIn(SimulatorClient.SHANGHE, before, words);
        simulatorClient.awaitQuiet();
        JsonObject counts = apiClient.get("notices/" + open).json().getJsonObject("counts");
        assertEquals(1, counts.getLong("SENT"), counts.encode());
    }

    @Test
    void aNoticeGoesToSeveralAreasAndOneWithBlanksGoesNowhere() {
        // Given
        ApiClient apiClient = new ApiClient(gateway);
        List<String> units = List.of(VILLAGE + "001-L001", VILLAGE + "001-L002");
        JsonObject audience = new JsonObject().put("areas", new JsonArray(units));
        // When
        Browser.Page blank = apiClient.post(
                "notices", new JsonObject().put("audience", audience).put("text", "【停水】明天（哪里）停水。"));
        Browser.Page made = apiClient.post(
                "notices", new JsonObject().put("audience", audience).put("text", "【停水】明天停水。"));
        // Then
        assertEquals(422, blank.status(), blank.body());
        assertTrue(blank.body().contains("（哪里）"), blank.body());
        assertEquals(201, made.status(), made.body());
        open = made.json().getString("id");
        JsonObject notice = apiClient.get("notices/" + open).json();
        assertEquals(units, notice.getJsonArray("areas").getList());
        assertEquals(units.getFirst(), notice.getString("area"));
        assertEquals(2, notice.getInteger("groups"));
    }

    private static JsonObject admin(String name) {
        return new JsonObject().put("name", name).put("scope", "admin");
    }

    private static String keyOf(Browser.Page page) {
        return page.json().getString("key");
    }

    private JsonObject createNotice(ApiClient apiClient, String words) {
        Browser.Page page = apiClient.post(
                "notices",
                new JsonObject()
                        .put("audience", new JsonObject().put("area", VILLAGE))
                        .put("text", words)
                        .put("class", "EMERGENCY"));
        assertEquals(201, page.status(), page.body());
        open = page.json().getString("id");
        return page.json();
    }

    private Browser.Page post(String path, String key) {
        return post(path, key, new JsonObject());
    }

    private Browser.Page post(String path, String key, JsonObject body) {
        return new Browser(gateway)
                .json(
                        "POST",
                        "/api/v1/" + path,
                        body,
                        Map.of(
                                "Authorization",
                                "Bearer " + key,
                                "Idempotency-Key",
                                UUID.randomUUID().toString()));
    }

    private static void fault(JsonObject fault) {
        URI wecom = URI.create(ConfigProvider.getConfig().getValue("lianhu.wecom.base-url", String.class));
        Browser.Page page = new Browser(wecom).json("POST", "/_sim/faults", fault, Map.of());
        assertEquals(200, page.status(), page.body());
        SimulatorClient.pause(Duration.ofMillis(10));
    }
}
