package lianhu.bot.wecom.callback;

import static lianhu.bot.wecom.callback.CryptoFixture.AES_KEY;
import static lianhu.bot.wecom.callback.CryptoFixture.CORP;
import static lianhu.bot.wecom.callback.CryptoFixture.CREDENTIAL;
import static lianhu.bot.wecom.callback.CryptoFixture.TOKEN;
import static lianhu.bot.wecom.callback.CryptoFixture.encrypted;
import static lianhu.bot.wecom.callback.CryptoFixture.frame;
import static lianhu.bot.wecom.callback.CryptoFixture.signature;
import static lianhu.bot.wecom.callback.CryptoFixture.signed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import lianhu.bot.wecom.callback.CryptoFixture.Vector;
import lianhu.bot.wecom.callback.DecryptResult.Decrypted;
import lianhu.bot.wecom.callback.DecryptResult.Rejected;
import lianhu.bot.wecom.client.CallbackCredentials;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each forgery fails for its own reason inside, and looks like every other from outside. */
class CallbackCryptoRejectionTest {

    private static final Vector V1 = CryptoFixture.vector("V1");

    private final CryptoFixture fixture = new CryptoFixture();

    record Forgery(
            String what,
            RejectReason why,
            SignatureParams stamp,
            @Nullable String encrypt,
            String receiveId) {

        Forgery(String what, RejectReason why, SignatureParams signatureParams, @Nullable String encrypt) {
            this(what, why, signatureParams, encrypt, CORP);
        }

        /** Signed as if by WeCom: only what is inside is wrong. */
        Forgery(String what, RejectReason why, String encrypt) {
            this(what, why, signed(encrypt), encrypt);
        }

        @Override
        public String toString() {
            return why + ": " + what;
        }
    }

