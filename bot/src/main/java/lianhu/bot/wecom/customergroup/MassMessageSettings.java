package lianhu.bot.wecom.customergroup;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Optional;

/** How owners of customer groups are asked. In the demonstration everything is a matter of seconds. */
@ConfigMapping(prefix = "lianhu.wecom.customer-groups")
public interface MassMessageSettings {
    /** How long the first telling waits for others, so that the owner taps once; 10 minutes. */
    Optional<Duration> collectWindow();

    /** How often WeCom is asked whether she tapped; a minute. */
    Optional<Duration> pollInterval();

    /** How long before she is reminded, and between reminders; 2 hours. WeCom reminds three times in 24 hours at most. */
    Optional<Duration> remindInterval();

    /** After it nobody counts on her tap any more; 3 days. */
    Optional<Duration> confirmationTimeout();
}
