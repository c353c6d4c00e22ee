package lianhu.adapters.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import lianhu.core.area.AreaCode;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.Receipt;
import lianhu.core.query.TicketQueries.Totals;
import lianhu.core.query.Viewer;
import lianhu.core.report.Channel;
import lianhu.core.report.PersonDetails;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A sealed ticket beside an open one: outside its circle its deliveries are not listed, not counted and not settled. */
class SealedDeliveriesTest {
    private static final AreaCode UNIT = new AreaCode("621099101201001-L001");

    /** The viewer of the API: the desk without the tickets that the desk owns. */
    private static final Viewer API = new Viewer(false, true, List.of(), List.of());

    private static YunxiDatabaseFixture road;
    private static PgTicketQueries queries;

    @BeforeAll
    static void open() throws Exception {
        road = YunxiDatabaseFixture.open();
        queries = new PgTicketQueries(road.pool(), YunxiDatabaseFixture.VAULT, road.clock());
    }

    @AfterAll
    static void close() {
        road.close();
    }

    @Test
    void outsideTheCircleNoDeliveryOfASealedTicketIsListedInAnyState() {
        // Given
        TicketNo open = road.report(UNIT, "桥头路灯不亮").ticket();
        TicketNo sealed = road.report(UNIT, "实名举报有人套取补助款").ticket();
        // When
        for (Viewer viewer : List.of(Viewer.DESK, API, Viewer.department("housing"))) {
            for (DeliveryState state : DeliveryState.values()) {
                // Then
                assertFalse(tickets(Set.of(state), viewer).contains(sealed), viewer + " " + state);
            }
        }
        assertTrue(tickets(EnumSet.allOf(DeliveryState.class), Viewer.DESK).contains(open));
        assertTrue(tickets(EnumSet.allOf(DeliveryState.class), Viewer.department("discipline"))
                .contains(sealed));
    }

    @Test
    void aDeliveryOfASealedTicketIsSettledAsOneThatDoesNotExist() {
        // Given
        PersonDetails account = new PersonDetails("lao.ding", "", "");
        Delivery open = unknown(road.report(UNIT, "桥头路灯不亮", account, Channel.PRIVATE, "private:lao.ding"));
        Delivery sealed = unknown(road.report(UNIT, "实名举报有人虚报冒领", account, Channel.PRIVATE, "private:lao.ding"));
        // When
        boolean missing = settle(Long.MAX_VALUE, Viewer.DESK);
        boolean byDesk = settle(sealed.id(), Viewer.DESK);
        boolean byApi = settle(sealed.id(), API);
        // Then
        assertEquals(missing, byDesk);
        assertEquals(missing, byApi);
        assertTrue(settle(open.id(), Viewer.DESK));
        assertTrue(settle(sealed.id(), Viewer.department("discipline")), "still waits for its circle");
    }

    @Test
    void aSealedTicketIsCountedForNobody() throws Exception {
        // Given
        Thread.sleep(1100);
        Totals before = await(queries.totals());
        road.report(UNIT, "实名举报有人套取补助款");
        road.report(UNIT, "桥头路灯不亮");
        Thread.sleep(1100);
        // When
        Totals after = await(queries.totals());
        // Then
        assertEquals(before.heard() + 1, after.heard());
        assertEquals(before.received() + 1, after.received());
        assertEquals(before.working() + 1, after.working());
        assertEquals(before.waiting(), after.waiting());
        assertEquals(before.answered(), after.answered());
    }

    /** The message to the reporter, as after a call that WeCom did not answer. */
    private static Delivery unknown(Receipt receipt) {
        await(road.pool()
                .query("UPDATE delivery SET state = 'UNKNOWN' WHERE recipient_type = 'REPORTER' AND ticket_no = '"
                        + receipt.ticket() + "'")
                .execute());
        return await(queries.find(receipt.ticket(), Viewer.GATEWAY)).orElseThrow().deliveries().stream()
                .filter(delivery -> delivery.state() == DeliveryState.UNKNOWN)
                .findFirst()
                .orElseThrow();
    }

    private static boolean settle(long delivery, Viewer viewer) {
        return await(queries.settle(delivery, DeliveryState.SENT, "问过本人，到了", viewer));
    }

    private static List<TicketNo> tickets(Set<DeliveryState> states, Viewer viewer) {
        return await(queries.deliveries(states, 500, viewer)).stream()
                .flatMap(delivery -> delivery.ticket().stream())
                .toList();
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }
}
