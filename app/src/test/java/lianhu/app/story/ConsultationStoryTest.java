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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.SimulatorClient;
import lianhu.app.web.ReportPageTest;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** 吹哨报到 and “4+X”会商 on a ticket of a resident, through WeCom, the personal pages and the desk. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class ConsultationStoryTest {
    private static final String UNIT = "621099101202001-L001";
    private static final String KEEPER = "xiao.duan";
    private static final String TOWNSHIP = "liu.fang";
    private static final String FEDERATION = "gsl.jin";
    private static final Pattern LINK = Pattern.compile("(/work/c[^\\s\"]+)");

    @TestHTTPResource
    URI gateway;

    SimulatorClient simulatorClient;
    ApiClient apiClient;
    Browser browser;

    @BeforeEach
    void begin() {
        simulatorClient = new SimulatorClient(gateway);
        apiClient = new ApiClient(gateway);
        browser = new Browser(gateway);
    }

    @Test
    void aWhistleIsHeardAnsweredReportedAndEnded() {
        // Given
        String words = "水塔" + UUID.randomUUID().toString().substring(0, 4) + "的路灯不亮";
        String receipt = report(words);
        JsonObject card = simulatorClient.awaitCard(KEEPER, 0, words);
        String ticket =
                URI.create(card.getJsonObject("card_action").getString("url")).getPath();
        String no = apiClient.ticketOf(receipt).getString("no");
        String whistle = ticket + "/" + no + "/whistle";
        long since = simulatorClient.now();

        // When
        Browser.Page shown = browser.get(ticket);
        Browser.Page form = browser.get(whistle);
        Browser.Page opened = browser.form(
                whistle,
                fields("act", "open", "place", "水塔边", "words", "带梯子来", "party", option(form, "TOWNSHIP:\\d+")));
        String notice = SimulatorClient.text(simulatorClient.await(TOWNSHIP, since, "到水塔边报到"));
        String page = first(LINK, notice);
        Browser.Page called = browser.get(page);
        Browser.Page wrong = browser.form(page, fields("act", "answer", "position", "ARRIVED", "words", "12345678"));
        Browser.Page arrived = browser.form(page, fields("act", "answer", "position", "ARRIVED", "words", "到了水塔"));
        browser.form(page, fields("act", "answer", "position", "ARRIVED", "words", "换了电表"));
        Browser.Page notTheirs = browser.form(page, fields("act", "end"));
        Browser.Page seen = browser.get(whistle);
        Browser.Page ended = browser.form(whistle, fields("act", "end", "number", "1", "words", "谢谢"));
        String end = SimulatorClient.text(simulatorClient.await(TOWNSHIP, since, "吹哨结束了"));

        // Then
        assertTrue(shown.body().contains("/whistle\""), shown.body());
        assertTrue(opened.body().contains("吹了哨"), opened.body());
        assertTrue(notice.contains("带梯子来") && notice.contains(words), notice);
        assertTrue(called.body().contains("带梯子来") && called.body().contains("报到"), called.body());
        assertFalse(called.body().contains("郑大娘"), "who reported is nothing for a party");
        assertEquals(409, wrong.status());
        assertTrue(arrived.body().contains("到了水塔"), arrived.body());
        assertEquals(409, notTheirs.status());
        assertTrue(seen.body().contains("做了：换了电表"), seen.body());
        assertTrue(ended.body().contains("销了哨"), ended.body());
        assertTrue(end.contains("来了；谢谢"), end);
        String desk = browser.get("/desk/tickets/" + no).body();
        assertTrue(desk.contains("吹哨结束了") && desk.contains("换了电表"), desk);
        assertEquals("DISPATCHED", apiClient.ticketOf(receipt).getString("state"));
        assertFalse(browser.get("/track/" + receipt).body().contains("吹哨"));
        assertEquals(
                404, browser.get("/work/c1.AAAAAAAAAAAAAAAAAAAAAA/consultation").status());
        assertEquals(404, browser.get(page.replace("/consultation", "")).status(), "it opens nothing else");
    }

    @Test
    void theFourAndAnotherBodyMeetAndTheDeskDispatchesWhatTheyDecide() {
        // Given
        String words = "河堤" + UUID.randomUUID().toString().substring(0, 4) + "的路灯不亮";
        String receipt = report(words);
        String no = apiClient.ticketOf(receipt).getString("no");
        String desk = "/desk/tickets/" + no + "/consultations";
        long since = simulatorClient.now();

        // When
        String housing = option(browser.get(desk), "DEPARTMENT:housing");
        Browser.Page opened =
                browser.form(desk, fields("act", "open", "kind", "MEETING", "words", "归谁管", "party", housing));
        String notice = SimulatorClient.text(simulatorClient.await(FEDERATION, since, "会商"));
        String page = first(LINK, notice);
        Browser.Page said = browser.form(page, fields("act", "answer", "position", "AGREES", "words", "听住建局的"));
        String open = browser.get("/desk/consultations").body();
        Browser.Page early =
                browser.form(desk, fields("act", "end", "number", "1", "party", housing, "words", "住建局主办，月底前装好"));
        for (int index = 1; index <= 4; index++) {
            browser.form(
                    desk,
                    fields(
                            "act",
                            "answer",
                            "number",
                            "1",
                            "index",
                            "" + index,
                            "position",
                            "AGREES",
                            "words",
                            "电话里同意"));
        }
        Browser.Page decided =
                browser.form(desk, fields("act", "end", "number", "1", "party", housing, "words", "住建局主办，月底前装好"));
        browser.multipart(
                "/desk/tickets/" + no + "/dispatch",
                Map.of("version", decided.hidden("version"), "to", housing, "words", "照会商定的派"));

        // Then
        assertTrue(opened.body().contains("归谁管"), opened.body());
        assertTrue(notice.contains("到时间没说算没有意见"), notice);
        assertTrue(said.body().contains("没有意见") && said.body().contains("听住建局的"), said.body());
        assertTrue(open.contains(no) && open.contains("归谁管"), open);
        assertEquals(422, early.status());
        assertTrue(early.body().contains("才能定"), early.body());
        assertTrue(decided.body().contains("照定的派给县住建局"), decided.body());
        JsonObject ticket = apiClient.ticketOf(receipt);
        assertEquals("housing", ticket.getJsonObject("lead").getString("id"));
        String shown = browser.get("/desk/tickets/" + no).body();
        assertTrue(shown.contains("住建局主办，月底前装好"), shown);
        assertFalse(ticket.encode().contains("听住建局的"), "an opinion is for those who consult");
    }

    private String report(String words) {
        return ReportPageTest.number(browser.multipart(
                "/report/" + UNIT,
                Map.of(
                        "words",
                        words,
                        "name",
                        "郑大娘",
                        "phone",
                        "15400002617",
                        "key",
                        UUID.randomUUID().toString())));
    }

    private static Map<String, String> fields(String... pairs) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(pairs[i], pairs[i + 1]);
        }
        fields.put("key", UUID.randomUUID().toString());
        return fields;
    }

    private static String option(Browser.Page page, String key) {
        return first(Pattern.compile("value=\"(" + key + ")\""), page.body());
    }

    private static String first(Pattern wanted, String page) {
        Matcher found = wanted.matcher(page);
        assertTrue(found.find(), page);
        return found.group(1);
    }
}
