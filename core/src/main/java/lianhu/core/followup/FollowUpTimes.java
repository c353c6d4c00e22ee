package lianhu.core.followup;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.deadline.HolidayCalendar;
import lianhu.core.deadline.TimeRange;

/** When residents may be called about what they reported: on workdays, in the morning, and from the early afternoon to eight. */
public record FollowUpTimes(HolidayCalendar holidays) {
    private static final List<TimeRange> HOURS = List.of(
            new TimeRange(LocalTime.of(9, 0), LocalTime.of(12, 0)),
            new TimeRange(LocalTime.of(14, 30), LocalTime.of(20, 0)));

    public boolean includes(Instant at) {
        return from(at).equals(at);
    }

    /** The moment itself, or the first one after it at which residents may be called. */
    public Instant from(Instant at) {
        for (LocalDate day = at.atZone(BusinessCalendar.ZONE).toLocalDate(); ; day = day.plusDays(1)) {
            if (!holidays.isWorkday(day)) {
                continue;
            }
            for (TimeRange hours : HOURS) {
                if (at.isBefore(instant(day, hours.from()))) {
                    return instant(day, hours.from());
                }
                if (at.isBefore(instant(day, hours.to()))) {
                    return at;
                }
            }
        }
    }

    private static Instant instant(LocalDate day, LocalTime time) {
        return ZonedDateTime.of(day, time, BusinessCalendar.ZONE).toInstant();
    }
}
