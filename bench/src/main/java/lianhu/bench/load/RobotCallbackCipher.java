package lianhu.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and decrypts a smart robot's callbacks (developer.work.weixin.qq.com 101033) fast enough not to affect the
 * measurement. Not thread-safe.
 */
public final class RobotCallbackCipher {
    private static final int RANDOM = 16;
    private static final int LENGTH = 4;
    private static final int PADDING = 32;

    private final String token;
    private final RandomGenerator random;
    private final Cipher sealing;
    private final Cipher opening;
    private final MessageDigest sha1;

    /** The encrypted content with its signature. */
    public record EncryptedCallback(String encrypt, String signature, String timestamp, String nonce) {}

    /** @param aesKey 43 characters of base64 */
    public RobotCallbackCipher(String token, String aesKey, RandomGenerator random) {
        this.token = token;
        this.random = random;
        byte[] key = Base64.getDecoder().decode(aesKey + "=");
        try {
            sealing = cipher(Cipher.ENCRYPT_MODE, key);
            opening = cipher(Cipher.DECRYPT_MODE, key);
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public EncryptedCallback encrypt(String plain, long epochSecond) {
        String encrypt = Base64.getEncoder().encodeToString(run(sealing, framed(plain)));
        String timestamp = Long.toString(epochSecond);
        String nonce = Long.toString(random.nextLong(1_000_000_000_000L, 9_000_000_000_000L));
        return new EncryptedCallback(encrypt, signature(timestamp, nonce, encrypt), timestamp, nonce);
    }

    /** @throws IllegalArgumentException when the signature or the framing is invalid */
    public String decrypt(EncryptedCallback encryptedCallback) {
        if (!signature(encryptedCallback.timestamp, encryptedCallback.nonce, encryptedCallback.encrypt)
                .equals(encryptedCallback.signature)) {
            throw new IllegalArgumentException("the signature does not fit");
        }
        ByteBuffer frame = ByteBuffer.wrap(run(opening, Base64.getDecoder().decode(encryptedCallback.encrypt)));
        int length = frame.getInt(RANDOM);
        int padding = frame.get(frame.limit() - 1);
        // A robot's callback has an empty receiver id: the padding follows the content directly.
        if (length < 0 || RANDOM + LENGTH + length + padding != frame.limit()) {
            throw new IllegalArgumentException("the frame does not fit");
        }
        return new String(frame.array(), RANDOM + LENGTH, length, StandardCharsets.UTF_8);
    }

    private byte[] framed(String plain) {
        byte[] words = plain.getBytes(StandardCharsets.UTF_8);
        int length = RANDOM + LENGTH + words.length;
        int padding = PADDING - length % PADDING;
        byte[] salt = new byte[RANDOM];
        random.nextBytes(salt);
        byte[] frame = ByteBuffer.allocate(length + padding)
                .put(salt)
                .putInt(words.length)
                .put(words)
                .array();
        Arrays.fill(frame, length, frame.length, (byte) padding);
        return frame;
    }

    private String signature(String timestamp, String nonce, String encrypt) {
        String[] parts = {token, timestamp, nonce, encrypt};
        Arrays.sort(parts);
        byte[] hash = sha1.digest(String.join("", parts).getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(hash);
    }

    private static byte[] run(Cipher cipher, byte[] input) {
        try {
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a whole number of blocks", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));
        return cipher;
    }
}
