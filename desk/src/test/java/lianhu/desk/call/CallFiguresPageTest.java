package lianhu.desk.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.core.call.CallOutcome;
import lianhu.core.call.LoggedCall;
import lianhu.core.call.figure.CallFigure;
import lianhu.core.call.figure.CallFigureQueries;
import lianhu.core.call.figure.CallFigures;
import lianhu.core.ticket.Actor;
import lianhu.desk.DeskFixture;
import lianhu.desk.PageRenderHarness;
import lianhu.desk.auth.StaffRequests;
import lianhu.desk.format.StaffMember;
import org.junit.jupiter.api.Test;

class CallFiguresPageTest {
    private static final StaffMember STAFF = new StaffMember(new Actor(Actor.Type.DESK, "desk:chen.jing", "陈静"));

    /** Midnight of the county before {@link DeskFixture#NOW}. */
    private static final Instant MIDNIGHT = Instant.parse("2026-11-22T16:00:00Z");

    private Instant from = Instant.EPOCH;
    private Instant to = Instant.EPOCH;
    private CallFigures counts = new CallFigures(Map.of(
            CallFigure.OFFERED, 12,
            CallFigure.MEASURED, 10,
            CallFigure.SHORT, 2,
            CallFigure.ANSWERED, 7,
            CallFigure.ANSWERED_IN_TIME, 6,
            CallFigure.ABANDONED, 1));

    private final CallFigureQueries queries = new CallFigureQueries() {
        @Override
        public Uni<CallFigures> count(Instant start, Instant end, Instant now) {
            from = start;
            to = end;
            return Uni.createFrom().item(counts);
        }

        @Override
        public Uni<List<LoggedCall>> list(CallFigure figure, Instant start, Instant end, Instant now, int limit) {
            return Uni.createFrom().item(List.of(missed()));
        }
    };
    private final CallFiguresPage page =
            new CallFiguresPage(queries, PageRenderHarness.pages(), InstantSource.fixed(DeskFixture.NOW));

    @Test
    void everyFigureShowsBothItsNumbersAndLeadsToTheCallsBehindBoth() {
        String html = html("", "");

        assertTrue(html.contains("figure=ANSWERED&amp;day=2026-11-23\">7</a> / <a "), html);
        assertTrue(html.contains("figure=MEASURED&amp;day=2026-11-23\">10</a>"), html);
        assertTrue(html.contains("70%") && html.contains("60%") && html.contains("10%"), html);
        assertTrue(html.contains("5 秒以内就挂了的 <a class=\"num b\""), html);
        assertTrue(html.contains("<span class=\"mut\">没有</span>"), "nobody was to be called back");
        PageRenderHarness.keep("call-figures", html);
    }

    @Test
    void theDaysAreTodayYesterdayAChosenDayAndTheLastThirtyDays() {
        assertSpan("", "", 0, 1);
        assertSpan("2026-11-22", "", -1, 1);
        assertSpan("2026-10-31", "", -23, 1);
        assertSpan("", "month", -29, 30);
        assertSpan("2027-01-01", "", 0, 1);
        assertSpan("soon", "", 0, 1);
        assertTrue(html("2026-11-22", "").contains("昨天</span>"));
    }

    @Test
    void theCallsBehindAFigureAreListedWithMaskedNumbersAndHowManyAreLeftOut() {
        counts = new CallFigures(Map.of(CallFigure.ABANDONED, 3));

        String html = String.valueOf(
                await(page.calls("ABANDONED", "", "", StaffRequests.of(STAFF))).getEntity());
        Response unknown = await(page.calls("RANKING", "", "", StaffRequests.of(STAFF)));

        assertTrue(html.contains("<h1>没等到就挂了的电话</h1>"), html);
        assertTrue(html.contains("139****0003"), html);
        assertFalse(html.contains("13900000003"), html);
        assertTrue(html.contains("还有 2 个没列"), html);
        assertEquals("/desk/calls/figures?day=2026-11-23", unknown.getHeaderString("Location"));
    }

    private void assertSpan(String day, String span, int first, int days) {
        html(day, span);
        assertEquals(MIDNIGHT.plus(Duration.ofDays(first)), from);
        assertEquals(from.plus(Duration.ofDays(days)), to);
    }

    private String html(String day, String span) {
        return String.valueOf(
                await(page.page(day, span, StaffRequests.of(STAFF))).getEntity());
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().indefinitely();
    }

    private static LoggedCall missed() {
        return new LoggedCall(
                "1.1",
                "13900000003",
                DeskFixture.NOW,
                Optional.of(DeskFixture.NOW),
                Optional.of(CallOutcome.CALLBACK_TASK),
                true,
                "",
                0,
                Optional.empty(),
                false,
                "",
                Optional.empty(),
                Optional.empty(),
                "",
                List.of());
    }
}
