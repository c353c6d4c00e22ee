package lianhu.adapters.web.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import lianhu.adapters.crypto.FieldEncryption;
import lianhu.core.report.ReceiptNo;
import org.junit.jupiter.api.Test;

class ReceiptProofCookieTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:42:00Z");
    private static final ReceiptNo MINE = new ReceiptNo("48271938");
    private static final ReceiptNo OTHER = new ReceiptNo("51906642");

    private final ReceiptProofCookie receiptProofCookie = new ReceiptProofCookie(new FieldEncryption(new byte[32]));

    @Test
    void aPhoneOpensWhatItReportedAndNothingElse() {
        // When
        String cookie = receiptProofCookie.add("", MINE, ReceiptProofCookie.REPORTER_VALIDITY, NOW);
        // Then
        assertTrue(receiptProofCookie.contains(cookie, MINE, NOW));
        assertFalse(receiptProofCookie.contains(cookie, OTHER, NOW));
    }

    @Test
    void aSignatureIsGoodForItsOwnNumberOnly() {
        // Given
        String cookie = receiptProofCookie.add("", MINE, ReceiptProofCookie.REPORTER_VALIDITY, NOW);
        // When
        String forged = cookie.replace(MINE.digits(), OTHER.digits());
        // Then
        assertFalse(receiptProofCookie.contains(forged, OTHER, NOW));
    }

    @Test
    void aLongerTimeCannotBeWrittenIn() {
        // Given
        String cookie = receiptProofCookie.add("", MINE, ReceiptProofCookie.DIGITS_VALIDITY, NOW);
        // When
        String forged = cookie.replaceFirst("\\.\\d+\\.", ".9999999999.");
        // Then
        assertFalse(receiptProofCookie.contains(forged, MINE, NOW));
    }

    @Test
    void anotherCountysKeyOpensNothing() {
        // Given
        byte[] key = new byte[32];
        key[0] = 1;
        // When
        String cookie = new ReceiptProofCookie(new FieldEncryption(key))
                .add("", MINE, ReceiptProofCookie.REPORTER_VALIDITY, NOW);
        // Then
        assertFalse(receiptProofCookie.contains(cookie, MINE, NOW));
    }

    @Test
    void aProofByDigitsEndsAfterADay() {
        // When
        String cookie = receiptProofCookie.add("", MINE, ReceiptProofCookie.DIGITS_VALIDITY, NOW);
        // Then
        assertTrue(receiptProofCookie.contains(
                cookie, MINE, NOW.plus(ReceiptProofCookie.DIGITS_VALIDITY).minusSeconds(1)));
        assertFalse(receiptProofCookie.contains(cookie, MINE, NOW.plus(ReceiptProofCookie.DIGITS_VALIDITY)));
    }

    @Test
    void aPhoneOpensWhatItReportedForNinetyDays() {
        // When
        String cookie = receiptProofCookie.add("", MINE, ReceiptProofCookie.REPORTER_VALIDITY, NOW);
        // Then
        Instant end = NOW.plus(Duration.ofDays(90));
        assertTrue(receiptProofCookie.contains(cookie, MINE, end.minusSeconds(1)));
        assertFalse(receiptProofCookie.contains(cookie, MINE, end));
    }

    @Test
    void theNewestTwentyFourAreKeptAndNonsenseIsDropped() {
        // Given
        String cookie = "x~~1.2~4.é.y";
        // When
        for (int i = 10; i < 50; i++) {
            cookie = receiptProofCookie.add(
                    cookie, new ReceiptNo("482719" + i), ReceiptProofCookie.REPORTER_VALIDITY, NOW);
        }
        // Then
        assertEquals(24, cookie.split("~").length);
        assertTrue(receiptProofCookie.contains(cookie, new ReceiptNo("48271949"), NOW));
        assertFalse(receiptProofCookie.contains(cookie, new ReceiptNo("48271910"), NOW));
        assertTrue(cookie.length() < 4000);
    }
}
