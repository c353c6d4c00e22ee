package lianhu.app.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.SimulatorClient;
import lianhu.bot.wecom.customergroup.CustomerGroupSync;
import lianhu.core.area.AreaCode;
import lianhu.core.customergroup.CustomerGroup;
import lianhu.core.customergroup.CustomerGroupRepository;
import lianhu.core.notice.GroupBinding;
import lianhu.core.notice.GroupBindings;
import lianhu.core.roster.PostHolderLinks;
import lianhu.core.roster.PostId;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A unit whose neighbours are in a customer group: a scan binds it, and its owner's confirmation sends the notices. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class CustomerGroupStoryTest {
    /** 上河三组; its group belongs to the keeper. */
    private static final AreaCode UNIT = new AreaCode("621099101201001-L003");

    private static final AreaCode OTHER = new AreaCode("621099101201001-L002");
    private static final String OWNER = "wang.xiao";
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** A different group in each test: a group gets one mass message a day. */
    private final String chat = "wrSHANGHEKH" + COUNT.incrementAndGet();

    @TestHTTPResource
    URI gateway;

    @Inject
    PostHolderLinks links;

    @Inject
    GroupBindings groupBindings;

    @Inject
    CustomerGroupRepository groups;

    @Inject
    CustomerGroupSync watch;

    SimulatorClient simulatorClient;
    ApiClient apiClient;

    @BeforeEach
    void begin() {
        simulatorClient = new SimulatorClient(gateway);
        apiClient = new ApiClient(gateway);
        simulatorClient.post(
                "customers",
                change("create")
                        .put("name", "上河三组居民群")
                        .put("members", new JsonArray().add(OWNER + ":小王").add("谭叔")));
    }

    @AfterEach
    void dismiss() {
        simulatorClient.post("customers", change("dismiss"));
        await(() -> groupBindings.find(chat).isEmpty());
    }

    @Test
    void aScanBindsTheGroupAndItsOwnersConfirmationNotifiesTheNeighbours() {
        // Given
        scan(UNIT, "谭婶");
        GroupBinding bound = groupBindings.find(chat).orElseThrow();
        long before = simulatorClient.now();

        // When
        String receipt = sendReport("谭婶：河堤上的路灯不亮");
        await(() -> waits(receipt).contains("等群主小王点发送"));
        JsonObject task = tasks().getFirst();
        List<JsonObject> untouched = messagesSince(before);
        JsonObject waiting = inGroup(receipt).getFirst();
        JsonObject tap = simulatorClient.post("confirm", new JsonObject().put("owner", OWNER));

        // Then
        assertEquals(UNIT, bound.area());
        assertEquals(GroupBinding.Tier.CUSTOMER, bound.tier());
        assertTrue(text(task).contains("河堤上的路灯不亮"), task.encode());
        assertEquals(List.of(), untouched, "told before she tapped");
        assertEquals("WAITS_FOR_PERSON", waiting.getString("state"));
        assertEquals(1, tap.getInteger("sent"));
        simulatorClient.awaitIn(chat, before, "河堤上的路灯不亮");
        await(() -> inGroup(receipt).getFirst().getString("state").equals("SENT"));
        simulatorClient.await(OWNER, before, "要您点一下发送");
    }

    @Test
    void twoNoticesOfOneOwnerAreOneTaskAndOnlyTheNewestOfATicketIsLeft() {
        // Given
        scan(UNIT, "谭婶");
        long before = simulatorClient.now();

        // When
        String lamp = sendReport("谭婶：磨坊后头的路灯不亮");
        String pump = sendReport("谭叔：抽水泵旁边的路灯不亮");
        simulatorClient.awaitCard(OWNER, before, "磨坊后头");
        await(() -> tasks().size() == 1 && text(tasks().getFirst()).contains("抽水泵"));
        simulatorClient.sendPrivate(OWNER, "办结 " + lamp + " 换了灯泡");
        await(() -> tasks().size() == 1 && text(tasks().getFirst()).contains("换了灯泡"));
        JsonObject task = tasks().getFirst();
        simulatorClient.post("confirm", new JsonObject().put("owner", OWNER));

        // Then
        assertTrue(text(task).contains("抽水泵"), task.encode());
        assertEquals(
                List.of("DROPPED", "WAITS_FOR_PERSON"),
                inGroup(lamp).stream().map(one -> one.getString("state")).toList());
        await(() -> inGroup(lamp).getLast().getString("state").equals("SENT")
                && inGroup(pump).getFirst().getString("state").equals("SENT"));
        assertEquals(1, messagesSince(before).size(), messagesSince(before).toString());
    }

    @Test
    void whatExceedsTheDailyLimitIsNotSentAndWaitsForTheNextDay() {
        // Given
        scan(UNIT, "谭婶");
        String receipt = sendReport("谭婶：渠边的路灯不亮");
        await(() -> waits(receipt).contains("点发送"));
        simulatorClient.post("customers", change("mass").put("text", "孙姐自己发的一条"));

        // When
        simulatorClient.post("confirm", new JsonObject().put("owner", OWNER));

        // Then
        await(() -> inGroup(receipt).getFirst().getString("why").contains("明天"));
        assertEquals("WAITS_FOR_PERSON", inGroup(receipt).getFirst().getString("state"));
    }

    @Test
    void aTaskWhoseAnswerIsLostIsUnknownAndNotAskedTwice() {
        // Given
        scan(UNIT, "谭婶");
        long before = simulatorClient.now();
        simulatorClient.post(
                "faults",
                new JsonObject().put("on", "externalcontact/add_msg_template").put("fault", "lost"));

        // When
        String receipt = sendReport("谭婶：水塔下的路灯不亮");

        // Then
        await(() -> inGroup(receipt).getFirst().getString("state").equals("UNKNOWN"));
        SimulatorClient.pause(Duration.ofSeconds(6));
        assertEquals(1, tasks().size(), "it was taken, and is not asked for again");
        assertEquals(List.of(), messagesSince(before));
    }

    @Test
    void twoCodesThatDisagreeWaitForAPersonOnTheDesk() {
        // Given
        scan(UNIT, "谭婶");

        // When
        join(code(OTHER), "史嫂");

        // Then
        await(() ->
                standing().filter(CustomerGroup.BindingStatus.CONFLICT::equals).isPresent());
        assertEquals(UNIT, groupBindings.find(chat).orElseThrow().area());
        groups.assign(chat, OTHER).await().atMost(Duration.ofSeconds(10));
        assertEquals(OTHER, groupBindings.find(chat).orElseThrow().area());
    }

    @Test
    void aLostEventIsFoundByTheNightlyLook() {
        // Given
        String code = code(UNIT);
        simulatorClient.post(
                "customers",
                change("join").put("config", code).put("from", "谭婶").put("tell", false));
        simulatorClient.post(
                "customers",
                change("create")
                        .put("chat", "wrVERLOREN")
                        .put("members", new JsonArray().add(OWNER + ":小王"))
                        .put("tell", false));
        boolean wasBound = groupBindings.find(chat).isPresent();

        // When
        watch.reconcile().await().atMost(Duration.ofSeconds(20));

        // Then
        assertEquals(false, wasBound);
        assertEquals(UNIT, groupBindings.find(chat).orElseThrow().area());
        assertTrue(
                groups.find("wrVERLOREN").await().atMost(Duration.ofSeconds(10)).isPresent());
        simulatorClient.post(
                "customers", change("dismiss").put("chat", "wrVERLOREN").put("tell", false));
        watch.reconcile().await().atMost(Duration.ofSeconds(20));
        assertEquals(
                CustomerGroup.BindingStatus.DISMISSED,
                groups.find("wrVERLOREN")
                        .await()
                        .atMost(Duration.ofSeconds(10))
                        .orElseThrow()
                        .status());
    }

    private void scan(AreaCode unit, String who) {
        join(code(unit), who);
        await(() -> groupBindings.find(chat).isPresent());
    }

    private String code(AreaCode unit) {
        await(() -> standing().isPresent());
        Browser.Page made = apiClient.post("areas/" + unit + "/join-codes", new JsonObject().put("chat", chat));
        assertEquals(201, made.status(), made.body());
        assertEquals("u:" + unit, made.json().getString("state"));
        return made.json().getString("id");
    }

    private void join(String code, String who) {
        simulatorClient.post(
                "customers", change("join").put("config", code).put("from", who).put("chat", ""));
    }

    private Optional<CustomerGroup.BindingStatus> standing() {
        return groups.find(chat).await().atMost(Duration.ofSeconds(10)).map(CustomerGroup::status);
    }

    /** The head reports for a neighbour on the personal page. */
    private String sendReport(String words) {
        Browser phone = new Browser(gateway);
        String page = links.linkOf(new PostId(UNIT + ".UNIT_HEAD.1")).orElseThrow();
        Browser.Page question = phone.multipart(
                page + "/tell", Map.of("words", words, "key", phone.get(page).hidden("key")));
        Browser.Page got = phone.multipart(
                page + "/tell",
                Map.of(
                        "words", question.hidden("words"),
                        "name", question.hidden("name"),
                        "key", question.hidden("key"),
                        "whose", "named"));
        return SimulatorClient.receiptIn(got.body());
    }

    private List<JsonObject> inGroup(String receipt) {
        return ApiClient.deliveries(apiClient.ticketOf(receipt)).stream()
                .filter(one -> one.getString("channel").equals("GROUP"))
                .toList();
    }

    private String waits(String receipt) {
        return tasks().isEmpty() ? "" : inGroup(receipt).getFirst().getString("why", "");
    }

    private List<JsonObject> messagesSince(long since) {
        return simulatorClient.seenIn(chat, since).stream()
                .filter(entry -> !SimulatorClient.isMessage(entry))
                .toList();
    }

    private List<JsonObject> tasks() {
        return simulatorClient.ownerTasks().stream()
                .filter(task -> task.getJsonArray("chats").contains(chat))
                .toList();
    }

    private static String text(JsonObject task) {
        return task.getString("text");
    }

    private JsonObject change(String what) {
        return new JsonObject().put("change", what).put("chat", chat);
    }

    private static void await(BooleanSupplier wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!wanted.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it never came to that");
            SimulatorClient.pause(Duration.ofMillis(100));
        }
    }
}
