package lianhu.bot.wecom.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import lianhu.bot.redis.InMemoryReplayGuard;
import lianhu.bot.wecom.callback.DecryptResult.Decrypted;
import lianhu.bot.wecom.callback.ReferenceCrypto.CryptoImplementation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What we seal three others open, and what they seal we open, for any text. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class CallbackCryptoReferenceTest {

    /** Times two receivers, three oracles and two directions: 2,400 envelopes. */
    private static final int TEXTS = 200;

    private static final int LONGEST = 5_000;

    /** ASCII with what JSON and XML escape, Chinese, Tibetan, a few beyond the basic plane, and the odd ones. */
    private static final int[][] ALPHABETS = {
        {0x20, 0x7E},
        {0x4E00, 0x9FFF},
        {0x0F00, 0x0FD8},
        {0x1F300, 0x1F64F},
        {0x20000, 0x2A6DF},
        {0x00, 0x1F},
        {0xE000, 0xFFFF},
        {0x10FFF0, 0x10FFFF}
    };

    private static ReferenceCrypto oracles;

    @BeforeAll
    static void start() {
        oracles = new ReferenceCrypto();
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (oracles != null) {
            oracles.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {CryptoFixture.CORP, ""})
    void anyTextGoesBothWaysBetweenUsAndEachOfThem(String receiveId) {
        long seed = new SecureRandom().nextLong();
        Random random = new Random(seed);
        for (CryptoImplementation cryptoImplementation : oracles.of(receiveId)) {
            for (int i = 0; i < TEXTS; i++) {
                String text = text(random, i);
                String said = cryptoImplementation + ", seed " + seed + ", text " + i;
                assertEquals(
                        text,
                        cryptoImplementation.decrypt(
                                ours(receiveId, CryptoFixture.NOW).encrypt(text, nonce(random))),
                        said);
                assertEquals(
                        text, opened(receiveId, cryptoImplementation.encrypt(text, "1795219201", nonce(random))), said);
            }
        }
    }

    private static String opened(String receiveId, EncryptedReply encryptedReply) {
        Instant stamped = Instant.ofEpochSecond(Long.parseLong(encryptedReply.timestamp()));
        DecryptResult decryptResult = ours(receiveId, stamped)
                .verifyAndDecrypt(
                        new SignatureParams(
                                encryptedReply.signature(), encryptedReply.timestamp(), encryptedReply.nonce()),
                        encryptedReply.encrypt());
        return decryptResult instanceof Decrypted decrypted ? decrypted.plaintext() : "refused";
    }

    private static CallbackCrypto ours(String receiveId, Instant now) {
        return new CallbackCrypto(
                List.of(CryptoFixture.CREDENTIAL),
                receiveId,
                () -> now,
                new InMemoryReplayGuard(() -> now, 1),
                new SecureRandom(),
                why -> {
                    throw new AssertionError("refused for " + why);
                });
    }

    /** The first 33 have 0 to 32 characters, so that every length of padding comes; then anything. */
    private static String text(Random random, int i) {
        int length = i <= 32 ? i : random.nextInt(LONGEST + 1);
        boolean plain = i <= 32;
        return random.ints(length, 0, ALPHABETS.length)
                .map(alphabet -> {
                    int[] range = ALPHABETS[plain ? 0 : alphabet];
                    return random.nextInt(range[0], range[1] + 1);
                })
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String nonce(Random random) {
        return Integer.toUnsignedString(random.nextInt());
    }
}
