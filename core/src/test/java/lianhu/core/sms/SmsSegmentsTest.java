package lianhu.core.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SmsSegmentsTest {
    @Test
    void seventyCharactersAreOneMessageAndSixtySevenEachOfSeveral() {
        assertEquals(1, SmsSegments.count("字".repeat(70)));
        assertEquals(2, SmsSegments.count("字".repeat(71)));
        assertEquals(2, SmsSegments.count("字".repeat(134)));
        assertEquals(3, SmsSegments.count("字".repeat(135)));
    }

    @Test
    void onlyAMobileNumberGetsAnSms() {
        assertTrue(MobileNumber.matches("15400001111"));
        assertFalse(MobileNumber.matches("00006661200"));
        assertFalse(MobileNumber.matches("12345678901"));
        assertFalse(MobileNumber.matches(""));
    }
}
