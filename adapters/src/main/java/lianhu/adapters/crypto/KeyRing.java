package lianhu.adapters.crypto;

import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The county's keys. The newest master key encrypts; older keys only decrypt, until no value needs them. The keys for
 * look-up, links and receipt numbers are derived from the first master key and outlive it: with another hash key no
 * look-up would match, and another permutation would allocate a receipt number twice.
 *
 * @param masters by generation, 1 to {@link #LAST_GENERATION}; 32 bytes each
 * @param derivedKeys the keys derived from the first master key
 */
public record KeyRing(NavigableMap<Integer, byte[]> masters, DerivedKeys derivedKeys) {
    /** The generation is the first byte of an encrypted value; no picture or recording begins with so small a byte. */
    public static final int LAST_GENERATION = 30;

    private static final int MASTER_BYTES = 32;

    /** Keys that do not change with the master key. */
    public record DerivedKeys(byte[] hash, byte[] link, byte[] receipt) {
        private static DerivedKeys fromMaster(byte[] master) {
            return new DerivedKeys(derive(master, "hash"), derive(master, "link"), derive(master, "receipt"));
        }

        @Override
        public String toString() {
            return "DerivedKeys[hidden]";
        }
    }

    public KeyRing {
        if (masters.isEmpty()
                || masters.firstKey() < 1
                || masters.lastKey() > LAST_GENERATION
                || masters.values().stream().anyMatch(master -> master.length != MASTER_BYTES)) {
            throw new IllegalArgumentException("主密钥应是 32 字节");
        }
        masters = Collections.unmodifiableNavigableMap(new TreeMap<>(masters));
    }

    /** The key ring before the first rotation. */
    public static KeyRing of(byte[] master) {
        return of(new TreeMap<>(java.util.Map.of(1, master)), Optional.empty());
    }

    /** @param derivedKeys empty while the first master key is still present */
    public static KeyRing of(NavigableMap<Integer, byte[]> masters, Optional<DerivedKeys> derivedKeys) {
        return new KeyRing(
                masters,
                derivedKeys.orElseGet(
                        () -> DerivedKeys.fromMaster(masters.firstEntry().getValue())));
    }

    public int newestGeneration() {
        return masters.lastKey();
    }

    /** True while an old key is kept for values that are not encrypted again yet. */
    public boolean isRotating() {
        return masters.size() > 1;
    }

    /**
     * Returns a key ring with one more master key, which encrypts from now on.
     *
     * @param link empty to keep the personal links; another key makes all existing links invalid
     */
    public KeyRing withNewMaster(byte[] master, Optional<byte[]> link) {
        TreeMap<Integer, byte[]> more = new TreeMap<>(masters);
        more.put(newestGeneration() + 1, master);
        return new KeyRing(more, new DerivedKeys(derivedKeys.hash, link.orElse(derivedKeys.link), derivedKeys.receipt));
    }

    /** Returns a key ring with only the newest master key. */
    public KeyRing withoutOldMasters() {
        return new KeyRing(masters.tailMap(newestGeneration(), true), derivedKeys);
    }

    /** The AES keys by generation. */
    NavigableMap<Integer, SecretKeySpec> encryptionKeys() {
        NavigableMap<Integer, SecretKeySpec> keys = new TreeMap<>();
        masters.forEach((generation, master) -> keys.put(generation, new SecretKeySpec(derive(master, "seal"), "AES")));
        return keys;
    }

    /** Signs the sessions of the desk. It changes with the master key, so that a rotation ends all sessions. */
    public byte[] sessionKey() {
        return derive(newestMaster(), "desk-session");
    }

    /** Authenticates a backup. Derived from one of the master keys, because a backup may be older than the newest one. */
    public static byte[] backupKey(byte[] master) {
        return derive(master, "backup");
    }

    public byte[] newestMaster() {
        return masters.lastEntry().getValue();
    }

    public Collection<byte[]> allMasters() {
        return masters.values();
    }

    private static byte[] derive(byte[] master, String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(master, "HmacSHA256"));
            return mac.doFinal(("lianhu/1/" + purpose).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "KeyRing[hidden]";
    }
}
