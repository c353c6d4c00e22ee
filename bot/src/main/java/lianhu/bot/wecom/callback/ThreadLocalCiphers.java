package lianhu.bot.wecom.callback;

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
import lianhu.bot.wecom.client.CallbackCredentials;

/** The digest and ciphers of one thread for one account, created once. A CBC cipher is back at its initial vector after each {@code doFinal}. */
final class ThreadLocalCiphers {

    private final MessageDigest sha1;
    final Cipher[] decryptors;
    final Cipher[] encryptors;

    ThreadLocalCiphers(List<CallbackCredentials> credentials) {
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-1 or no AES/CBC", e);
        }
        decryptors = ciphers(credentials, Cipher.DECRYPT_MODE);
        encryptors = ciphers(credentials, Cipher.ENCRYPT_MODE);
    }

    private static Cipher[] ciphers(List<CallbackCredentials> credentials, int mode) {
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
