package lianhu.app;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import lianhu.app.support.GatewayTestResource;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Health and metrics are for the operators: they are served on the management port and nowhere else. */
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
@NullUnmarked
class ManagementPortTest {
    /** Ends with the root path, {@code /q}. */
    @TestHTTPResource(management = true)
    URL root;

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/health/started"})
    void healthIsServedThere(String path) {
        given().get(management(path)).then().statusCode(200).body("status", is("UP"));
    }

    @Test
    void metricsAreServedThere() {
        given().get(management("/metrics")).then().statusCode(200).body(containsString("lianhu_"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"emergencies", "tickets", "broadcasts"})
    void theOutboxOfEveryPriorityIsWatched(String priority) {
        String tag = "{priority=\"" + priority + "\"}";
        given().get(management("/metrics"))
                .then()
                .body(allOf(
                        containsString("lianhu_outbox_running" + tag),
                        containsString("lianhu_outbox_oldest_seconds" + tag),
                        containsString("lianhu_outbox_pending" + tag)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/health", "/q/health/live", "/q/health/ready", "/q/health/started", "/q/metrics"})
    void nothingOfItIsServedToThePublic(String path) {
        given().get(path).then().statusCode(404);
    }

    private String management(String path) {
        return root.toString().replaceAll("/$", "") + path;
    }
}
