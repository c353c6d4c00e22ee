package lianhu.bot.wecom.customergroup;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import lianhu.core.broadcast.QuietHours;

/**
 * The effective settings.
 *
 * @param quietHours nobody is asked or reminded then; empty in the demonstration, which runs at any time
 */
public record MassMessagePolicy(
        Duration collectWindow,
        Duration pollInterval,
        Duration remindInterval,
        Duration confirmationTimeout,
        Optional<QuietHours> quietHours) {
    /** Of a task, within 24 hours; document 97610. */
    static final int MAX_REMINDERS = 3;

    public static MassMessagePolicy of(MassMessageSettings settings, QuietHours quietHours, boolean isDemonstration) {
        return new MassMessagePolicy(
                settings.collectWindow().orElse(isDemonstration ? Duration.ofSeconds(3) : Duration.ofMinutes(10)),
                settings.pollInterval().orElse(isDemonstration ? Duration.ofSeconds(1) : Duration.ofMinutes(1)),
                settings.remindInterval().orElse(Duration.ofHours(2)),
                settings.confirmationTimeout().orElse(Duration.ofDays(3)),
                isDemonstration ? Optional.empty() : Optional.of(quietHours));
    }

    boolean isQuietTime(Instant now) {
        return quietHours.filter(hours -> hours.isQuiet(now)).isPresent();
    }
}
