package lianhu.adapters.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import lianhu.core.sms.SmsSender.Result;
import org.junit.jupiter.api.Test;

class SmsStatisticsTest {
    private static final Result BUSY = new Result.Busy("短信平台连不上", Duration.ofSeconds(30));
    private static final Result UNANSWERED = new Result.Unanswered("短信平台没有回话，不知道发没发");
    private static final Result ACCEPTED = new Result.Accepted();

    private final SmsStatistics statistics = new SmsStatistics();

    @Test
    void theThirdFailureInARowIsAFaultUntilTheServiceAnswers() {
        // When
        List<Boolean> isWorking = Stream.of(BUSY, UNANSWERED, ACCEPTED, BUSY, BUSY, UNANSWERED, ACCEPTED)
                .map(this::isWorkingAfter)
                .toList();
        // Then
        assertEquals(List.of(true, true, true, true, true, false, true), isWorking);
    }

    /** It does not mend itself. */
    @Test
    void aTokenThatTheServiceDoesNotKnowIsAFaultAtOnce() {
        // When
        boolean isWorking = isWorkingAfter(new Result.Unauthorized("短信平台不认口令（401）", Duration.ofMinutes(5)));
        boolean isWorkingAfterALostCall = isWorkingAfter(BUSY);
        boolean isTokenKnown = statistics.status().isTokenKnown();
        boolean isWorkingAgain = isWorkingAfter(ACCEPTED);
        // Then
        assertFalse(isWorking);
        assertFalse(isWorkingAfterALostCall);
        assertFalse(isTokenKnown);
        assertTrue(isWorkingAgain);
        assertTrue(statistics.status().isTokenKnown());
    }

    private boolean isWorkingAfter(Result result) {
        statistics.count(result);
        return statistics.status().isWorking();
    }
}
