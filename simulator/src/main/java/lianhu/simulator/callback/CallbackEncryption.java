package lianhu.simulator.callback;

import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import me.chanjar.weixin.common.util.crypto.SHA1;
import me.chanjar.weixin.common.util.crypto.WxCryptUtil;
import org.jspecify.annotations.Nullable;

/** Encrypts and decrypts with WxJava, so that an error in the gateway's own cryptography shows. */
public final class CallbackEncryption {

    private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

    private final String token;
    private final WxCryptUtil crypt;
    private final InstantSource time;

    /** The encrypted content with its signature, timestamp and nonce. */
    public record EncryptedCallback(String encrypt, String signature, String timestamp, String nonce) {

        String query() {
            return "?msg_signature=" + signature + "&timestamp=" + timestamp + "&nonce=" + nonce;
        }
    }

    /** A reply that cannot be decrypted. */
    static final class DecryptionException extends Exception {
        private static final long serialVersionUID = 1L;

        DecryptionException(String why, @Nullable Throwable cause) {
            super(why, cause);
        }
    }

    public CallbackEncryption(String token, String aesKey, String receiveId, InstantSource time) {
        this.token = token;
        this.crypt = new WxCryptUtil(token, aesKey, receiveId);
        this.time = time;
    }

    public EncryptedCallback encrypt(String plain) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        StringBuilder salt = new StringBuilder(16);
        for (int i = 0; i < 16; i++) {
            salt.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        String stamp = Long.toString(time.instant().getEpochSecond());
        return encrypt(plain, salt.toString(), stamp, Long.toString(random.nextLong(1_000_000_000L, 9_999_999_999L)));
    }

    public EncryptedCallback encrypt(String plain, String salt, String timestamp, String nonce) {
        String encrypt = crypt.encrypt(salt, plain);
        return new EncryptedCallback(encrypt, SHA1.gen(token, timestamp, nonce, encrypt), timestamp, nonce);
    }

    String decrypt(JsonObject reply) throws DecryptionException {
        String encrypt = text(reply, "encrypt");
        String signature = text(reply, "msgsignature");
        if (!SHA1.gen(token, text(reply, "timestamp"), text(reply, "nonce"), encrypt)
                .equals(signature)) {
            throw new DecryptionException("msgsignature does not match", null);
        }
        try {
            return crypt.decrypt(encrypt);
        } catch (RuntimeException malformed) {
            throw new DecryptionException("encrypt cannot be decrypted", malformed);
        }
    }

    private static String text(JsonObject reply, String name) throws DecryptionException {
        Object value = reply.getValue(name);
        if (value == null || value.toString().isEmpty()) {
            throw new DecryptionException(name + " missing", null);
        }
        return value.toString();
    }
}
