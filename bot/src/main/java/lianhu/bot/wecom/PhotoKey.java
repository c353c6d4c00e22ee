package lianhu.bot.wecom;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Opens a robot's photos: AES-256-CBC, the first 16 bytes of the key as vector, padded to 32 bytes (document 100719). */
final class PhotoKey {
    private static final int KEY_BYTES = 32;
    private static final int PAD_BLOCK = 32;
    private static final int AES_BLOCK = 16;

    private final byte[] key;

    private PhotoKey(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new NoPhoto("the key of the photo has not 32 bytes");
        }
        this.key = key;
    }

    static PhotoKey of(Credential credential) {
        return new PhotoKey(credential.key());
    }

    /** On the long connection each file has a key of its own. */
    static PhotoKey ofFile(String base64) {
        try {
            return new PhotoKey(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw new NoPhoto("the key of the photo is no Base64");
        }
    }

    byte[] open(byte[] encrypted) {
        if (encrypted.length == 0 || encrypted.length % AES_BLOCK != 0) {
            throw new NoPhoto("the encrypted photo is not made of whole blocks");
        }
        byte[] padded = decrypted(encrypted);
        int pad = padded[padded.length - 1];
        boolean isPadded = pad >= 1 && pad <= Math.min(PAD_BLOCK, padded.length);
        for (int i = 1; isPadded && i <= pad; i++) {
            isPadded = padded[padded.length - i] == pad;
        }
        if (!isPadded) {
            throw new NoPhoto("the photo cannot be decrypted with this robot's key");
        }
        return Arrays.copyOf(padded, padded.length - pad);
    }

    private byte[] decrypted(byte[] encrypted) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, AES_BLOCK));
            return cipher.doFinal(encrypted);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES/CBC", e);
        }
    }
}
