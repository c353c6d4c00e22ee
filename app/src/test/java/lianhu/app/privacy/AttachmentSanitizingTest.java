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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.PhotoFixture;
import lianhu.app.support.SimulatorClient;
import lianhu.app.web.ReportPageTest;
import lianhu.core.area.Area;
import lianhu.core.area.Areas;
import lianhu.core.roster.Post;
import lianhu.core.roster.PostDirectory;
import lianhu.core.roster.PostHolderLinks;
import lianhu.core.roster.PostId;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Through every channel, the place and the author are removed from a photo before a person can look at it. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class AttachmentSanitizingTest {
    private static final String UNIT = "621099101202001-L001";
    private static final byte[] PHOTO = PhotoFixture.withPlace();

    @TestHTTPResource
    URI gateway;

    @Inject
    PostHolderLinks links;

    @Inject
    PostDirectory postDirectory;

    @Inject
    Areas areas;

    SimulatorClient simulatorClient;
    ApiClient apiClient;

    @BeforeEach
    void begin() {
        simulatorClient = new SimulatorClient(gateway);
        apiClient = new ApiClient(gateway);
    }

    @Test
    void ofTheRobot() {
        JsonObject said = simulatorClient.post(
                "say",
                new JsonObject()
                        .put("chat", "wrXIAHE0001")
                        .put("from", "lao.ding")
                        .put("text", "碾坊东边的路灯不亮")
                        .put("image", base64())
                        .put("wait", true));
        isClean(SimulatorClient.receiptIn(
                said.getJsonArray("replies").getJsonObject(0).getString("text")));
    }

    @Test
    void ofTheApplication() {
        String member = "hao.shuji";
        long before = simulatorClient.now();
        simulatorClient.post(
                "private",
                new JsonObject().put("from", member).put("image", base64()).put("wait", true));
        isClean(SimulatorClient.receiptIn(SimulatorClient.text(simulatorClient.await(member, before, "收到了"))));
    }

    @Test
    void ofCustomerService() {
        String resident = "wmPHOTO0001";
        long before = simulatorClient.now();
        simulatorClient.post(
                "private",
                new JsonObject().put("to", "kf").put("from", resident).put("image", base64()));
        isClean(SimulatorClient.receiptIn(SimulatorClient.text(simulatorClient.await(resident, before, "收到了"))));
    }

    @Test
    void ofTheCardsPage() {
        isClean(ReportPageTest.number(new Browser(gateway)
                .multipart(
                        "/report/" + UNIT,
                        Map.of("words", "碾坊西边的路灯不亮", "key", UUID.randomUUID().toString()),
                        PHOTO)));
    }

    @Test
    void ofTheHeadsPage() {
        Browser phone = new Browser(gateway);
        String page = links.linkOf(new PostId(UNIT + ".UNIT_HEAD.1")).orElseThrow();
        Map<String, String> fields =
                Map.of("words", "碾坊南边的路灯不亮", "key", phone.get(page).hidden("key"), "whose", "own");
        isClean(SimulatorClient.receiptIn(
                phone.multipart(page + "/tell", fields, PHOTO).body()));
    }

    @Test
    void ofTheChambersPage() {
        Browser phone = new Browser(gateway);
        String page = postDirectory.all().stream()
                .filter(post -> post.area().isAway())
                .map(Post::id)
                .flatMap(post -> links.linkOf(post).stream())
                .findFirst()
                .orElseThrow();
        String village = areas.all().stream()
                .filter(area -> area.code().value().equals("621099201201"))
                .map(Area::name)
                .findFirst()
                .orElseThrow();
        Map<String, String> fields = Map.of(
                "words", "碾坊门口的路塌了",
                "where", "HOME",
                "home", village,
                "member", "钱老板",
                "agreed", "yes",
                "key", phone.get(page).hidden("key"));
        isClean(phone.multipart(page, fields, PHOTO).number());
    }

    private void isClean(String receipt) {
        JsonObject ticket = apiClient.ticketOf(receipt);
        assertEquals(1, ticket.getJsonArray("attachments").size(), ticket::encode);
        String photo = ticket.getJsonArray("attachments").getJsonObject(0).getString("id");
        Browser.Page shown = new Browser(gateway).get("/desk/tickets/" + ticket.getString("no") + "/photo/" + photo);
        assertEquals("image/jpeg", shown.type());
        assertTrue(new String(PHOTO, StandardCharsets.ISO_8859_1).contains("GPS 39.1"));
        assertFalse(shown.body().contains("Exif"), "the side information is still there");
        assertFalse(shown.body().contains("GPS"), "the side information is still there");
    }

    private static String base64() {
        return Base64.getEncoder().encodeToString(PHOTO);
    }
}
