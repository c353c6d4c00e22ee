package lianhu.app.telephony;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import lianhu.core.outbound.DailyCallLimit;

/** Produces what others need to know of the settings of the telephone. */
final class TelephonyProducer {
    @Produces
    @Singleton
    DailyCallLimit dailyCallLimit(TelephonySettings settings) {
        return new DailyCallLimit(settings.maxCallsPerNumber());
    }
}
