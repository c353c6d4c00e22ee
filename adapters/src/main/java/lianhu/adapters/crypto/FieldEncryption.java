package lianhu.adapters.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.concurrent.atomic.LongAdder;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts values that the database must not read (AES-256-GCM, a random nonce for each value) and makes keyed hashes
 * for look-up (HMAC-SHA-256). All keys are derived from the county's master key of 32 bytes. The first byte of a value
 * is the generation of its master key, so that values under an old and a new key can exist together.
 */
public final class FieldEncryption {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int HEADER = 1 + NONCE;

    private final int newestGeneration;
    private final NavigableMap<Integer, SecretKeySpec> encryptionKeys;
    private final SecretKeySpec hashKey;
    private final SecretKeySpec linkKey;
    private final byte[] receiptKey;
    private final LongAdder unreadable = new LongAdder();
    private final SecureRandom random = new SecureRandom();
    private final ThreadLocal<Cipher> ciphers = ThreadLocal.withInitial(FieldEncryption::cipher);
    private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(FieldEncryption::mac);

    /** @param master 32 bytes */
    public FieldEncryption(byte[] master) {
        this(KeyRing.of(master));
    }

    public FieldEncryption(KeyRing keys) {
        newestGeneration = keys.newestGeneration();
        encryptionKeys = keys.encryptionKeys();
        hashKey = new SecretKeySpec(keys.derivedKeys().hash(), "HmacSHA256");
        linkKey = new SecretKeySpec(keys.derivedKeys().link(), "HmacSHA256");
        receiptKey = keys.derivedKeys().receipt().clone();
    }

    public byte[] encrypt(String plain) {
        return encrypt(plain.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] encrypt(byte[] plain) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            Cipher cipher = ciphers.get();
            cipher.init(
                    Cipher.ENCRYPT_MODE, encryptionKeys.lastEntry().getValue(), new GCMParameterSpec(TAG_BITS, nonce));
            ByteBuffer encrypted = ByteBuffer.allocate(encryptedSize(plain.length))
                    .put((byte) newestGeneration)
                    .put(nonce);
            cipher.doFinal(ByteBuffer.wrap(plain), encrypted);
            return encrypted.array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The encrypted size in bytes of {@code plain} bytes. */
    public static int encryptedSize(int plain) {
        return HEADER + plain + TAG_BITS / 8;
    }

    /** False for a plain picture, which never begins with a generation: older pictures are stored unencrypted. */
    public static boolean isEncrypted(byte[] bytes) {
        return bytes.length >= HEADER + TAG_BITS / 8 && bytes[0] >= 1 && bytes[0] <= KeyRing.LAST_GENERATION;
    }

    /** True when an older key of this county decrypts the value. */
    public boolean usesOldKey(byte[] bytes) {
        if (!isEncrypted(bytes) || bytes[0] == newestGeneration || !encryptionKeys.containsKey((int) bytes[0])) {
            return false;
        }
        try {
            decryptBytes(bytes);
            return true;
        } catch (IllegalStateException notEncrypted) {
            return false; // a keyed hash can begin with the byte of a generation
        }
    }

    public String decrypt(byte[] encrypted) {
        return new String(decryptBytes(encrypted), StandardCharsets.UTF_8);
    }

    public byte[] decryptBytes(byte[] encrypted) {
        SecretKeySpec key = isEncrypted(encrypted) ? encryptionKeys.get((int) encrypted[0]) : null;
        if (key == null) {
            throw new IllegalStateException("the value is encrypted with another key");
        }
        try {
            Cipher cipher = ciphers.get();
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, encrypted, 1, NONCE));
            return cipher.doFinal(encrypted, HEADER, encrypted.length - HEADER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the value cannot be decrypted with this county's key", e);
        }
    }

    /** Notes that a stored value could not be read: another key, damage, or a newer version's. */
    public void countUnreadable() {
        unreadable.increment();
    }

    /** How often that happened since the start. */
    public long unreadable() {
        return unreadable.sum();
    }

    /** A hash for look-up: equal texts have equal hashes, and nobody can compute them without the key. */
    public byte[] keyedHash(String text) {
        return mac(hashKey, text);
    }

    /** Keyed hashes of a text's two-character n-grams, by which the database searches without reading the text. */
    public Integer[] ngramHashes(String text) {
        Integer[] grams = new Integer[Math.max(0, text.length() - 1)];
        for (int i = 0; i + 1 < text.length(); i++) {
            byte[] piece = keyedHash(text.substring(i, i + 2));
            grams[i] = ByteBuffer.wrap(piece).getInt();
        }
        return Arrays.stream(grams).distinct().toArray(Integer[]::new);
    }

    /** The secret of a personal link, 16 bytes. It is derived from the subject and needs no table. */
    public byte[] linkToken(String subject) {
        return Arrays.copyOf(mac(linkKey, subject), 16);
    }

    /** The key of the receipt numbers' permutation. */
    public byte[] receiptKey() {
        return receiptKey.clone();
    }

    private byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = macs.get();
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Mac mac() {
        try {
            return Mac.getInstance("HmacSHA256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
