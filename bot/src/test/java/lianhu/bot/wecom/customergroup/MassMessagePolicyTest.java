package lianhu.bot.wecom.customergroup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MassMessagePolicyTest {
    private final MassMessagePolicy pace =
            new MassMessagePolicy(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, true);

    @ParameterizedTest
    @CsvSource({
        "2026-11-26T06:59:59+08:00,true",
        "2026-11-26T07:00:00+08:00,false",
        "2026-11-26T21:59:59+08:00,false",
        "2026-11-26T22:00:00+08:00,true"
    })
    void ownersAreLeftInPeaceFromTenToSeven(String now, boolean isNight) {
        assertEquals(isNight, pace.isQuietTime(OffsetDateTime.parse(now).toInstant()));
    }
}
