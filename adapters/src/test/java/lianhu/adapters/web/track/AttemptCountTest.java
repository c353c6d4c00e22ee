package lianhu.adapters.web.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptCountTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:42:00Z");

    @Test
    void theFifthWrongOneLocks() {
        assertFalse(new AttemptCount(4, NOW, 5).isLocked(NOW));
        assertTrue(new AttemptCount(5, NOW, 5).isLocked(NOW));
    }

    /** It is counted before it is compared, so the fifth try still may be right. */
    @Test
    void theFifthTryIsStillLookedAtAndTheSixthIsNot() {
        assertFalse(new AttemptCount(5, NOW, 5).isExceeded(NOW));
        assertTrue(new AttemptCount(6, NOW, 5).isExceeded(NOW));
    }

    @Test
    void theLockEndsADayAfterTheFirstWrongOne() {
        AttemptCount attemptCount = new AttemptCount(9, NOW, 5);
        assertTrue(attemptCount.isExceeded(NOW.plus(Duration.ofDays(1)).minusSeconds(1)));
        assertFalse(attemptCount.isExceeded(NOW.plus(Duration.ofDays(1))));
    }

    @Test
    void whatIsLeftIsNeverNegative() {
        assertEquals(2, new AttemptCount(3, NOW, 5).attemptsLeft());
        assertEquals(0, new AttemptCount(8, NOW, 5).attemptsLeft());
    }
}
