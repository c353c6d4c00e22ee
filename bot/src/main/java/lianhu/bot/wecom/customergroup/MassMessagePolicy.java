package lianhu.bot.wecom.customergroup;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * The effective settings.
 *
 * @param hasQuietHours false in the demonstration, which runs at any time
 */
public record MassMessagePolicy(
        Duration collectWindow,
        Duration pollInterval,
        Duration remindInterval,
        Duration confirmationTimeout,
        boolean hasQuietHours) {
    /** Of a task, within 24 hours; document 97610. */
    static final int MAX_REMINDERS = 3;

    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
    private static final LocalTime MORNING = LocalTime.of(7, 0);
    private static final LocalTime NIGHT = LocalTime.of(22, 0);

    public static MassMessagePolicy of(MassMessageSettings settings, boolean isDemonstration) {
        return new MassMessagePolicy(
                settings.collectWindow().orElse(isDemonstration ? Duration.ofSeconds(3) : Duration.ofMinutes(10)),
                settings.pollInterval().orElse(isDemonstration ? Duration.ofSeconds(1) : Duration.ofMinutes(1)),
                settings.remindInterval().orElse(Duration.ofHours(2)),
                settings.confirmationTimeout().orElse(Duration.ofDays(3)),
                !isDemonstration);
    }

    /** From 22 to 7 nobody is asked or reminded. */
    boolean isQuietTime(Instant now) {
        LocalTime time = now.atOffset(CHINA).toLocalTime();
        return hasQuietHours && (time.isBefore(MORNING) || !time.isBefore(NIGHT));
    }
}
