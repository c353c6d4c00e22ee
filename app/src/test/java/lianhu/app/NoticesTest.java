package lianhu.app;

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
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A village is told to leave: two persons, each group once, whoever is responsible called until he answers. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = HouseResource.class, scope = TestResourceScope.GLOBAL)
class NoticesTest {
    @TestHTTPResource
    URI gateway;

    private static final String VILLAGE = "621099101201";
    private static final String HEAD = "zhang.yongfu";

    private String open = "";

    /** An emergency that stays open would take the next 到了 for its own. */
    @AfterEach
    void takeBack() {
        if (!open.isEmpty()) {
            new Clerk(gateway).post("notices/" + open + "/cancel", new JsonObject());
        }
    }

    @Test
    void aVillageIsToldAfterASecondPersonAgreedAndItsHeadsAreCalled() {
        // Given
        Wecom wecom = new Wecom(gateway);
        Clerk clerk = new Clerk(gateway);
        String words = "【马上转移】上河村现在就走，去镇小学。" + UUID.randomUUID();
        long before = wecom.now();
        JsonObject made = write(clerk, words);
        String second = clerk.post("keys", new JsonObject().put("name", "周主任").put("scope", "admin"))
                .json()
                .getString("key");
        // When
        Visitor.Page own = clerk.post("notices/" + open + "/approve", new JsonObject());
        wecom.letThingsSettle();
        boolean isTooSoon =
                wecom.all().stream().anyMatch(entry -> Wecom.text(entry).contains(words));
        Visitor.Page other = post("notices/" + open + "/approve", second);
        // Then
        assertEquals("WAITS_FOR_SECOND_PERSON", made.getString("state"));
        assertEquals(422, own.status(), own.body());
        assertTrue(own.body().contains("自己写的不能自己同意"), own.body());
        assertFalse(isTooSoon);
        assertEquals(200, other.status(), other.body());
        wecom.awaitIn(Wecom.SHANGHE, before, words);
        wecom.await(HEAD, before, words);
        wecom.whisper(HEAD, "1");
        assertTrue(Wecom.text(wecom.await(HEAD, before, "应了")).startsWith("记下了"));
        wecom.letThingsSettle();
        JsonObject board = clerk.get("notices/" + open).json();
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
                wecom.seenIn(Wecom.SHANGHE, before).stream()
                        .filter(entry -> Wecom.text(entry).contains(words))
                        .count());
    }

    @Test
    void anEmergencyIntoSilenceIsRepeatedAndItsHeadCalledAnotherWay() {
        // Given
        Wecom wecom = new Wecom(gateway);
        Clerk clerk = new Clerk(gateway);
        String words = "【马上转移】听到请应。" + UUID.randomUUID();
        write(clerk, words);
        String second = clerk.post("keys", new JsonObject().put("name", "值班员").put("scope", "admin"))
                .json()
                .getString("key");
        long before = wecom.now();
        fault(new JsonObject().put("on", "webhook/send").put("fault", "silence").put("times", 1));
        // When
        post("notices/" + open + "/approve", second);
        // Then
        wecom.await(HEAD, before, words);
        wecom.awaitIn(Wecom.SHANGHE, before, words);
        wecom.letThingsSettle();
        JsonObject counts = clerk.get("notices/" + open).json().getJsonObject("counts");
        assertEquals(1, counts.getLong("SENT"), counts.encode());
    }

    private JsonObject write(Clerk clerk, String words) {
        Visitor.Page page = clerk.post(
                "notices",
                new JsonObject()
                        .put("audience", new JsonObject().put("area", VILLAGE))
                        .put("text", words)
                        .put("class", "EMERGENCY"));
        assertEquals(201, page.status(), page.body());
        open = page.json().getString("id");
        return page.json();
    }

    private Visitor.Page post(String path, String key) {
        return new Visitor(gateway)
                .json(
                        "POST",
                        "/api/v1/" + path,
                        new JsonObject(),
                        Map.of(
                                "Authorization",
                                "Bearer " + key,
                                "Idempotency-Key",
                                UUID.randomUUID().toString()));
    }

    private static void fault(JsonObject fault) {
        URI wecom = URI.create(ConfigProvider.getConfig().getValue("lianhu.wecom.base-url", String.class));
        Visitor.Page page = new Visitor(wecom).json("POST", "/_sim/faults", fault, Map.of());
        assertEquals(200, page.status(), page.body());
        Wecom.pause(Duration.ofMillis(10));
    }
}
