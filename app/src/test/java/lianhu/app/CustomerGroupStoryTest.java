package lianhu.app;

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
import lianhu.bot.wecom.GroupWatch;
import lianhu.core.area.AreaCode;
import lianhu.core.group.CustomerGroup;
import lianhu.core.group.CustomerGroups;
import lianhu.core.notice.Binding;
import lianhu.core.notice.Bindings;
import lianhu.core.people.PersonalLinks;
import lianhu.core.people.PostId;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A unit whose neighbours sit in a customer group: who scans binds it, and its owner's tap is what they hear by. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = HouseResource.class, scope = TestResourceScope.GLOBAL)
class CustomerGroupStoryTest {
    /** 上河三组; the keeper owns its group. */
    private static final AreaCode UNIT = new AreaCode("621099101201001-L003");

    private static final AreaCode OTHER = new AreaCode("621099101201001-L002");
    private static final String OWNER = "wang.xiao";
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Another one each time: a group hears once a day. */
    private final String chat = "wrSHANGHEKH" + COUNT.incrementAndGet();

    @TestHTTPResource
    URI gateway;

    @Inject
    PersonalLinks links;

    @Inject
    Bindings bindings;

    @Inject
    CustomerGroups groups;

    @Inject
    GroupWatch watch;

    Wecom wecom;
    Clerk clerk;

    @BeforeEach
    void begin() {
        wecom = new Wecom(gateway);
        clerk = new Clerk(gateway);
        wecom.post(
                "customers",
                change("create")
                        .put("name", "上河三组居民群")
                        .put("members", new JsonArray().add(OWNER + ":小王").add("谭叔")));
    }

    @AfterEach
    void dismiss() {
        wecom.post("customers", change("dismiss"));
        await(() -> bindings.find(chat).isEmpty());
    }

    @Test
    void whoScansBindsTheGroupAndItsOwnersTapTellsTheNeighbours() {
        // Given
        scan(UNIT, "谭婶");
        Binding bound = bindings.find(chat).orElseThrow();
        long before = wecom.now();

        // When
        String receipt = tell("谭婶：河堤上的路灯不亮");
        await(() -> waits(receipt).contains("等群主小王点发送"));
        JsonObject task = tasks().getFirst();
        List<JsonObject> untouched = heard(before);
        JsonObject waiting = inGroup(receipt).getFirst();
        JsonObject tap = wecom.post("confirm", new JsonObject().put("owner", OWNER));

        // Then
        assertEquals(UNIT, bound.area());
        assertEquals(Binding.Tier.CUSTOMER, bound.tier());
        assertTrue(text(task).contains("河堤上的路灯不亮"), task.encode());
        assertEquals(List.of(), untouched, "told before she tapped");
        assertEquals("WAITS_FOR_PERSON", waiting.getString("state"));
        assertEquals(1, tap.getInteger("sent"));
        wecom.awaitIn(chat, before, "河堤上的路灯不亮");
        await(() -> inGroup(receipt).getFirst().getString("state").equals("SENT"));
        wecom.await(OWNER, before, "要您点一下发送");
    }

    @Test
    void twoTellingsOfOneOwnerAreOneTaskAndOnlyTheNewestOfAMatterIsLeft() {
        // Given
        scan(UNIT, "谭婶");
        long before = wecom.now();

        // When
        String lamp = tell("谭婶：磨坊后头的路灯不亮");
        String pump = tell("谭叔：抽水泵旁边的路灯不亮");
        wecom.awaitCard(OWNER, before, "磨坊后头");
        await(() -> tasks().size() == 1 && text(tasks().getFirst()).contains("抽水泵"));
        wecom.whisper(OWNER, "办结 " + lamp + " 换了灯泡");
        await(() -> tasks().size() == 1 && text(tasks().getFirst()).contains("换了灯泡"));
        JsonObject task = tasks().getFirst();
        wecom.post("confirm", new JsonObject().put("owner", OWNER));

        // Then
        assertTrue(text(task).contains("抽水泵"), task.encode());
        assertEquals(
                List.of("DROPPED", "WAITS_FOR_PERSON"),
                inGroup(lamp).stream().map(one -> one.getString("state")).toList());
        await(() -> inGroup(lamp).getLast().getString("state").equals("SENT")
                && inGroup(pump).getFirst().getString("state").equals("SENT"));
        assertEquals(1, heard(before).size(), heard(before).toString());
    }

    @Test
    void whatIsTooMuchForADayIsNotToldAndWaitsForTheNext() {
        // Given
        scan(UNIT, "谭婶");
        String receipt = tell("谭婶：渠边的路灯不亮");
        await(() -> waits(receipt).contains("点发送"));
        wecom.post("customers", change("mass").put("text", "孙姐自己发的一条"));

        // When
        wecom.post("confirm", new JsonObject().put("owner", OWNER));

        // Then
        await(() -> inGroup(receipt).getFirst().getString("why").contains("明天"));
        assertEquals("WAITS_FOR_PERSON", inGroup(receipt).getFirst().getString("state"));
    }

