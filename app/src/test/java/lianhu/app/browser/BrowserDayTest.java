package lianhu.app.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A day of the county in a real browser, and then every page at both widths and in both themes. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class BrowserDayTest {
    private static final int TICKETS = 40;

    private static SystemChromium chromium;

    @TestHTTPResource
    URI gateway;

    @BeforeAll
    static void begin() {
        chromium = SystemChromium.start();
    }

    @AfterAll
    static void end() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void aDayIsPlayedByEightRolesAndEveryPageIsWhole() {
        // Given
        int before = tickets();
        List<String> receipts = DayReports.file(gateway);
        List<String> faults = new ArrayList<>();

        // When
        List<String> paths;
        try (BrowserDay day = new BrowserDay(chromium.browser(), gateway)) {
            try {
                day.play();
            } catch (AssertionError | RuntimeException stopped) {
                faults.add("the day ends early: " + stopped.getMessage() + " at "
                        + Stream.of(stopped.getStackTrace())
                                .filter(call -> call.getClassName().startsWith("lianhu"))
                                .toList());
            }
            faults.addAll(day.faults());
            paths = day.paths();
        }
        List<String> pages = new ArrayList<>(paths);
        pages.addAll(deskPages());
        pages.addAll(publicPages(receipts.getFirst()));
        for (Viewport viewport : Viewport.values()) {
            try (InspectedBrowser browser = new InspectedBrowser(chromium.browser(), gateway, viewport)) {
                pages.forEach(path -> browser.open(path).inspect(nameOf(path)));
                faults.addAll(browser.faults());
            }
        }

        // Then
        assertEquals("", String.join("\n", faults));
        assertTrue(tickets() >= before + TICKETS, "of " + before + " tickets there are " + tickets());
    }

    /** As in WeCom, where a touch on the card opens it. */
    @Test
    void aCardInAPhoneOfTheDemonstrationOpensThePageOfItsTicket() {
        try (InspectedBrowser browser = new InspectedBrowser(chromium.browser(), gateway, Viewport.DESK_LIGHT)) {
            Page page = browser.open("/").page();
            String unit = page.locator("body").getAttribute("data-unit");
            page.getByRole(
                            AriaRole.TAB,
                            new Page.GetByRoleOptions()
                                    .setName(page.locator("body").getAttribute("data-keeper-name")))
                    .click();
            String words = "晒谷场" + UUID.randomUUID().toString().substring(0, 4) + "的路灯不亮";
            new ApiClient(gateway)
                    .post("reports", new JsonObject().put("area", unit).put("text", words));

            Page opened = page.waitForPopup(() -> page.locator("#head .mcard a")
                    .filter(new Locator.FilterOptions().setHasText(words))
                    .click());

            assertThat(opened.locator("h1")).containsText(words);
            assertThat(opened.getByText("签收").first()).isVisible();
            assertEquals(List.of(), browser.faults());
        }
    }

    private int tickets() {
        return new ApiClient(gateway).get("tickets").json().getInteger("total");
    }

    private List<String> deskPages() {
        Browser desk = new Browser(gateway);
        return List.of(
                "/desk",
                "/desk?f=all",
                "/desk?q=%E8%B7%AF%E7%81%AF",
                "/desk?q=%E6%B2%A1%E6%9C%89%E8%BF%99%E4%B8%AA",
                "/desk/consultations",
                "/desk/notices",
                "/desk/deliveries",
                "/desk/deliveries/uninformed",
                "/desk/calls",
                "/desk/calls/report",
                "/desk/calls/figures",
                "/desk/calls/person",
                "/desk/groups",
                "/desk/links",
                "/desk/links?area=621099101202",
                "/desk/roster",
                "/desk/roster?area=621099101202",
                linked(desk, "/desk/roster?area=621099101202", "/desk/roster/post\\?id=[^\"]+"),
                "/desk/roster/department?id=housing",
                "/desk/roster/files",
                "/desk/status",
                "/desk/staff");
    }

    private List<String> publicPages(String receipt) {
        Browser phone = new Browser(gateway);
        String first = phone.get("/").body();
        String head = linked(first, "data-link=\"([^\"]+)\"");
        return List.of(
                "/",
                "/report",
                "/report/621099101202001-L001",
                "/card/621099101202001-L001",
                "/track",
                "/track/" + receipt,
                "/wall",
                linked(phone, "/wall", "/wall/\\d+"),
                head + "?tab=a",
                head + "?tab=b",
                head + "?tab=c",
                linked(first, "data-contact=\"([^\"]+)\""));
    }

    private static String linked(Browser browser, String path, String link) {
        return linked(browser.get(path).body(), "\"(" + link + ")\"");
    }

    private static String linked(String page, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(page);
        assertTrue(found.find(), () -> pattern + " is not on " + page);
        return Objects.requireNonNull(found.group(1)).replace("&amp;", "&");
    }

    /** Without what is secret or differs from run to run. */
    private static String nameOf(String path) {
        String name = path.replaceAll("%[0-9A-F]{2}", "")
                .replaceAll("/(unit|chamber|work|track|tickets)/[^/?]+", "/$1")
                .replaceAll("[^A-Za-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return name.isEmpty() ? "first" : name;
    }
}
