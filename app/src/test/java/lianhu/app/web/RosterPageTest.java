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
import java.util.Map;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.SimulatorClient;
import lianhu.core.roster.PostHolderLinks;
import lianhu.core.roster.PostId;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** The desk changes holders of 柳沟镇, where no other test reports. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class RosterPageTest {
    private static final String KEEPER = "621099102201001.KEEPER.1";
    private static final String PLACE = "/report/621099102201001-L001";

    @TestHTTPResource
    URI gateway;

    @Inject
    PostHolderLinks links;

    @Test
    void theNextCardGoesToTheNewHolderAndTheOpenTicketStaysWithThePost() {
        // Given
        SimulatorClient simulatorClient = new SimulatorClient(gateway);
        Browser desk = new Browser(gateway);
        long begin = simulatorClient.now();
        String receipt = report("柳沟桥头路灯不亮");
        simulatorClient.awaitCard("xiao.jia", begin, "柳沟桥头路灯不亮");

        // When
        Browser.Page changed = desk.form(
                "/desk/roster/post",
                Map.of("id", KEEPER, "name", "小段", "phone", "15400001217", "account", "xiao.duan"));
        report("柳沟戏台水管漏水");

        // Then
        assertEquals(200, changed.status(), changed.body());
        assertTrue(changed.body().contains("从今天起是小段"), changed.body());
        assertTrue(changed.body().contains("这里有 1 件没办完"), changed.body());
        assertTrue(changed.body().contains("<b>小贾</b>"), changed.body());
        simulatorClient.awaitCard("xiao.duan", begin, "柳沟戏台水管漏水");
        assertFalse(simulatorClient.seenBy("xiao.jia", begin).stream()
                .anyMatch(entry -> SimulatorClient.text(entry).contains("柳沟戏台水管漏水")));
        JsonObject ticket = new ApiClient(gateway).ticketOf(receipt);
        String page = desk.get("/desk/tickets/" + ticket.getString("no")).body();
        assertEquals("网格员小贾", ticket.getJsonObject("lead").getString("name"), "who had it then");
        assertTrue(page.contains("网格员小贾") && page.contains("这个岗现在是网格员小段"), page);
        assertTrue(desk.get("/desk/roster?area=621099102201").body().contains("<span>小段</span>"));
    }

    @Test
    void theLinkOfTheHolderBeforeEndsAndThatOfTheNewOneIsShown() {
        // Given
        Browser desk = new Browser(gateway);
        String head = "621099102201001-L001.UNIT_HEAD.1";
        String old = links.linkOf(new PostId(head)).orElseThrow();
        int before = new Browser(gateway).get(old).status();

        // When
        Browser.Page changed =
                desk.form("/desk/roster/post", Map.of("id", head, "name", "何小军", "phone", "", "account", ""));

        // Then
        String fresh = links.linkOf(new PostId(head)).orElseThrow();
        assertEquals(200, before);
        assertTrue(changed.body().contains(fresh), changed.body());
        assertEquals(200, new Browser(gateway).get(fresh).status());
        assertEquals(410, new Browser(gateway).get(old).status());
    }

    @Test
    void theFilesAreReadAgainAndComparedWithTheRoster() {
        // When
        Browser.Page page = new Browser(gateway).get("/desk/roster/files");

        // Then
        assertEquals(200, page.status(), page.body());
        assertTrue(page.body().contains("和县的文件对一遍") && page.body().contains("counties/yunxi"), page.body());
        assertTrue(new Browser(gateway).get("/desk/roster").body().contains("href=\"/desk/roster/files\""));
    }

    private String report(String words) {
        Browser phone = new Browser(gateway);
        Browser.Page receipt = phone.multipart(
                PLACE,
                Map.of(
                        "key", phone.get(PLACE).hidden("key"),
                        "words", words,
                        "phone", "15400009911",
                        "name", "",
                        "website", ""));
        return ReportPageTest.number(receipt);
    }
}
