package lianhu.adapters.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import lianhu.adapters.vault.Vault;
import lianhu.core.report.ReceiptNo;
import org.junit.jupiter.api.Test;

class ProofsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:42:00Z");
    private static final ReceiptNo MINE = new ReceiptNo("48271938");
    private static final ReceiptNo OTHER = new ReceiptNo("51906642");

    private final Proofs proofs = new Proofs(new Vault(new byte[32]));

    @Test
    void aPhoneOpensWhatItReportedAndNothingElse() {
        // When
        String cookie = proofs.with("", MINE, Proofs.REPORTED, NOW);
        // Then
        assertTrue(proofs.holds(cookie, MINE, NOW));
        assertFalse(proofs.holds(cookie, OTHER, NOW));
    }

    @Test
    void aSignatureIsGoodForItsOwnNumberOnly() {
        // Given
        String cookie = proofs.with("", MINE, Proofs.REPORTED, NOW);
        // When
        String forged = cookie.replace(MINE.digits(), OTHER.digits());
        // Then
        assertFalse(proofs.holds(forged, OTHER, NOW));
    }

    @Test
    void aLongerTimeCannotBeWrittenIn() {
        // Given
        String cookie = proofs.with("", MINE, Proofs.DIGITS, NOW);
        // When
        String forged = cookie.replaceFirst("\\.\\d+\\.", ".9999999999.");
        // Then
        assertFalse(proofs.holds(forged, MINE, NOW));
    }

    @Test
    void anotherCountysKeyOpensNothing() {
        // Given
        byte[] key = new byte[32];
        key[0] = 1;
        // When
        String cookie = new Proofs(new Vault(key)).with("", MINE, Proofs.REPORTED, NOW);
        // Then
        assertFalse(proofs.holds(cookie, MINE, NOW));
    }

    @Test
    void aProofByDigitsEndsAfterADay() {
        // When
        String cookie = proofs.with("", MINE, Proofs.DIGITS, NOW);
        // Then
        assertTrue(proofs.holds(cookie, MINE, NOW.plus(Proofs.DIGITS).minusSeconds(1)));
        assertFalse(proofs.holds(cookie, MINE, NOW.plus(Proofs.DIGITS)));
    }

    @Test
    void theNewestTwentyFourAreKeptAndNonsenseIsDropped() {
        // Given
        String cookie = "x~~1.2~4.é.y";
        // When
        for (int i = 10; i < 50; i++) {
            cookie = proofs.with(cookie, new ReceiptNo("482719" + i), Proofs.REPORTED, NOW);
        }
        // Then
        assertEquals(24, cookie.split("~").length);
        assertTrue(proofs.holds(cookie, new ReceiptNo("48271949"), NOW));
        assertFalse(proofs.holds(cookie, new ReceiptNo("48271910"), NOW));
        assertTrue(cookie.length() < 4000);
    }
}
