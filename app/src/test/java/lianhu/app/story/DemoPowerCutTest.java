package lianhu.app.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.app.demo.KillableDatabase;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.SimulatorClient;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The last scene of 看一遍: the database dies in the middle and comes back, and nothing that was said is lost. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class DemoPowerCutTest {
    private static final int LONGEST_SECONDS = 60;

    @TestHTTPResource
    URI gateway;

    @Inject
    Pool pool;

    @Test
    @DisplayName("拔电")
    void whatIsSaidWhileTheDatabaseIsDeadCountsOnceAndTheNumbersAreEqual() {
        // Given
        Browser phone = new Browser(gateway);
        SimulatorClient simulatorClient = new SimulatorClient(gateway);
        String resident = "wmYUNXI0002";
        String page = "/report/621099101201001-L001";
        Map<String, String> form =
                Map.of("words", "村口的垃圾三天没人清", "key", phone.get(page).hidden("key"));
        int heard = total(phone.get("/stage"), "heard");
        long before = simulatorClient.now();
        ProcessHandle postgres = postgres();
        KillableDatabase.install(postgres);

        // When
        Browser.Page cut = phone.form("/desk/demo/power-cut", Map.of());
        simulatorClient.sendGroupText(resident, "水表不走了");
        Browser.Page sent = phone.multipart(page, form);
        for (int second = 0; sent.status() == 503 && second < LONGEST_SECONDS; second++) {
            SimulatorClient.pause(Duration.ofSeconds(1));
            sent = phone.multipart(page, form);
        }

        // Then
        assertEquals(204, cut.status(), cut.body());
        assertFalse(postgres.isAlive(), "killed");
        assertFalse(sent.number().isEmpty());
        simulatorClient.await(resident, before, "收到了");
        Browser.Page now = phone.get("/stage");
        for (int wait = 0;
                total(now, "heard") != heard + 2 && wait < 20;
                wait++) { // the totals are cached for a second
            SimulatorClient.pause(Duration.ofMillis(200));
            now = phone.get("/stage");
        }
        assertEquals(heard + 2, total(now, "heard"));
        assertEquals(heard + 2, total(now, "received"));
        assertEquals(heard + 2, total(now, "answered") + total(now, "waiting") + total(now, "working"), now.body());
    }

    @Test
    void aDatabaseThatIsNotTheDemonstrationsOwnIsLeftAlone() {
        // When
        Browser.Page refused = new Browser(gateway).form("/desk/demo/power-cut", Map.of());
        // Then
        assertEquals(409, refused.status());
        assertTrue(refused.body().contains("不去动它"), refused.body());
    }

    /** The parent of every process that serves a connection. */
    private ProcessHandle postgres() {
        long backend = pool.query("SELECT pg_backend_pid()")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(Duration.ofSeconds(20));
        return ProcessHandle.of(backend).flatMap(ProcessHandle::parent).orElseThrow();
    }

    private static int total(Browser.Page stage, String name) {
        Matcher number = Pattern.compile("data-" + name + "=\"(\\d+)\"").matcher(stage.body());
        if (!number.find()) {
            throw new AssertionError("the stage has no " + name + ": " + stage.body());
        }
        return Integer.parseInt(number.group(1));
    }
}
