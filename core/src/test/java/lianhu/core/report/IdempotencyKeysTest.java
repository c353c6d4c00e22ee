package lianhu.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class IdempotencyKeysTest {
    @Test
    void aPageWithoutAKeyGetsANewOne() {
        assertEquals("k1234567", IdempotencyKeys.keyOrNew("k1234567"));
        assertNotEquals("", IdempotencyKeys.keyOrNew(null));
        assertNotEquals("a b", IdempotencyKeys.keyOrNew("a b"));
    }
}
