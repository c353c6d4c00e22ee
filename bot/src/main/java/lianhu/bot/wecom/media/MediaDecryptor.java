package lianhu.bot.wecom.media;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import lianhu.bot.wecom.client.CallbackCredentials;

/** Opens a robot's photos: AES-256-CBC, the first 16 bytes of the key as vector, padded to 32 bytes (document 100719). */
final class MediaDecryptor {
    private static final int KEY_BYTES = 32;
    private static final int PAD_BLOCK = 32;
    private static final int AES_BLOCK = 16;

    private final byte[] key;

    private MediaDecryptor(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new MediaUnavailableException("the key of the photo has not 32 bytes");
        }
        this.key = key;
    }

    static MediaDecryptor ofAccount(CallbackCredentials callbackCredentials) {
        return new MediaDecryptor(callbackCredentials.key());
    }

    /** On the long connection each file has a key of its own. */
    static MediaDecryptor ofFile(String base64) {
        try {
            return new MediaDecryptor(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new MediaUnavailableException("the key of the photo is no Base64");
        }
    }

    byte[] decrypt(byte[] encrypted) {
        if (encrypted.length == 0 || encrypted.length % AES_BLOCK != 0) {
            throw new MediaUnavailableException("the encrypted photo is not made of whole blocks");
        }
        byte[] padded = runCipher(encrypted);
        int pad = padded[padded.length - 1];
        boolean isPadded = pad >= 1 && pad <= Math.min(PAD_BLOCK, padded.length);
        for (int i = 1; isPadded && i <= pad; i++) {
            isPadded = padded[padded.length - i] == pad;
        }
        if (!isPadded) {
            throw new MediaUnavailableException("the photo cannot be decrypted with this robot's key");
        }
        return Arrays.copyOf(padded, padded.length - pad);
    }

    private byte[] runCipher(byte[] encrypted) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, AES_BLOCK));
            return cipher.doFinal(encrypted);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES/CBC", e);
        }
    }
}
