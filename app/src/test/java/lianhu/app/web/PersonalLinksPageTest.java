package lianhu.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** How a head and a chamber contact get the links of their pages. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class PersonalLinksPageTest {
    private static final Pattern LINK = Pattern.compile("(/(?:unit|chamber)/[A-Za-z0-9_-]{10,})");
    private static final Pattern POST = Pattern.compile("name=\"post\" value=\"([^\"]+)\"");

    @TestHTTPResource
    URI gateway;

    @Test
    void aLinkIsShownWhenAskedForAndDeadOnceItIsReplaced() {
        // Given
        Browser desk = new Browser(gateway);
        String list = desk.get("/desk/links?area=621099101202").body();
        String post = first(POST, list);
        String old = first(LINK, desk.form("/desk/links", Map.of("post", post)).body());
        int before = new Browser(gateway).get(old).status();

        // When
        String fresh =
                first(LINK, desk.form("/desk/links/renew", Map.of("post", post)).body());

        // Then
        assertFalse(LINK.matcher(list).find(), "a list of keys");
        assertEquals(200, before);
        assertEquals(200, new Browser(gateway).get(fresh).status());
        assertTrue(new Browser(gateway).get(old).status() >= 400);
        Browser.Page gone = desk.form("/desk/links", Map.of("post", "nobody"));
        assertEquals(404, gone.status());
        assertTrue(gone.body().contains("请在下面重新选"), gone.body());
    }

    @Test
    void aContactOfAnAwayGridHasOneToo() {
        // Given
        Browser desk = new Browser(gateway);
        String page = desk.get("/desk/links").body();
        Matcher away = Pattern.compile("value=\"(6210999[0-9]{8})\"").matcher(page);
        assertTrue(away.find(), page);

        // When
        String post = first(POST, desk.get("/desk/links?area=" + away.group(1)).body());

        // Then
        assertTrue(first(LINK, desk.form("/desk/links", Map.of("post", post)).body())
                .startsWith("/chamber/"));
    }

    private static String first(Pattern wanted, String page) {
        Matcher found = wanted.matcher(page);
        assertTrue(found.find(), page);
        return found.group(1);
    }
}
