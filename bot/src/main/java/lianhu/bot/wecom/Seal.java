package lianhu.bot.wecom;

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
import lianhu.bot.wecom.Opening.Opened;
import lianhu.bot.wecom.Opening.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Opens and seals the envelopes of one account: SHA-1 over the sorted parts, AES-256-CBC around a {@link Frame}
 * (developer.work.weixin.qq.com 90968, 101033). Every refusal is the same value; the reason goes to the tally alone.
 */
final class Seal {

    /** WeCom's redeliveries carry a fresh timestamp, so this allows for clocks and slow networks only. */
    static final Duration WINDOW = Duration.ofMinutes(5);

    /** From 300 s ahead of our clock to 300 s behind it: afterwards the timestamp alone refuses a replay. */
    private static final Duration REMEMBERED = WINDOW.multipliedBy(2).plusSeconds(1);

    private static final int AES_BLOCK = 16;

    private final List<Credential> credentials;
    private final byte[] receiver;
    private final InstantSource clock;
    private final Once once;
    private final SecureRandom random;
    private final Consumer<Refusal> tally;
    private final ThreadLocal<Workbench> bench;

    /**
     * @param credentials the current one first; more than one while keys are being changed
     * @param receiveId the corp id for an application, empty for a smart robot
     */
    Seal(
            List<Credential> credentials,
            String receiveId,
            InstantSource clock,
            Once once,
            SecureRandom random,
            Consumer<Refusal> tally) {
        if (credentials.isEmpty()) {
            throw new IllegalArgumentException("an account needs a callback token and an EncodingAESKey");
        }
        this.credentials = List.copyOf(credentials);
        this.receiver = receiveId.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
        this.once = once;
        this.random = random;
        this.tally = tally;
        this.bench = ThreadLocal.withInitial(() -> new Workbench(this.credentials));
    }

    /** Opens an envelope once: the same one again is refused like a forged one. */
    Uni<Opening> open(Stamp stamp, @Nullable String encrypt) {
        return switch (verified(stamp, encrypt)) {
            case Refused refused -> Uni.createFrom().item(refused);
            case Opened opened ->
                once.first(mark(opened), REMEMBERED).map(first -> first ? opened : refused(Refusal.REPLAY));
        };
    }

    /**
     * For a door that could not keep the message it opened (the store is down, say): should WeCom come again with
     * the very same envelope instead of a fresh one, it is let in.
     */
    Uni<Void> release(Opened opened) {
        return once.forget(mark(opened));
    }

    /** The one refusal, counted under its reason. Doors use it too, for what they cannot read. */
    Refused refused(Refusal why) {
        tally.accept(why);
        return Refused.REFUSED;
    }

    /** The passive reply to a message, sealed with the credential WeCom used for it. */
    Sealed reply(Opened to, String plain) {
        return seal(to.credential(), plain, to.nonce());
    }

    Sealed seal(String plain, String nonce) {
        return seal(0, plain, nonce);
    }

    private Sealed seal(int credential, String plain, String nonce) {
        if (!Stamp.isNonce(nonce)) {
            throw new IllegalArgumentException("not a nonce");
        }
        byte[] salt = new byte[Frame.RANDOM_BYTES];
        random.nextBytes(salt);
        byte[] frame = Frame.pack(salt, plain.getBytes(StandardCharsets.UTF_8), receiver);
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        try {
            Workbench tools = bench.get();
            String encrypt = Base64.getEncoder().encodeToString(tools.sealing[credential].doFinal(frame));
            String token = credentials.get(credential).token();
            return new Sealed(encrypt, tools.signature(token, timestamp, nonce, encrypt), timestamp, nonce);
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
    }

    /** Everything but the replay. What is cheap to see comes first; nothing is decrypted without a signature. */
    Opening verified(Stamp stamp, @Nullable String encrypt) {
        if (encrypt == null) {
            return refused(Refusal.ENVELOPE);
        }
        String signature = stamp.signature();
        String timestamp = stamp.timestamp();
        String nonce = stamp.nonce();
        if (signature == null
                || timestamp == null
                || nonce == null
                || !Stamp.isTimestamp(timestamp)
                || !Stamp.isNonce(nonce)) {
            return refused(Refusal.STAMP);
        }
        if (!Stamp.isWithin(WINDOW, timestamp, clock.instant())) {
            return refused(Refusal.STALE);
        }
        Workbench tools = bench.get();
        byte[] claimed = signature.getBytes(StandardCharsets.UTF_8);
        Refusal why = Refusal.SIGNATURE;
        for (int i = 0; i < credentials.size(); i++) {
            String ours = tools.signature(credentials.get(i).token(), timestamp, nonce, encrypt);
            if (MessageDigest.isEqual(ours.getBytes(StandardCharsets.ISO_8859_1), claimed)) {
                Unsealed unsealed = unsealed(tools.opening[i], encrypt);
                if (unsealed.text() != null) {
                    return new Opened(unsealed.text(), signature, nonce, i);
                }
                why = unsealed.why();
            }
        }
        return refused(why);
    }

    private Unsealed unsealed(Cipher cipher, String encrypt) {
        byte[] sealed = decoded(encrypt);
        if (sealed == null || sealed.length < Frame.BLOCK || sealed.length % AES_BLOCK != 0) {
            return new Unsealed(null, Refusal.CIPHERTEXT);
        }
        byte[] frame;
        try {
            frame = cipher.doFinal(sealed);
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
        int padding = Frame.padding(frame);
        if (padding == 0) {
            return new Unsealed(null, Refusal.PADDING);
        }
        int length = Frame.length(frame, padding);
        if (length < 0) {
            return new Unsealed(null, Refusal.LENGTH);
        }
        if (!Frame.isFor(receiver, frame, padding, length)) {
            return new Unsealed(null, Refusal.RECEIVER);
        }
        return new Unsealed(Frame.text(frame, length), Refusal.TEXT);
    }

    /** The JDK's decoder lets missing padding and stray bits in the last character pass; here they are refused. */
    private static byte @Nullable [] decoded(String base64) {
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
     * envelope at the door of a second robot with the same credential is a replay too.
     */
    private static String mark(Opened opened) {
        return "seal:" + opened.signature();
    }

    private static IllegalStateException broken(GeneralSecurityException e) {
        return new IllegalStateException("AES/CBC failed on whole blocks", e);
    }

    private record Unsealed(@Nullable String text, Refusal why) {}
}
