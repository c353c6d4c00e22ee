package lianhu.core.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceiptNoTest {
    private final ReceiptCipher cipher = new ReceiptCipher("a county's key".getBytes(StandardCharsets.UTF_8));

    @Test
    void theStandardsOwnExampleHolds() {
        assertEquals(5, CheckDigit.of("0794"));
    }

    @Test
    void everySingleWrongDigitIsFound() {
        String number = cipher.number(4_711).digits();
        for (int place = 0; place < number.length(); place++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                StringBuilder wrong = new StringBuilder(number);
                wrong.setCharAt(place, digit);
                assertEquals(wrong.toString().equals(number), CheckDigit.isValid(wrong));
            }
        }
    }

    @Test
    void everyNumberIsUniqueAndGrowsADigitWhenUsedUp() {
        BitSet seen = new BitSet(100_000_000);
        for (int count = 0; count < 10_000_000; count++) {
            seen.set(Integer.parseInt(cipher.number(count).digits()));
        }
        assertEquals(10_000_000, seen.cardinality());
        assertEquals(8, cipher.number(9_999_999).digits().length());
        assertEquals(9, cipher.number(10_000_000).digits().length());
    }

    @Test
    void typedTextIsParsed() {
        ReceiptNo number = cipher.number(7);
        String digits = number.digits();
        assertEquals(Optional.of(number), ReceiptNo.parse(number.spoken()));
        assertEquals(Optional.of(number), ReceiptNo.parse(" " + digits.substring(0, 3) + "-" + digits.substring(3)));
        assertEquals(Optional.of(number), ReceiptNo.parse(fullWidth(digits)));
        assertTrue(ReceiptNo.parse("路灯").isEmpty());
        assertTrue(ReceiptNo.parse(digits.substring(1)).isEmpty());
        assertFalse(ReceiptNo.parse(digits + "0").isPresent() && CheckDigit.isValid(digits + "1"));
    }

    private static String fullWidth(String digits) {
        StringBuilder wide = new StringBuilder();
        digits.chars().forEach(c -> wide.append((char) (c - '0' + '０')));
        return wide.toString();
    }

    @Test
    void aNumberIsReadOutDigitByDigitAndOneIsYao() {
        assertEquals("四八二七 幺九三八", new ReceiptNo("48271938").dictated());
    }
}
