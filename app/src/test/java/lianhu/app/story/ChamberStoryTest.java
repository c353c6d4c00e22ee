package lianhu.app.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import lianhu.adapters.roster.PersonalLinkTokens;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.PhotoFixture;
import lianhu.app.support.SimulatorClient;
import lianhu.core.roster.PostHolderLinks;
import lianhu.core.roster.PostId;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Members in Hangzhou, for whom their chamber reports: what goes home, what stays there, and what the chamber never
 * sees.
 */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class ChamberStoryTest {
    private static final String GRID = "621099901001001";
    private static final PostId SECRETARY = new PostId(GRID + ".KEEPER.1");
    private static final PostId PRESIDENT = new PostId(GRID + ".GRID_HEAD.1");
    private static final PostId GUIDE = new PostId(GRID + ".GUIDE.1");

    @TestHTTPResource
    URI gateway;

    @Inject
    PostHolderLinks links;

    @Inject
    PersonalLinkTokens heads;

    Browser phone;
    ApiClient apiClient;

    @BeforeEach
    void begin() {
        phone = new Browser(gateway);
        apiClient = new ApiClient(gateway);
    }

    @Test
    void aRoadAtHomeGoesToTheHomeTownshipWithTheFederationBesideItAndIsDueAsInTheCounty() {
        // Given
        String words = "进村路塌了一块，车过不去";
        JsonObject atHome = apiClient
                .post(
                        "reports",
                        new JsonObject().put("area", "621099201201001-L002").put("text", words))
                .json();
        SimulatorClient wecom = new SimulatorClient(gateway);
        long before = wecom.now();

        // When
        Browser.Page got = tell(SECRETARY, "HOME", "石桥村二组", words, "15400002617");

        // Then
        String receipt = got.number();
        JsonObject ticket = apiClient.ticketOf(receipt);
        assertTrue(got.body().contains("石桥乡便民中心"), got.body());
        assertEquals("621099201201001-L002", ticket.getString("area"));
        assertEquals("bm-621099201", ticket.getJsonObject("lead").getString("id"));
        assertEquals("acfic", ticket.getJsonArray("helpers").getJsonObject(0).getString("id"));
        assertTrue(SimulatorClient.text(wecom.await("gsl.jin", before, "请协办：“" + words + "”"))
                .contains("主办：石桥乡便民中心"));
        assertEquals("AWAY", ticket.getJsonArray("receipts").getJsonObject(0).getString("channel"));
        assertEquals(apiClient.ticketOf(atHome.getString("receipt")).getString("due"), ticket.getString("due"));
        assertTrue(phone.get("/track/" + receipt).body().contains("石桥乡便民中心"));
    }

    @Test
    void theMemberGoesPastTheChamberWithTheNumberAndHerPhone() {
        // Given
        String receipt =
                tell(SECRETARY, "HOME", "石桥乡北坡村", "北坡村口路灯不亮", "15400002688").number();
        Browser member = new Browser(gateway);
        member.get("/track/" + receipt);

        // When
        Browser.Page opened = member.form("/track", Map.of("no", receipt, "digits", "2688"));

        // Then
        assertTrue(opened.body().contains("北坡村口路灯不亮"), opened.body());
    }

    @Test
    void unpaidWagesThereNameTheCitysLineAndWhoAtHomeHelps() {
        // When
        Browser.Page got = tell(SECRETARY, "HERE", "", "在余杭的工地干了四个月，老板拖欠工资", "15400002624");

        // Then
        assertTrue(got.body().contains("杭州人社服务热线"), got.body());
        assertTrue(got.body().contains("0571-12333"), got.body());
        assertTrue(got.body().contains("县劳动监察大队和县工商联帮着问"), got.body());
        assertTrue(got.body().contains("这件事别在群里说"), got.body());
    }

    @Test
    void aVillageNameOfSeveralPlacesIsAskedBackAndNothingIsLost() {
        // Given
        String page = link(SECRETARY);

        // When
        Browser.Page asked = phone.multipart(
                page, errand(page, Map.of("where", "HOME", "home", "石桥", "words", "水渠堵了", "agreed", "yes")));

        // Then
        assertEquals(422, asked.status());
        assertTrue(asked.body().contains("是哪一个"), asked.body());
        assertTrue(asked.body().contains("石桥乡石桥村"), asked.body());
        assertTrue(asked.body().contains("水渠堵了"), asked.body());
    }

    @Test
    void aContactSeesHerOwnErrandsAndNeverAnothers() {
        // Given
        String hers = "石桥村垃圾点没人清，娃娃们绕着走";
        String another = "北坡村水渠渗水，浇不到尾子上";
        tell(SECRETARY, "HOME", "石桥村", hers, "");
        tell(PRESIDENT, "HOME", "北坡村", another, "");

        // When
        String list = phone.get(link(SECRETARY) + "?tab=b").body();

        // Then
        assertTrue(list.contains("石桥村垃圾点"), list);
        assertFalse(list.contains("北坡村水渠"), list);
        String number = tell(PRESIDENT, "HOME", "北坡村", "北坡村喇叭不响", "").number();
        assertFalse(phone.get(link(SECRETARY) + "?got=" + number).body().contains("喇叭"), "another's receipt was shown");
    }

    @Test
    void whatIsSealedGoesPastTheChamberAndIsNoPlaceOnItsPages() {
        // When
        Browser.Page got = tell(SECRETARY, "HOME", "石桥村", "举报石桥村有人套取补助，名册是假的", "15400002631");

        // Then
        assertTrue(got.body().contains("收到了，我们单独回本人。"), got.body());
        assertFalse(got.body().contains("受理号"), got.body());
        assertFalse(got.body().contains("套取"), got.body());
        String list = phone.get(link(SECRETARY) + "?tab=b").body();
        assertFalse(list.contains("套取"), list);
    }

    @Test
    void nothingOfAMemberIsSaidInAnyGroup() {
        // Given
        SimulatorClient simulatorClient = new SimulatorClient(gateway);
        long before = simulatorClient.now();

        // When
        tell(SECRETARY, "HOME", "上河村一组", "上河桥边路灯让车撞歪了", "15400002699");
        simulatorClient.awaitQuiet();

        // Then
        assertTrue(
                simulatorClient.all().stream()
                        .filter(entry -> entry.getLong("seq", 0L) > before)
                        .filter(entry -> entry.getString("chat") != null)
                        .noneMatch(entry -> entry.encode().contains("撞歪")),
                "a group heard of it");
    }

    @Test
    void aReportInTheAwayHeadsGroupIsRoutedByOrigin() {
        // Given
        SimulatorClient simulatorClient = new SimulatorClient(gateway);

        // When
        SimulatorClient.SentMessage home =
                simulatorClient.sendToGroup("wrYWHANGZHOUHD", "sun.huizhang", "老家北坡村的进村路塌了一段");
        SimulatorClient.SentMessage there = simulatorClient.sendToGroup("wrYWHANGZHOUHD", "xiao.ye", "我们楼下路灯不亮，物业不管");

        // Then
        JsonObject atHome = apiClient.ticketOf(home.receipt());
        assertEquals("621099201202", atHome.getString("area"));
        assertEquals("acfic", atHome.getJsonArray("helpers").getJsonObject(0).getString("id"));
        JsonObject away = apiClient.ticketOf(there.receipt());
        assertEquals("AWAY_GRID", away.getJsonObject("lead").getString("type"));
    }

    @Test
    void theContactAcceptsAndFinishesWhatTheGridLeadsAndTheMemberHearsIt() {
        // Given
        SimulatorClient wecom = new SimulatorClient(gateway);
        String words = "租的房子楼道灯不亮，物业说过年再修" + UUID.randomUUID().toString().substring(0, 4);
        String receipt = tell(PRESIDENT, "HERE", "", words, "15400002633").number();
        String no = apiClient.ticketOf(receipt).getString("no");
        String work = link(SECRETARY) + "/work";
        long before = wecom.now();

        // When
        Browser.Page list = phone.get(work);
        Browser.Page opened = phone.get(work + "/" + no);
        Browser.Page accepted = act(work, opened, "accept", "", new byte[0]);
        Browser.Page stale = act(work, opened, "result", "换了灯", new byte[0]);
        Browser.Page empty = act(work, accepted, "result", "", new byte[0]);
        Browser.Page finished = act(work, accepted, "result", "物业今天换了灯", PhotoFixture.withPlace());

        // Then
        assertTrue(list.body().contains(words.substring(0, 9)) && list.body().contains("签收"), list.body());
        assertTrue(opened.body().contains(words), opened.body());
        assertFalse(opened.body().contains("钱老板") || opened.body().contains("15400002633"), opened.body());
        assertTrue(accepted.body().contains("签收了。"), accepted.body());
        assertEquals(409, stale.status());
        assertTrue(stale.body().contains("刚刚有了变化") && stale.body().contains("您写的：换了灯"), stale.body());
        assertEquals(409, empty.status());
        assertTrue(finished.body().contains("记下了，会告诉报事的人。"), finished.body());
        assertEquals("FEEDBACK_DUE", apiClient.ticketOf(receipt).getString("state"));
        Browser member = new Browser(gateway);
        Browser.Page seen = member.form("/track", Map.of("no", receipt, "digits", "2633"));
        assertTrue(seen.body().contains("物业今天换了灯") && seen.body().contains("经办人拍的"), seen.body());
        String told = SimulatorClient.text(wecom.await("sun.huizhang", before, "物业今天换了灯"));
        assertTrue(told.contains("您代报的“租的房子楼道灯不亮") && told.contains("请告诉本人"), told);
    }

    @Test
    void theContactReturnsWhatIsNotTheGridsWithAReason() {
        // Given
        String receipt = tell(PRESIDENT, "HERE", "", "合租的人把水表砸了", "").number();
        String no = apiClient.ticketOf(receipt).getString("no");
        String work = link(SECRETARY) + "/work";
        Browser.Page opened = phone.get(work + "/" + no);

        // When
        Browser.Page without = act(work, opened, "return", "", new byte[0]);
        Browser.Page returned = act(work, opened, "return", "这是房东的事", new byte[0]);

        // Then
        assertEquals(409, without.status());
        assertTrue(returned.body().contains("退回了，受理台会另派。"), returned.body());
        assertEquals("RETURN_REVIEW", apiClient.ticketOf(receipt).getString("state"));
        assertEquals(404, phone.get(work + "/" + no).status());
    }

    @Test
    void theContactDoesNothingWithAMatterThatAnotherLeads() {
        // Given
        String words = "石桥村口的路灯坏了三盏";
        String receipt = tell(SECRETARY, "HOME", "石桥村", words, "").number();
        String no = apiClient.ticketOf(receipt).getString("no");
        String work = link(SECRETARY) + "/work";

        // When
        Browser.Page opened = phone.get(work + "/" + no);
        Browser.Page done = phone.multipart(
                work + "/do",
                Map.of(
                        "no",
                        no,
                        "version",
                        "3",
                        "action",
                        "accept",
                        "key",
                        UUID.randomUUID().toString()));

        // Then
        assertFalse(phone.get(work).body().contains("路灯坏了三盏"), "another's matter is listed");
        assertEquals(404, opened.status());
        assertFalse(opened.body().contains("路灯坏了三盏"), opened.body());
        assertEquals(404, done.status());
        assertEquals("DISPATCHED", apiClient.ticketOf(receipt).getString("state"));
    }

    @Test
    void theHeadOfAnAwayUnitHasNoPartInWhatTheGridLeads() {
        // Given
        String head = link(new PostId(GRID + "-L001.UNIT_HEAD.1"));

        // When
        Browser.Page page = phone.get(head);

        // Then
        assertFalse(page.body().contains("商会办的"), page.body());
        assertEquals(410, phone.get(head + "/work").status());
    }

    private Browser.Page act(String work, Browser.Page page, String action, String words, byte[] photo) {
        return phone.multipart(
                work + "/do",
                Map.of(
                        "no", page.hidden("no"),
                        "version", page.hidden("version"),
                        "action", action,
                        "words", words,
                        "key", UUID.randomUUID().toString()),
                photo);
    }

    @Test
    void aLinkThatWasReplacedOpensNothingAndTakesNothing() {
        // Given
        String old = link(GUIDE);
        String key = phone.get(old).hidden("key");

        // When
        heads.renew(GUIDE).await().atMost(Duration.ofSeconds(10));

        // Then
        assertNotEquals(old, link(GUIDE));
        assertEquals(410, phone.get(old).status());
        assertEquals(
                410,
                phone.multipart(old, Map.of("words", "路灯坏了", "where", "HERE", "agreed", "yes", "key", key))
                        .status());
        assertEquals(410, phone.get("/chamber/aaaaaaaaaaaaaaaaaaaaaaaa").status());
    }

    @Test
    void aUnitHeadsLinkIsNoChambersLink() {
        // Given
        String head =
                links.linkOf(new PostId("621099101201001-L001.UNIT_HEAD.1")).orElseThrow();

        // When
        int status = phone.get(head.replace("/unit/", "/chamber/")).status();

        // Then
        assertEquals(410, status);
    }

    @Test
    void aKeyOfOneGridReportsForItAndForNoOther() {
        // Given
        JsonObject key = apiClient
                .post("keys", new JsonObject().put("name", "杭州云溪商会小程序").put("grid", GRID))
                .json();
        JsonObject errand = new JsonObject()
                .put("member", new JsonObject().put("name", "钱老板").put("phone", "15400002617"))
                .put("home", "石桥村二组")
                .put("where", "HOME")
                .put("text", "进村路边的护栏让水冲走了")
                .put("consent", true);
        String idempotencyKey = UUID.randomUUID().toString();

        // When
        Browser.Page told = post(key, "chamber/" + GRID + "/reports", errand, idempotencyKey);
        Browser.Page again = post(key, "chamber/" + GRID + "/reports", errand, idempotencyKey);
        Browser.Page elsewhere = post(key, "chamber/621099901001002/reports", errand, "another-1");
        Browser.Page admin = post(key, "reports", new JsonObject().put("text", "路灯坏了"), "another-2");

        // Then
        assertEquals(201, told.status(), told.body());
        assertEquals(told.body(), again.body());
        assertEquals(403, elsewhere.status());
        assertEquals(403, admin.status());
        assertEquals(
                "AWAY",
                apiClient
                        .ticketOf(told.json().getString("receipt"))
                        .getJsonArray("receipts")
                        .getJsonObject(0)
                        .getString("channel"));
    }

    @Test
    void aKeyOfTheGridReadsAndActsOnWhatTheGridLeadsAndOnNothingElse() {
        // Given
        JsonObject key = apiClient
                .post("keys", new JsonObject().put("name", "杭州云溪商会小程序").put("grid", GRID))
                .json();
        Map<String, String> bearer = Map.of("Authorization", "Bearer " + key.getString("key"));
        String tickets = "/api/v1/chamber/" + GRID + "/tickets";
        String words = "宿舍楼下的井盖坏了" + UUID.randomUUID().toString().substring(0, 4);
        String own = apiClient
                .ticketOf(tell(SECRETARY, "HERE", "", words, "15400002634").number())
                .getString("no");
        String anothers = apiClient
                .ticketOf(tell(SECRETARY, "HOME", "石桥村", "石桥村口的路灯歪了", "").number())
                .getString("no");
        JsonObject accept = new JsonObject().put("version", 3).put("by", SECRETARY.value());

        // When
        Browser.Page list = phone.get(tickets, bearer);
        Browser.Page one = phone.get(tickets + "/" + own, bearer);
        Browser.Page hidden = phone.get(tickets + "/" + anothers, bearer);
        Browser.Page elsewhere = phone.get("/api/v1/chamber/621099901001002/tickets", bearer);
        Browser.Page accepted = action(key, own, "accept", accept, "accept-" + own);
        Browser.Page again = action(key, own, "accept", accept, "accept-" + own);
        Browser.Page stale = action(key, own, "result", accept.copy().put("note", "修了"), "stale-" + own);
        Browser.Page refused = action(key, own, "accept", accept.copy().put("version", 4), "twice-" + own);
        Browser.Page foreign = action(key, anothers, "accept", accept, "foreign-" + own);
        Browser.Page nobody =
                action(key, own, "accept", accept.copy().put("by", "621099101201001.KEEPER.1"), "nobody-" + own);
        JsonObject giveBack = accept.copy().put("version", 4).put("note", "这是市政的事");
        Browser.Page returned = action(key, own, "return", giveBack, "return-" + own);
        Browser.Page returnedAgain = action(key, own, "return", giveBack, "return-" + own);

        // Then
        assertTrue(list.body().contains(own) && !list.body().contains(anothers), list.body());
        assertEquals(words, one.json().getJsonArray("words").getJsonObject(0).getString("text"));
        assertEquals(
                "[\"accept\",\"result\",\"return\"]",
                one.json().getJsonArray("legal").encode());
        assertFalse(one.body().contains("钱老板") || one.body().contains("15400002634"), one.body());
        assertEquals(404, hidden.status());
        assertEquals(403, elsewhere.status());
        assertEquals("ACCEPTED", accepted.json().getString("state"), accepted.body());
        assertEquals(accepted.body(), again.body());
        assertEquals(409, stale.status());
        assertEquals(422, refused.status());
        assertEquals(
                "[\"result\",\"return\"]", refused.json().getJsonArray("legal").encode());
        assertEquals(404, foreign.status());
        assertEquals(400, nobody.status());
        assertEquals("RETURN_REVIEW", returned.json().getString("state"), returned.body());
        assertEquals(returned.body(), returnedAgain.body());
    }

    private Browser.Page action(JsonObject key, String no, String action, JsonObject body, String idempotencyKey) {
        return post(key, "chamber/" + GRID + "/tickets/" + no + "/" + action, body, idempotencyKey);
    }

    private Browser.Page post(JsonObject key, String path, JsonObject body, String idempotencyKey) {
        return phone.json(
                "POST",
                "/api/v1/" + path,
                body,
                Map.of("Authorization", "Bearer " + key.getString("key"), "Idempotency-Key", idempotencyKey));
    }

    private Browser.Page tell(PostId contact, String where, String home, String words, String phoneNumber) {
        String page = link(contact);
        return phone.multipart(
                page,
                errand(
                        page,
                        Map.of(
                                "where",
                                where,
                                "home",
                                home,
                                "words",
                                words,
                                "phone",
                                phoneNumber,
                                "member",
                                "钱老板",
                                "agreed",
                                "yes")));
    }

    private Map<String, String> errand(String page, Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("key", phone.get(page).hidden("key"));
        return all;
    }

    private String link(PostId contact) {
        return links.linkOf(contact).orElseThrow();
    }
}
