package lianhu.core.outbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RedialPolicyTest {
    @Test
    void theCauseDecidesWhenTheNextAttemptComes() {
        assertEquals(Optional.of(Duration.ofMinutes(1)), RedialPolicy.pauseAfter(OutboundResult.BUSY, 1));
        assertEquals(Optional.of(Duration.ofMinutes(3)), RedialPolicy.pauseAfter(OutboundResult.NO_ANSWER, 1));
        assertEquals(Optional.of(Duration.ofMinutes(5)), RedialPolicy.pauseAfter(OutboundResult.UNREACHABLE, 4));
        assertEquals(Optional.of(Duration.ofMinutes(10)), RedialPolicy.pauseAfter(OutboundResult.BUSY, 5));
        assertEquals(Optional.of(Duration.ofSeconds(30)), RedialPolicy.pauseAfter(OutboundResult.CONGESTION, 50));
        assertEquals(Optional.empty(), RedialPolicy.pauseAfter(OutboundResult.INVALID_NUMBER, 1));
        assertEquals(Optional.empty(), RedialPolicy.pauseAfter(OutboundResult.ANSWERED, 1));
    }

    @Test
    void whoHasNotAnsweredIsCalledForEver() {
        assertTrue(Arrays.stream(OutboundResult.values())
                .filter(result -> !result.isFinal())
                .allMatch(result -> RedialPolicy.pauseAfter(result, 1_000).isPresent()));
    }
}
