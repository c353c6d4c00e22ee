package lianhu.bot.wecom;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** One thread's tools for one account, made once. A CBC cipher is back at its initial vector after each {@code doFinal}. */
final class Workbench {

    private final MessageDigest sha1;
    final Cipher[] opening;
    final Cipher[] sealing;

    Workbench(List<Credential> credentials) {
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-1 or no AES/CBC", e);
        }
        opening = ciphers(credentials, Cipher.DECRYPT_MODE);
        sealing = ciphers(credentials, Cipher.ENCRYPT_MODE);
    }

    private static Cipher[] ciphers(List<Credential> credentials, int mode) {
        return IntStream.range(0, credentials.size())
                .mapToObj(i -> cipher(credentials.get(i).key(), mode))
                .toArray(Cipher[]::new);
    }

    private static Cipher cipher(byte[] key, int mode) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-1 or no AES/CBC", e);
        }
    }

    String signature(String... parts) {
        Arrays.sort(parts);
        for (String part : parts) {
            sha1.update(part.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(sha1.digest());
    }
}
