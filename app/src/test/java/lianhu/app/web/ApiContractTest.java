package lianhu.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of the API rely on. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class ApiContractTest {
    @TestHTTPResource
    URI gateway;

    private static final Set<String> TICKET = Set.of(
            "no",
            "version",
            "kind",
            "category",
            "title",
            "text",
            "urgency",
            "area",
            "place",
            "stage",
            "state",
            "sealed",
            "sensitive",
            "drill",
            "lead",
            "helpers",
            "mergedInto",
            "route",
            "receivedAt",
            "due",
            "receipts",
            "attachments",
            "deliveries",
            "history");
    private static final String PROBLEM = "application/problem+json";

    @Test
    void nobodyEntersWithoutAKey() {
        // When
        Browser.Page none = new Browser(gateway).get("/api/v1/tickets");
        Browser.Page wrong =
                new Browser(gateway).get("/api/v1/tickets", Map.of("Authorization", "Bearer wrong-key-of-nobody"));

        // Then
        assertEquals(401, none.status());
        assertEquals(401, wrong.status());
        assertTrue(none.type().startsWith(PROBLEM), none.type());
        assertEquals(401, none.json().getInteger("status"));
    }

    @Test
    void aPostWithoutIdempotencyKeyIsRefused() {
        // When
        Browser.Page page = new Browser(gateway)
                .json(
                        "POST",
                        "/api/v1/reports",
                        report("磨房路灯不亮"),
                        Map.of("Authorization", "Bearer " + ApiClient.key()));

        // Then
        assertEquals(400, page.status());
        assertTrue(page.type().startsWith(PROBLEM), page.type());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tickets?cursor=x",
                "tickets?cursor=zzz",
                "tickets?limit=abc",
                "tickets?state=NOSUCH",
                "tickets?area=here",
                "deliveries?limit=-1",
                "deliveries?state=%00",
                "notices/1?limit=x"
            })
    void aWrongParameterIsAMalformedRequest(String address) {
        // When
        Browser.Page page = get(address);

        // Then
        assertEquals(400, page.status(), page.body());
        assertTrue(page.type().startsWith(PROBLEM), page.type());
        assertFalse(page.json().getString("detail").isBlank());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tickets?source=web:%00",
                "tickets?lead=%00",
                "tickets?q=%00",
                "tickets?receipt=%00",
                "tickets/%00",
                "receipts/%00"
            })
    void aCharacterThatCannotBeStoredIsNoErrorOfTheGateway(String address) {
        // When
        Browser.Page page = get(address);

        // Then
        assertTrue(page.status() < 500, page.status() + page.body());
    }

    private Browser.Page get(String address) {
        return new Browser(gateway).get("/api/v1/" + address, Map.of("Authorization", "Bearer " + ApiClient.key()));
    }

    @Test
    void aReportSentTwiceUnderOneKeyIsOne() {
        // Given
        ApiClient apiClient = new ApiClient(gateway);
        String key = UUID.randomUUID().toString();

        // When
        Browser.Page first = apiClient.post("reports", report("粮站路灯不亮"), key);
        Browser.Page second = apiClient.post("reports", report("粮站路灯不亮"), key);

        // Then
        assertEquals(201, first.status(), first.body());
        assertEquals(Set.of("receipt", "ticket"), first.json().fieldNames());
        assertEquals(first.json(), second.json());
    }

    @Test
    void anotherReportUnderAUsedKeyIsRefused() {
        // Given
        ApiClient apiClient = new ApiClient(gateway);
        String key = UUID.randomUUID().toString();
        apiClient.post("reports", report("粮站后门路灯不亮"), key);

        // When
        Browser.Page other = apiClient.post("reports", report("渡口的桥栏杆断了"), key);

        // Then
        assertEquals(422, other.status(), other.body());
        assertTrue(other.type().startsWith(PROBLEM), other.type());
    }

    @Test
    void aTicketHasTheFieldsOfTheContract() {
        // Given
        ApiClient apiClient = new ApiClient(gateway);
        JsonObject sent = apiClient.post("reports", report("涵洞路灯不亮")).json();

        // When
        JsonObject ticket = apiClient.ticket(sent.getString("ticket"));

        // Then
        assertEquals(TICKET, ticket.fieldNames());
        assertEquals(Set.of("type", "id", "name"), ticket.getJsonObject("lead").fieldNames());
        assertEquals(
                Set.of("rule", "why", "confidence", "rules", "next"),
                ticket.getJsonObject("route").fieldNames());
        assertEquals(
                Set.of("no", "channel", "reporter", "relayedBy"),
                ticket.getJsonArray("receipts").getJsonObject(0).fieldNames());
        assertEquals(
                Set.of("to", "channel", "state", "why", "at"),
                ticket.getJsonArray("deliveries").getJsonObject(0).fieldNames());
        assertEquals(
                Set.of("seq", "at", "type", "by"),
                ticket.getJsonArray("history").getJsonObject(0).fieldNames());
        assertEquals("求助", ticket.getString("kind"));
        assertEquals(
                sent.getString("receipt"),
                ticket.getJsonArray("receipts").getJsonObject(0).getString("no"));
        assertTrue(ticket.getString("due").endsWith("+08:00"), ticket.getString("due"));
        assertTrue(ticket.getString("no").matches("GD[0-9]+"), ticket.getString("no"));
    }

    @Test
    void anOldVersionIsAnsweredWithTheTicketAsItIsNow() {
        // Given
        ApiClient apiClient = new ApiClient(gateway);
        JsonObject ticket = fresh(apiClient, "渠首路灯不亮");
        JsonObject accepted = act(apiClient, ticket, "accept").json();

        // When
        Browser.Page late = act(apiClient, ticket, "return");

        // Then
        assertEquals(409, late.status(), late.body());
        assertTrue(late.type().startsWith(PROBLEM), late.type());
        assertEquals(
                accepted.getInteger("version"),
                late.json().getJsonObject("ticket").getInteger("version"));
        assertEquals(TICKET, late.json().getJsonObject("ticket").fieldNames());
    }

    @Test
    void whatIsNotLegalNowIsAnsweredWithWhatIs() {
        // Given
        ApiClient apiClient = new ApiClient(gateway);
        JsonObject accepted =
                act(apiClient, fresh(apiClient, "坝口路灯不亮"), "accept").json();

        // When
        Browser.Page refused = act(apiClient, accepted, "accept");

        // Then
        assertEquals(422, refused.status(), refused.body());
        assertTrue(refused.type().startsWith(PROBLEM), refused.type());
        assertTrue(refused.json().getJsonArray("legal").contains("result"), refused.body());
        assertFalse(refused.json().getJsonArray("legal").contains("accept"), refused.body());
    }

    @Test
    void theInterfaceIsDescribed() {
        // When
        JsonObject paths =
                new Browser(gateway).get("/q/openapi?format=json").json().getJsonObject("paths");

        // Then
        assertTrue(
                paths.fieldNames()
                        .containsAll(Set.of(
                                "/api/v1/reports",
                                "/api/v1/tickets",
                                "/api/v1/tickets/{no}",
                                "/api/v1/tickets/{no}/{action}",
                                "/api/v1/receipts/{no}",
                                "/api/v1/deliveries",
                                "/api/v1/areas/{unit}/binding-codes")),
                paths.fieldNames().toString());
        assertEquals(
                List.of(),
                paths.fieldNames().stream()
                        .filter(path -> !path.startsWith("/api/"))
                        .toList(),
                "pages and callbacks are no part of the interface");
    }

    private static JsonObject report(String words) {
        return new JsonObject().put("area", "621099101201001-L001").put("text", words);
    }

    private static JsonObject fresh(ApiClient apiClient, String words) {
        return apiClient.ticket(apiClient.post("reports", report(words)).json().getString("ticket"));
    }

    private static Browser.Page act(ApiClient apiClient, JsonObject ticket, String action) {
        return apiClient.post(
                "tickets/" + ticket.getString("no") + "/" + action,
                new JsonObject().put("version", ticket.getInteger("version")).put("note", "看过了"));
    }
}
