package lianhu.core.followup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.deadline.HolidayCalendar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowUpTimesTest {
    /** Thursday, the first of January, is a holiday; Sunday, the fourth, a day to make up for it. */
    private final FollowUpTimes times = new FollowUpTimes(
            new HolidayCalendar(Map.of(LocalDate.of(2026, 1, 1), false, LocalDate.of(2026, 1, 4), true), Set.of(2026)));

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T08:59:59, 2026-01-05T09:00",
        "2026-01-05T09:00, 2026-01-05T09:00",
        "2026-01-05T11:59:59, 2026-01-05T11:59:59",
        "2026-01-05T12:00, 2026-01-05T14:30",
        "2026-01-05T19:59:59, 2026-01-05T19:59:59",
        "2026-01-05T20:00, 2026-01-06T09:00",
        "2025-12-31T20:00, 2026-01-02T09:00",
        "2026-01-02T20:00, 2026-01-04T09:00"
    })
    void callsWaitForTheNextHoursOfAWorkday(LocalDateTime at, LocalDateTime first) {
        assertEquals(instant(first), times.from(instant(at)));
        assertEquals(at.equals(first), times.includes(instant(at)));
    }

    @Test
    void noHourOfTheNightOrOfAHolidayIsIncluded() {
        for (int hour = 0; hour < 24 * 7; hour++) {
            LocalDateTime at = LocalDateTime.of(2026, 1, 1, 0, 30).plusHours(hour);
            assertTrue(
                    !times.includes(instant(at))
                            || at.getHour() >= 9
                                    && at.getHour() < 20
                                    && at.getDayOfMonth() != 1
                                    && at.getDayOfMonth() != 3,
                    at::toString);
        }
    }

    private static Instant instant(LocalDateTime at) {
        return at.atZone(BusinessCalendar.ZONE).toInstant();
    }
}
