package lianhu.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Several messages of one person: what is one matter, and what is two. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = HouseResource.class, scope = TestResourceScope.GLOBAL)
class ManyWordsTest {
    @TestHTTPResource
    URI gateway;

    private static final String GROUP = "wrXIAHE0001";
    private static final String HEAD = "lao.ding";

    @Test
    void twoMessagesInOneSecondAreTwoMatters() {
        // Given
        Wecom wecom = new Wecom(gateway);

        // When
        CompletableFuture<Wecom.Said> one = CompletableFuture.supplyAsync(() -> wecom.say(GROUP, HEAD, "渡口路灯不亮"));
        CompletableFuture<Wecom.Said> other = CompletableFuture.supplyAsync(() -> wecom.say(GROUP, HEAD, "渡口垃圾没人清"));

        // Then
        assertNotEquals(one.join().receipt(), other.join().receipt());
    }

    @Test
    void aMessageThatComesAgainGetsTheSameReceiptAndIsOneMatter() {
        // Given
        Wecom wecom = new Wecom(gateway);
        Wecom.Said said = wecom.say(GROUP, HEAD, "庙后头路灯不亮");

        // When
        String again = wecom.repeat(said.msgid());

        // Then
        assertTrue(again.replace(" ", "").contains(said.receipt()), again);
        assertEquals(
                1,
                new Clerk(gateway)
                        .get("tickets?source="
                                + URLEncoder.encode(
                                        "aibot:" + Wecom.ROBOT + ":" + said.msgid(), StandardCharsets.UTF_8))
                        .json()
                        .getInteger("total"));
    }

    @Test
    void whereItIsJoinsTheMatterJustToldAndAnotherTroubleDoesNot() {
        // Given
        Wecom wecom = new Wecom(gateway);
        Wecom.Said first = wecom.say(GROUP, HEAD, "村里水管漏水了，淌了一路");

        // When
        Wecom.Said where = wecom.say(GROUP, HEAD, "就在桥头");
        Wecom.Said second = wecom.say(GROUP, HEAD, "第二件事，垃圾点三天没清");

        // Then
        assertTrue(where.answer().startsWith("补充的话记到"), where.answer());
        assertTrue(where.answer().replace(" ", "").contains(first.receipt()), where.answer());
        assertEquals(
                List.of("SUPPLEMENTED"),
                Clerk.history(new Clerk(gateway).ticketOf(first.receipt())).stream()
                        .filter("SUPPLEMENTED"::equals)
                        .toList());
        assertNotEquals(first.receipt(), second.receipt());
    }
}
