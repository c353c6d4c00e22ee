package lianhu.app.sms;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import lianhu.adapters.sms.SmsSettings;
import lianhu.app.boot.AppSettings;
import lianhu.core.sms.SmsAvailability;
import lianhu.core.sms.SmsTemplate;
import org.junit.jupiter.api.Test;

/** What the pages may promise. */
class SmsProducerTest {
    private static final Map<String, String> SERVICE = Map.of(
            "lianhu.sms.url", "https://sms.example.gov.cn/messages",
            "lianhu.sms.token", "a-token-of-24-characters",
            "lianhu.sms.callback-token", "another-token-of-24-char");

    @Test
    void anSmsIsPromisedWhereAServiceIsConfiguredAndTheTextIsApproved() {
        // When
        SmsAvailability approved = availability("yunxi", SERVICE);
        SmsAvailability withoutApproval = availability("sunan", SERVICE);
        SmsAvailability withoutService = availability("yunxi", Map.of());
        // Then
        assertTrue(approved.canSend(SmsTemplate.RESULT));
        assertTrue(withoutApproval.isConfigured());
        assertFalse(withoutApproval.canSend(SmsTemplate.RESULT));
        assertFalse(withoutService.canSend(SmsTemplate.RESULT));
    }

    private static SmsAvailability availability(String county, Map<String, String> settings) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(AppSettings.class)
                .withMapping(SmsSettings.class)
                .withValidateUnknown(false)
                .withDefaultValues(settings)
                .withDefaultValue("lianhu.sms.timeout", "PT10S")
                .withDefaultValue("lianhu.county", county)
                .build();
        return new SmsProducer()
                .smsAvailability(
                        config.getConfigMapping(SmsSettings.class), config.getConfigMapping(AppSettings.class));
    }
}
