package lianhu.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** The report page of a unit, and the tracking page. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
public class ReportPageTest {
    @TestHTTPResource
    URI gateway;

    private static final String PLACE = "/report/621099101201001-L001";

    @Test
    void whatIsSentFromThePageGetsAReceiptWithOwnerAndDate() {
        // Given
        Browser phone = new Browser(gateway);
        Browser.Page form = phone.get(PLACE);

        // When
        Browser.Page receipt = phone.multipart(PLACE, filled(form.hidden("key"), "碾盘巷路灯不亮"));

        // Then
        assertEquals(200, receipt.status(), receipt.body());
        assertTrue(receipt.body().contains("收到了。您的受理号"), receipt.body());
        assertTrue(receipt.body().contains("<dt>交给</dt><dd>网格员小王</dd><dt>最迟</dt>"), receipt.body());
        assertEquals(
                "WEB",
                new ApiClient(gateway)
                        .ticketOf(number(receipt))
                        .getJsonArray("receipts")
                        .getJsonObject(0)
                        .getString("channel"));
    }

    @Test
    void theSameFormTwiceIsOneMatterWithOneReceipt() {
        // Given
        String key = new Browser(gateway).get(PLACE).hidden("key");
        Map<String, String> form = filled(key, "碾盘巷水管漏水");

        // When
        String first = number(new Browser(gateway).multipart(PLACE, form));
        String second = number(new Browser(gateway).multipart(PLACE, form));

        // Then
        assertEquals(first, second);
        assertEquals(
                1,
                new ApiClient(gateway).get("tickets?source=web:" + key).json().getInteger("total"));
    }

    @Test
    void theSameWordsAgainAreAskedForBeforeTheyBecomeASecondMatter() {
        // Given
        Browser phone = new Browser(gateway);
        String first = number(phone.multipart(PLACE, filled(UUID.randomUUID().toString(), "碾盘巷水沟堵了")));
        Map<String, String> back = filled(UUID.randomUUID().toString(), "碾盘巷水沟堵了");

        // When
        Browser.Page asked = phone.multipart(PLACE, back);
        back.put("again", asked.hidden("again"));
        String second = number(phone.multipart(PLACE, back));

        // Then
        assertEquals(422, asked.status(), asked.body());
        assertTrue(asked.body().contains("您刚才说过这件，受理号"), asked.body());
        assertEquals(first, asked.hidden("again"));
        assertNotEquals(first, second);
    }

    @Test
    void aTextThatIsTooLongIsRefusedWithTheLimitAndStaysInTheForm() {
        // Given
        String key = new Browser(gateway).get(PLACE).hidden("key");
        String words = "路".repeat(20_001);

        // When
        Browser.Page page = new Browser(gateway).multipart(PLACE, filled(key, words));

        // Then
        assertEquals(422, page.status());
        assertTrue(page.body().contains("最多 20000 字，现在有 20001 字"));
        assertTrue(page.body().contains(words));
    }

    @Test
    void unknownMistypedAndSealedNumbersShowTheSamePage() {
        // Given
        Browser reporter = new Browser(gateway);
        Browser.Page receipt =
                reporter.multipart(PLACE, filled(UUID.randomUUID().toString(), "举报有人截留补助，账上对不上"));
        assertTrue(receipt.body().contains("您的查询码"), receipt.body());
        String sealed = number(receipt);
        assertEquals(200, reporter.get("/track/" + sealed).status());

        // When
        Browser.Page shown = new Browser(gateway).get("/track/" + sealed);

        // Then
        assertEquals(404, shown.status());
        for (int last = 0; last < 10; last++) {
            // One of the ten is well formed and was never issued, nine are mistyped.
            String other = "9898989" + last;
            Browser.Page page = new Browser(gateway).get("/track/" + other);
            assertEquals(404, page.status());
            assertEquals(shown.type(), page.type());
            assertEquals(shown.body().replace(sealed, "#"), page.body().replace(other, "#"));
        }
    }

    @Test
    void aLookUpWithoutANumberAsksForTheNumber() {
        // When
        Browser.Page page = new Browser(gateway).form("/track", Map.of("no", "  ", "digits", ""));
        // Then
        assertEquals(422, page.status());
        assertTrue(page.body().contains("还没填受理号"), page.body());
        assertFalse(page.body().contains("没有查到这个号"), page.body());
    }

    /** The page is opened by a county office; the keeper, to whom other pages send, may be who is accused. */
    @Test
    void aDeadLinkOfASealedPageSendsNobodyToTheKeeper() {
        // When
        Browser.Page page = new Browser(gateway).get("/sealed/" + "x".repeat(22));
        // Then
        assertEquals(410, page.status());
        assertFalse(page.body().contains("网格员"), page.body());
    }

    private static Map<String, String> filled(String key, String words) {
        Map<String, String> form = new HashMap<>();
        form.put("words", words);
        form.put("phone", "15400009911");
        form.put("name", "");
        form.put("website", "");
        form.put("key", key);
        return form;
    }

    public static String number(Browser.Page receipt) {
        Matcher number = Pattern.compile("class=\"no\">([0-9 ]+)<").matcher(receipt.body());
        assertTrue(number.find(), receipt.status() + " " + receipt.body());
        return number.group(1).replace(" ", "");
    }
}
