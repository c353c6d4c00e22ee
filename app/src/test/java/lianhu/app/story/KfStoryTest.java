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
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.SimulatorClient;
import lianhu.bot.wecom.kf.KfMessagePump;
import lianhu.core.area.AreaCode;
import lianhu.core.kf.KfLinks;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A resident of a plain group scans the card and writes to customer service. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
public class KfStoryTest {
    /** 下河三组. */
    private static final AreaCode UNIT = new AreaCode("621099101202001-L003");

    private static final String KEEPER = "xiao.duan";
    private static final String ASKED_FOR_PHONE = "发个手机号来";
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** A different resident in each test: WeCom counts the messages that each was sent. */
    private final String resident = "wmTANSHEN" + COUNT.incrementAndGet();

    @TestHTTPResource
    URI gateway;

    @Inject
    KfLinks links;

    @Inject
    KfMessagePump care;

    @Inject
    Pool pool;

    SimulatorClient simulatorClient;
    ApiClient apiClient;

    @BeforeEach
    void begin() {
        simulatorClient = new SimulatorClient(gateway);
        apiClient = new ApiClient(gateway);
    }

    @Test
    void aResidentWhoScansTheCardIsWelcomedReportsWithThePlaceAndIsAskedOnceForAPhone() {
        // Given
        String link = link();
        long before = simulatorClient.now();

        // When
        entersBy(link);
        simulatorClient.await(resident, before, "三组的事，直接说");
        sendsText("磨坊门口的路灯不亮");
        String first = SimulatorClient.text(simulatorClient.await(resident, before, "磨坊门口"));
        sendsText("水渠边的路灯也不亮，和磨坊那盏不是一处，是两件事");
        String second = SimulatorClient.text(simulatorClient.await(resident, before, "水渠边"));

        // Then
        assertTrue(link.contains("scene_param=u%3A" + UNIT), link);
        JsonObject ticket = apiClient.ticketOf(SimulatorClient.receiptIn(first));
        assertEquals(UNIT.value(), ticket.getString("area"));
        assertEquals("KF", ticket.getJsonArray("receipts").getJsonObject(0).getString("channel"));
        await(() -> states(SimulatorClient.receiptIn(first)).contains("SENT"));
        assertTrue(first.contains(ASKED_FOR_PHONE), first);
        assertFalse(second.contains(ASKED_FOR_PHONE), second);
    }

    @Test
    void aNumberLeftIsKeptAndIsNoReport() {
        // Given
        long before = simulatorClient.now();
        sendsText("鱼塘边的路灯不亮");
        String receipt =
                SimulatorClient.receiptIn(SimulatorClient.text(simulatorClient.await(resident, before, "鱼塘边")));
        int tickets = apiClient.get("tickets").json().getInteger("total");

        // When
        sendsText("手机13800007788");
        simulatorClient.await(resident, before, "138****7788 加密记下了");

        // Then
        assertEquals(tickets, apiClient.get("tickets").json().getInteger("total"));
        Browser phone = new Browser(gateway);
        String opened = phone.form("/track/" + receipt + "/digits", Map.of("digits", "7788"))
                .body();
        assertTrue(opened.contains("鱼塘边的路灯不亮"), opened);
        assertTrue(repliesSince(before).stream().noneMatch(text -> text.contains("13800007788")));
    }

    @Test
    void aVoiceIsKeptForAPersonToListenTo() throws Exception {
        // Given
        long before = simulatorClient.now();
        byte[] amr = Files.readAllBytes(Path.of("../adapters/src/test/resources/lianhu/adapters/files/tone.amr"));

        // When
        simulatorClient.post(
                "private",
                new JsonObject()
                        .put("to", "kf")
                        .put("from", resident)
                        .put("voice", Base64.getEncoder().encodeToString(amr)));
        String text = SimulatorClient.text(simulatorClient.await(resident, before, "语音收到了"));

        // Then
        JsonObject ticket = apiClient.ticketOf(SimulatorClient.receiptIn(text));
        assertEquals(
                "VOICE", ticket.getJsonArray("attachments").getJsonObject(0).getString("kind"));
        assertEquals("DESK", ticket.getJsonObject("lead").getString("type"));
    }

