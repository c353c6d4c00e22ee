package lianhu.app.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.SimulatorClient;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** A sealed ticket: nobody outside its circle learns that it exists. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class SealedTicketTest {
    @TestHTTPResource
    URI gateway;

    private static final String WORDS = "举报有人套取补助，名册上的羊根本没有";

    @Inject
    TicketQueries ticketQueries;

    @Test
    void theGroupReadsTheConstantSentenceAndNobodyElseFindsTheTicket() {
        // Given
        SimulatorClient simulatorClient = new SimulatorClient(gateway);
        ApiClient apiClient = new ApiClient(gateway);
        long before = simulatorClient.now();
        long heard = countReports();
        int listed = apiClient.get("tickets").json().getInteger("total");

        // When
        SimulatorClient.SentMessage sentMessage = simulatorClient.sendToGroup("wrXIAHE0001", "lao.ding", WORDS);

        // Then
        assertEquals("收到了，我们单独回您。", sentMessage.answer());
        String text = SimulatorClient.text(simulatorClient.await("lao.ding", before, "已单独登记"));
        String receipt = SimulatorClient.receiptIn(text);
        String no = ticket(receipt).value();
        assertEquals(404, apiClient.get("tickets/" + no).status());
        assertEquals(
                apiClient.get("tickets/GD00000000000000000000").body(),
                apiClient.get("tickets/" + no).body());
        assertEquals(404, apiClient.get("receipts/" + receipt).status());
        assertEquals(404, new Browser(gateway).get("/desk/tickets/" + no).status());
        assertEquals(
                404, new Browser(gateway).get("/desk/tickets/" + no + "/unseal").status());
        assertEquals(
                404,
                new Browser(gateway)
                        .form("/desk/tickets/" + no + "/unseal/ask", Map.of("reason", "想看"))
                        .status());
        assertEquals(0, apiClient.get("tickets?receipt=" + receipt).json().getInteger("total"));
        assertEquals(
                0,
                apiClient
                        .get("tickets?q=" + URLEncoder.encode("套取补助", StandardCharsets.UTF_8))
                        .json()
                        .getInteger("total"));
        assertEquals(listed, apiClient.get("tickets").json().getInteger("total"));
        simulatorClient.awaitQuiet();
        assertEquals(heard, countReports());
        assertFalse(apiClient.get("deliveries?limit=500").body().contains(no));
        assertFalse(apiClient.get("deliveries?limit=500").body().contains(receipt));
        assertFalse(new Browser(gateway).get("/desk/deliveries").body().contains(no));
        assertTrue(
                simulatorClient.all().stream()
                        .filter(entry -> !SimulatorClient.isMessage(entry))
                        .map(JsonObject::encode)
                        .noneMatch(shown -> shown.contains("套取补助") || shown.contains(no)),
                "somebody was shown what is sealed");
    }

    private TicketNo ticket(String receipt) {
        return ticketQueries
                .find(new ReceiptNo(receipt), Viewer.GATEWAY)
                .await()
                .atMost(Duration.ofSeconds(5))
                .orElseThrow()
                .ticket()
                .no();
    }

    private long countReports() {
        return ticketQueries.totals().await().atMost(Duration.ofSeconds(5)).heard();
    }
}
