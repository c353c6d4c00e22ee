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
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.app.telephony.OutboundCasework;
import lianhu.core.followup.TicketRatings;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.TicketNo;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who reported by telephone and says nothing about the result for two days is asked; the keys do what a message would. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class FollowUpStoryTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TestHTTPResource
    URI gateway;

    @Inject
    Pool pool;

    @Inject
    Config config;

    @Inject
    OutboundCasework casework;

    @Inject
    TicketRatings ratings;

    private ApiClient api;
    private Browser desk;

    @BeforeEach
    void needsAsterisk() {
        Assumptions.assumeTrue(
                config.getOptionalValue("lianhu.telephony.ari-url", String.class)
                        .isPresent(),
                "no Asterisk can be had on this machine");
        api = new ApiClient(gateway);
        desk = new Browser(gateway);
    }

    @Test
    void whoSaysThatItIsNotSolvedOpensItAgainAndNobodySeesTheRating() throws InterruptedException {
        // Given
        ReceiptNo receipt = report("13900000371", "巷口的井盖松了，车一过就响");
        TicketNo ticket = solve(receipt, "井盖换了垫圈");
        twoDaysLater(ticket);
        long call = planned(ticket);
        Instant before = Instant.now();
        OutboundCall asked = new OutboundCall(
                call, new CallMatter.OfFollowUp(ticket), new Recipient.Reporter(receipt), "13900000371", 1, 0);

        // When
        await(casework.store(asked, "12"));
        String reopened = desk.get("/desk/tickets/" + ticket.value()).body();
        await(casework.store(asked, "125"));
        String rated = desk.get("/desk/tickets/" + ticket.value()).body();

        // Then
        assertTrue(ApiClient.history(api.ticket(ticket.value())).contains("REOPENED"));
        assertTrue(reopened.contains("电话回访"), reopened);
        assertTrue(reopened.contains("还没好"), reopened);
        assertFalse(reopened.contains("13900000371"), "no number");
        assertEquals(
                withoutTimes(reopened),
                withoutTimes(rated),
                "the rating changes nothing that anybody sees of a ticket");
        assertEquals(new TicketRatings.Totals(1, 0), await(ratings.totals(before.minusSeconds(1))));
    }

    @Test
    void whoAnswersByThemselvesIsNotCalled() throws InterruptedException {
        // Given
        ReceiptNo asked = report("13900000372", "桥头的路灯不亮");
        ReceiptNo answered = report("13900000373", "学校门口的路灯坏了");
        TicketNo waiting = solve(asked, "扶正了");
        TicketNo closed = solve(answered, "换了新的");
        act(api.ticket(closed.value()), "close", "谢谢");

        // When
        twoDaysLater(waiting);
        twoDaysLater(closed);
        planned(waiting);

        // Then
        assertEquals(0, rows(closed).size());
    }

    private ReceiptNo report(String phone, String words) {
        Browser.Page filed = desk.form(
                "/desk/calls/report",
                Map.of("key", "follow-up-" + phone, "area", "621099101201", "words", words, "phone", phone));
        return new ReceiptNo(filed.number());
    }

    private TicketNo solve(ReceiptNo receipt, String result) {
        JsonObject ticket = api.ticketOf(receipt.digits());
        act(ticket, "result", result);
        return new TicketNo(ticket.getString("no"));
    }

    private void act(JsonObject ticket, String action, String note) {
        Browser.Page page = api.post(
                "tickets/" + ticket.getString("no") + "/" + action,
                new JsonObject().put("version", ticket.getInteger("version")).put("note", note));
        assertEquals(200, page.status(), page.body());
    }

    /** As if the result were that old. */
    private void twoDaysLater(TicketNo ticket) {
        await(pool.preparedQuery("UPDATE ticket SET changed_at = changed_at - interval '48 hours' WHERE no = $1")
                .execute(Tuple.of(ticket.value())));
    }

    private long planned(TicketNo ticket) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (rows(ticket).isEmpty()) {
            assertTrue(System.nanoTime() < end, "nobody is asked");
            Thread.sleep(100);
        }
        return rows(ticket).getFirst();
    }

    private List<Long> rows(TicketNo ticket) {
        return await(pool.preparedQuery(
                                "SELECT id FROM outbound_call WHERE ticket_no = $1 AND recipient_type = 'REPORTER'")
                        .mapping((Row row) -> row.getLong(0))
                        .execute(Tuple.of(ticket.value())))
                .stream()
                .toList();
    }

    private static String withoutTimes(String page) {
        return page.substring(page.indexOf("<main"), page.indexOf("</main>")).replaceAll("\\d+ ?(秒|分钟)前", "");
    }

    private static <T> T await(io.smallrye.mutiny.Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }
}
