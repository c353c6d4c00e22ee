package lianhu.app.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.PhotoFixture;
import lianhu.app.support.SimulatorClient;
import lianhu.app.web.ReportPageTest;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The keeper opens the page of a ticket from the card, until the ticket is with another. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class WorkPageStoryTest {
    private static final String UNIT = "621099101202001-L001";
    private static final String KEEPER = "xiao.duan";

    @TestHTTPResource
    URI gateway;

    @Inject
    Pool pool;

    @Inject
    Config config;

    SimulatorClient simulatorClient;
    ApiClient apiClient;
    Browser keeper;

    @BeforeEach
    void begin() {
        simulatorClient = new SimulatorClient(gateway);
        apiClient = new ApiClient(gateway);
        keeper = new Browser(gateway);
    }

    @Test
    void aResidentsPhotoAndUrgeReachTheKeeperWhoHasTheTicket() {
        // Given
        String place = "水渠边" + UUID.randomUUID().toString().substring(0, 4);
        Reported reported = report(place + "的路灯不亮");

        // When
        Browser.Page page = keeper.get(reported.link());
        String photo = first(Pattern.compile("src=\"(/work/[^\"]+/photo/[0-9a-f]{64})\""), page.body());
        Browser.Page shown = keeper.get(photo);
        Browser.Page again = keeper.get(reported.link());
        reported.resident()
                .multipart(
                        "/track/" + reported.receipt() + "/do/add",
                        Map.of(
                                "words",
                                "三天了，" + place + "咋还没人修",
                                "key",
                                UUID.randomUUID().toString()));
        JsonObject addition = simulatorClient.awaitCard(KEEPER, reported.since(), "三天了，" + place);
        Browser.Page urged = keeper.get(linkOf(addition));
        String no = apiClient.ticketOf(reported.receipt()).getString("no");
        Browser.Page called = keeper.form(reported.link() + "/call", Map.of("no", no));

        // Then
        assertEquals(200, page.status());
        assertTrue(page.body().contains(place + "的路灯不亮"), page.body());
        assertFalse(page.body().contains("郑大娘") || page.body().contains("15400002617"), page.body());
        assertEquals(
                "no-store",
                page.response().headers().firstValue("Cache-Control").orElse(""));
        assertTrue(
                hasLine()
                        ? called.body().contains("您的电话马上会响")
                        : called.body().contains("打不了") && !page.body().contains("打给报事的人"),
                called.body());
        assertEquals(hasLine() ? 1 : 0, calls(no));
        assertEquals(200, shown.status());
        assertEquals("image/jpeg", shown.type());
        assertEquals(
                "private, no-store",
                shown.response().headers().firstValue("Cache-Control").orElse(""));
        assertFalse(shown.body().contains("Exif"));
        assertEquals(200, again.status(), "a preview does not use the link up");
        assertTrue(urged.body().contains("催办 1 次") && urged.body().contains("咋还没人修"), urged.body());
    }

    @Test
    void theKeeperAsksForMoreTimeTheDeskAgreesAndTheReporterReadsTheNewDay() {
        // Given
        Reported reported = report("晒谷场的路灯不亮");
        act(reported, Map.of("action", "accept"));
        JsonObject ticket = apiClient.ticketOf(reported.receipt());
        LocalDate due = OffsetDateTime.parse(ticket.getString("due")).toLocalDate();
        // When
        Browser.Page tooFar = act(
                reported,
                Map.of(
                        "action",
                        "extend",
                        "words",
                        "等配件",
                        "until",
                        due.plusMonths(2).toString()));
        Optional<Browser.Page> asked = IntStream.rangeClosed(1, 4)
                .mapToObj(days -> act(
                        reported,
                        Map.of(
                                "action",
                                "extend",
                                "words",
                                "等配件",
                                "until",
                                due.plusDays(days).toString())))
                .filter(page -> page.status() == 200)
                .findFirst();
        String desk = "/desk/tickets/" + ticket.getString("no");
        String seen = new Browser(gateway).get(desk).body();
        new Browser(gateway)
                .multipart(
                        desk + "/grant_extension",
                        Map.of(
                                "version",
                                apiClient
                                        .ticketOf(reported.receipt())
                                        .getInteger("version")
                                        .toString()));
        // Then
        assertTrue(tooFar.status() == 409 && tooFar.body().contains("最晚"), tooFar.body());
        assertTrue(
                asked.orElseThrow().body().contains("申请了延期，等受理台定"),
                asked.orElseThrow().body());
        assertTrue(seen.contains("同意延期") && seen.contains("等配件"), seen);
        String track = reported.resident().get("/track/" + reported.receipt()).body();
        assertTrue(track.contains("才办得好"), track);
        assertFalse(keeper.get(reported.link()).body().contains("申请延期"), "it is granted once");
        assertTrue(OffsetDateTime.parse(apiClient.ticketOf(reported.receipt()).getString("due"))
                .toLocalDate()
                .isAfter(due));
    }

    private Browser.Page act(Reported reported, Map<String, String> fields) {
        JsonObject ticket = apiClient.ticketOf(reported.receipt());
        Map<String, String> form = new HashMap<>(fields);
        form.put("no", ticket.getString("no"));
        form.put("version", ticket.getInteger("version").toString());
        form.put("key", UUID.randomUUID().toString());
        return keeper.multipart(reported.link() + "/do", form);
    }

    @Test
    void aStrangerAnExpiredAndAReassignedLinkOpenNothing() {
        // Given
        Reported reported = report("石磨后面的路灯不亮");
        String photo = first(
                Pattern.compile("src=\"(/work/[^\"]+/photo/[0-9a-f]{64})\""),
                keeper.get(reported.link()).body());
        Reported other = report("石磨前面的路灯不亮");
        JsonObject ticket = apiClient.ticketOf(reported.receipt());

        // When
        Browser.Page guessed =
                keeper.get(reported.link().substring(0, reported.link().length() - 4) + "AAAA");
        apiClient.post(
                "tickets/" + ticket.getString("no") + "/dispatch",
                new JsonObject()
                        .put("version", ticket.getInteger("version"))
                        .put("by", "desk")
                        .put("to", new JsonObject().put("type", "GRID").put("id", "621099101201001")));
        Browser.Page reassigned = keeper.get(reported.link());
        Browser.Page photoThen = keeper.get(photo);
        pool.query("UPDATE delivery SET at = at - interval '31 days' WHERE ticket_no = '"
                        + apiClient.ticketOf(other.receipt()).getString("no") + "'")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10));
        Browser.Page expired = keeper.get(other.link());

        // Then
        for (Browser.Page gone : List.of(guessed, reassigned, expired)) {
            assertEquals(404, gone.status());
            assertTrue(gone.body().contains("这个链接过期了") && gone.body().contains("受理台"), gone.body());
            assertFalse(gone.body().contains("石磨"), gone.body());
        }
        assertEquals(404, photoThen.status());
    }

    @Test
    void theKeeperActsOnThePage() {
        // Given
        Reported reported = report("老榆树下的路灯不亮");
        Browser.Page page = keeper.get(reported.link());

        // When
        Browser.Page accepted = act(reported, page, "accept", "");
        Browser.Page returned = act(reported, accepted, "return", "不是我们网格的灯");
        Browser.Page late = act(reported, accepted, "result", "修好了");

        // Then
        assertTrue(accepted.body().contains("签收了。") && accepted.body().contains("在办"), accepted.body());
        assertTrue(returned.body().contains("退回了，受理台会另派。"), returned.body());
        assertEquals("RETURN_REVIEW", apiClient.ticketOf(reported.receipt()).getString("state"));
        assertEquals(404, late.status());
    }

    private Browser.Page act(Reported reported, Browser.Page page, String action, String words) {
        return keeper.multipart(
                reported.link() + "/do",
                Map.of(
                        "no", page.hidden("no"),
                        "version", page.hidden("version"),
                        "action", action,
                        "words", words,
                        "key", UUID.randomUUID().toString()));
    }

    @Test
    void aFloodBecomesOneMessageWithAListOfAllOfThem() {
        // Given
        String flooded = "xiao.niu";
        long since = simulatorClient.now();

        // When
        for (int i = 0; i < 20; i++) {
            Browser.Page filed = apiClient.post(
                    "reports",
                    new JsonObject().put("area", "621099201201001-L001").put("text", "第" + i + "号杆的路灯不亮"));
            assertEquals(201, filed.status(), filed.body());
        }
        String digest = SimulatorClient.text(simulatorClient.await(flooded, since, "并成这一条"));
        Browser.Page list = keeper.get(first(Pattern.compile("(/work/l\\S+)"), digest));

        // Then
        long cards = simulatorClient.seenBy(flooded, since).stream()
                .filter(entry -> entry.getJsonObject("card") != null)
                .count();
        assertTrue(cards < 15, cards + " cards beside " + digest);
        assertTrue(digest.contains("最急的 3 件：\n1. 第"), digest);
        for (int i = 0; i < 20; i++) {
            assertTrue(list.body().contains("第" + i + "号杆的路灯不亮"), list.body());
        }
        String ticket = first(Pattern.compile("href=\"(/work/[^\"]+/GD[0-9]+)\""), list.body());
        assertTrue(keeper.get(ticket).body().contains("回您手上的事"));
    }

    /** @param since before the report, in the journal of the local WeCom */
    private record Reported(Browser resident, String receipt, String link, long since) {}

    private boolean hasLine() {
        return config.getOptionalValue("lianhu.telephony.trunk", String.class).isPresent();
    }

    private int calls(String ticket) {
        return pool.preparedQuery("SELECT FROM outbound_call WHERE ticket_no = $1 AND kind = 'REPORTER_CALL'")
                .execute(Tuple.of(ticket))
                .await()
                .atMost(Duration.ofSeconds(20))
                .rowCount();
    }

    private Reported report(String words) {
        Browser resident = new Browser(gateway);
        long since = simulatorClient.now();
        Browser.Page got = resident.multipart(
                "/report/" + UNIT,
                Map.of(
                        "words",
                        words,
                        "name",
                        "郑大娘",
                        "phone",
                        "15400002617",
                        "key",
                        UUID.randomUUID().toString()),
                PhotoFixture.withPlace());
        String receipt = ReportPageTest.number(got);
        JsonObject card = simulatorClient.awaitCard(KEEPER, since, words);
        return new Reported(resident, receipt, linkOf(card), since);
    }

    /** A click anywhere on the card opens it. */
    private String linkOf(JsonObject card) {
        return URI.create(card.getJsonObject("card_action").getString("url")).getPath();
    }

    private static String first(Pattern wanted, String page) {
        Matcher found = wanted.matcher(page);
        assertTrue(found.find(), page);
        return found.group(1);
    }
}
