package lianhu.app.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A visitor at the counter: written down, read while it is typed, filed like every report, and found again by who may. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class IntakeStoryTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String NAME = "艾买提·库尔班";
    private static final String NUMBER = "15400005617";

    @TestHTTPResource
    URI gateway;

    @Inject
    Pool pool;

    @Inject
    Config config;

    private ApiClient api;
    private Browser desk;

    @BeforeEach
    void connect() {
        api = new ApiClient(gateway);
        desk = new Browser(gateway);
    }

    @Test
    void aVisitorIsFiledByATypedPlaceAndTheNextOneWithTheSameMatterIsMerged() {
        // Given
        Map<String, String> first = visit("北坡路口的红绿灯不亮了", "story-visit-1");

        // When
        String places =
                desk.form("/desk/calls/report/places", Map.of("place", "上河")).body();
        Browser.Page filed = desk.form("/desk/calls/report", first);
        Browser.Page again = desk.form("/desk/calls/report", first);
        JsonObject ticket = api.ticketOf(filed.number());
        Map<String, String> second = new HashMap<>(visit("北坡路口红绿灯还是不亮", "story-visit-2"));
        String reading = desk.form("/desk/calls/report/reading", second).body();
        second.put("into", ticket.getString("no"));
        Browser.Page merged = desk.form("/desk/calls/report", second);
        Browser.Page mergedAgain = desk.form("/desk/calls/report", second);

        // Then
        assertTrue(places.contains("云溪县 › 云溪镇 › 上河村"), places);
        assertEquals(filed.number(), again.number());
        assertEquals("WALK_IN", ticket.getJsonArray("receipts").getJsonObject(0).getString("channel"));
        assertTrue(desk.get("/desk/tickets/" + ticket.getString("no")).body().contains("来访"));
        assertTrue(reading.contains("同一个村，同一类") && reading.contains(ticket.getString("no")), reading);
        assertTrue(merged.body().contains("并到一起办了，两个号都能查。"), merged.body());
        assertEquals(merged.number(), mergedAgain.number());
        assertNotEquals(filed.number(), merged.number());
        assertEquals(ticket.getString("no"), api.ticketOf(merged.number()).getString("no"));
    }

    @Test
    void aPersonIsFoundByNumberAndByNameByWhoMayAndSaysWhy() throws IOException {
        // Given
        Map<String, String> visit = new HashMap<>(visit("家门口的井盖翘起来了", "story-visit-3"));
        visit.put("name", NAME);
        visit.put("phone", NUMBER);
        String receipt = desk.form("/desk/calls/report", visit).number();
        String shown = receipt.substring(0, 4) + " " + receipt.substring(4);

        // When
        Browser.Page byName = search("艾买提库尔班", "SAME_MATTER");
        Browser.Page byNumber = search(NUMBER, "ASKS_PROGRESS");
        Browser.Page byPart = search("艾买提", "SAME_MATTER");
        Browser.Page withoutReason = search(NAME, "");
        Browser.Page inAnAddress = desk.get("/desk?q=15400005617");

        // Then
        assertTrue(byName.body().contains(shown), byName.body());
        assertTrue(byNumber.body().contains(shown), byNumber.body());
        assertFalse(byPart.body().contains(shown), byPart.body());
        assertEquals(422, withoutReason.status());
        assertEquals("/desk/calls/person", inAnAddress.path());
        assertTrue(byNumber.body().contains("按电话查，他来问进度，说不出受理号"), byNumber.body());
        assertEquals(3, searches());
        String log = Files.readString(Path.of(config.getValue(GatewayTestResource.LOG_FILE, String.class)));
        assertFalse(log.contains(NAME) || log.contains("艾买提库尔班") || log.contains("井盖翘起来"));
    }

    @Test
    void theFiguresOfTheHotlineLeadToTheCallsBehindThem() {
        Browser.Page figures = desk.get("/desk/calls/figures?span=month");
        Browser.Page calls = desk.get("/desk/calls/figures/calls?figure=OFFERED&span=month");

        assertEquals(200, figures.status());
        assertTrue(figures.body().contains("15 秒以内接起"), figures.body());
        assertEquals(200, calls.status());
        assertTrue(calls.body().contains("<h1>打来的电话</h1>"), calls.body());
    }

    private static Map<String, String> visit(String words, String key) {
        return Map.of("source", "WALK_IN", "key", key, "place", "云溪镇上河村", "words", words);
    }

    private Browser.Page search(String person, String reason) {
        return desk.form("/desk/calls/person", Map.of("person", person, "reason", reason));
    }

    private long searches() {
        return pool.query("SELECT count(*) FROM person_search")
                .execute()
                .await()
                .atMost(LIMIT)
                .iterator()
                .next()
                .getLong(0);
    }
}
