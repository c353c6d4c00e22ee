package lianhu.app.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.web.ReportPageTest;
import lianhu.core.casework.TicketService;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.Viewer;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Action;
import lianhu.core.ticket.ActionType;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.TicketNo;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** A sealed ticket that came back to the desk: two persons may see the reporter, once each, and no person alone. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class DisclosureTest {
    @TestHTTPResource
    URI gateway;

    private static final String NAME = "窦长顺";

    @Inject
    TicketQueries ticketQueries;

    @Inject
    TicketService ticketService;

    @Test
    void theNameIsSeenByTwoPersonsOnceEachAndTheReporterIsNotified() {
        // Given
        Browser phone = new Browser(gateway);
        Browser.Page receipt = phone.multipart("/report/621099101201001-L001", told());
        String number = ReportPageTest.number(receipt);
        String page = "/desk/tickets/" + reopenedPage(number) + "/unseal";
        Browser one = new Browser(gateway);
        Browser other = new Browser(gateway);
        other.form(page + "/play", Map.of());
        // When
        Browser.Page alone = one.form(page + "/look", Map.of());
        Browser.Page asked = one.form(page + "/ask", Map.of("reason", "要当面核实账目"));
        Browser.Page self = one.form(page + "/agree", Map.of("reason", "我自己批"));
        Browser.Page agreed = other.form(page + "/agree", Map.of("reason", "同意，一起去"));
        Browser.Page shown = other.form(page + "/look", Map.of());
        Browser.Page again = other.form(page + "/look", Map.of());
        Browser.Page first = one.form(page + "/look", Map.of());
        // Then
        assertEquals(409, alone.status());
        assertEquals(200, asked.status(), asked.body());
        assertEquals(409, self.status());
        assertTrue(agreed.body().contains("可以看了"), agreed.body());
        assertTrue(shown.body().contains(NAME), shown.body());
        assertEquals(409, again.status());
        assertTrue(first.body().contains(NAME), first.body());
        for (Browser.Page without : List.of(alone, asked, self, agreed, again, one.get(page), one.get("/desk"))) {
            assertFalse(without.body().contains(NAME), without.path());
        }
        assertFalse(one.get(page.replace("/unseal", "")).body().contains(NAME));
        assertTrue(
                phone.get("/track/" + number).body().contains("经两人批准看过您是谁"),
                phone.get("/track/" + number).body());
    }

    /** The owner returns it, so its circle is the desk. */
    private String reopenedPage(String number) {
        TicketNo no = ticketQueries
                .find(new ReceiptNo(number), Viewer.GATEWAY)
                .await()
                .atMost(Duration.ofSeconds(5))
                .map(ticketDetails -> ticketDetails.ticket().no())
                .orElseThrow();
        TicketService.Outcome outcome = ticketService
                .act(
                        no,
                        Action.of(ActionType.RETURN, new Actor(Actor.Type.DEPARTMENT, "discipline", "县纪检监察室"))
                                .withWords("不归我们管"))
                .await()
                .atMost(Duration.ofSeconds(5));
        assertTrue(outcome instanceof TicketService.Outcome.Done, outcome.toString());
        return no.value();
    }

    private static Map<String, String> told() {
        Map<String, String> form = new HashMap<>();
        form.put("words", "举报有人虚报冒领，册子里少了三家");
        form.put("name", NAME);
        form.put("phone", "15400009922");
        form.put("website", "");
        form.put("key", UUID.randomUUID().toString());
        return form;
    }
}
