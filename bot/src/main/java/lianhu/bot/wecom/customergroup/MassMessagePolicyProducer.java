package lianhu.bot.wecom.customergroup;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import lianhu.core.broadcast.QuietHours;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Produces the policy from the settings; the demonstration does not wait. */
@Dependent
class MassMessagePolicyProducer {
    @Produces
    @Singleton
    MassMessagePolicy policy(
            MassMessageSettings settings,
            QuietHours quietHours,
            @ConfigProperty(name = "lianhu.demo", defaultValue = "false") boolean isDemonstration) {
        return MassMessagePolicy.of(settings, quietHours, isDemonstration);
    }
}
