package lianhu.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import me.chanjar.weixin.common.util.crypto.SHA1;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    private final Envelope envelope = new Envelope(Mail.TOKEN, Mail.AES_KEY, new SplittableRandom(7));
    private final WxCryptUtil oracle = new WxCryptUtil(Mail.TOKEN, Mail.AES_KEY, "");

    @Test
    void whatWeSealAnotherLibraryOpens() {
        for (int length = 0; length < 70; length++) {
            // Given
            String plain = "路".repeat(length);

            // When
            Envelope.Sealed sealed = envelope.seal(plain, 1_795_000_000);

            // Then
            assertEquals(plain, oracle.decrypt(sealed.encrypt()));
            assertEquals(
                    SHA1.gen(Mail.TOKEN, sealed.timestamp(), sealed.nonce(), sealed.encrypt()), sealed.signature());
        }
    }

    @Test
    void whatAnotherLibrarySealedWeOpen() {
        // Given
        String encrypt = oracle.encrypt("0123456789abcdef", "受理号 4827 1938");
        var sealed = new Envelope.Sealed(encrypt, SHA1.gen(Mail.TOKEN, "1", "2", encrypt), "1", "2");

        // When
        String opened = envelope.open(sealed);

        // Then
        assertEquals("受理号 4827 1938", opened);
    }

    @Test
    void aWrongSignatureIsRefused() {
        // Given
        Envelope.Sealed sealed = envelope.seal("x", 1);
        var forged = new Envelope.Sealed(sealed.encrypt(), sealed.signature(), "2", sealed.nonce());

        // When, Then
        assertThrows(IllegalArgumentException.class, () -> envelope.open(forged));
    }
}
