package lianhu.adapters.sms;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The county's SMS service. Without {@code url} none is sent. {@code docs/sms.zh-CN.md} has the contract. */
@ConfigMapping(prefix = "lianhu.sms")
public interface SmsSettings {
    /** Where an SMS is posted. */
    Optional<String> url();

    /** What the gateway shows the service. */
    Optional<String> token();

    /** What the service shows the gateway, at {@code /sms/reports} and {@code /sms/replies}. */
    Optional<String> callbackToken();

    /** The signature that the carrier approved, without 【】; the name of the county when empty. */
    Optional<String> signature();

    /** To one number. A hotline matter takes three on its busiest day; a second one fits. Emergencies are not counted. */
    @WithDefault("6")
    int dailyLimit();

    /** Shorter than the outbox waits for any call, so that a late answer is known to be one. */
    @WithDefault("10s")
    Duration timeout();
}
