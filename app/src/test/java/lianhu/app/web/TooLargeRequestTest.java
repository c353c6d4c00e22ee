package lianhu.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is larger than a form or a request may be is answered in words, and is no failure of the gateway. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class TooLargeRequestTest {
    private static final String PLACE = "/report/621099101201001-L001";
    private static final String TOO_LONG = "字".repeat(400_000);
    private static final int BODY_LIMIT = 32 * 1024 * 1024;

    @TestHTTPResource
    URI gateway;

    @ConfigProperty(name = GatewayTestResource.LOG_FILE)
    Path log;

    private long logged;

    @BeforeEach
    void markTheEndOfTheLog() throws IOException {
        logged = lines().size();
    }

    @Test
    void aFieldBeyondTheLimitIsAnsweredByAPageThatSaysTheLimit() throws IOException {
        // When
        Browser.Page page = new Browser(gateway).multipart(PLACE, Map.of("words", TOO_LONG));

        // Then
        assertPage(page);
    }

    @Test
    void anEncodedFormBeyondTheLimitIsAnsweredByAPageThatSaysTheLimit() throws IOException {
        // When
        Browser.Page page = new Browser(gateway).form("/track", Map.of("receipt", TOO_LONG));

        // Then
        assertPage(page);
    }

    @Test
    void photosBeyondTheLimitAreAnsweredByAPageThatSaysTheLimit() throws IOException {
        // When
        Browser.Page page = new Browser(gateway).multipart(PLACE, Map.of("words", "路灯不亮"), new byte[BODY_LIMIT + 1]);

        // Then
        assertPage(page);
    }

    @Test
    void aRequestOfTheApiBeyondTheLimitIsAnsweredByAProblemDocument() throws IOException {
        // When
        Browser.Page answer =
                new ApiClient(gateway).post("reports", new JsonObject().put("text", "x".repeat(BODY_LIMIT)));

        // Then
        assertEquals(413, answer.status(), answer.body());
        assertTrue(answer.type().startsWith("application/problem+json"), answer.type());
        assertTrue(answer.json().getString("detail").contains("32 MB"), answer.body());
        assertEquals(List.of(), errors());
    }

    private void assertPage(Browser.Page page) throws IOException {
        assertEquals(413, page.status(), page.body());
        assertTrue(page.type().startsWith("text/html"), page.type());
        assertTrue(page.body().contains("照片加起来最多 32 兆，字最多 20000 个。"), page.body());
        assertEquals(List.of(), errors());
    }

    private List<String> errors() throws IOException {
        return lines().stream()
                .skip(logged)
                .filter(line -> line.contains(" ERROR ") || line.startsWith("\tat "))
                .toList();
    }

    private List<String> lines() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.toList();
        }
    }
}
