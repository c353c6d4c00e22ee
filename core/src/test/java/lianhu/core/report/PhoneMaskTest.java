package lianhu.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PhoneMaskTest {
    @Test
    void aMaskLeavesTheEndsOnly() {
        assertEquals("154****2617", PhoneMask.mask("15400002617"));
        assertEquals("", PhoneMask.mask(""));
        assertEquals("*******", PhoneMask.mask("6661200"));
    }
}
