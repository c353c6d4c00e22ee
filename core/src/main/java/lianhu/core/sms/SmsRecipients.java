package lianhu.core.sms;

import io.smallrye.mutiny.Uni;
import java.time.LocalDate;

/** What is remembered of a number: how many SMS it got on a day, and whether its owner wants none. */
public interface SmsRecipients {
    /** Counts one SMS of this day, unless the owner wants none or the day's limit is reached. */
    Uni<Permit> acquire(String phone, LocalDate day);

    /** Takes back the count of an SMS that was not sent. */
    Uni<Void> release(String phone, LocalDate day);

    /** 退订. */
    Uni<Void> optOut(String phone);

    /** 恢复: the owner wants SMS again. */
    Uni<Void> optIn(String phone);

    enum Permit {
        ALLOWED,
        OPTED_OUT,
        DAILY_LIMIT
    }
}
