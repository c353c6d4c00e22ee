package lianhu.core.broadcast;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import lianhu.core.deadline.BusinessCalendar;
import lianhu.core.deadline.TimeRange;

/** Hours without notices: 22:00 to 7:00 unless the county sets others. Emergencies ignore them. */
public record QuietHours(LocalTime from, LocalTime until) {
    public static final QuietHours DEFAULT = new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0));

    /** @param contact hours in which residents may be contacted, for instance 8:00 to 21:00 */
    public static QuietHours outside(TimeRange contact) {
        return new QuietHours(contact.to(), contact.from());
    }

    /** The same instant, or the end of the quiet hours it falls into. */
    public Instant nextAllowed(Broadcast.Kind kind, Instant at) {
        ZonedDateTime here = at.atZone(BusinessCalendar.ZONE);
        if (kind == Broadcast.Kind.EMERGENCY || !isQuiet(here.toLocalTime())) {
            return at;
        }
        ZonedDateTime today = here.with(until);
        return (today.isAfter(here) ? today : today.plusDays(1)).toInstant();
    }

    public boolean isQuiet(Instant at) {
        return isQuiet(at.atZone(BusinessCalendar.ZONE).toLocalTime());
    }

    private boolean isQuiet(LocalTime time) {
        if (from.equals(until)) {
            return false;
        }
        return from.isBefore(until)
                ? !time.isBefore(from) && time.isBefore(until)
                : !time.isBefore(from) || time.isBefore(until);
    }
}
