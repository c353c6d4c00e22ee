package lianhu.bot.wecom;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * The settings as they hold.
 *
 * @param sleeps whether owners are left in peace at night; the demonstration has no night
 */
record CustomerPace(Duration gather, Duration poll, Duration remind, Duration patience, boolean sleeps) {
    /** Of a task, within 24 hours; document 97610. */
    static final int MOST_REMINDERS = 3;

    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
    private static final LocalTime MORNING = LocalTime.of(7, 0);
    private static final LocalTime NIGHT = LocalTime.of(22, 0);

    static CustomerPace of(CustomerSettings settings, boolean isDemonstration) {
        return new CustomerPace(
                settings.gather().orElse(isDemonstration ? Duration.ofSeconds(3) : Duration.ofMinutes(10)),
                settings.poll().orElse(isDemonstration ? Duration.ofSeconds(1) : Duration.ofMinutes(1)),
                settings.remind().orElse(Duration.ofHours(2)),
                settings.patience().orElse(Duration.ofDays(3)),
                !isDemonstration);
    }

    /** From 22 to 7 nobody is asked or reminded. */
    boolean isNight(Instant now) {
        LocalTime time = now.atOffset(CHINA).toLocalTime();
        return sleeps && (time.isBefore(MORNING) || !time.isBefore(NIGHT));
    }
}