    @Test
    void aTaskWhoseAnswerIsLostIsUnknownAndNotAskedTwice() {
        // Given
        scan(UNIT, "谭婶");
        long before = wecom.now();
        wecom.post(
                "faults",
                new JsonObject().put("on", "externalcontact/add_msg_template").put("fault", "lost"));

        // When
        String receipt = tell("谭婶：水塔下的路灯不亮");

        // Then
        await(() -> inGroup(receipt).getFirst().getString("state").equals("UNKNOWN"));
        Wecom.pause(Duration.ofSeconds(6));
        assertEquals(1, tasks().size(), "it was taken, and is not asked for again");
        assertEquals(List.of(), heard(before));
    }

    @Test
    void twoCodesThatDisagreeWaitForAPersonOnTheDesk() {
        // Given
        scan(UNIT, "谭婶");

        // When
        join(code(OTHER), "史嫂");

        // Then
        await(() -> standing().filter(CustomerGroup.Standing.CONFLICT::equals).isPresent());
        assertEquals(UNIT, bindings.find(chat).orElseThrow().area());
        groups.decide(chat, OTHER).await().atMost(Duration.ofSeconds(10));
        assertEquals(OTHER, bindings.find(chat).orElseThrow().area());
    }

    @Test
    void aLostEventIsFoundByTheNightlyLook() {
        // Given
        String code = code(UNIT);
        wecom.post(
                "customers",
                change("join").put("config", code).put("from", "谭婶").put("tell", false));
        wecom.post(
                "customers",
                change("create")
                        .put("chat", "wrVERLOREN")
                        .put("members", new JsonArray().add(OWNER + ":小王"))
                        .put("tell", false));
        boolean wasBound = bindings.find(chat).isPresent();

        // When
        watch.reconcile().await().atMost(Duration.ofSeconds(20));

        // Then
        assertEquals(false, wasBound);
        assertEquals(UNIT, bindings.find(chat).orElseThrow().area());
        assertTrue(
                groups.find("wrVERLOREN").await().atMost(Duration.ofSeconds(10)).isPresent());
        wecom.post("customers", change("dismiss").put("chat", "wrVERLOREN").put("tell", false));
        watch.reconcile().await().atMost(Duration.ofSeconds(20));
        assertEquals(
                CustomerGroup.Standing.DISMISSED,
                groups.find("wrVERLOREN")
                        .await()
                        .atMost(Duration.ofSeconds(10))
                        .orElseThrow()
                        .standing());
    }

    private void scan(AreaCode unit, String who) {
        join(code(unit), who);
        await(() -> bindings.find(chat).isPresent());
    }

    private String code(AreaCode unit) {
        await(() -> standing().isPresent());
        Visitor.Page made = clerk.post("areas/" + unit + "/join-codes", new JsonObject().put("chat", chat));
        assertEquals(201, made.status(), made.body());
        assertEquals("u:" + unit, made.json().getString("state"));
        return made.json().getString("id");
    }

    private void join(String code, String who) {
        wecom.post(
                "customers", change("join").put("config", code).put("from", who).put("chat", ""));
    }

    private Optional<CustomerGroup.Standing> standing() {
        return groups.find(chat).await().atMost(Duration.ofSeconds(10)).map(CustomerGroup::standing);
    }

    /** The head tells for a neighbour on his personal page. */
    private String tell(String words) {
        Visitor phone = new Visitor(gateway);
        String page = links.linkOf(new PostId(UNIT + ".UNIT_HEAD.1")).orElseThrow();
        Visitor.Page question = phone.multipart(
                page + "/tell", Map.of("words", words, "key", phone.get(page).hidden("key")));
        Visitor.Page got = phone.multipart(
                page + "/tell",
                Map.of(
                        "words", question.hidden("words"),
                        "name", question.hidden("name"),
                        "key", question.hidden("key"),
                        "whose", "named"));
        return Wecom.receiptIn(got.body());
    }

    private List<JsonObject> inGroup(String receipt) {
        return Clerk.deliveries(clerk.ticketOf(receipt)).stream()
                .filter(one -> one.getString("channel").equals("GROUP"))
                .toList();
    }

    private String waits(String receipt) {
        return tasks().isEmpty() ? "" : inGroup(receipt).getFirst().getString("why", "");
    }

    private List<JsonObject> heard(long since) {
        return wecom.seenIn(chat, since).stream()
                .filter(entry -> !Wecom.isSaid(entry))
                .toList();
    }

    private List<JsonObject> tasks() {
        return wecom.tasks().stream()
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
            Wecom.pause(Duration.ofMillis(100));
        }
    }
}
