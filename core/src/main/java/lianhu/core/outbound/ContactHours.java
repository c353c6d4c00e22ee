package lianhu.core.outbound;

import java.time.Instant;
import java.time.LocalTime;
import lianhu.core.deadline.BusinessCalendar;

/** When a person of the county may call a resident, except in an emergency: from eight in the morning to eight in the evening. */
public final class ContactHours {
    private static final LocalTime FROM = LocalTime.of(8, 0);
    private static final LocalTime TO = LocalTime.of(20, 0);

    private ContactHours() {}

    /** The first moment counts, the last one does not. */
    public static boolean include(Instant at) {
        LocalTime time = at.atZone(BusinessCalendar.ZONE).toLocalTime();
        return !time.isBefore(FROM) && time.isBefore(TO);
    }
}
