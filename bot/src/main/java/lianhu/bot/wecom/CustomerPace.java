package lianhu.bot.wecom;

import java.time.Duration;

/** The settings as they hold. */
record CustomerPace(Duration gather, Duration poll, Duration remind, Duration patience) {
    /** Of a task, within 24 hours; document 97610. */
    static final int MOST_REMINDERS = 3;

    static CustomerPace of(CustomerSettings settings, boolean isDemonstration) {
        return new CustomerPace(
                settings.gather().orElse(isDemonstration ? Duration.ofSeconds(3) : Duration.ofMinutes(10)),
                settings.poll().orElse(isDemonstration ? Duration.ofSeconds(1) : Duration.ofMinutes(1)),
                settings.remind().orElse(Duration.ofHours(2)),
                settings.patience().orElse(Duration.ofDays(3)));
    }
}
