package lianhu.app.story;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.SimulatorClient;
import lianhu.core.deadline.DeadlineStep;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** A due date comes and passes while nobody looks: keeper, leader and reporter are told, and the ticket shows it. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class DeadlineStoryTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String KEEPER = "wang.xiao";
    private static final String HEAD = "zhang.yongfu";
    private static final String MAYOR_OF_TOWN = "yang.zhenzhang";
    private static final String WORDS = "村口那盏路灯不亮了，晚上没人敢走";

    @TestHTTPResource
    URI gateway;

    @Inject
    Pool pool;

    @Test
    void whatIsLatePressesItself() {
        // Given
        SimulatorClient wecom = new SimulatorClient(gateway);
        ApiClient api = new ApiClient(gateway);
        Browser browser = new Browser(gateway);
        long before = wecom.now();
        SimulatorClient.SentMessage sent = wecom.sendToGroup(SimulatorClient.SHANGHE, HEAD, WORDS);
        String receipt = SimulatorClient.receiptIn(sent.answer());
        String no = api.ticketOf(receipt).getString("no");

        // When
        comes(no, DeadlineStep.HALFWAY);
        JsonObject reminder = wecom.awaitCard(KEEPER, before, "催办：");
        comes(no, DeadlineStep.OVERDUE);
        String toLeader = SimulatorClient.text(wecom.await(MAYOR_OF_TOWN, before, "督办："));
        String toReporter = SimulatorClient.text(wecom.await(HEAD, before, "过了说好的"));
        String ticket = browser.get("/desk/tickets/" + no).body();

        // Then
        assertEquals(3, reminder.getJsonArray("button_list").size(), "签收 · 退回 · 办结");
        assertTrue(toLeader.contains("到期了，还没办结"), toLeader);
        assertTrue(toReporter.contains("还没办好，现在在"), toReporter);
        assertTrue(ticket.contains("时间过半，还没办结"), ticket);
        assertTrue(ticket.contains("到期没办结"), ticket);
        assertTrue(ticket.contains("报给责任人云溪镇杨镇长"), ticket);
        assertTrue(browser.get("/track/" + receipt).body().contains("过了说好的日子，还没办好"));
        assertFalse(ApiClient.history(api.ticketOf(receipt)).contains("RESULT_SUBMITTED"));
    }

    /** As if that much time had passed. */
    private void comes(String ticket, DeadlineStep step) {
        int changed = pool.preparedQuery(
                        "UPDATE ticket_timer SET fires_at = now(), round = $2 WHERE ticket_no = $1 AND kind = 'DEADLINE'")
                .execute(Tuple.of(ticket, step.ordinal()))
                .await()
                .atMost(LIMIT)
                .rowCount();
        assertEquals(1, changed, "one timer stands for the due date");
    }
}
