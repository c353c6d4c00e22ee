package lianhu.adapters.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.NavigableMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what the database must not read (AES-256-GCM, a nonce of its own for each value) and makes keyed hashes for
 * look-up (HMAC-SHA-256). All keys are derived from the county's master key of 32 bytes. A value says with its first byte
 * which master key it was sealed with, so that a new key can stand beside the old one.
 */
public final class Vault {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int HEADER = 1 + NONCE;

    private final int newest;
    private final NavigableMap<Integer, SecretKeySpec> sealing;
    private final SecretKeySpec hashing;
    private final SecretKeySpec linking;
    private final byte[] receiptKey;
    private final SecureRandom random = new SecureRandom();
    private final ThreadLocal<Cipher> ciphers = ThreadLocal.withInitial(Vault::cipher);
    private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(Vault::mac);

    /** @param master 32 bytes */
    public Vault(byte[] master) {
        this(KeyRing.of(master));
    }

    public Vault(KeyRing keys) {
        newest = keys.newest();
        sealing = keys.sealing();
        hashing = new SecretKeySpec(keys.lasting().hash(), "HmacSHA256");
        linking = new SecretKeySpec(keys.lasting().link(), "HmacSHA256");
        receiptKey = keys.lasting().receipt().clone();
    }

    public byte[] seal(String plain) {
        return seal(plain.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] seal(byte[] plain) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            Cipher cipher = ciphers.get();
            cipher.init(Cipher.ENCRYPT_MODE, sealing.lastEntry().getValue(), new GCMParameterSpec(TAG_BITS, nonce));
            ByteBuffer sealed = ByteBuffer.allocate(sealedSize(plain.length))
                    .put((byte) newest)
                    .put(nonce);
            cipher.doFinal(ByteBuffer.wrap(plain), sealed);
            return sealed.array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many bytes so many bytes become. */
    public static int sealedSize(int plain) {
        return HEADER + plain + TAG_BITS / 8;
    }

    /** False for what begins otherwise, such as any picture: those of before lie as they came. */
    public static boolean isSealed(byte[] bytes) {
        return bytes.length >= HEADER + TAG_BITS / 8 && bytes[0] >= 1 && bytes[0] <= KeyRing.LAST_GENERATION;
    }

    /** True when it opens with a key of this county that is not the newest. */
    public boolean isOld(byte[] bytes) {
        if (!isSealed(bytes) || bytes[0] == newest || !sealing.containsKey((int) bytes[0])) {
            return false;
        }
        try {
            openBytes(bytes);
            return true;
        } catch (IllegalStateException notSealed) {
            return false; // a keyed hash begins with any byte
        }
    }

    public String open(byte[] sealed) {
        return new String(openBytes(sealed), StandardCharsets.UTF_8);
    }

    public byte[] openBytes(byte[] sealed) {
        SecretKeySpec key = isSealed(sealed) ? sealing.get((int) sealed[0]) : null;
        if (key == null) {
            throw new IllegalStateException("sealed with another key");
        }
        try {
            Cipher cipher = ciphers.get();
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 1, NONCE));
            return cipher.doFinal(sealed, HEADER, sealed.length - HEADER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a sealed value does not open with this county's key", e);
        }
    }

    /** For look-up: equal texts give equal hashes, and only with the key. */
    public byte[] hash(String text) {
        return mac(hashing, text);
    }

    /** Keyed hashes of a text's two-character pieces, for a search that the database cannot read. */
    public Integer[] grams(String text) {
        Integer[] grams = new Integer[Math.max(0, text.length() - 1)];
        for (int i = 0; i + 1 < text.length(); i++) {
            byte[] piece = hash(text.substring(i, i + 2));
            grams[i] = ByteBuffer.wrap(piece).getInt();
        }
        return Arrays.stream(grams).distinct().toArray(Integer[]::new);
    }

    /** A secret for a personal link that needs no table: 16 bytes. */
    public byte[] linkToken(String subject) {
        return Arrays.copyOf(mac(linking, subject), 16);
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
