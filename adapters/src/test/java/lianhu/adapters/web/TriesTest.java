package lianhu.adapters.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TriesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:42:00Z");

    @Test
    void theFifthWrongOneLocks() {
        assertFalse(new Tries(4, NOW).isLocked(NOW));
        assertTrue(new Tries(5, NOW).isLocked(NOW));
    }

    /** It is counted before it is compared, so the fifth try still may be right. */
    @Test
    void theFifthTryIsStillLookedAtAndTheSixthIsNot() {
        assertFalse(new Tries(5, NOW).isOver(NOW));
        assertTrue(new Tries(6, NOW).isOver(NOW));
    }

    @Test
    void theLockEndsADayAfterTheFirstWrongOne() {
        Tries tries = new Tries(9, NOW);
        assertTrue(tries.isOver(NOW.plus(Duration.ofDays(1)).minusSeconds(1)));
        assertFalse(tries.isOver(NOW.plus(Duration.ofDays(1))));
    }

    @Test
    void whatIsLeftIsNeverNegative() {
        assertEquals(2, new Tries(3, NOW).left());
        assertEquals(0, new Tries(8, NOW).left());
    }
}
