package lianhu.bot.wecom.callback;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import lianhu.bot.redis.InMemoryReplayGuard;
import lianhu.bot.wecom.client.CallbackCredentials;
import org.jspecify.annotations.Nullable;

/** The made-up account of the vectors, a clock that can be set, and a forger who knows token and key. */
final class CryptoFixture {

    static final String TOKEN = "lianhuTestToken2026";
    static final String AES_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
    static final String CORP = "wwlianhu00000001";
    static final CallbackCredentials CREDENTIAL = new CallbackCredentials(TOKEN, AES_KEY);
    static final byte[] SALT = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    static final Instant NOW = Instant.ofEpochSecond(1795219201);

    Instant now = NOW;
    final List<RejectReason> tally = new ArrayList<>();
    final InMemoryReplayGuard once = new InMemoryReplayGuard(() -> now, 1_000);

    CallbackCrypto seal(String receiveId, CallbackCredentials... callbackCredentialses) {
        return new CallbackCrypto(List.of(callbackCredentialses), receiveId, () -> now, once, fixed(), tally::add);
    }

    DecryptResult opened(CallbackCrypto callbackCrypto, SignatureParams signatureParams, @Nullable String encrypt) {
        return callbackCrypto.decrypt(signatureParams, encrypt).await().indefinitely();
    }

    /** The vectors were made with these random bytes, so that sealing can be compared to the letter. */
    private static SecureRandom fixed() {
        return new SecureRandom() {
            private static final long serialVersionUID = 1;

            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(SALT, 0, bytes, 0, bytes.length);
            }
        };
    }

    record Vector(
            String name,
            String plain,
            String receiveId,
            String timestamp,
            String nonce,
            String signature,
            String encrypt,
            @Nullable String body) {

        SignatureParams stamp() {
            return new SignatureParams(signature, timestamp, nonce);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Made with {@code @wecom/crypto}, verified by the official SDK's WecomCrypto and by WxJava. */
    static List<Vector> vectors() {
        try (InputStream file = CryptoFixture.class.getResourceAsStream("/seal-vectors.json")) {
            return new ObjectMapper().readValue(Objects.requireNonNull(file), new TypeReference<List<Vector>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Vector vector(String number) {
        return vectors().stream()
                .filter(vector -> vector.name().startsWith(number + " "))
                .findFirst()
                .orElseThrow();
    }

    static SignatureParams signed(String timestamp, String nonce, String encrypt) {
        return new SignatureParams(signature(TOKEN, timestamp, nonce, encrypt), timestamp, nonce);
    }

    static SignatureParams signed(String encrypt) {
        return signed(Long.toString(NOW.getEpochSecond()), "1372623149", encrypt);
    }

    static String signature(String... parts) {
        Arrays.sort(parts);
        try {
            byte[] sha1 = MessageDigest.getInstance("SHA-1")
                    .digest(String.join("", parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha1);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Encrypts what is given, however wrong: padding, length and receiver are the forger's. */
    static String encrypted(byte[] frame) {
        try {
            byte[] key = CREDENTIAL.key();
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));
            return Base64.getEncoder().encodeToString(cipher.doFinal(frame));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] frame(String text, String receiveId) {
        return CryptFrame.pack(SALT, text.getBytes(StandardCharsets.UTF_8), receiveId.getBytes(StandardCharsets.UTF_8));
    }
}
