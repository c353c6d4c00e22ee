package lianhu.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import lianhu.core.Viewer;
import lianhu.core.Worklist;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What is told under seal: nobody outside its circle learns that it exists. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = HouseResource.class, scope = TestResourceScope.GLOBAL)
class SealedTest {
    @TestHTTPResource
    URI gateway;

    private static final String WORDS = "举报有人套取补助，名册上的羊根本没有";

    @Inject
    Worklist worklist;

    @Test
    void theGroupHearsTheConstantSentenceAndNobodyElseFindsIt() {
        // Given
        Wecom wecom = new Wecom(gateway);
        Clerk clerk = new Clerk(gateway);
        long before = wecom.now();
        long heard = heard();
        int listed = clerk.get("tickets").json().getInteger("total");

        // When
        Wecom.Said said = wecom.say("wrXIAHE0001", "lao.ding", WORDS);

        // Then
        assertEquals("收到了，我们单独回您。", said.answer());
        String text = Wecom.text(wecom.await("lao.ding", before, "已单独登记"));
        String receipt = Wecom.receiptIn(text);
        String no = ticket(receipt).value();
        assertEquals(404, clerk.get("tickets/" + no).status());
        assertEquals(
                clerk.get("tickets/GD00000000000000000000").body(),
                clerk.get("tickets/" + no).body());
        assertEquals(404, clerk.get("receipts/" + receipt).status());
        assertEquals(404, new Visitor(gateway).get("/desk/tickets/" + no).status());
        assertEquals(
                404, new Visitor(gateway).get("/desk/tickets/" + no + "/unseal").status());
        assertEquals(
                404,
                new Visitor(gateway)
                        .form("/desk/tickets/" + no + "/unseal/ask", Map.of("reason", "想看"))
                        .status());
        assertEquals(0, clerk.get("tickets?receipt=" + receipt).json().getInteger("total"));
        assertEquals(
                0,
                clerk.get("tickets?q=" + URLEncoder.encode("套取补助", StandardCharsets.UTF_8))
                        .json()
                        .getInteger("total"));
        assertEquals(listed, clerk.get("tickets").json().getInteger("total"));
        wecom.letThingsSettle();
        // the totals are counted once a second
        assertEquals(heard + 1, heard());
        assertTrue(
                wecom.all().stream()
                        .filter(entry -> !Wecom.isSaid(entry))
                        .map(JsonObject::encode)
                        .noneMatch(shown -> shown.contains("套取补助") || shown.contains(no)),
                "somebody was shown what is sealed");
    }

    private TicketNo ticket(String receipt) {
        return worklist.find(new ReceiptNo(receipt), Viewer.GATEWAY)
                .await()
                .atMost(Duration.ofSeconds(5))
                .orElseThrow()
                .ticket()
                .no();
    }

    private long heard() {
        return worklist.totals().await().atMost(Duration.ofSeconds(5)).heard();
    }
}
