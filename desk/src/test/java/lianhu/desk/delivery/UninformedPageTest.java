package lianhu.desk.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import lianhu.core.query.UninformedReporters;
import lianhu.core.query.Viewer;
import lianhu.core.report.ReceiptNo;
import lianhu.core.ticket.Actor;
import lianhu.core.ticket.State;
import lianhu.core.ticket.TicketNo;
import lianhu.desk.DeskFixture;
import lianhu.desk.PageRenderHarness;
import lianhu.desk.auth.StaffRequests;
import lianhu.desk.format.StaffMember;
import org.junit.jupiter.api.Test;

class UninformedPageTest {
    private static final StaffMember STAFF = new StaffMember(new Actor(Actor.Type.DESK, "desk:chen.jing", "陈静"));

    private final FakeReporters reporters = new FakeReporters();

    @Test
    void everyReportIsNamedWithItsTicketAndSinceWhen() {
        // Given
        reporters.late = 41;
        // When
        String page = page("", 1);
        PageRenderHarness.keep("uninformed", page);
        // Then
        assertTrue(page.contains("过期了，没给本人说 <span class=\"mut num\">41 件</span>"), page);
        assertTrue(page.contains("<b>村口路灯不亮</b> <span class=\"num\">4827 1938</span>"), page);
        assertTrue(page.contains("href=\"/desk/tickets/GD20261123621099000001\""), page);
        assertTrue(page.contains("href=\"/desk/deliveries/uninformed?kind=LATE&amp;page=1\""), page);
        assertFalse(page.contains("件件有回音"));
    }

    @Test
    void theKindHasAllItsPages() {
        // Given
        reporters.late = 241;
        // When
        String second = page("LATE", 2);
        String last = page("LATE", 3);
        // Then
        assertTrue(second.contains("kind=LATE&amp;page=3"), second);
        assertFalse(last.contains("rel=\"next\""), last);
        assertEquals(List.of("LATE 2 100", "LATE 3 100"), reporters.asked);
    }

    @Test
    void whenEverybodyWasToldThePageSaysSo() {
        // When
        String page = page("", 1);
        // Then
        assertTrue(page.contains("<h2>今天没有：件件有回音</h2>"), page);
    }

    private String page(String kind, int number) {
        return (String) new UninformedPage(reporters, PageRenderHarness.pages(), InstantSource.fixed(DeskFixture.NOW))
                .uninformed(kind, number, StaffRequests.of(STAFF))
                .await()
                .indefinitely()
                .getEntity();
    }

    private static final class FakeReporters implements UninformedReporters {
        private final List<String> asked = new ArrayList<>();
        private long late;

        @Override
        public Uni<Page> list(Kind kind, int page, int pageSize, Viewer viewer) {
            asked.add(kind + " " + page + " " + pageSize);
            return Uni.createFrom()
                    .item(
                            kind != Kind.LATE || late == 0
                                    ? new Page(List.of(), 0)
                                    : new Page(
                                            List.of(new UninformedReport(
                                                    new ReceiptNo("48271938"),
                                                    new TicketNo("GD20261123621099000001"),
                                                    "村口路灯不亮",
                                                    State.ACCEPTED,
                                                    "网格员小王",
                                                    DeskFixture.NOW.minusSeconds(3600),
                                                    "")),
                                            late));
        }
    }
}
