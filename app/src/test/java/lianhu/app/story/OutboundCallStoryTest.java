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
import java.util.function.BooleanSupplier;
import lianhu.app.support.ApiClient;
import lianhu.app.support.Browser;
import lianhu.app.support.GatewayTestResource;
import lianhu.core.notice.Recipient;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.OutboundAcknowledgement;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.outbound.OutboundCallStore;
import lianhu.core.roster.PostId;
import lianhu.core.ticket.TicketNo;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A fire where the unit head has no account: the telephone rings, and key 1 is the answer. */
@NullUnmarked
@QuarkusTest
@WithTestResource(value = GatewayTestResource.class, scope = TestResourceScope.GLOBAL)
class OutboundCallStoryTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String UNIT = "621099201203001-L001";
    private static final PostId HEAD = new PostId(UNIT + ".UNIT_HEAD.1");

    @TestHTTPResource
    URI gateway;

    @Inject
    Pool pool;

    @Inject
    Config config;

    @Inject
    OutboundCallStore store;

    @Inject
    OutboundAcknowledgement acknowledgement;

    @BeforeEach
    void needsAsterisk() {
        Assumptions.assumeTrue(
                config.getOptionalValue("lianhu.telephony.ari-url", String.class)
                        .isPresent(),
                "no Asterisk can be had on this machine");
    }

    @Test
    void whoHasNoAccountIsCalledByTelephoneAndKeyOneEndsTheCalls() throws InterruptedException {
        // Given
        ApiClient api = new ApiClient(gateway);
        JsonObject reported = api.post(
                        "reports", new JsonObject().put("area", UNIT).put("text", "后院柴房着火了，快来人"))
                .json();
        JsonObject ticket = api.ticketOf(reported.getString("receipt"));
        TicketNo no = new TicketNo(ticket.getString("no"));
        until(() -> isDialling(no, HEAD));
        String ringing = page(no);
        OutboundCall call = claimed(no);

        // When
        acknowledgement.acknowledge(call).await().atMost(LIMIT);
        acknowledgement.acknowledge(call).await().atMost(LIMIT);

        // Then
        assertEquals("154", call.number().substring(0, 3));
        assertTrue(ringing.contains("正在打"), ringing);
        assertFalse(ringing.contains(call.number()));
        assertEquals(
                1,
                ApiClient.history(api.ticket(no.value())).stream()
                        .filter("ACKNOWLEDGED"::equals)
                        .count());
        until(() -> count("ticket_no = $1 AND state = 'WAITING'", no) == 0);
        assertTrue(count("ticket_no = $1 AND recipient_type = 'DEPARTMENT'", no) > 0, "the duty room is on the board");
    }

    private OutboundCall claimed(TicketNo ticket) {
        String owner = pool.preparedQuery("SELECT owner FROM outbound_call WHERE ticket_no = $1 AND recipient_id = $2")
                .execute(Tuple.of(ticket.value(), HEAD.value()))
                .await()
                .atMost(LIMIT)
                .iterator()
                .next()
                .getString(0);
        return store.findClaimed(owner).await().atMost(LIMIT).stream()
                .filter(call -> call.matter().equals(new CallMatter.OfTicket(ticket))
                        && call.recipient().equals(new Recipient.PostHolder(HEAD)))
                .findFirst()
                .orElseThrow();
    }

    private boolean isDialling(TicketNo ticket, PostId post) {
        return pool.preparedQuery(
                                "SELECT FROM outbound_call WHERE ticket_no = $1 AND recipient_id = $2 AND state = 'DIALLING'")
                        .execute(Tuple.of(ticket.value(), post.value()))
                        .await()
                        .atMost(LIMIT)
                        .rowCount()
                == 1;
    }

    private int count(String condition, TicketNo ticket) {
        return pool.preparedQuery("SELECT FROM outbound_call WHERE " + condition)
                .execute(Tuple.of(ticket.value()))
                .await()
                .atMost(LIMIT)
                .rowCount();
    }

    private String page(TicketNo ticket) {
        return new Browser(gateway).get("/desk/tickets/" + ticket.value()).body();
    }

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not in time");
            Thread.sleep(100);
        }
    }
}
