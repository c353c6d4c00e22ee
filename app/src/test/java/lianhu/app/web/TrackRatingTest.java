package lianhu.app.web;

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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.core.followup.TicketRatings;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** A resident who says 好了 on the tracking page is asked once how satisfied they are. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class TrackRatingTest {
    @TestHTTPResource
    URI gateway;

    @Inject
    TicketRatings ticketRatings;

    @Test
    void whoSaysThatItIsSolvedRatesItOnceAndNobodyElseDoes() {
        // Given
        Instant since = Instant.now().minusSeconds(1);
        Browser resident = new Browser(gateway);
        String receipt = ReportPageTest.number(resident.multipart(
                "/report/621099101202001-L001",
                Map.of(
                        "words", "文化墙边的路灯不亮",
                        "phone", "15400002641",
                        "key", UUID.randomUUID().toString())));
        String page = "/track/" + receipt;
        ApiClient api = new ApiClient(gateway);
        JsonObject ticket = api.ticketOf(receipt);
        api.post(
                "tickets/" + ticket.getString("no") + "/result",
                new JsonObject().put("version", ticket.getInteger("version")).put("note", "换了灯头"));

        // When
        String answered = resident.get(page).body();
        Browser.Page early = resident.multipart(page + "/do/rate", Map.of("score", "5"));
        Browser.Page closed = resident.multipart(
                page + "/do/content", Map.of("key", UUID.randomUUID().toString()));
        Browser.Page stranger = new Browser(gateway).multipart(page + "/do/rate", Map.of("score", "1"));
        Browser.Page wrong = resident.multipart(page + "/do/rate", Map.of("score", "9"));
        Browser.Page rated = resident.multipart(page + "/do/rate", Map.of("score", "4"));
        Browser.Page again = resident.multipart(page + "/do/rate", Map.of("score", "1"));

        // Then
        assertFalse(answered.contains("办得满意吗"), answered);
        assertEquals(409, early.status());
        assertTrue(closed.body().contains("办得满意吗") && closed.body().contains("很不满意"), closed.body());
        assertFalse(stranger.body().contains("打分记下了"), stranger.body());
        assertEquals(409, wrong.status());
        assertTrue(rated.body().contains("打分记下了"), rated.body());
        assertFalse(rated.body().contains("办得满意吗"), rated.body());
        assertEquals(409, again.status());
        assertTrue(again.body().contains("还按第一次的算"), again.body());
        assertEquals(
                new TicketRatings.Totals(1, 1),
                ticketRatings.totals(since).await().atMost(Duration.ofSeconds(10)));
        assertFalse(
                api.get("tickets/" + ticket.getString("no")).body().contains("RATED"),
                "the ticket shows nothing of it");
    }
}
