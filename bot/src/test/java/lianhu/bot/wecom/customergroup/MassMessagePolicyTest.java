package lianhu.bot.wecom.customergroup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Optional;
import lianhu.core.broadcast.QuietHours;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MassMessagePolicyTest {
    private final MassMessagePolicy policy = new MassMessagePolicy(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Optional.of(new QuietHours(LocalTime.of(21, 30), LocalTime.of(6, 30))));

    @ParameterizedTest
    @CsvSource({
        "2026-11-26T06:29:59+08:00,true",
        "2026-11-26T06:30:00+08:00,false",
        "2026-11-26T21:29:59+08:00,false",
        "2026-11-26T21:30:00+08:00,true"
    })
    void ownersAreNotAskedInTheQuietHoursOfTheCounty(String now, boolean isNight) {
        assertEquals(isNight, policy.isQuietTime(OffsetDateTime.parse(now).toInstant()));
    }
}
