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
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.SimulatorClient;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A voice message of WeChat, from the phone to what the desk reads of it. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
public class SpeechStoryTest {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String PHONE = "13800006655";

    private final String resident = "wmSHUOHUA" + COUNT.incrementAndGet();

    @TestHTTPResource
    URI gateway;

    @Inject
    Pool pool;

    private SimulatorClient simulatorClient;
    private ApiClient apiClient;
    private Browser desk;

    @BeforeEach
    void begin() {
        simulatorClient = new SimulatorClient(gateway);
        apiClient = new ApiClient(gateway);
        desk = new Browser(gateway);
    }

    @AfterEach
    void end() {
        simulatorClient.post("speech", new JsonObject());
        simulatorClient.post("faults", new JsonObject().put("clear", true));
    }

    @Test
    void theDeskReadsWhatTheMachineHeardAndTheReporterDoesNot() {
        // Given
        hears("沙枣林的路灯坏了");

        // When
        String receipt = speaks();
        simulatorClient.post(
                "private",
                new JsonObject().put("to", "kf").put("from", resident).put("text", "手机" + PHONE));
        String no = apiClient.ticketOf(receipt).getString("no");
        until(() -> page(no).contains("沙枣林"));

        // Then
        assertTrue(page(no).contains("机器转写（把握 82%）：</b>沙枣林的路灯坏了"), page(no));
        assertTrue(page(no).contains("机器听着像：路灯"), page(no));
        JsonObject ticket = apiClient.ticketOf(receipt);
        assertEquals("语音待听", ticket.getString("title"));
        assertEquals("DESK", ticket.getJsonObject("lead").getString("type"));
        assertFalse(ticket.encode().contains("沙枣林"), ticket.encode());
        String tracked = new Browser(gateway)
                .form("/track/" + receipt + "/digits", Map.of("digits", PHONE.substring(7)))
                .body();
        assertTrue(tracked.contains("语音"), tracked);
        assertFalse(tracked.contains("沙枣林") || tracked.contains("机器转写"), tracked);
        simulatorClient.awaitQuiet();
        assertTrue(simulatorClient.all().stream()
                .noneMatch(entry -> SimulatorClient.text(entry).contains("沙枣林")));
    }

    @Test
    void whatSoundsLikeAnEmergencyIsToBeHeardFirstAndCallsNobodyByItself() {
        // Given
        hears("东头柴房着火了");

        // When
        JsonObject ticket = apiClient.ticketOf(speaks());
        String no = ticket.getString("no");
        until(() -> page(no).contains("请先听这一条。</b>机器听着像急事（"));

        // Then
        String link = "/desk/tickets/" + no + "\">打开来听";
        assertTrue(desk.get("/desk").body().contains(link));
        assertEquals("NORMAL", apiClient.ticket(no).getString("urgency"));
        assertEquals(0, deliveries(no, "EMERGENCY_CALL"));
        apiClient.post(
                "tickets/" + no + "/write-down",
                new JsonObject()
                        .put("version", apiClient.ticket(no).getInteger("version"))
                        .put("by", "desk")
                        .put("note", "问柴房能不能拆"));
        assertFalse(page(no).contains("请先听这一条"));
        assertFalse(desk.get("/desk").body().contains(link));
    }

    @Test
    void aServerThatIsAwayIsAskedAgainAndTheStatusSaysSo() {
        // Given
        hears("胡麻地边的垃圾没人清");
        simulatorClient.post(
                "faults",
                new JsonObject()
                        .put("on", "audio/transcriptions")
                        .put("fault", "503")
                        .put("times", -1));

        // When
        String no = apiClient.ticketOf(speaks()).getString("no");
        until(() -> {
            tryAgainNow();
            return desk.get("/desk/status").body().contains("语音接连三回没有转成文字：转写服务说太忙（503）");
        });
        simulatorClient.post("faults", new JsonObject().put("clear", true));
        tryAgainNow();

        // Then
        until(() -> page(no).contains("胡麻地"));
        until(() -> !desk.get("/desk/status").body().contains("没有转成文字"));
    }

    private void tryAgainNow() {
        pool.query("UPDATE transcript SET next_attempt_at = now() WHERE next_attempt_at IS NOT NULL")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private void hears(String words) {
        simulatorClient.post("speech", new JsonObject().put("text", words));
    }

    /** Sends a voice message and returns the receipt number. */
    private String speaks() {
        long before = simulatorClient.now();
        simulatorClient.post(
                "private",
                new JsonObject()
                        .put("to", "kf")
                        .put("from", resident)
                        .put("voice", Base64.getEncoder().encodeToString(amr())));
        return SimulatorClient.receiptIn(SimulatorClient.text(simulatorClient.await(resident, before, "语音收到了")));
    }

    private String page(String no) {
        return desk.get("/desk/tickets/" + no).body();
    }

    private long deliveries(String no, String type) {
        return pool.preparedQuery("SELECT count(*) FROM delivery WHERE ticket_no = $1 AND type = $2")
                .execute(Tuple.of(no, type))
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getLong(0);
    }

    /** Different bytes each time: a file that is stored already has its transcript. */
    private static byte[] amr() {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("#!AMR\n".getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
        return file.toByteArray();
    }

    private static void until(BooleanSupplier condition) {
        for (int i = 0; i < 300 && !condition.getAsBoolean(); i++) {
            SimulatorClient.pause(Duration.ofMillis(100));
        }
        assertTrue(condition.getAsBoolean(), "it did not happen within 30 seconds");
    }
}
