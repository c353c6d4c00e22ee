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
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lianhu.app.support.ApiClient;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.support.SimulatorClient;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A report in the heads' group, from the first message to the last. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class GroupStoryTest {
    private static final String HEAD = "zhang.yongfu";
    private static final String KEEPER = "wang.xiao";

    @TestHTTPResource
    URI gateway;

    SimulatorClient simulatorClient;
    ApiClient apiClient;

    @BeforeEach
    void begin() {
        simulatorClient = new SimulatorClient(gateway);
        apiClient = new ApiClient(gateway);
    }

    @Test
    void aReportInTheGroupIsReceivedAcceptedResolvedAndNotifiedOnce() {
        // Given
        long before = simulatorClient.now();

        // When
        SimulatorClient.SentMessage sentMessage =
                simulatorClient.sendToGroup(SimulatorClient.SHANGHE, HEAD, "祠堂门口路灯不亮，黑了两晚上");
        JsonObject card = simulatorClient.awaitCard(KEEPER, before, "祠堂门口");
        simulatorClient.pressButton(KEEPER, card, "accept");
        simulatorClient.await(KEEPER, before, "签收");
        simulatorClient.sendPrivate(KEEPER, "办结 " + sentMessage.receipt() + " 换了灯头");

        // Then
        assertTrue(sentMessage.answer().startsWith("@老张 “祠堂门口路灯不亮"), sentMessage.answer());
        assertTrue(sentMessage.answer().contains("已交给网格员小王"), sentMessage.answer());
        assertTrue(sentMessage.answer().matches("(?s).*最迟.*月.*日.*答复.*"), sentMessage.answer());
        simulatorClient.awaitIn(SimulatorClient.SHANGHE, before, "换了灯头");
        simulatorClient.awaitQuiet();
        List<JsonObject> heard = simulatorClient.seenIn(SimulatorClient.SHANGHE, before).stream()
                .filter(entry -> !SimulatorClient.isMessage(entry))
                .toList();
        assertEquals(
                List.of("reply", "webhook"),
                heard.stream().map(entry -> entry.getString("via")).toList(),
                heard.toString());
        assertEquals(
                1,
                simulatorClient.seenBy(KEEPER, before).stream()
                        .filter(entry -> entry.getJsonObject("card") != null)
                        .map(entry -> entry.getJsonObject("card").getString("task_id"))
                        .distinct()
                        .count());
        JsonObject ticket = apiClient.ticketOf(sentMessage.receipt());
        assertEquals("FEEDBACK_DUE", ticket.getString("state"));
        assertEquals(
                List.of("RECEIVED", "TRIAGED", "DISPATCHED", "ACCEPTED", "RESULT_SUBMITTED"),
                ApiClient.history(ticket));
        assertTrue(
                ApiClient.deliveries(ticket).stream()
                        .allMatch(delivery -> delivery.getString("state").equals("SENT")),
                ticket.encodePrettily());
    }

    @Test
    void aMatterThatIsStillWrongIsDoneAgainUnderItsNumber() {
        // Given
        long before = simulatorClient.now();
        SimulatorClient.SentMessage sentMessage =
                simulatorClient.sendToGroup(SimulatorClient.SHANGHE, HEAD, "磨坊边的路灯不亮");
        simulatorClient.awaitCard(KEEPER, before, "磨坊边");
        simulatorClient.sendPrivate(KEEPER, "办结 " + sentMessage.receipt() + " 接好了线头");
        simulatorClient.awaitIn(SimulatorClient.SHANGHE, before, "接好了线头");

        // When
        SimulatorClient.SentMessage again = simulatorClient.sendToGroup(SimulatorClient.SHANGHE, HEAD, "还不行");

        // Then
        assertTrue(again.answer().contains("重新办，号码不变"), again.answer());
        assertEquals(sentMessage.receipt(), digits(again.answer()));
        simulatorClient.awaitCard(KEEPER, before, "还没好：磨坊边");
        JsonObject ticket = apiClient.ticketOf(sentMessage.receipt());
        assertEquals("DISPATCHED", ticket.getString("state"));
        assertTrue(ApiClient.history(ticket).contains("REOPENED"), ticket.encode());
    }

    @Test
    void aProgressQueryIsAnsweredInTheGroup() {
        // Given
        SimulatorClient.SentMessage sentMessage =
                simulatorClient.sendToGroup(SimulatorClient.SHANGHE, "lao.shi", "场院里的路灯不亮");

        // When
        SimulatorClient.SentMessage asked = simulatorClient.sendToGroup(SimulatorClient.SHANGHE, "lao.shi", "到哪了");

        // Then
        assertTrue(asked.answer().contains("“场院里的路灯不亮”"), asked.answer());
        assertTrue(asked.answer().contains("网格员小王"), asked.answer());
        assertTrue(asked.answer().replace(" ", "").contains(sentMessage.receipt()), asked.answer());
    }

    @Test
    void whatNobodyTookUpYetCanBeWithdrawn() {
        // Given
        SimulatorClient.SentMessage sentMessage =
                simulatorClient.sendToGroup(SimulatorClient.SHANGHE, "lao.tan", "涝池边的路灯不亮");

        // When
        SimulatorClient.SentMessage withdrawn =
                simulatorClient.sendToGroup(SimulatorClient.SHANGHE, "lao.tan", "撤回 " + sentMessage.receipt());

        // Then
        assertTrue(withdrawn.answer().contains("已撤回"), withdrawn.answer());
        assertEquals("WITHDRAWN", apiClient.ticketOf(sentMessage.receipt()).getString("state"));
    }

    @Test
    void aWrongNumberIsAnsweredWithHowToFindTheRightOne() {
        // Given
        String right = simulatorClient
                .sendToGroup(SimulatorClient.SHANGHE, "lao.ma", "河滩上的路灯不亮")
                .receipt();
        char last = right.charAt(right.length() - 1);
        String wrong = right.substring(0, right.length() - 1) + (last == '9' ? '0' : (char) (last + 1));

        // When
        SimulatorClient.SentMessage sentMessage = simulatorClient.sendToGroup(SimulatorClient.SHANGHE, "lao.ma", wrong);

        // Then
        assertTrue(sentMessage.answer().startsWith("没有查到“"), sentMessage.answer());
        assertTrue(sentMessage.answer().contains("也可以只说“到哪了”"), sentMessage.answer());
        assertFalse(sentMessage.answer().contains("收到了"), sentMessage.answer());
    }

    private static String digits(String text) {
        Matcher number = Pattern.compile("（([0-9 ]+)）").matcher(text);
        assertTrue(number.find(), text);
        return number.group(1).replace(" ", "");
    }
}
