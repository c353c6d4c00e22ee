package lianhu.app;

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
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A matter said in the heads' group, from the first word to the last. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = HouseResource.class, scope = TestResourceScope.GLOBAL)
class GroupStoryTest {
    private static final String HEAD = "zhang.yongfu";
    private static final String KEEPER = "wang.xiao";

    @TestHTTPResource
    URI gateway;

    Wecom wecom;
    Clerk clerk;

    @BeforeEach
    void begin() {
        wecom = new Wecom(gateway);
        clerk = new Clerk(gateway);
    }

    @Test
    void aMatterSaidInTheGroupIsReceivedAcceptedDoneAndHeardOfOnce() {
        // Given
        long before = wecom.now();

        // When
        Wecom.Said said = wecom.say(Wecom.SHANGHE, HEAD, "祠堂门口路灯不亮，黑了两晚上");
        JsonObject card = wecom.awaitCard(KEEPER, before, "祠堂门口");
        wecom.press(KEEPER, card, "accept");
        wecom.await(KEEPER, before, "签收");
        wecom.whisper(KEEPER, "办结 " + said.receipt() + " 换了灯头");

        // Then
        assertTrue(said.answer().startsWith("@老张 “祠堂门口路灯不亮"), said.answer());
        assertTrue(said.answer().contains("已交给网格员小王"), said.answer());
        assertTrue(said.answer().matches("(?s).*最迟.*月.*日.*答复.*"), said.answer());
        wecom.awaitIn(Wecom.SHANGHE, before, "换了灯头");
        wecom.letThingsSettle();
        List<JsonObject> heard = wecom.seenIn(Wecom.SHANGHE, before).stream()
                .filter(entry -> !Wecom.isSaid(entry))
                .toList();
        assertEquals(
                List.of("reply", "webhook"),
                heard.stream().map(entry -> entry.getString("via")).toList(),
                heard.toString());
        assertEquals(
                1,
                wecom.seenBy(KEEPER, before).stream()
                        .filter(entry -> entry.getJsonObject("card") != null)
                        .map(entry -> entry.getJsonObject("card").getString("task_id"))
                        .distinct()
                        .count());
        JsonObject ticket = clerk.ticketOf(said.receipt());
        assertEquals("FEEDBACK_DUE", ticket.getString("state"));
        assertEquals(
                List.of("RECEIVED", "TRIAGED", "DISPATCHED", "ACCEPTED", "RESULT_SUBMITTED"), Clerk.history(ticket));
        assertTrue(
                Clerk.deliveries(ticket).stream()
                        .allMatch(delivery -> delivery.getString("state").equals("SENT")),
                ticket.encodePrettily());
    }

    @Test
    void aMatterThatIsStillWrongIsDoneAgainUnderItsNumber() {
        // Given
        long before = wecom.now();
        Wecom.Said said = wecom.say(Wecom.SHANGHE, HEAD, "磨坊边的路灯不亮");
        wecom.awaitCard(KEEPER, before, "磨坊边");
        wecom.whisper(KEEPER, "办结 " + said.receipt() + " 接好了线头");
        wecom.awaitIn(Wecom.SHANGHE, before, "接好了线头");

        // When
        Wecom.Said again = wecom.say(Wecom.SHANGHE, HEAD, "还不行");

        // Then
        assertTrue(again.answer().contains("重新办，号码不变"), again.answer());
        assertEquals(said.receipt(), digits(again.answer()));
        wecom.awaitCard(KEEPER, before, "还没好：磨坊边");
        JsonObject ticket = clerk.ticketOf(said.receipt());
        assertEquals("DISPATCHED", ticket.getString("state"));
        assertTrue(Clerk.history(ticket).contains("REOPENED"), ticket.encode());
    }

    @Test
    void whoAsksHearsWhereHisMatterIs() {
        // Given
        Wecom.Said said = wecom.say(Wecom.SHANGHE, "lao.shi", "场院里的路灯不亮");

        // When
        Wecom.Said asked = wecom.say(Wecom.SHANGHE, "lao.shi", "到哪了");

        // Then
        assertTrue(asked.answer().contains("“场院里的路灯不亮”"), asked.answer());
        assertTrue(asked.answer().contains("网格员小王"), asked.answer());
        assertTrue(asked.answer().replace(" ", "").contains(said.receipt()), asked.answer());
    }

    @Test
    void whatNobodyTookUpYetCanBeWithdrawn() {
        // Given
        Wecom.Said said = wecom.say(Wecom.SHANGHE, "lao.tan", "涝池边的路灯不亮");

        // When
        Wecom.Said withdrawn = wecom.say(Wecom.SHANGHE, "lao.tan", "撤回 " + said.receipt());

        // Then
        assertTrue(withdrawn.answer().contains("已撤回"), withdrawn.answer());
        assertEquals("WITHDRAWN", clerk.ticketOf(said.receipt()).getString("state"));
    }

    @Test
    void aWrongNumberIsAnsweredWithHowToFindTheRightOne() {
        // Given
        String right = wecom.say(Wecom.SHANGHE, "lao.ma", "河滩上的路灯不亮").receipt();
        char last = right.charAt(right.length() - 1);
        String wrong = right.substring(0, right.length() - 1) + (last == '9' ? '0' : (char) (last + 1));

        // When
        Wecom.Said said = wecom.say(Wecom.SHANGHE, "lao.ma", wrong);

        // Then
        assertTrue(said.answer().startsWith("没有查到“"), said.answer());
        assertTrue(said.answer().contains("也可以只说“到哪了”"), said.answer());
        assertFalse(said.answer().contains("收到了"), said.answer());
    }

    private static String digits(String text) {
        Matcher number = Pattern.compile("（([0-9 ]+)）").matcher(text);
        assertTrue(number.find(), text);
        return number.group(1).replace(" ", "");
    }
}
