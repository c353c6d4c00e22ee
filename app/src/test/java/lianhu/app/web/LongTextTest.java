package lianhu.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import lianhu.app.support.ApiClient;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.SimulatorClient;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Several messages of one person: which are one ticket, and which are two. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class LongTextTest {
    @TestHTTPResource
    URI gateway;

    private static final String GROUP = "wrXIAHE0001";
    private static final String HEAD = "lao.ding";

    @Test
    void twoMessagesInOneSecondAreTwoMatters() {
        // Given
        SimulatorClient simulatorClient = new SimulatorClient(gateway);

        // When
        CompletableFuture<SimulatorClient.SentMessage> one =
                CompletableFuture.supplyAsync(() -> simulatorClient.sendToGroup(GROUP, HEAD, "渡口路灯不亮"));
        CompletableFuture<SimulatorClient.SentMessage> other =
                CompletableFuture.supplyAsync(() -> simulatorClient.sendToGroup(GROUP, HEAD, "渡口垃圾没人清"));

        // Then
        assertNotEquals(one.join().receipt(), other.join().receipt());
    }

    @Test
    void aMessageThatComesAgainGetsTheSameReceiptAndIsOneMatter() {
        // Given
        SimulatorClient simulatorClient = new SimulatorClient(gateway);
        SimulatorClient.SentMessage sentMessage = simulatorClient.sendToGroup(GROUP, HEAD, "庙后头路灯不亮");

        // When
        String again = simulatorClient.redeliver(sentMessage.msgid());

        // Then
        assertTrue(again.replace(" ", "").contains(sentMessage.receipt()), again);
        assertEquals(
                1,
                new ApiClient(gateway)
                        .get("tickets?source="
                                + URLEncoder.encode(
                                        "aibot:" + SimulatorClient.ROBOT + ":" + sentMessage.msgid(),
                                        StandardCharsets.UTF_8))
                        .json()
                        .getInteger("total"));
    }

    @Test
    void aPlaceJoinsTheLatestReportAndAnotherProblemDoesNot() {
        // Given
        SimulatorClient simulatorClient = new SimulatorClient(gateway);
        SimulatorClient.SentMessage first = simulatorClient.sendToGroup(GROUP, HEAD, "村里水管漏水了，淌了一路");

        // When
        SimulatorClient.SentMessage where = simulatorClient.sendToGroup(GROUP, HEAD, "就在桥头");
        SimulatorClient.SentMessage second = simulatorClient.sendToGroup(GROUP, HEAD, "第二件事，垃圾点三天没清");

        // Then
        assertTrue(where.answer().startsWith("补充的话记到"), where.answer());
        assertTrue(where.answer().replace(" ", "").contains(first.receipt()), where.answer());
        assertEquals(
                List.of("SUPPLEMENTED"),
                ApiClient.history(new ApiClient(gateway).ticketOf(first.receipt())).stream()
                        .filter("SUPPLEMENTED"::equals)
                        .toList());
        assertNotEquals(first.receipt(), second.receipt());
    }
}
