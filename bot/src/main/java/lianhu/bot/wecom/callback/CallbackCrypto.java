package lianhu.bot.wecom.callback;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import lianhu.bot.redis.ReplayGuard;
import lianhu.bot.wecom.callback.DecryptResult.Decrypted;
import lianhu.bot.wecom.callback.DecryptResult.Rejected;
import lianhu.bot.wecom.client.CallbackCredentials;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts and encrypts the envelopes of one account: SHA-1 over the sorted parts, AES-256-CBC around a {@link CryptFrame}
 * (developer.work.weixin.qq.com 90968, 101033). Every refusal is the same value; the reason goes to the onReject alone.
 */
final class CallbackCrypto {

    /** WeCom's redeliveries carry a fresh timestamp, so this allows for clocks and slow networks only. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    /** From 300 s ahead of our clock to 300 s behind it: afterwards the timestamp alone refuses a replay. */
    private static final Duration REPLAY_WINDOW = WINDOW.multipliedBy(2).plusSeconds(1);

    private static final int AES_BLOCK = 16;

    private final List<CallbackCredentials> credentials;
    private final byte[] receiver;
    private final InstantSource clock;
    private final ReplayGuard replayGuard;
    private final SecureRandom random;
    private final Consumer<RejectReason> onReject;
    private final ThreadLocal<ThreadLocalCiphers> ciphers;

    /**
     * @param credentials the current one first; more than one while keys are being changed
     * @param receiveId the corp id for an application, empty for a smart robot
     */
    CallbackCrypto(
            List<CallbackCredentials> credentials,
            String receiveId,
            InstantSource clock,
            ReplayGuard replayGuard,
            SecureRandom random,
            Consumer<RejectReason> onReject) {
        if (credentials.isEmpty()) {
            throw new IllegalArgumentException("an account needs a callback token and an EncodingAESKey");
        }
        this.credentials = List.copyOf(credentials);
        this.receiver = receiveId.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
        this.replayGuard = replayGuard;
        this.random = random;
        this.onReject = onReject;
        this.ciphers = ThreadLocal.withInitial(() -> new ThreadLocalCiphers(this.credentials));
    }

    /** Decrypts an envelope once: a repetition is rejected like a forged one. */
    Uni<DecryptResult> decrypt(SignatureParams signatureParams, @Nullable String encrypt) {
        return switch (verifyAndDecrypt(signatureParams, encrypt)) {
            case Rejected rejected -> Uni.createFrom().item(rejected);
            case Decrypted decrypted ->
                replayGuard
                        .claim(replayKey(decrypted), REPLAY_WINDOW)
                        .map(first -> first ? decrypted : reject(RejectReason.REPLAY));
        };
    }

    /**
     * Forgets the envelope of a message that could not be stored, so that a redelivery of the very same envelope is
     * accepted.
     */
    Uni<Void> allowRedelivery(Decrypted decrypted) {
        return replayGuard.release(replayKey(decrypted));
    }

    /** Counts a rejection under its reason. Endpoints use it too, for unreadable messages. */
    Rejected reject(RejectReason why) {
        onReject.accept(why);
        return Rejected.REJECTED;
    }

    /** The passive reply to a message, encrypted with the credential that WeCom used. */
    EncryptedReply encryptReply(Decrypted to, String plain) {
        return encrypt(to.credential(), plain, to.nonce());
    }

    EncryptedReply encrypt(String plain, String nonce) {
        return encrypt(0, plain, nonce);
    }

    private EncryptedReply encrypt(int credential, String plain, String nonce) {
        if (!SignatureParams.isNonce(nonce)) {
            throw new IllegalArgumentException("not a nonce");
        }
        byte[] salt = new byte[CryptFrame.RANDOM_BYTES];
        random.nextBytes(salt);
        byte[] frame = CryptFrame.pack(salt, plain.getBytes(StandardCharsets.UTF_8), receiver);
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        try {
            ThreadLocalCiphers tools = ciphers.get();
            String encrypt = Base64.getEncoder().encodeToString(tools.encryptors[credential].doFinal(frame));
            String token = credentials.get(credential).token();
            return new EncryptedReply(encrypt, tools.signature(token, timestamp, nonce, encrypt), timestamp, nonce);
        } catch (GeneralSecurityException e) {
            throw cipherFailure(e);
        }
    }

