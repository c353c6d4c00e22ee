package lianhu.app.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The public page of a township in which no other story reports what is reported here. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class BoardStoryTest {
    private static final String BOARD = "/wall/621099201";
    private static final String PLACE = "/report/621099201201001-L001";
    private static final Pattern ME_TOO =
            Pattern.compile("<b>公用健身器材坏了</b>.*?href=\"(/wall/621099201/me-too\\?m=[^\"]+)\"", Pattern.DOTALL);

    @TestHTTPResource
    URI gateway;

    private ApiClient apiClient;

    @BeforeEach
    void connect() {
        apiClient = new ApiClient(gateway);
    }

    @Test
    void aHouseholdJoinsAMatterOfTheBoardAndItsReporterTakesItOff() {
        // Given
        Browser reporter = new Browser(gateway);
        Browser neighbour = new Browser(gateway);
        String first = report(reporter, "老戏台旁32号门前的健身器材坏了，李婶说好几天了");

        // When
        Browser.Page board = neighbour.get(BOARD);
        String link = meToo(board);
        Browser.Page form = neighbour.get(link);
        Browser.Page joined = neighbour.form(path(link), fields(form, "15400007788"));
        Browser.Page again = neighbour.get(link);
        Browser.Page counted = new Browser(gateway).get(BOARD);
        String second = joined.path().replaceAll("\\D", "");
        JsonObject merged = apiClient.ticketOf(second);
        answer(merged.getString("no"), "给老戏台32号李婶家旁边换了新的");
        Browser.Page answered = neighbour.get("/track/" + second);
        Browser.Page answeredBoard = neighbour.get(BOARD);
        Browser.Page removed = reporter.multipart("/track/" + first + "/off-board", Map.of("key", "k1234567"));
        Browser.Page afterwards = neighbour.get(BOARD);

        // Then
        assertFalse(board.body().contains("老戏台") || board.body().contains("李婶"), board.body());
        assertTrue(joined.body().contains("您家也算一家，和大家的一起办。"), joined.body());
        assertEquals(apiClient.ticketOf(first).getString("no"), merged.getString("no"));
        assertTrue(again.body().contains("您家已经说过这件了。"), again.body());
        assertTrue(counted.body().contains("还有 1 家也是"), counted.body());
        for (Browser.Page page : new Browser.Page[] {joined, answered, answeredBoard}) {
            assertFalse(page.body().contains("老戏台") || page.body().contains("32号"), page.body());
            assertFalse(page.body().contains("李婶") || page.body().contains("一组"), page.body());
        }
        assertTrue(answered.body().contains("<h1>办好了</h1>"), answered.body());
        assertTrue(answeredBoard.body().contains("公用健身器材坏了"), answeredBoard.body());
        assertTrue(removed.body().contains("您报的这一件不再列在公开页上。"), removed.body());
        assertFalse(afterwards.body().contains("公用健身器材坏了"), afterwards.body());
        assertEquals(404, neighbour.get(link).status());
    }

    @Test
    void theDeskTakesAMatterOffForGood() {
        // Given
        Browser desk = new Browser(gateway);
        String receipt = report(new Browser(gateway), "老水井边的路坏了");
        String no = apiClient.ticketOf(receipt).getString("no");
        Browser.Page before = desk.get(BOARD);

        // When
        Browser.Page ticket = desk.form("/desk/tickets/" + no + "/board", Map.of());

        // Then
        assertTrue(roads(before) > 0, before.body());
        assertTrue(ticket.body().contains("已从公开页拿下来"), ticket.body());
        assertEquals(roads(before) - 1, roads(desk.get(BOARD)));
    }

    /** Other stories report roads of this township, too. */
    private static int roads(Browser.Page board) {
        return board.body().split("<b>乡村道路坏了</b>", -1).length - 1;
    }

    @Test
    void whoHasNoProofTakesNothingOffAndAForgedLinkJoinsNothing() {
        // Given
        Browser stranger = new Browser(gateway);
        String receipt = report(new Browser(gateway), "老油坊边的水沟堵了");

        // When
        stranger.multipart("/track/" + receipt + "/off-board", Map.of("key", "k1234567"));
        Browser.Page forged = stranger.get(BOARD + "/me-too?m=" + "A".repeat(60));

        // Then
        assertTrue(stranger.get(BOARD).body().contains("村组水沟排水不畅"));
        assertEquals(404, forged.status());
    }

    @Test
    void aCardOfAUnitLeadsToTheBoardOfItsTownshipAndAnUnknownPlaceToTheList() {
        // Given
        Browser phone = new Browser(gateway);
        // Then
        assertTrue(phone.get(PLACE).body().contains("href=\"" + BOARD + "\""));
        assertEquals(BOARD, phone.get("/wall/621099201201001-L001").path());
        assertTrue(phone.get("/wall").body().contains("href=\"" + BOARD + "\""));
        assertEquals(404, phone.get("/wall/621099901").status());
        assertEquals(200, phone.get(BOARD + "?page=-1&open=x").status());
    }

    private String report(Browser phone, String words) {
        return phone.multipart(
                        PLACE,
                        Map.of(
                                "words",
                                words,
                                "name",
                                "",
                                "phone",
                                "",
                                "key",
                                UUID.randomUUID().toString()))
                .number();
    }

    private void answer(String no, String words) {
        Browser.Page done = apiClient.post(
                "tickets/" + no + "/result",
                new JsonObject()
                        .put("version", apiClient.ticket(no).getInteger("version"))
                        .put("by", "desk")
                        .put("note", words));
        assertEquals(200, done.status(), done.body());
    }

    private static String meToo(Browser.Page board) {
        Matcher link = ME_TOO.matcher(board.body());
        assertTrue(link.find(), board.body());
        return link.group(1);
    }

    private static String path(String link) {
        return link.substring(0, link.indexOf('?'));
    }

    private static Map<String, String> fields(Browser.Page form, String phone) {
        Map<String, String> fields = new HashMap<>();
        fields.put("m", form.hidden("m"));
        fields.put("key", form.hidden("key"));
        fields.put("phone", phone);
        fields.put("website", "");
        return fields;
    }
}
