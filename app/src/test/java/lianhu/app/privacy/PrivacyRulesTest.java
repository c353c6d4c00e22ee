package lianhu.app.privacy;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lianhu.app.story.KfStoryTest;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.SimulatorClient;
import lianhu.app.web.ReportPageTest;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.GroupBindings;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/**
 * What must never happen, tested through the whole gateway. {@link DataAtRestTest} covers log and database, {@link
 * SealedTicketTest} and {@link DisclosureTest} sealed tickets, {@link KfStoryTest} customer service.
 */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class PrivacyRulesTest {
    private static final String UNIT = "621099101202001-L002";
    private static final String KEEPER = "xiao.duan";
    private static final String NAME = "宓秀芝";
    private static final String PHONE = "15400007766";
    /** Used by no other test. */
    private static final String GROUP = "wrUNBOUND0001";

    @TestHTTPResource
    URI gateway;

    @Inject
    GroupBindings groupBindings;

    @Inject
    Pool pool;

    @Test
    void aReportOfThePagesIsNeverNamedInAGroup() {
        // Given
        SimulatorClient simulatorClient = new SimulatorClient(gateway);
        ApiClient apiClient = new ApiClient(gateway);
        long before = simulatorClient.now();
        String receipt = fromThePage("磨盘岭的路灯不亮");

        // When
        simulatorClient.sendPrivate(KEEPER, "办结 " + receipt + " 换了灯管");
        for (int i = 0; i < 100 && !isResolved(apiClient, receipt); i++) {
            SimulatorClient.pause(Duration.ofMillis(100));
        }
        simulatorClient.awaitQuiet();

        // Then
        assertTrue(isResolved(apiClient, receipt));
        List<String> inGroups = simulatorClient.all().stream()
                .filter(entry -> entry.getLong("seq") > before)
                .filter(entry -> entry.getString("chat") != null && !SimulatorClient.isMessage(entry))
                .map(SimulatorClient::text)
                .filter(text -> text.contains("磨盘岭"))
                .toList();
        assertEquals(List.of(), inGroups);
    }

    @Test
    void anOwnerSeesNeitherTheNameNorTheNumberOfTheReporter() {
        // Given
        SimulatorClient simulatorClient = new SimulatorClient(gateway);
        ApiClient apiClient = new ApiClient(gateway);
        long before = simulatorClient.now();

        // When
        String receipt = fromThePage("石碾巷的路灯不亮");

        // Then
        JsonObject ticket = apiClient.ticketOf(receipt);
        String card = simulatorClient.awaitCard(KEEPER, before, "石碾巷").encode();
        String page = new Browser(gateway)
                .get("/desk/tickets/" + ticket.getString("no"))
                .body();
        assertTrue(page.contains("石碾巷"), page);
        for (String seen : List.of(card, page, ticket.encode())) {
            assertFalse(seen.contains(NAME), seen);
            assertFalse(seen.contains(PHONE), seen);
        }
    }

    @Test
    void aGroupThatIsUnboundLeavesNothingBehind() {
        // Given
        bind();
        String page = new Browser(gateway).get("/desk/groups").body();
        assertTrue(page.contains("value=\"" + GROUP + "\""), "it is not on the page");

        // When
        Browser.Page after = new Browser(gateway).form("/desk/groups/unbind", Map.of("chat", GROUP));

        // Then
        assertEquals(200, after.status(), after.body());
        assertFalse(after.body().contains(GROUP), after.body());
        assertTrue(groupBindings.find(GROUP).isEmpty());
        assertEquals(0, rows());
    }

    @Test
    void thereIsNoTableOfHouseholdsAndNoColumnForAnIdentityNumberOrAMark() {
        // When
        List<String> columns = pool.query("SELECT table_name || '.' || column_name FROM information_schema.columns "
                        + "WHERE table_schema = 'public' AND table_name <> 'flyway_schema_history'")
                .execute()
                .map(found -> {
                    List<String> names = new ArrayList<>();
                    found.forEach(row -> names.add(row.getString(0)));
                    return names;
                })
                .await()
                .atMost(Duration.ofSeconds(10));

        // Then
        assertTrue(columns.contains("report_person.ciphertext"), columns.toString());
        assertEquals(
                List.of(),
                columns.stream()
                        .filter(
                                name -> name.matches(
                                        ".*(household|id_?card|identity_no|idno|bank|captcha|score|rating|rank|tag|blacklist|petitioner).*"))
                        .toList());
        assertEquals(
                // The hash is keyed: who does not know the whole name and the county's key learns nothing from it.
                List.of(
                        "report_person.ciphertext",
                        "report_person.name_hash",
                        "report_person.receipt_no",
                        "report_person.role"),
                columns.stream()
                        .filter(name -> name.startsWith("report_person."))
                        .sorted()
                        .toList());
    }

    @Test
    void theAssessmentAndThePrivacyNoticeShip() throws Exception {
        // When
        String assessment = Files.readString(Path.of("..", "docs", "impact-assessment.zh-CN.md"));
        String notice = Files.readString(Path.of("..", "docs", "privacy-notice.zh-CN.md"));

        // Then
        assertTrue(assessment.contains("影响评估"), assessment);
        assertTrue(notice.contains("个人信息"), notice);
    }

    private static boolean isResolved(ApiClient apiClient, String receipt) {
        return ApiClient.history(apiClient.ticketOf(receipt)).contains("RESULT_SUBMITTED");
    }

    private String fromThePage(String words) {
        return ReportPageTest.number(new Browser(gateway)
                .multipart(
                        "/report/" + UNIT,
                        Map.of(
                                "words",
                                words,
                                "name",
                                NAME,
                                "phone",
                                PHONE,
                                "key",
                                UUID.randomUUID().toString())));
    }

    private void bind() {
        String code = groupBindings
                .issueCode(new AreaCode("621099101201"))
                .await()
                .atMost(Duration.ofSeconds(10))
                .code();
        groupBindings.redeem(code, GROUP, "石桥联户长群").await().atMost(Duration.ofSeconds(10));
    }

    private long rows() {
        return pool.preparedQuery("SELECT count(*) FROM binding WHERE chat = $1")
                .execute(Tuple.of(GROUP))
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getLong(0);
    }
}