    @Test
    void aPhotoThatNeverCameIsSaidToHerWhereSheSentIt() {
        // Given
        long before = simulatorClient.now();
        simulatorClient.post(
                "faults",
                new JsonObject().put("on", "media/get").put("fault", "503").put("times", -1));

        // When
        simulatorClient.post(
                "private",
                new JsonObject().put("to", "kf").put("from", resident).put("image", true));
        simulatorClient.await(resident, before, "我接着取五分钟");
        pool.query("UPDATE pending_media SET expires_at = now(), next_attempt_at = now()")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10));
        simulatorClient.await(resident, before, "照片或语音没有取到");
        simulatorClient.post("faults", new JsonObject().put("clear", true));

        // Then
        String receipt =
                SimulatorClient.receiptIn(SimulatorClient.text(simulatorClient.await(resident, before, "受理号")));
        assertTrue(apiClient.ticketOf(receipt).encode().contains("SUPPLEMENTED"));
    }

    @Test
    void whatComesTooLateForWeChatWaitsAndIsSentWithTheNextMessage() {
        // Given
        long before = simulatorClient.now();
        entersBy(link());
        sendsText("粮站门口的路灯不亮");
        String receipt =
                SimulatorClient.receiptIn(SimulatorClient.text(simulatorClient.await(resident, before, "粮站门口")));
        simulatorClient.post("faults", new JsonObject().put("on", "kf/send_msg").put("fault", "95018"));

        // When
        resolve(receipt);
        await(() -> states(receipt).contains("WAITS_FOR_QUERY"));
        List<String> meanwhile = repliesSince(before);
        sendsText("到哪了");
        simulatorClient.await(resident, before, "换了灯头");

        // Then
        assertTrue(meanwhile.stream().noneMatch(text -> text.contains("换了灯头")), meanwhile.toString());
        await(() -> !states(receipt).contains("WAITS_FOR_QUERY"));
    }

    @Test
    void whatComesTooLateForWeChatGoesToTheNumberThatWasLeft() {
        // Given
        long before = simulatorClient.now();
        entersBy(link());
        sendsText("碾坊边的路灯不亮");
        String receipt =
                SimulatorClient.receiptIn(SimulatorClient.text(simulatorClient.await(resident, before, "碾坊边")));
        String phone = "154" + String.format("%08d", System.nanoTime() % 100_000_000);
        sendsText("手机" + phone);
        String noted = SimulatorClient.text(simulatorClient.await(resident, before, "加密记下了"));
        pool.query("UPDATE kf_session SET last_message_at = now() - interval '48 hours'")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10));

        // When
        resolve(receipt);
        await(() -> sms(phone).stream().anyMatch(text -> text.contains("办好了")));

        // Then
        assertTrue(noted.contains("过了48小时就发短信"), noted);
        assertEquals(1, sms(phone).size(), sms(phone).toString());
        assertFalse(sms(phone).getFirst().contains("路灯"), sms(phone).toString());
        await(() -> ApiClient.deliveries(apiClient.ticketOf(receipt)).stream()
                .anyMatch(one -> one.getString("state").equals("SENT")
                        && one.getString("why").startsWith("短信")));
    }

    private static List<String> sms(String phone) {
        return new Browser(URI.create(ConfigProvider.getConfig().getValue("lianhu.wecom.base-url", String.class)))
                .get("/_sim/sms").json().getJsonArray("messages").stream()
                        .map(JsonObject.class::cast)
                        .filter(one -> one.getString("phone").equals(phone))
                        .map(one -> one.getString("text"))
                        .toList();
    }

    @Test
    void whatWeComAcceptedButDidNotShowIsNotCountedAsSent() {
        // Given
        long before = simulatorClient.now();
        sendsText("榨油房的路灯不亮");
        JsonObject shown = simulatorClient.await(resident, before, "榨油房");
        String receipt = SimulatorClient.receiptIn(SimulatorClient.text(shown));
        await(() -> states(receipt).contains("SENT"));

        // When
        simulatorClient.post(
                "private",
                new JsonObject()
                        .put("to", "kf")
                        .put("from", resident)
                        .put("event", "fail")
                        .put("fail_msgid", shown.getString("msgid"))
                        .put("fail_type", 4));

        // Then
        await(() -> states(receipt).equals(List.of("WAITS_FOR_QUERY")));
    }

    @Test
    void theLimitIsHonouredWithoutAskingWeCom() {
        // Given
        long before = simulatorClient.now();
        entersBy(link());
        sendsText("晒场上的路灯不亮");
        String receipt =
                SimulatorClient.receiptIn(SimulatorClient.text(simulatorClient.await(resident, before, "晒场上")));
        pool.query("UPDATE kf_session SET last_message_at = now() - interval '48 hours'")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10));

        // When
        resolve(receipt);

        // Then
        await(() -> states(receipt).contains("WAITS_FOR_QUERY"));
        assertTrue(repliesSince(before).stream().noneMatch(text -> text.contains("换了灯头")));
    }

    @Test
    void whatIsReadTwiceIsOneTicketAndOneAnswer() {
        // Given
        long before = simulatorClient.now();
        sendsText("岔路口的路灯不亮");
        simulatorClient.await(resident, before, "岔路口");
        sendsText("到哪了");
        simulatorClient.await(resident, before, "岔路口");
        await(() -> repliesSince(before).size() == 2);
        int tickets = apiClient.get("tickets").json().getInteger("total");

        // When
        pool.query("UPDATE kf_account SET cursor = ''").execute().await().atMost(Duration.ofSeconds(10));
        care.poll();
        await(() -> !cursor().isEmpty());
        simulatorClient.awaitQuiet();

        // Then
        assertEquals(tickets, apiClient.get("tickets").json().getInteger("total"));
        assertEquals(2, repliesSince(before).size(), repliesSince(before).toString());
    }

    @Test
    void aComplaintAboutTheKeeperStaysUnderSealAndInPrivate() {
        // Given
        long before = simulatorClient.now();

        // When
        sendsText("举报网格员小段私下收钱办低保");
        String text = SimulatorClient.text(simulatorClient.await(resident, before, "已单独登记"));
        simulatorClient.awaitQuiet();

        // Then
        assertEquals(
                404,
                apiClient.get("receipts/" + SimulatorClient.receiptIn(text)).status());
        assertFalse(text.contains(ASKED_FOR_PHONE), text);
        List<String> others = simulatorClient.all().stream()
                .filter(entry -> !SimulatorClient.isMessage(entry))
                .map(JsonObject::encode)
                .filter(entry -> entry.contains("收钱办低保"))
                .toList();
        assertEquals(List.of(), others);
    }

    @Test
    void aKfReportIsNeverNamedInAGroup() {
        // Given
        long before = simulatorClient.now();

        // When
        entersBy(link());
        sendsText("打谷场的路灯不亮");
        String receipt =
                SimulatorClient.receiptIn(SimulatorClient.text(simulatorClient.await(resident, before, "打谷场")));
        resolve(receipt);
        simulatorClient.await(resident, before, "换了灯头");

        // Then
        List<String> channels = ApiClient.deliveries(apiClient.ticketOf(receipt)).stream()
                .filter(one -> one.getString("to").startsWith("reporter:")
                        || one.getString("to").startsWith("group:")
                        || one.getString("to").startsWith("unit:"))
                .map(one -> one.getString("channel"))
                .distinct()
                .toList();
        assertEquals(List.of("KF"), channels);
    }

    private void resolve(String receipt) {
        simulatorClient.sendPrivate(KEEPER, "办结 " + receipt + " 换了灯头");
        await(() -> ApiClient.history(apiClient.ticketOf(receipt)).contains("RESULT_SUBMITTED"));
    }

    private void sendsText(String words) {
        simulatorClient.sendGroupText(resident, words);
    }

    private String link() {
        await(() -> links.linkTo(UNIT).isPresent());
        return links.linkTo(UNIT).orElseThrow();
    }

    private void entersBy(String link) {
        String scene = link.substring(link.indexOf("scene_param=") + "scene_param=".length());
        simulatorClient.post(
                "private",
                new JsonObject()
                        .put("to", "kf")
                        .put("from", resident)
                        .put("event", "enter")
                        .put("scene_param", URLDecoder.decode(scene, StandardCharsets.UTF_8)));
    }

    private List<String> states(String receipt) {
        return ApiClient.deliveries(apiClient.ticketOf(receipt)).stream()
                .filter(one -> one.getString("channel").equals("KF"))
                .map(one -> one.getString("state"))
                .toList();
    }

    private List<String> repliesSince(long since) {
        return simulatorClient.seenBy(resident, since).stream()
                .filter(entry -> !SimulatorClient.isMessage(entry))
                .map(SimulatorClient::text)
                .toList();
    }

    private String cursor() {
        return pool.query("SELECT cursor FROM kf_account")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10))
                .iterator()
                .next()
                .getString(0);
    }

    private static void await(BooleanSupplier wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!wanted.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it never came to that");
            SimulatorClient.pause(Duration.ofMillis(100));
        }
    }
}
