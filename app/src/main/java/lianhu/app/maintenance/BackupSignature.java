package lianhu.app.maintenance;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import lianhu.adapters.crypto.KeyRing;

/**
 * Authenticates the list of checksums of a backup by HMAC-SHA-256 with a key derived from the master key: only a holder
 * of the county's key can make or change a backup that is restored.
 */
final class BackupSignature {
    /** The entry: the fingerprint of the master key, two spaces, the code in hexadecimal. */
    static final String NAME = "hmac-sha256";

    enum Verdict {
        VALID,
        /** The backup was made with a master key that is not in the key file. */
        OTHER_KEY,
        CHANGED
    }

    static String of(byte[] sums, KeyRing keys) {
        byte[] master = keys.newestMaster();
        return BackupManifest.fingerprint(master) + "  " + HexFormat.of().formatHex(mac(sums, master)) + "\n";
    }

    static Verdict verify(String signature, byte[] sums, KeyRing keys) {
        String[] words = signature.strip().split("  ", 2);
        if (words.length != 2) {
            return Verdict.CHANGED;
        }
        Optional<byte[]> master = keys.allMasters().stream()
                .filter(one -> BackupManifest.fingerprint(one).equals(words[0]))
                .findFirst();
        if (master.isEmpty()) {
            return Verdict.OTHER_KEY;
        }
        byte[] expected = HexFormat.of().formatHex(mac(sums, master.get())).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, words[1].getBytes(StandardCharsets.US_ASCII))
                ? Verdict.VALID
                : Verdict.CHANGED;
    }

    private static byte[] mac(byte[] sums, byte[] master) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KeyRing.backupKey(master), "HmacSHA256"));
            return mac.doFinal(sums);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private BackupSignature() {}
}
