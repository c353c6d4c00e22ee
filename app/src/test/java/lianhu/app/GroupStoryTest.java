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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A matter said in the heads' group, from the first word to the last. */
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
        assertTrue(said.answer().contains("已交给上河第一网格"), said.answer());
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
}
