package lianhu.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The simulated SMS service keeps the contract that a county's service must keep. */
class SimulatedSmsTest {
    private static final String TOKEN = "lianhu-demo-sms-token-2026";

    private final SimulatorFixture simulatorFixture = new SimulatorFixture();

    @AfterEach
    void end() {
        simulatorFixture.close();
    }

    @Test
    void theSameIdIsShownOnceOnThePhone() throws IOException {
        // When
        int first = send("621099-1-1", TOKEN, "15400001111").statusCode();
        int second = send("621099-1-1", TOKEN, "15400001111").statusCode();
        // Then
        assertEquals(202, first);
        assertEquals(202, second);
        assertEquals(1, shown().size());
        assertTrue(shown().getJsonObject(0).getString("text").startsWith("【云溪县】"));
    }

    @Test
    void aWrongTokenAndAMessageThatBreaksTheContractAreRefused() throws IOException {
        assertEquals(401, send("621099-2-1", "another", "15400001111").statusCode());
        assertEquals(422, send("621099-2-1", TOKEN, "12345").statusCode());
        assertEquals(0, shown().size());
    }

    @Test
    void thePageOfThePhonesIsServed() {
        assertTrue(simulatorFixture.get("/sms").contains("居民手机上的短信"));
    }

    private JsonArray shown() {
        return new JsonObject(simulatorFixture.get("/_sim/sms")).getJsonArray("messages");
    }

    private HttpResponse<String> send(String id, String token, String phone) throws IOException {
        JsonObject sms = new JsonObject()
                .put("id", id)
                .put("to", phone)
                .put("template", "YX-1")
                .put("text", "【云溪县】您反映的事登记了。")
                .put("values", new JsonObject());
        return simulatorFixture.exchange(HttpRequest.newBuilder(simulatorFixture.uri("/sms/messages"))
                .header("Authorization", "Bearer " + token)
                .header("Idempotency-Key", id)
                .POST(BodyPublishers.ofString(sms.encode())));
    }
}
