package lianhu.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import me.chanjar.weixin.common.util.crypto.SHA1;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import org.junit.jupiter.api.Test;

class RobotCallbackCipherTest {
    private final RobotCallbackCipher robotCallbackCipher =
            new RobotCallbackCipher(CallbackGenerator.TOKEN, CallbackGenerator.AES_KEY, new SplittableRandom(7));
    private final WxCryptUtil oracle = new WxCryptUtil(CallbackGenerator.TOKEN, CallbackGenerator.AES_KEY, "");

    @Test
    void whatWeSealAnotherLibraryOpens() {
        for (int length = 0; length < 70; length++) {
            // Given
            String plain = "路".repeat(length);

            // When
            RobotCallbackCipher.EncryptedCallback encryptedCallback = robotCallbackCipher.encrypt(plain, 1_795_000_000);

            // Then
            assertEquals(plain, oracle.decrypt(encryptedCallback.encrypt()));
            assertEquals(
                    SHA1.gen(
                            CallbackGenerator.TOKEN,
                            encryptedCallback.timestamp(),
                            encryptedCallback.nonce(),
                            encryptedCallback.encrypt()),
                    encryptedCallback.signature());
        }
    }

    @Test
    void whatAnotherLibrarySealedWeOpen() {
        // Given
        String encrypt = oracle.encrypt("0123456789abcdef", "受理号 4827 1938");
        var encryptedCallback = new RobotCallbackCipher.EncryptedCallback(
                encrypt, SHA1.gen(CallbackGenerator.TOKEN, "1", "2", encrypt), "1", "2");

        // When
        String opened = robotCallbackCipher.decrypt(encryptedCallback);

        // Then
        assertEquals("受理号 4827 1938", opened);
    }

    @Test
    void aWrongSignatureIsRefused() {
        // Given
        RobotCallbackCipher.EncryptedCallback encryptedCallback = robotCallbackCipher.encrypt("x", 1);
        var forged = new RobotCallbackCipher.EncryptedCallback(
                encryptedCallback.encrypt(), encryptedCallback.signature(), "2", encryptedCallback.nonce());

        // When, Then
        assertThrows(IllegalArgumentException.class, () -> robotCallbackCipher.decrypt(forged));
    }
}
