package lianhu.bot.wecom.customergroup;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Optional;

/** How owners of customer groups are asked. In the demonstration everything is a matter of seconds. */
@ConfigMapping(prefix = "lianhu.wecom.customer-groups")
public interface MassMessageSettings {
    /** How long the first notice waits for others, so that the owner confirms once; 10 minutes by default. */
    Optional<Duration> collectWindow();

    /** How often WeCom is polled for the owner's confirmation; one minute by default. */
    Optional<Duration> pollInterval();

    /** The time before the first reminder and between reminders; 2 hours by default. WeCom reminds at most three times in 24 hours. */
    Optional<Duration> remindInterval();

    /** The time after which a confirmation is no longer expected; 3 days by default. */
    Optional<Duration> confirmationTimeout();
}