    /** Everything but the replay. What is cheap to see comes first; nothing is decrypted without a signature. */
    DecryptResult verifyAndDecrypt(SignatureParams signatureParams, @Nullable String encrypt) {
        if (encrypt == null) {
            return reject(RejectReason.ENVELOPE);
        }
        String signature = signatureParams.signature();
        String timestamp = signatureParams.timestamp();
        String nonce = signatureParams.nonce();
        if (signature == null
                || timestamp == null
                || nonce == null
                || !SignatureParams.isTimestamp(timestamp)
                || !SignatureParams.isNonce(nonce)) {
            return reject(RejectReason.STAMP);
        }
        if (!SignatureParams.isWithin(WINDOW, timestamp, clock.instant())) {
            return reject(RejectReason.STALE);
        }
        ThreadLocalCiphers tools = ciphers.get();
        byte[] claimed = signature.getBytes(StandardCharsets.UTF_8);
        RejectReason why = RejectReason.SIGNATURE;
        for (int i = 0; i < credentials.size(); i++) {
            String ours = tools.signature(credentials.get(i).token(), timestamp, nonce, encrypt);
            if (MessageDigest.isEqual(ours.getBytes(StandardCharsets.ISO_8859_1), claimed)) {
                DecryptedFrame decryptedFrame = decryptFrame(tools.decryptors[i], encrypt);
                if (decryptedFrame.text() != null) {
                    return new Decrypted(decryptedFrame.text(), signature, nonce, i);
                }
                why = decryptedFrame.reason();
            }
        }
        return reject(why);
    }

    private DecryptedFrame decryptFrame(Cipher cipher, String encrypt) {
        byte[] sealed = decodeBase64(encrypt);
        if (sealed == null || sealed.length < CryptFrame.BLOCK || sealed.length % AES_BLOCK != 0) {
            return new DecryptedFrame(null, RejectReason.CIPHERTEXT);
        }
        byte[] frame;
        try {
            frame = cipher.doFinal(sealed);
        } catch (GeneralSecurityException e) {
            throw cipherFailure(e);
        }
        int padding = CryptFrame.padding(frame);
        if (padding == 0) {
            return new DecryptedFrame(null, RejectReason.PADDING);
        }
        int length = CryptFrame.length(frame, padding);
        if (length < 0) {
            return new DecryptedFrame(null, RejectReason.LENGTH);
        }
        if (!CryptFrame.hasReceiver(receiver, frame, padding, length)) {
            return new DecryptedFrame(null, RejectReason.RECEIVER);
        }
        return new DecryptedFrame(CryptFrame.text(frame, length), RejectReason.TEXT);
    }

    /** The JDK's decoder lets missing padding and stray bits in the last character pass; here they are refused. */
    private static byte @Nullable [] decodeBase64(String base64) {
        if (base64.length() % 4 != 0) {
            return null;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            int tail = Math.max(0, base64.length() - 4);
            byte[] last = Arrays.copyOfRange(bytes, tail / 4 * 3, bytes.length);
            return base64.regionMatches(tail, Base64.getEncoder().encodeToString(last), 0, 4) ? bytes : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * The signature alone, without the account: it covers all other parts, however they are cut, and the same
     * envelope at the endpoint of a second robot with the same credential is a replay too.
     */
    private static String replayKey(Decrypted decrypted) {
        return "envelope:" + decrypted.signature();
    }

    private static IllegalStateException cipherFailure(GeneralSecurityException e) {
        return new IllegalStateException("AES/CBC failed on whole blocks", e);
    }

    private record DecryptedFrame(@Nullable String text, RejectReason reason) {}
}
