package lianhu.app.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.SimulatorClient;
import lianhu.core.roster.PostHolderLinks;
import lianhu.core.roster.PostId;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** A head reports for a neighbour and forwards the answer to the plain group. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class UnitHeadStoryTest {
    @TestHTTPResource
    URI gateway;

    @Inject
    PostHolderLinks links;

    @Test
    void aPastedLineBecomesAReceiptToPasteBackAndIsSettledWhenItWas() {
        // Given
        ApiClient apiClient = new ApiClient(gateway);
        Browser phone = new Browser(gateway);
        String page =
                links.linkOf(new PostId("621099101201001-L001.UNIT_HEAD.1")).orElseThrow();
        Browser.Page empty = phone.get(page);

        // When
        Browser.Page question =
                phone.multipart(page + "/tell", Map.of("words", "李婶：村口戏台前路灯不亮", "key", empty.hidden("key")));
        Browser.Page got = phone.multipart(
                page + "/tell",
                Map.of(
                        "words", question.hidden("words"),
                        "name", question.hidden("name"),
                        "key", question.hidden("key"),
                        "whose", "named"));
        String receipt = SimulatorClient.receiptIn(got.body());
        List<JsonObject> waiting = ApiClient.deliveries(apiClient.ticketOf(receipt)).stream()
                .filter(one -> one.getString("state").equals("WAITS_FOR_PERSON"))
                .toList();
        Browser.Page pasted = phone.form(page + "/pasted", Map.of("id", got.hidden("id")));

        // Then
        assertTrue(question.body().contains("帮李婶说的"), question.body());
        assertTrue(got.body().contains("@李婶 “村口戏台前路灯不亮”收到了"), got.body());
        assertEquals(1, waiting.size());
        assertEquals(200, pasted.status());
        JsonObject ticket = apiClient.ticketOf(receipt);
        assertEquals("RELAY", ticket.getJsonArray("receipts").getJsonObject(0).getString("channel"));
        assertTrue(
                ApiClient.deliveries(ticket).stream()
                        .anyMatch(
                                one -> one.getString("state").equals("SENT") && "由联户长转发".equals(one.getString("why"))),
                ticket.encodePrettily());
        assertTrue(
                ApiClient.deliveries(ticket).stream()
                        .noneMatch(one -> one.getString("state").equals("WAITS_FOR_PERSON")),
                ticket.encodePrettily());
    }

    @Test
    void aLinkThatBelongsToNobodyOpensNothing() {
        assertEquals(
                410, new Browser(gateway).get("/unit/aaaaaaaaaaaaaaaaaaaaaaaa").status());
    }
}
