package lianhu.app.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import lianhu.app.support.ApiClient;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.SimulatorClient;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** A fire: the emergency number comes immediately, and everybody near is called until one person answers. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class EmergencyStoryTest {
    @TestHTTPResource
    URI gateway;

    private static final String HEAD = "zhang.yongfu";
    private static final String DEPUTY = "zhou.guilan";
    private static final String KEEPER = "wang.xiao";
    private static final String DUTY = "qin.zhiban";

    @Test
    void whoIsNearIsCalledEveryMinuteUntilSomebodyAnswers() {
        // Given
        SimulatorClient simulatorClient = new SimulatorClient(gateway);
        ApiClient apiClient = new ApiClient(gateway);
        long before = simulatorClient.now();

        // When
        SimulatorClient.SentMessage answered = simulatorClient.sendToGroup(SimulatorClient.SHANGHE, HEAD, "东头灶房着火了");
        SimulatorClient.SentMessage unanswered = simulatorClient.sendToGroup(SimulatorClient.SHANGHE, HEAD, "西头草垛起火了");
        for (String called : List.of(HEAD, DEPUTY, KEEPER, DUTY)) {
            simulatorClient.awaitCard(called, before, "东头灶房着火了");
        }
        JsonObject card = simulatorClient.awaitCard(KEEPER, before, "东头灶房着火了");
        simulatorClient.pressButton(
                KEEPER, card, card.getJsonArray("button_list").getJsonObject(0).getString("key"));

        // Then
        assertTrue(answered.answer().startsWith("人先离开，马上打119"), answered.answer());
        assertTrue(unanswered.answer().startsWith("人先离开，马上打119"), unanswered.answer());
        String receipt =
                SimulatorClient.receiptIn(SimulatorClient.text(simulatorClient.await(HEAD, before, "“东头灶房着火了”收到了")));
        assertTrue(
                ApiClient.history(apiClient.ticketOf(receipt)).contains("ACKNOWLEDGED"),
                apiClient.ticketOf(receipt).encode());
        await(() -> calls(simulatorClient, before, "西头草垛起火了") >= 2);
        simulatorClient.awaitQuiet();
        assertEquals(1, calls(simulatorClient, before, "东头灶房着火了"));
    }

    private static long calls(SimulatorClient simulatorClient, long before, String words) {
        return simulatorClient.seenBy(DUTY, before).stream()
                .filter(entry -> entry.getJsonObject("card") != null)
                .filter(entry -> SimulatorClient.text(entry).contains(words))
                .count();
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) {
        // One round a minute, and the time that the timer and the outbox need.
        for (int second = 0; second < 90; second++) {
            if (condition.holds()) {
                return;
            }
            SimulatorClient.pause(Duration.ofSeconds(1));
        }
        throw new AssertionError("nobody was called again");
    }
}
