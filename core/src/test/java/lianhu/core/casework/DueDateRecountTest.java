package lianhu.core.casework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lianhu.core.catalogue.OwnerType;
import lianhu.core.deadline.HolidayCalendar;
import lianhu.core.notice.NoticeType;
import lianhu.core.routing.Owner;
import lianhu.core.ticket.EventType;
import lianhu.core.ticket.TicketNo;
import org.junit.jupiter.api.Test;

/** Provisional due dates are counted again once the holidays of their year are loaded. */
class DueDateRecountTest {
    private static final Duration RECOUNT = Duration.ofHours(1).plusSeconds(1);

    private final CaseworkScenario scenario = new CaseworkScenario();

    @Test
    void aProvisionalDueDateIsCountedAgainWithTheHolidaysOfItsYear() {
        // Given
        scenario.now = Instant.parse("2026-12-30T02:00:00Z");
        TicketNo no = scenario.report("路灯坏了");
        scenario.dispatch(no, CaseworkScenario.GRID);
        Instant provisional = scenario.ticket(no).due();
        long told = scenario.notices(NoticeType.DISPATCHED);
        scenario.pass(RECOUNT);
        scenario.fireDue();
        assertEquals(provisional, scenario.ticket(no).due());
        // When
        scenario.load(new HolidayCalendar(Map.of(LocalDate.of(2027, 1, 1), false), Set.of(2026, 2027)));
        scenario.pass(RECOUNT);
        scenario.fireDue();
        // Then
        assertEquals(Instant.parse("2027-01-06T10:00:00Z"), provisional);
        assertEquals(Instant.parse("2027-01-07T10:00:00Z"), scenario.ticket(no).due());
        assertEquals(told + 1, scenario.notices(NoticeType.DISPATCHED));
        assertEquals(EventType.DUE_DATE_RECOUNTED, scenario.events(no).getLast());
    }

    @Test
    void theDueDateOfASealedTicketIsCountedAgainAndOnlyItsCircleAndItsReporterAreTold() {
        // Given
        scenario.now = Instant.parse("2026-12-30T02:00:00Z");
        TicketNo no = scenario.report("我要举报村支书收钱");
        scenario.dispatch(no, new Owner(OwnerType.DEPARTMENT, "discipline", "县纪检室"));
        assertTrue(scenario.ticket(no).isSealed());
        Instant provisional = scenario.ticket(no).due();
        int before = scenario.tickets.deliveries().size();
        // When
        scenario.load(new HolidayCalendar(Map.of(LocalDate.of(2027, 1, 1), false), Set.of(2026, 2027)));
        scenario.pass(RECOUNT);
        scenario.fireDue();
        // Then
        assertTrue(scenario.ticket(no).due().isAfter(provisional));
        assertEquals(EventType.DUE_DATE_RECOUNTED, scenario.events(no).getLast());
        List<String> told = scenario.tickets.deliveries().stream()
                .skip(before)
                .map(delivery -> delivery.recipient().encode())
                .toList();
        assertEquals(2, told.size(), told.toString());
        assertEquals("office:discipline", told.getFirst());
        assertTrue(told.getLast().startsWith("reporter:"), told.toString());
    }

    @Test
    void aDueDateThatTheHolidaysDoNotTouchStays() {
        // Given
        scenario.now = Instant.parse("2026-12-30T02:00:00Z");
        TicketNo no = scenario.report("路灯坏了");
        scenario.dispatch(no, CaseworkScenario.GRID);
        int before = scenario.ticket(no).version();
        // When
        scenario.load(new HolidayCalendar(Map.of(), Set.of(2026, 2027)));
        scenario.pass(RECOUNT);
        scenario.fireDue();
        // Then
        assertEquals(before, scenario.ticket(no).version());
    }
}
