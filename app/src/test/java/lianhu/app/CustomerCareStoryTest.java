package lianhu.app;

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
import lianhu.bot.wecom.CustomerCare;
import lianhu.core.area.AreaCode;
import lianhu.core.care.CareLinks;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A resident of a plain group scans the card and writes to customer service, as to a friend. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = HouseResource.class, scope = TestResourceScope.GLOBAL)
class CustomerCareStoryTest {
    /** 下河三组. */
    private static final AreaCode UNIT = new AreaCode("621099101202001-L003");

    private static final String KEEPER = "xiao.duan";
    private static final String ASKED_FOR_PHONE = "发个手机号来";
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Another one each time: WeCom counts what she was answered. */
    private final String resident = "wmTANSHEN" + COUNT.incrementAndGet();

    @TestHTTPResource
    URI gateway;

    @Inject
    CareLinks links;

    @Inject
    CustomerCare care;

    @Inject
    Pool pool;

    Wecom wecom;
    Clerk clerk;

    @BeforeEach
    void begin() {
        wecom = new Wecom(gateway);
        clerk = new Clerk(gateway);
    }

    @Test
    void whoComesByTheCardIsWelcomedHeardWithHerPlaceAndAskedOnceForAPhone() {
        // Given
        String link = link();
        long before = wecom.now();

        // When
        comesBy(link);
        wecom.await(resident, before, "三组的事，直接说");
        says("磨坊门口的路灯不亮");
        String first = Wecom.text(wecom.await(resident, before, "磨坊门口"));
        says("水渠边的路灯也不亮，和磨坊那盏不是一处，是两件事");
        String second = Wecom.text(wecom.await(resident, before, "水渠边"));

        // Then
        assertTrue(link.contains("scene_param=u%3A" + UNIT), link);
        JsonObject ticket = clerk.ticketOf(Wecom.receiptIn(first));
        assertEquals(UNIT.value(), ticket.getString("area"));
        assertEquals("KF", ticket.getJsonArray("receipts").getJsonObject(0).getString("channel"));
        await(() -> states(Wecom.receiptIn(first)).contains("SENT"));
        assertTrue(first.contains(ASKED_FOR_PHONE), first);
        assertFalse(second.contains(ASKED_FOR_PHONE), second);
    }

    @Test
    void aNumberLeftIsKeptAndIsNoReport() {
        // Given
        long before = wecom.now();
        says("鱼塘边的路灯不亮");
        String receipt = Wecom.receiptIn(Wecom.text(wecom.await(resident, before, "鱼塘边")));
        int tickets = clerk.get("tickets").json().getInteger("total");

        // When
        says("手机13800007788");
        wecom.await(resident, before, "138****7788 加密记下了");

        // Then
        assertEquals(tickets, clerk.get("tickets").json().getInteger("total"));
        Visitor phone = new Visitor(gateway);
        String opened = phone.form("/track/" + receipt + "/digits", Map.of("digits", "7788"))
                .body();
        assertTrue(opened.contains("鱼塘边的路灯不亮"), opened);
        assertTrue(heardBy(before).stream().noneMatch(text -> text.contains("13800007788")));
    }

    @Test
    void aVoiceIsKeptForAPersonToListenTo() throws Exception {
        // Given
        long before = wecom.now();
        byte[] amr = Files.readAllBytes(Path.of("../adapters/src/test/resources/lianhu/adapters/files/tone.amr"));

        // When
        wecom.post(
                "private",
                new JsonObject()
                        .put("to", "kf")
                        .put("from", resident)
                        .put("voice", Base64.getEncoder().encodeToString(amr)));
        String text = Wecom.text(wecom.await(resident, before, "语音收到了"));

        // Then
        JsonObject ticket = clerk.ticketOf(Wecom.receiptIn(text));
        assertEquals(
                "VOICE", ticket.getJsonArray("attachments").getJsonObject(0).getString("kind"));
        assertEquals("DESK", ticket.getJsonObject("lead").getString("type"));
    }

