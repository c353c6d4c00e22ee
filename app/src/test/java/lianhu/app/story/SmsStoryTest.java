package lianhu.app.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import lianhu.app.sms.SmsConfiguration;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.SimulatorClient;
import lianhu.core.report.ReceiptNo;
import lianhu.telephony.callflow.event.CallId;
import lianhu.telephony.callflow.event.ReportKind;
import lianhu.telephony.gateway.recording.CallReports;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a resident reads on a phone that has nothing but SMS. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
public class SmsStoryTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PLACE = "/report/621099101201002-L001";
    /** Of no other story: a member gets eight messages at once, and what comes behind them in a digest. */
    private static final String KEEPER = "ma.xiao";

    @TestHTTPResource
    URI gateway;

    @Inject
    CallReports reports;

    private SimulatorClient simulatorClient;
    private Browser simulator;
    private ApiClient apiClient;
    private String phone = "154" + String.format("%08d", System.nanoTime() % 100_000_000);

    @BeforeEach
    void connect() {
        simulatorClient = new SimulatorClient(gateway);
        simulator = new Browser(URI.create(ConfigProvider.getConfig().getValue("lianhu.wecom.base-url", String.class)));
        apiClient = new ApiClient(gateway);
    }

    @AfterEach
    void noFaults() {
        simulatorClient.post("faults", new JsonObject().put("clear", true));
    }

    @Test
    void aCallerGetsTheReceiptByItsNumberAloneAndAnAnswerIsAddedToTheMatter() throws Exception {
        // When
        String receipt = calls();
        String sms = awaitSms("登记了");
        awaitReason(receipt, "短信送到手机了");
        replies("还有门牌是三十二号");

        // Then
        assertTrue(sms.startsWith("【云溪县】"), sms);
        assertTrue(sms.contains(new ReceiptNo(receipt).spoken()), sms);
        assertTrue(sms.contains("/track/" + receipt), sms);
        assertFalse(sms.contains("语音"), sms);
        until(() -> ApiClient.history(apiClient.ticketOf(receipt)).contains("SUPPLEMENTED"));
    }

    @Test
    void whoLeftANumberOnThePageIsToldTheResultWithoutItsWords() {
        // Given
        String receipt = reports("纸坊门口的路灯不亮");

        // When
        resolve(receipt);
        String sms = awaitSms("办好了");

        // Then
        assertEquals(1, received().size(), received().toString());
        assertTrue(sms.contains(new ReceiptNo(receipt).spoken()) && sms.contains("/track/" + receipt), sms);
        assertFalse(sms.contains("路灯") || sms.contains("灯头") || sms.contains("纸坊"), sms);
        String opened = new Browser(gateway)
                .form("/track/" + receipt + "/digits", Map.of("digits", phone.substring(7)))
                .body();
        assertTrue(opened.contains("换了灯头"), opened);
    }

    @Test
    void afterTheReplyTNoSmsIsSentUntilTheyAreWantedAgain() throws Exception {
        // Given
        calls();
        awaitSms("登记了");
        replies("t");
        String receipt = reports("磨坊门口的路灯不亮");

        // When
        resolve(receipt);
        awaitReason(receipt, "本人退订了短信，等本人来查");
        int meanwhile = received().size();
        replies("恢复");
        String again = reports("祠堂门口的路灯不亮");
        resolve(again);
        awaitSms("办好了");

        // Then
        assertEquals(1, meanwhile);
        assertEquals("WAITS_FOR_QUERY", resultOf(receipt).getString("state"));
    }

    @Test
    void whatDidNotReachThePhoneIsForAPersonToTell() {
        // Given
        phone = phone.substring(0, 7) + "0000";
        String receipt = reports("砖窑门口的路灯不亮");

        // When
        resolve(receipt);

        // Then
        awaitReason(receipt, "短信没有送到手机：关机");
        assertTrue(new Browser(gateway).get("/desk/deliveries").body().contains(new ReceiptNo(receipt).spoken()));
        assertEquals("CANNOT", resultOf(receipt).getString("state"));
    }

    @Test
    void anAnswerWithoutAMatterIsANewReportAndThanksAreNone() {
        // Given
        int before = apiClient.get("tickets").json().getInteger("total");

        // When
        replies("谢谢！");
        replies("桥头的路灯不亮了");
        String sms = awaitSms("登记了");
        replies("好的。");

        // Then
        assertEquals(before + 1, apiClient.get("tickets").json().getInteger("total"));
        String receipt = SimulatorClient.receiptIn(sms);
        JsonObject ticket = apiClient.ticketOf(receipt);
        assertEquals("SMS", ticket.getJsonArray("receipts").getJsonObject(0).getString("channel"));
        assertFalse(ApiClient.history(ticket).contains("SUPPLEMENTED"));
    }

    /** The service has it, the connection broke: the report tells what the answer would have. */
    @Test
    void aLostAnswerIsNoSecondSmsAndTheReportSettlesIt() {
        // Given
        simulatorClient.post(
                "faults", new JsonObject().put("on", "sms/messages").put("fault", "lost"));
        String receipt = reports("油坊门口的路灯不亮");

        // When
        resolve(receipt);
        awaitReason(receipt, "短信送到手机了");

        // Then
        assertEquals("SENT", resultOf(receipt).getString("state"));
        assertEquals(1, received().size());
    }

    @Test
    void whoIsCalledToAFireAndHasNoAccountGetsOneSmsThatSaysNothingOfIt() {
        // Given: the number of the unit head
        phone = "15400001903";

        // When
        JsonObject reported = apiClient
                .post(
                        "reports",
                        new JsonObject().put("area", "621099201203001-L003").put("text", "草料棚着火了，快来人"))
                .json();
        String sms = awaitSms("有急事");
        awaitReason(reported.getString("receipt"), "短信送到手机了");

        // Then
        assertEquals("【云溪县】您负责的地方有急事，请接县里打来的电话，或者马上打县值班室 0000-6661202。这条短信不用回。", sms);
        assertEquals(1, received().size());
    }

    @Test
    void onlyTheServiceWithItsTokenIsHeard() {
        // Given
        JsonObject report = new JsonObject().put("id", "621099-1-1").put("status", "delivered");
        Browser service = new Browser(gateway);
        Map<String, String> key = Map.of("Authorization", "Bearer " + SmsConfiguration.DEMO_TOKEN);

        // Then
        assertEquals(401, service.json("POST", "/sms/reports", report, Map.of()).status());
        assertEquals(
                401,
                service.json("POST", "/sms/replies", new JsonObject(), Map.of("Authorization", "Bearer x"))
                        .status());
        assertEquals(404, service.json("POST", "/sms/reports", report, key).status());
        assertEquals(
                422,
                service.json("POST", "/sms/reports", new JsonObject().put("id", "1"), key)
                        .status());
        assertEquals(
                422,
                service.json(
                                "POST",
                                "/sms/replies",
                                new JsonObject().put("id", "mo-1").put("from", "abc"),
                                key)
                        .status());
    }

    private String calls() throws IOException {
        try (InputStream in =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("voice/sample/speak.wav")) {
            return reports.submit(
                            new CallId("sms-" + UUID.randomUUID()),
                            ReportKind.MESSAGE,
                            // as an exchange shows a mobile number of another place
                            "0" + phone,
                            "",
                            List.of(in.readAllBytes()))
                    .await()
                    .atMost(LIMIT);
        }
    }

    private String reports(String words) {
        return new Browser(gateway)
                .multipart(
                        PLACE,
                        Map.of(
                                "words",
                                words,
                                "phone",
                                phone,
                                "name",
                                "",
                                "key",
                                UUID.randomUUID().toString()))
                .number();
    }

    private void resolve(String receipt) {
        simulatorClient.sendPrivate(KEEPER, "办结 " + receipt + " 换了灯头");
        until(() -> ApiClient.history(apiClient.ticketOf(receipt)).contains("RESULT_SUBMITTED"));
    }

    private void replies(String text) {
        JsonObject answer = simulatorClient.post(
                "sms-reply", new JsonObject().put("from", phone).put("text", text));
        assertEquals(204, answer.getInteger("status"), answer.encode());
    }

    private List<String> received() {
        return simulator.get("/_sim/sms").json().getJsonArray("messages").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("phone").equals(phone)
                        && one.getString("direction").equals("in"))
                .map(one -> one.getString("text"))
                .toList();
    }

    private String awaitSms(String words) {
        until(() -> received().stream().anyMatch(text -> text.contains(words)));
        return received().stream()
                .filter(text -> text.contains(words))
                .findFirst()
                .orElseThrow();
    }

    private void awaitReason(String receipt, String reason) {
        until(() -> bySms(receipt).stream().anyMatch(one -> reason.equals(one.getString("why"))));
    }

    private JsonObject resultOf(String receipt) {
        return bySms(receipt).getLast();
    }

    private List<JsonObject> bySms(String receipt) {
        return ApiClient.deliveries(apiClient.ticketOf(receipt)).stream()
                .filter(one -> one.getString("channel").equals("SMS"))
                .toList();
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not in time");
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
