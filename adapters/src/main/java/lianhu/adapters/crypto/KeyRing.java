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
 * The county's keys. The newest master key seals; older ones only open, until nothing is sealed with them any more. The keys
 * for look-up, links and receipt numbers come from the first master key and outlive it: a hash made with another key would
 * find nobody, and another permutation would give the same receipt number twice.
 *
 * @param masters by generation, 1 to {@link #LAST_GENERATION}; 32 bytes each
 * @param lasting what has been derived from the first master key
 */
public record KeyRing(NavigableMap<Integer, byte[]> masters, DerivedKeys derivedKeys) {
    /** The generation is the first byte of a sealed value; no picture or recording begins with so small a one. */
    public static final int LAST_GENERATION = 30;

    private static final int MASTER_BYTES = 32;

    /** Keys that stay when the master key changes. */
    public record DerivedKeys(byte[] hash, byte[] link, byte[] receipt) {
        private static DerivedKeys fromMaster(byte[] master) {
            return new DerivedKeys(derive(master, "hash"), derive(master, "link"), derive(master, "receipt"));
        }

        @Override
        public String toString() {
            return "Lasting[hidden]";
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

    /** As it is before the first change. */
    public static KeyRing of(byte[] master) {
        return of(new TreeMap<>(java.util.Map.of(1, master)), Optional.empty());
    }

    /** @param lasting empty while the first master key is still there */
    public static KeyRing of(NavigableMap<Integer, byte[]> masters, Optional<DerivedKeys> derivedKeys) {
        return new KeyRing(
                masters,
                derivedKeys.orElseGet(
                        () -> DerivedKeys.fromMaster(masters.firstEntry().getValue())));
    }

    public int newestGeneration() {
        return masters.lastKey();
    }

    /** While an old key still opens what has not been sealed anew. */
    public boolean isRotating() {
        return masters.size() > 1;
    }

    /**
     * With one more key, which seals from now on.
     *
     * @param link empty to leave personal links as they are; another key makes all that were handed out worthless
     */
    public KeyRing withNewMaster(byte[] master, Optional<byte[]> link) {
        TreeMap<Integer, byte[]> more = new TreeMap<>(masters);
        more.put(newestGeneration() + 1, master);
        return new KeyRing(more, new DerivedKeys(derivedKeys.hash, link.orElse(derivedKeys.link), derivedKeys.receipt));
    }

    /** With the newest master key alone. */
    public KeyRing withoutOldMasters() {
        return new KeyRing(masters.tailMap(newestGeneration(), true), derivedKeys);
    }

    /** Of every generation: what AES seals with. */
    NavigableMap<Integer, SecretKeySpec> encryptionKeys() {
        NavigableMap<Integer, SecretKeySpec> keys = new TreeMap<>();
        masters.forEach((generation, master) -> keys.put(generation, new SecretKeySpec(derive(master, "seal"), "AES")));
        return keys;
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