    @Test
    void aPhotoThatNeverCameIsSaidToHerWhereSheSentIt() {
        // Given
        long before = wecom.now();
        wecom.post(
                "faults",
                new JsonObject().put("on", "media/get").put("fault", "503").put("times", -1));

        // When
        wecom.post(
                "private",
                new JsonObject().put("to", "kf").put("from", resident).put("image", true));
        wecom.await(resident, before, "我接着取五分钟");
        pool.query("UPDATE late_media SET until = now(), next_at = now()")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10));
        wecom.await(resident, before, "照片或语音没有取到");
        wecom.post("faults", new JsonObject().put("clear", true));

        // Then
        String receipt = Wecom.receiptIn(Wecom.text(wecom.await(resident, before, "受理号")));
        assertTrue(clerk.ticketOf(receipt).encode().contains("SUPPLEMENTED"));
    }

    @Test
    void whatComesTooLateForWeChatWaitsAndIsToldWhenSheWritesAgain() {
        // Given
        long before = wecom.now();
        comesBy(link());
        says("粮站门口的路灯不亮");
        String receipt = Wecom.receiptIn(Wecom.text(wecom.await(resident, before, "粮站门口")));
        wecom.post("faults", new JsonObject().put("on", "kf/send_msg").put("fault", "95018"));

        // When
        resolve(receipt);
        await(() -> states(receipt).contains("WAITS_FOR_QUERY"));
        List<String> meanwhile = heardBy(before);
        says("到哪了");
        wecom.await(resident, before, "换了灯头");

        // Then
        assertTrue(meanwhile.stream().noneMatch(text -> text.contains("换了灯头")), meanwhile.toString());
        await(() -> !states(receipt).contains("WAITS_FOR_QUERY"));
    }

    @Test
    void whatWeComTookButDidNotShowIsNotTold() {
        // Given
        long before = wecom.now();
        says("榨油房的路灯不亮");
        JsonObject shown = wecom.await(resident, before, "榨油房");
        String receipt = Wecom.receiptIn(Wecom.text(shown));
        await(() -> states(receipt).contains("SENT"));

        // When
        wecom.post(
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
        long before = wecom.now();
        comesBy(link());
        says("晒场上的路灯不亮");
        String receipt = Wecom.receiptIn(Wecom.text(wecom.await(resident, before, "晒场上")));
        pool.query("UPDATE care_visitor SET said_at = now() - interval '48 hours'")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10));

        // When
        resolve(receipt);

        // Then
        await(() -> states(receipt).contains("WAITS_FOR_QUERY"));
        assertTrue(heardBy(before).stream().noneMatch(text -> text.contains("换了灯头")));
    }

    @Test
    void whatIsReadTwiceIsOneTicketAndOneAnswer() {
        // Given
        long before = wecom.now();
        says("岔路口的路灯不亮");
        wecom.await(resident, before, "岔路口");
        says("到哪了");
        wecom.await(resident, before, "岔路口");
        await(() -> heardBy(before).size() == 2);
        int tickets = clerk.get("tickets").json().getInteger("total");

        // When
        pool.query("UPDATE care_account SET cursor = ''").execute().await().atMost(Duration.ofSeconds(10));
        care.lookAgain();
        await(() -> !cursor().isEmpty());
        wecom.letThingsSettle();

        // Then
        assertEquals(tickets, clerk.get("tickets").json().getInteger("total"));
        assertEquals(2, heardBy(before).size(), heardBy(before).toString());
    }

    @Test
    void aComplaintAboutTheKeeperStaysUnderSealAndInPrivate() {
        // Given
        long before = wecom.now();

        // When
        says("举报网格员小段私下收钱办低保");
        String text = Wecom.text(wecom.await(resident, before, "已单独登记"));
        wecom.letThingsSettle();

        // Then
        assertEquals(404, clerk.get("receipts/" + Wecom.receiptIn(text)).status());
        assertFalse(text.contains(ASKED_FOR_PHONE), text);
        List<String> others = wecom.all().stream()
                .filter(entry -> !Wecom.isSaid(entry))
                .map(JsonObject::encode)
                .filter(entry -> entry.contains("收钱办低保"))
                .toList();
        assertEquals(List.of(), others);
    }

    @Test
    void aMatterOfCustomerServiceIsNeverToldInAGroup() {
        // Given
        long before = wecom.now();

        // When
        comesBy(link());
        says("打谷场的路灯不亮");
        String receipt = Wecom.receiptIn(Wecom.text(wecom.await(resident, before, "打谷场")));
        resolve(receipt);
        wecom.await(resident, before, "换了灯头");

        // Then
        List<String> channels = Clerk.deliveries(clerk.ticketOf(receipt)).stream()
                .filter(one -> one.getString("to").startsWith("reporter:")
                        || one.getString("to").startsWith("group:")
                        || one.getString("to").startsWith("unit:"))
                .map(one -> one.getString("channel"))
                .distinct()
                .toList();
        assertEquals(List.of("KF"), channels);
    }

    private void resolve(String receipt) {
        wecom.whisper(KEEPER, "办结 " + receipt + " 换了灯头");
        await(() -> Clerk.history(clerk.ticketOf(receipt)).contains("RESULT_SUBMITTED"));
    }

    private void says(String words) {
        wecom.write(resident, words);
    }

    private String link() {
        await(() -> links.linkTo(UNIT).isPresent());
        return links.linkTo(UNIT).orElseThrow();
    }

    private void comesBy(String link) {
        String scene = link.substring(link.indexOf("scene_param=") + "scene_param=".length());
        wecom.post(
                "private",
                new JsonObject()
                        .put("to", "kf")
                        .put("from", resident)
                        .put("event", "enter")
                        .put("scene_param", URLDecoder.decode(scene, StandardCharsets.UTF_8)));
    }

    private List<String> states(String receipt) {
        return Clerk.deliveries(clerk.ticketOf(receipt)).stream()
                .filter(one -> one.getString("channel").equals("KF"))
                .map(one -> one.getString("state"))
                .toList();
    }

    private List<String> heardBy(long since) {
        return wecom.seenBy(resident, since).stream()
                .filter(entry -> !Wecom.isSaid(entry))
                .map(Wecom::text)
                .toList();
    }

    private String cursor() {
        return pool.query("SELECT cursor FROM care_account")
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
            Wecom.pause(Duration.ofMillis(100));
        }
    }
}
