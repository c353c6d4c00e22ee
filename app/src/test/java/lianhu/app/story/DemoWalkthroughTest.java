package lianhu.app.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.SimulatorClient;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** 看一遍, scene by scene: the requests of the button on the first page. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class DemoWalkthroughTest {
    /** What the caller of the demonstration says lasts 7.6 s. */
    private static final int SECONDS_OF_SPEECH = 7;

    /** 8 kHz, 16 bit; a page is read as text, where the bytes of a sound count for less. */
    private static final int BYTES_A_SECOND = 8_000;

    @TestHTTPResource
    URI gateway;

    SimulatorClient simulatorClient;
    ApiClient apiClient;
    Browser phone;
    String first;

    @BeforeEach
    void begin() {
        simulatorClient = new SimulatorClient(gateway);
        apiClient = new ApiClient(gateway);
        phone = new Browser(gateway);
        first = phone.get("/").body();
    }

    @Test
    @DisplayName("李婶扫码说一声")
    void sheScansTheCardAndHasNumberOwnerAndDayAndTheDeskSaysWhy() {
        // When
        Browser.Page got = scan("戏台边路灯坏了三天了", "");

        // Then
        assertTrue(got.body().contains("网格员小王"), got.body());
        String stage = phone.get("/stage").body();
        assertTrue(stage.contains("戏台边路灯坏了"), stage);
        assertTrue(stage.contains("为什么给网格员小王"), stage);
        assertFalse(ApiClient.deliveries(apiClient.ticketOf(got.number())).stream()
                .anyMatch(one -> one.getString("channel").equals("GROUP")));
    }

    @Test
    @DisplayName("联户长帮邻居报")
    void theHeadRelaysAReportAfterOneQuestionAndForwardsReceiptAndResultToTheGroup() {
        // Given
        String page = cast("link");
        long before = simulatorClient.now();
        Browser.Page asked = phone.multipart(
                page + "/tell",
                Map.of("words", "赵叔：磨坊边水管漏了，淌了一路", "key", phone.get(page).hidden("key")));
        Browser.Page got = phone.multipart(
                page + "/tell",
                Map.of(
                        "words", asked.hidden("words"),
                        "name", asked.hidden("name"),
                        "key", asked.hidden("key"),
                        "whose", "named"));
        forward(page, got);

        // When
        simulatorClient.pressButton(cast("keeper"), simulatorClient.awaitCard(cast("keeper"), before, "磨坊边"), "accept");
        simulatorClient.sendPrivate(cast("keeper"), "办结 " + got.number() + " 换了接头");
        simulatorClient.awaitQuiet();
        forward(page, phone.get(page + "?tab=b"));

        // Then
        assertTrue(asked.body().contains("您自己的，还是帮哪家说的？"), asked.body());
        assertEquals(
                2,
                simulatorClient.seenIn(cast("plain"), before).stream()
                        .filter(entry -> entry.getString("via").equals("paste")
                                && SimulatorClient.text(entry).contains("磨坊边"))
                        .count());
    }

    @Test
    @DisplayName("答复回来，她说没好")
    void whatSheCallsUnsolvedOpensAgainWithTheSameNumber() {
        // Given
        long before = simulatorClient.now();
        String receipt = scan("油坊门口路灯坏了三天了", "").number();
        JsonObject card = simulatorClient.awaitCard(cast("keeper"), before, "油坊门口");
        simulatorClient.pressButton(cast("keeper"), card, "accept");
        simulatorClient.sendPrivate(cast("keeper"), "办结 " + receipt + " 换了灯头");
        simulatorClient.awaitQuiet();

        // When
        Browser.Page again = phone.multipart(
                "/track/" + receipt + "/do/again",
                Map.of("words", "又灭了", "key", UUID.randomUUID().toString()));

        // Then
        assertEquals(200, again.status(), again.body());
        List<String> history = ApiClient.history(apiClient.ticketOf(receipt));
        assertTrue(history.contains("REOPENED"), history.toString());
    }

    @Test
    @DisplayName("人在杭州，事在老家")
    void theChamberReportsForAMemberAndABrokenRoadAtHomeGoesToTheHomeTownship() {
        // Given
        String page = cast("contact");
        Browser.Page form = phone.get(page);
        Map<String, String> fields = new HashMap<>(Map.of("words", "进村路又塌了一块，车过不去", "where", "HOME"));
        fields.putAll(Map.of("home", "石桥乡牧场村", "member", "钱老板", "agreed", "yes", "key", form.hidden("key")));

        // When
        Browser.Page got = phone.multipart(page, fields);

        // Then
        JsonObject ticket = apiClient.ticketOf(got.number());
        assertEquals("bm-621099201", ticket.getJsonObject("lead").getString("id"));
        assertTrue(got.body().contains("县工商联记作协办"), got.body());
        assertTrue(phone.get("/stage").body().contains("进村路又塌了"));
    }

    @Test
    @DisplayName("不能公开的事")
    void whatIsSealedIsOnNoDeskAndTheKeeperWhoHasTheNumberFindsNothing() {
        // Given
        String resident = "wmYUNXI0001";
        long before = simulatorClient.now();
        simulatorClient.sendGroupText(resident, "举报小王上门登记时收钱，收了三家");
        String code = SimulatorClient.receiptIn(SimulatorClient.text(simulatorClient.await(resident, before, "已单独登记")));

        // When
        simulatorClient.sendAndAwait(cast("keeper"), code, "没有查到");

        // Then
        assertFalse(phone.get("/stage").body().contains("上门登记时收钱"));
        assertFalse(phone.get("/desk?q=" + code).body().contains("上门登记"));
    }

    @Test
    @DisplayName("马上转移，逐户叫应")
    void aNoticeToLeaveNeedsTwoAndItsBoardMovesWhenAHeadAnswersAndPastes() {
        // Given
        String words = "【马上转移】沿河沿沟的现在就走。到了回1。" + UUID.randomUUID();
        Browser.Page written = phone.form(
                "/desk/notices",
                Map.of(
                        "area",
                        cast("county"),
                        "kind",
                        "EMERGENCY",
                        "words",
                        words,
                        "key",
                        UUID.randomUUID().toString()));
        String path = written.path();
        assertTrue(written.body().contains("等第二个人同意"), written.body());

        // When
        phone.form(path + "/play", Map.of());
        phone.form(path + "/do", Map.of("action", "APPROVE"));
        phone.form(path + "/play", Map.of());
        try {
            simulatorClient.await(cast("head"), 0, words);
            simulatorClient.awaitQuiet();
            int shown = figure(path, "显示了</span><b class=\"g num\">(\\d+)");
            int answered = figure(path, "叫应</h2><b class=\"num\">(\\d+)");
            simulatorClient.sendPrivate(cast("head"), "1");
            simulatorClient.awaitQuiet();
            Browser.Page waiting = phone.get(cast("link") + "?tab=b");
            Matcher mine = Pattern.compile("(?s)" + Pattern.quote(words) + ".*?name=\"id\" value=\"(\\d+)\"")
                    .matcher(waiting.body());
            assertTrue(mine.find(), waiting.body());
            phone.form(cast("link") + "/pasted", Map.of("id", mine.group(1)));

            // Then
            assertTrue(shown >= 8, "shown " + shown);
            assertEquals(answered + 1, figure(path, "叫应</h2><b class=\"num\">(\\d+)"));
            assertEquals(shown + 1, figure(path, "显示了</span><b class=\"g num\">(\\d+)"));
        } finally {
            phone.form(path + "/do", Map.of("action", "CANCEL"));
        }
    }

    @Test
    @DisplayName("网格员办了两件")
    void theKeeperAcceptsTwoCardsAndClosesBothWithASentence() {
        // Given
        long before = simulatorClient.now();
        List<String> receipts =
                List.of(scan("碾坊门口路灯坏了三天了", "").number(), scan("涝池边路灯坏了三天了", "").number());
        simulatorClient.pressButton(cast("keeper"), simulatorClient.awaitCard(cast("keeper"), before, "碾坊"), "accept");
        simulatorClient.pressButton(cast("keeper"), simulatorClient.awaitCard(cast("keeper"), before, "涝池"), "accept");

        // When
        receipts.forEach(receipt -> simulatorClient.sendPrivate(cast("keeper"), "办结 " + receipt + " 换了灯头"));

        // Then
        for (String receipt : receipts) {
            assertTrue(ApiClient.history(apiClient.ticketOf(receipt)).contains("RESULT_SUBMITTED"), receipt);
        }
    }

    @Test
    @DisplayName("打来一个电话")
    void aCallerTellsAMatterAndItsSoundIsOnTheDeskAndItsNumberInAnSms() {
        // Given
        Assumptions.assumeTrue(
                ConfigProvider.getConfig()
                        .getOptionalValue("lianhu.telephony.ari-url", String.class)
                        .isPresent(),
                "no Asterisk can be had on this machine");

        // When
        Browser.Page called = phone.form("/desk/demo/call", Map.of());
        assertEquals(200, called.status(), called.body());
        String sms = simulatorClient.awaitSms(called.body());

        // Then
        JsonObject ticket = apiClient.ticketOf(SimulatorClient.receiptIn(sms));
        assertEquals("语音待听", ticket.getString("title"));
        String page = phone.get("/desk/tickets/" + ticket.getString("no")).body();
        Matcher asked = Pattern.compile("action=\"([^\"]+\\.wav)\"").matcher(page);
        assertTrue(asked.find(), page);
        String opened =
                phone.form(asked.group(1), Map.of("reason", "UNDERSTAND")).body();
        Matcher sound = Pattern.compile("<audio [^>]*src=\"([^\"]+\\.wav)\"").matcher(opened);
        assertTrue(sound.find(), opened);
        assertTrue(phone.get(sound.group(1)).body().length() > SECONDS_OF_SPEECH * BYTES_A_SECOND);
        assertFalse(page.contains("没有听到受理编号就挂了电话"), page);
        assertFalse(page.contains(called.body()), "the number is not shown");
    }

    @Test
    @DisplayName("两家说的是一件")
    void twoNeighboursReportTheSameAndBothHearOfTheMergeAndTheResult() {
        // Given
        String resident = "wmYUNXI0001";
        long before = simulatorClient.now();
        String first = scan("豆腐坊门口路灯不亮了", "").number();
        simulatorClient.sendGroupText(resident, "豆腐坊门口那盏路灯，一个星期不亮了");
        String second = SimulatorClient.receiptIn(SimulatorClient.text(simulatorClient.await(resident, before, "收到了")));
        Browser.Page ticket = phone.get("/desk?q=" + second);

        // When
        Browser.Page merged =
                phone.multipart(ticket.path() + "/merge", Map.of("version", ticket.hidden("version"), "into", first));
        simulatorClient.await(resident, before, "已经合到一起办");
        simulatorClient.sendPrivate(cast("keeper"), "签收 " + first);
        simulatorClient.sendPrivate(cast("keeper"), "办结 " + first + " 换了新灯头");

        // Then
        assertEquals(200, merged.status(), merged.body());
        simulatorClient.await(resident, before, "换了新灯头");
        assertTrue(phone.get("/track/" + first).body().contains("换了新灯头"));
    }

    private Browser.Page scan(String words, String phoneNumber) {
        String page = "/report/" + cast("unit");
        return phone.multipart(
                page,
                Map.of(
                        "words",
                        words,
                        "phone",
                        phoneNumber,
                        "name",
                        "李婶",
                        "key",
                        phone.get(page).hidden("key")));
    }

    /** The line about the mill, from the head's page into the plain group. */
    private void forward(String page, Browser.Page shown) {
        Matcher line = Pattern.compile(
                        "(?s)<blockquote class=\"quote\">([^<]*磨坊边[^<]*)</blockquote>.*?name=\"id\" value=\"(\\d+)\"")
                .matcher(shown.body());
        assertTrue(line.find(), shown.body());
        simulatorClient.pasteReply(cast("plain"), cast("head-name"), line.group(1));
        assertEquals(
                200, phone.form(page + "/pasted", Map.of("id", line.group(2))).status());
    }

    private int figure(String path, String pattern) {
        Matcher number =
                Pattern.compile(pattern).matcher(phone.get(path + "/board").body());
        return number.find() ? Integer.parseInt(number.group(1)) : 0;
    }

    /** The actors, as the first page names them to its own script. */
    private String cast(String name) {
        Matcher set = Pattern.compile("data-" + name + "=\"([^\"]*)\"").matcher(first);
        if (!set.find()) {
            throw new AssertionError("the first page has no data-" + name);
        }
        return set.group(1);
    }
}