    static List<Forgery> forgeries() {
        return Stream.of(envelopes(), stamps(), signatures(), ciphertexts(), frames())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Forgery> envelopes() {
        String doctype = "<!DOCTYPE xml [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>";
        String body = Objects.requireNonNull(V1.body());
        return List.of(
                new Forgery("plain XML", RejectReason.ENVELOPE, V1.stamp(), application(V1.plain())),
                new Forgery("DOCTYPE around it", RejectReason.ENVELOPE, V1.stamp(), application(doctype + body)),
                new Forgery("too long", RejectReason.ENVELOPE, V1.stamp(), application(body + " ".repeat(1 << 20))),
                new Forgery(
                        "not for this door", RejectReason.ENVELOPE, V1.stamp(), CallbackEnvelope.ofRobot(bytes(body))));
    }

    private static List<Forgery> stamps() {
        String e = V1.encrypt();
        String s = V1.signature();
        String t = V1.timestamp();
        String n = V1.nonce();
        return List.of(
                new Forgery("no signature", RejectReason.STAMP, new SignatureParams(null, t, n), e),
                new Forgery("no timestamp", RejectReason.STAMP, new SignatureParams(s, null, n), e),
                new Forgery("no nonce", RejectReason.STAMP, new SignatureParams(s, t, null), e),
                new Forgery("empty timestamp", RejectReason.STAMP, signed("", n, e), e),
                new Forgery("signed number", RejectReason.STAMP, signed("+" + t, n, e), e),
                new Forgery("leading zero", RejectReason.STAMP, signed("0" + t, n, e), e),
                new Forgery("full-width digits", RejectReason.STAMP, signed("１７９５２１９２０１", n, e), e),
                new Forgery("beyond a long", RejectReason.STAMP, signed("9".repeat(20), n, e), e),
                new Forgery("empty nonce", RejectReason.STAMP, signed(t, "", e), e),
                new Forgery("nonce of 64", RejectReason.STAMP, signed(t, "1".repeat(64), e), e),
                new Forgery("nonce with a line break", RejectReason.STAMP, signed(t, "1\n2", e), e),
                new Forgery("timestamp 1", RejectReason.STALE, signed("1", n, e), e),
                new Forgery("301 s old", RejectReason.STALE, signed("1795218900", n, e), e),
                new Forgery("301 s ahead", RejectReason.STALE, signed("1795219502", n, e), e));
    }

    private static List<Forgery> signatures() {
        String e = V1.encrypt();
        String s = V1.signature();
        List<Forgery> forgeries = new ArrayList<>();
        for (String wrong : List.of(
                "", s.toUpperCase(Locale.ROOT), " " + s, s + " ", s.substring(1), s + "0", "0".repeat(40), "é" + s)) {
            forgeries.add(new Forgery(
                    "'" + wrong + "'",
                    RejectReason.SIGNATURE,
                    new SignatureParams(wrong, V1.timestamp(), V1.nonce()),
                    e));
        }
        for (int i = 0; i < s.length(); i += 13) {
            String wrong = s.substring(0, i) + (s.charAt(i) == '0' ? '1' : '0') + s.substring(i + 1);
            forgeries.add(new Forgery(
                    "other digit " + i,
                    RejectReason.SIGNATURE,
                    new SignatureParams(wrong, V1.timestamp(), V1.nonce()),
                    e));
        }
        forgeries.add(new Forgery(
                "another token",
                RejectReason.SIGNATURE,
                new SignatureParams(signature("another", V1.timestamp(), V1.nonce(), e), V1.timestamp(), V1.nonce()),
                e));
        forgeries.add(new Forgery(
                "another nonce", RejectReason.SIGNATURE, new SignatureParams(s, V1.timestamp(), "1372623150"), e));
        return forgeries;
    }

    private static List<Forgery> ciphertexts() {
        String e = V1.encrypt();
        byte[] sealed = Base64.getDecoder().decode(e);
        return List.of(
                new Forgery("nothing", RejectReason.CIPHERTEXT, ""),
                new Forgery("one block of 16", RejectReason.CIPHERTEXT, base64(Arrays.copyOf(sealed, 16))),
                new Forgery(
                        "no whole block", RejectReason.CIPHERTEXT, base64(Arrays.copyOf(sealed, sealed.length - 1))),
                new Forgery(
                        "a byte too many", RejectReason.CIPHERTEXT, base64(Arrays.copyOf(sealed, sealed.length + 1))),
                new Forgery("unpadded base64", RejectReason.CIPHERTEXT, e.replace("=", "")),
                new Forgery(
                        "base64 of addresses",
                        RejectReason.CIPHERTEXT,
                        e.replace('+', '-').replace('/', '_')),
                new Forgery("a space for a plus", RejectReason.CIPHERTEXT, e.replace('+', ' ')),
                new Forgery("a line break at the end", RejectReason.CIPHERTEXT, e + "\n"),
                new Forgery("stray bits", RejectReason.CIPHERTEXT, e.replace("gA==", "gB==")),
                new Forgery("no base64 at all", RejectReason.CIPHERTEXT, "路灯坏了"));
    }

    private static List<Forgery> frames() {
        byte[] sealed = Base64.getDecoder().decode(V1.encrypt());
        sealed[sealed.length - 1] ^= 1;
        List<Forgery> forgeries = new ArrayList<>(List.of(
                new Forgery("last byte of the ciphertext changed", RejectReason.PADDING, base64(sealed)),
                new Forgery("another key", RejectReason.PADDING, otherKey()),
                new Forgery("padding 0", RejectReason.PADDING, withLast(0)),
                new Forgery("padding 33", RejectReason.PADDING, withLast(33)),
                new Forgery("padding 255", RejectReason.PADDING, withLast(255)),
                new Forgery("48 bytes of padding", RejectReason.PADDING, encrypted(filled(96, 48))),
                new Forgery("length 0xFFFFFFFF", RejectReason.LENGTH, withLength(0xFFFFFFFF)),
                new Forgery("length 0x7FFFFFFF", RejectReason.LENGTH, withLength(0x7FFFFFFF)),
                new Forgery("length beyond the receiver", RejectReason.LENGTH, withLength(28 + 16 + 1)),
                new Forgery("nothing but padding", RejectReason.LENGTH, encrypted(filled(32, 32))),
                new Forgery("length one short", RejectReason.RECEIVER, withLength(27)),
                new Forgery("length one over", RejectReason.RECEIVER, withLength(29)),
                new Forgery("length 0", RejectReason.RECEIVER, withLength(0)),
                new Forgery("for a robot", RejectReason.RECEIVER, encrypted(frame("a", ""))),
                new Forgery("for a longer name", RejectReason.RECEIVER, encrypted(frame("a", CORP + "2"))),
                new Forgery("for a shorter name", RejectReason.RECEIVER, encrypted(frame("a", CORP.substring(1)))),
                new Forgery("V1 at another corp", RejectReason.RECEIVER, V1.stamp(), V1.encrypt(), "wwlianhu00000002"),
                new Forgery("V1 at a robot", RejectReason.RECEIVER, V1.stamp(), V1.encrypt(), ""),
                new Forgery("half a character", RejectReason.TEXT, text(0xE8, 0xB7)),
                new Forgery("overlong", RejectReason.TEXT, text(0xC0, 0xAF)),
                new Forgery("lone surrogate", RejectReason.TEXT, text(0xED, 0xA0, 0x80))));
        IntStream.range(0, 32)
                .mapToObj(i -> new Forgery("padding byte " + i, RejectReason.PADDING, withWrongPaddingByte(i)))
                .forEach(forgeries::add);
        return forgeries;
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void aForgeryIsRefusedForItsOwnReason(Forgery forgery) {
        // Given
        CallbackCrypto callbackCrypto = fixture.seal(forgery.receiveId(), CREDENTIAL);
        // When
        DecryptResult decryptResult = fixture.opened(callbackCrypto, forgery.stamp(), forgery.encrypt());
        // Then
        assertSame(Rejected.REJECTED, decryptResult);
        assertEquals(List.of(forgery.why()), fixture.tally);
    }

    @Test
    void theSameEnvelopeTwiceIsRefusedUntilItsTimestampIsStale() {
        // Given
        CallbackCrypto callbackCrypto = fixture.seal(CORP, CREDENTIAL);
        fixture.now = CryptoFixture.NOW.minusSeconds(300);
        DecryptResult first = fixture.opened(callbackCrypto, V1.stamp(), V1.encrypt());
        // When
        List<DecryptResult> later = Stream.of(-300, 0, 299, 300, 301)
                .map(seconds -> {
                    fixture.now = CryptoFixture.NOW.plusSeconds(seconds);
                    return fixture.opened(callbackCrypto, V1.stamp(), V1.encrypt());
                })
                .toList();
        // Then
        assertInstanceOf(Decrypted.class, first);
        assertEquals(Collections.nCopies(5, Rejected.REJECTED), later);
        assertEquals(
                List.of(
                        RejectReason.REPLAY,
                        RejectReason.REPLAY,
                        RejectReason.REPLAY,
                        RejectReason.REPLAY,
                        RejectReason.STALE),
                fixture.tally);
    }

    @Test
    void aMessageWithADocumentTypeInsideIsRefusedLikeAForgery() {
        // Given a genuine envelope around what nobody must read
        String inner = "<!DOCTYPE xml [<!ENTITY e \"x\">]>" + V1.plain().replace("路灯坏了", "&e;");
        String encrypt = encrypted(frame(inner, CORP));
        CallbackCrypto callbackCrypto = fixture.seal(CORP, CREDENTIAL);
        // When
        DecryptResult decryptResult = fixture.opened(callbackCrypto, signed(encrypt), encrypt);
        // Then
        assertTrue(AppMessage.parse(
                        assertInstanceOf(Decrypted.class, decryptResult).plaintext())
                .isEmpty());
        assertSame(Rejected.REJECTED, callbackCrypto.reject(RejectReason.MESSAGE));
        assertEquals(List.of(RejectReason.MESSAGE), fixture.tally);
    }

    /** The signature has no separators: three AES blocks of the ciphertext can pass for the end of the nonce. */
    @Test
    void aMessageCannotBeBeheadedThroughItsNonce() {
        // Given a text that holds another frame, and parts that sort so that nonce and ciphertext stand together
        String hidden = "撤回";
        String nonce = "3";
        String whole = IntStream.range(0, 100)
                .mapToObj(i -> encrypted(frame("%044d".formatted(i) + "\0\0\0\6" + hidden, "")))
                .filter(e -> e.charAt(0) > '3' && e.charAt(64) > '3' && e.charAt(64) < 'l')
                .findFirst()
                .orElseThrow();
        String beheaded = whole.substring(64);
        String grown = nonce + whole.substring(0, 64);
        SignatureParams genuine = signed("1795219201", nonce, whole);
        assertEquals(genuine.signature(), signed("1795219201", grown, beheaded).signature());
        // When
        DecryptResult decryptResult = fixture.opened(
                fixture.seal("", CREDENTIAL), new SignatureParams(genuine.signature(), "1795219201", grown), beheaded);
        // Then
        assertSame(Rejected.REJECTED, decryptResult);
        assertEquals(List.of(RejectReason.STAMP), fixture.tally);
        assertEquals(hidden, opensUnder(beheaded));
    }

    @Test
    void allReasonsAreOneAnswer() {
        // Given
        CallbackCrypto callbackCrypto = fixture.seal(CORP, CREDENTIAL);
        // When
        List<Rejected> answers = EnumSet.allOf(RejectReason.class).stream()
                .map(callbackCrypto::reject)
                .distinct()
                .toList();
        // Then
        assertEquals(List.of(Rejected.REJECTED), answers);
        assertEquals("REJECTED", answers.getFirst().toString());
        assertEquals(1, Rejected.values().length);
        assertEquals(
                List.of(RejectReason.values()), fixture.tally, "every reason was counted, each under its own name");
        assertTrue(coveredReasons()
                .containsAll(EnumSet.complementOf(EnumSet.of(RejectReason.REPLAY, RejectReason.MESSAGE))));
    }

    private static EnumSet<RejectReason> coveredReasons() {
        EnumSet<RejectReason> covered = EnumSet.noneOf(RejectReason.class);
        forgeries().forEach(forgery -> covered.add(forgery.why()));
        return covered;
    }

    /** What the beheaded ciphertext says when a properly signed stamp stands before it: the attack is real. */
    private static String opensUnder(String encrypt) {
        DecryptResult decryptResult =
                new CryptoFixture().seal("", CREDENTIAL).verifyAndDecrypt(signed(encrypt), encrypt);
        return assertInstanceOf(Decrypted.class, decryptResult).plaintext();
    }

    private static @Nullable String application(String body) {
        return CallbackEnvelope.ofApplication(bytes(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String otherKey() {
        return new CryptoFixture()
                .seal(CORP, new CallbackCredentials(TOKEN, AES_KEY.replace('A', 'B')))
                .encrypt("a", "n")
                .encrypt();
    }

    /** 28 bytes of text and 16 of receiver fill two blocks, so that a whole block of padding follows. */
    private static byte[] fullPadding() {
        return frame("a".repeat(28), CORP);
    }

    private static String withLast(int value) {
        byte[] frame = fullPadding();
        frame[frame.length - 1] = (byte) value;
        return encrypted(frame);
    }

    private static String withWrongPaddingByte(int index) {
        byte[] frame = fullPadding();
        frame[frame.length - 32 + index] ^= 1;
        return encrypted(frame);
    }

    private static String withLength(int length) {
        byte[] frame = fullPadding();
        ByteBuffer.wrap(frame).putInt(16, length);
        return encrypted(frame);
    }

    private static byte[] filled(int size, int value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static String text(int... values) {
        byte[] text = new byte[values.length];
        IntStream.range(0, values.length).forEach(i -> text[i] = (byte) values[i]);
        return encrypted(CryptFrame.pack(CryptoFixture.SALT, text, bytes(CORP)));
    }
}
