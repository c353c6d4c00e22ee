package lianhu.desk.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import lianhu.core.notice.Delivery;
import lianhu.core.notice.DeliveryState;
import lianhu.core.notice.Recipient;
import lianhu.core.query.TicketQueries;
import lianhu.core.query.UndeliveredQueries;
import lianhu.core.query.Viewer;
import lianhu.core.ticket.Actor;
import lianhu.desk.DeskFixture;
import lianhu.desk.PageRenderHarness;
import lianhu.desk.auth.StaffRequests;
import lianhu.desk.format.StaffMember;
import org.junit.jupiter.api.Test;

class DeliveriesPageTest {
    private static final StaffMember STAFF = new StaffMember(new Actor(Actor.Type.DESK, "desk:chen.jing", "陈静"));
    private static final TicketQueries NO_TICKET_QUERIES = (TicketQueries) Proxy.newProxyInstance(
            TicketQueries.class.getClassLoader(), new Class<?>[] {TicketQueries.class}, (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    @Test
    void whatDidNotArriveIsGroupedByWhoHasToBeToldWithTheTelephoneNumber() {
        // Given
        FakeUndelivered undelivered = new FakeUndelivered();
        DeliveriesPage deliveries = new DeliveriesPage(
                undelivered,
                NO_TICKET_QUERIES,
                DeskFixture.NAMES,
                PageRenderHarness.pages(),
                InstantSource.fixed(DeskFixture.NOW));
        // When
        String page = (String) deliveries.rows("", 0).await().indefinitely().getEntity();
        PageRenderHarness.keep("deliveries", page);
        // Then
        assertTrue(page.contains("<b>县住建局</b> <span class=\"tag z\">37 条</span>"), page);
        assertTrue(page.contains("电话 <a class=\"num\" href=\"tel:0936-0000001\">0936-0000001</a>"), page);
        assertTrue(page.contains("41 条，25 家"));
        assertTrue(page.contains("href=\"/desk/deliveries?state=CANNOT&amp;before=90\""), "the next page");
        assertTrue(page.contains("打电话告诉了"));
        assertTrue(page.contains("name=\"reason\" required"));
    }

    @Test
    void whatCannotBeDeliveredIsSettledWithAReasonByANamedPerson() {
        // Given
        FakeUndelivered undelivered = new FakeUndelivered();
        DeliveriesPage deliveries = new DeliveriesPage(
                undelivered,
                NO_TICKET_QUERIES,
                DeskFixture.NAMES,
                PageRenderHarness.pages(),
                InstantSource.fixed(DeskFixture.NOW));
        // When
        int without = deliveries
                .settleAll("CANNOT", "DEPARTMENT", "housing", 90, "phoned", " ", StaffRequests.of(STAFF))
                .await()
                .indefinitely()
                .getStatus();
        deliveries
                .settleAll("CANNOT", "DEPARTMENT", "housing", 90, "phoned", "打给了李主任", StaffRequests.of(STAFF))
                .await()
                .indefinitely();
        // Then
        assertEquals(422, without);
        assertEquals(
                List.of("SENT 打电话告诉了：打给了李主任（" + STAFF.name() + "） CANNOT office:housing up to 90"),
                undelivered.settled);
    }

    private static final class FakeUndelivered implements UndeliveredQueries {
        private final List<String> settled = new ArrayList<>();

        @Override
        public Uni<Page> recipients(DeliveryState state, long before, int limit, Viewer viewer) {
            Group group = new Group(
                    new Recipient.DepartmentContact("housing"), state, 37, DeskFixture.NOW.minusSeconds(600), 90);
            return Uni.createFrom()
                    .item(
                            state == DeliveryState.CANNOT
                                    ? new Page(List.of(group), 25, 41, true)
                                    : new Page(List.of(), 0, 0, false));
        }

        @Override
        public Uni<List<Delivery>> deliveries(
                Recipient recipient, DeliveryState state, long before, int limit, Viewer viewer) {
            return Uni.createFrom().item(List.of());
        }

        @Override
        public Uni<Integer> settle(Group group, DeliveryState outcome, String why, Viewer viewer) {
            settled.add(outcome + " " + why + " " + group.state() + " "
                    + group.recipient().encode() + " up to " + group.newest());
            return Uni.createFrom().item(37);
        }
    }
}
