package lianhu.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** A fire: at once the number to ring, and everybody near is called until somebody answers. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = HouseResource.class, scope = TestResourceScope.GLOBAL)
class EmergencyTest {
    @TestHTTPResource
    URI gateway;

    private static final String HEAD = "zhang.yongfu";
    private static final String DEPUTY = "zhou.guilan";
    private static final String KEEPER = "wang.xiao";
    private static final String DUTY = "qin.zhiban";

    @Test
    void whoIsNearIsCalledEveryMinuteUntilSomebodyAnswers() {
        // Given
        Wecom wecom = new Wecom(gateway);
        Clerk clerk = new Clerk(gateway);
        long before = wecom.now();

        // When
        Wecom.Said answered = wecom.say(Wecom.SHANGHE, HEAD, "东头灶房着火了");
        Wecom.Said unanswered = wecom.say(Wecom.SHANGHE, HEAD, "西头草垛起火了");
        for (String called : List.of(HEAD, DEPUTY, KEEPER, DUTY)) {
            wecom.awaitCard(called, before, "东头灶房着火了");
        }
        JsonObject card = wecom.awaitCard(KEEPER, before, "东头灶房着火了");
        wecom.press(
                KEEPER, card, card.getJsonArray("button_list").getJsonObject(0).getString("key"));

        // Then
        assertTrue(answered.answer().startsWith("人先离开，马上打119"), answered.answer());
        assertTrue(unanswered.answer().startsWith("人先离开，马上打119"), unanswered.answer());
        String receipt = Wecom.receiptIn(Wecom.text(wecom.await(HEAD, before, "“东头灶房着火了”收到了")));
        assertTrue(
                Clerk.history(clerk.ticketOf(receipt)).contains("ACKNOWLEDGED"),
                clerk.ticketOf(receipt).encode());
        await(() -> calls(wecom, before, "西头草垛起火了") >= 2);
        wecom.letThingsSettle();
        assertEquals(1, calls(wecom, before, "东头灶房着火了"));
    }

    private static long calls(Wecom wecom, long before, String words) {
        return wecom.seenBy(DUTY, before).stream()
                .filter(entry -> entry.getJsonObject("card") != null)
                .filter(entry -> Wecom.text(entry).contains(words))
                .count();
    }

    private interface Question {
        boolean holds();
    }

    private static void await(Question question) {
        // a round a minute, and what the alarm clock and the outbox need
        for (int second = 0; second < 90; second++) {
            if (question.holds()) {
                return;
            }
            Wecom.pause(Duration.ofSeconds(1));
        }
        throw new AssertionError("nobody was called again");
    }
}
