package lianhu.bot.wecom;

import static lianhu.bot.wecom.SealFixture.AES_KEY;
import static lianhu.bot.wecom.SealFixture.CORP;
import static lianhu.bot.wecom.SealFixture.CREDENTIAL;
import static lianhu.bot.wecom.SealFixture.TOKEN;
import static lianhu.bot.wecom.SealFixture.encrypted;
import static lianhu.bot.wecom.SealFixture.frame;
import static lianhu.bot.wecom.SealFixture.signature;
import static lianhu.bot.wecom.SealFixture.signed;
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
import lianhu.bot.wecom.Opening.Opened;
import lianhu.bot.wecom.Opening.Refused;
import lianhu.bot.wecom.SealFixture.Vector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each forgery fails for its own reason inside, and looks like every other from outside. */
class SealRefusalTest {

    private static final Vector V1 = SealFixture.vector("V1");

    private final SealFixture fixture = new SealFixture();

    record Forgery(
            String what, Refusal why, Stamp stamp, @Nullable String encrypt, String receiveId) {

        Forgery(String what, Refusal why, Stamp stamp, @Nullable String encrypt) {
            this(what, why, stamp, encrypt, CORP);
        }

        /** Signed as if by WeCom: only what is inside is wrong. */
        Forgery(String what, Refusal why, String encrypt) {
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
                new Forgery("plain XML", Refusal.ENVELOPE, V1.stamp(), application(V1.plain())),
                new Forgery("DOCTYPE around it", Refusal.ENVELOPE, V1.stamp(), application(doctype + body)),
                new Forgery("too long", Refusal.ENVELOPE, V1.stamp(), application(body + " ".repeat(1 << 20))),
                new Forgery("not for this door", Refusal.ENVELOPE, V1.stamp(), Envelope.ofRobot(bytes(body))));
    }

    private static List<Forgery> stamps() {
        String e = V1.encrypt();
        String s = V1.signature();
        String t = V1.timestamp();
        String n = V1.nonce();
        return List.of(
                new Forgery("no signature", Refusal.STAMP, new Stamp(null, t, n), e),
                new Forgery("no timestamp", Refusal.STAMP, new Stamp(s, null, n), e),
                new Forgery("no nonce", Refusal.STAMP, new Stamp(s, t, null), e),
                new Forgery("empty timestamp", Refusal.STAMP, signed("", n, e), e),
                new Forgery("signed number", Refusal.STAMP, signed("+" + t, n, e), e),
                new Forgery("leading zero", Refusal.STAMP, signed("0" + t, n, e), e),
                new Forgery("full-width digits", Refusal.STAMP, signed("１７９５２１９２０１", n, e), e),
                new Forgery("beyond a long", Refusal.STAMP, signed("9".repeat(20), n, e), e),
                new Forgery("empty nonce", Refusal.STAMP, signed(t, "", e), e),
                new Forgery("nonce of 64", Refusal.STAMP, signed(t, "1".repeat(64), e), e),
                new Forgery("nonce with a line break", Refusal.STAMP, signed(t, "1\n2", e), e),
                new Forgery("timestamp 1", Refusal.STALE, signed("1", n, e), e),
                new Forgery("301 s old", Refusal.STALE, signed("1795218900", n, e), e),
                new Forgery("301 s ahead", Refusal.STALE, signed("1795219502", n, e), e));
    }

    private static List<Forgery> signatures() {
        String e = V1.encrypt();
        String s = V1.signature();
        List<Forgery> forgeries = new ArrayList<>();
        for (String wrong : List.of(
                "", s.toUpperCase(Locale.ROOT), " " + s, s + " ", s.substring(1), s + "0", "0".repeat(40), "é" + s)) {
            forgeries.add(
                    new Forgery("'" + wrong + "'", Refusal.SIGNATURE, new Stamp(wrong, V1.timestamp(), V1.nonce()), e));
        }
        for (int i = 0; i < s.length(); i += 13) {
            String wrong = s.substring(0, i) + (s.charAt(i) == '0' ? '1' : '0') + s.substring(i + 1);
            forgeries.add(new Forgery(
                    "other digit " + i, Refusal.SIGNATURE, new Stamp(wrong, V1.timestamp(), V1.nonce()), e));
        }
        forgeries.add(new Forgery(
                "another token",
                Refusal.SIGNATURE,
                new Stamp(signature("another", V1.timestamp(), V1.nonce(), e), V1.timestamp(), V1.nonce()),
                e));
        forgeries.add(new Forgery("another nonce", Refusal.SIGNATURE, new Stamp(s, V1.timestamp(), "1372623150"), e));
        return forgeries;
    }

    private static List<Forgery> ciphertexts() {
        String e = V1.encrypt();
        byte[] sealed = Base64.getDecoder().decode(e);
        return List.of(
                new Forgery("nothing", Refusal.CIPHERTEXT, ""),
                new Forgery("one block of 16", Refusal.CIPHERTEXT, base64(Arrays.copyOf(sealed, 16))),
                new Forgery("no whole block", Refusal.CIPHERTEXT, base64(Arrays.copyOf(sealed, sealed.length - 1))),
                new Forgery("a byte too many", Refusal.CIPHERTEXT, base64(Arrays.copyOf(sealed, sealed.length + 1))),
                new Forgery("unpadded base64", Refusal.CIPHERTEXT, e.replace("=", "")),
                new Forgery(
                        "base64 of addresses",
                        Refusal.CIPHERTEXT,
                        e.replace('+', '-').replace('/', '_')),
                new Forgery("a space for a plus", Refusal.CIPHERTEXT, e.replace('+', ' ')),
                new Forgery("a line break at the end", Refusal.CIPHERTEXT, e + "\n"),
                new Forgery("stray bits", Refusal.CIPHERTEXT, e.replace("gA==", "gB==")),
                new Forgery("no base64 at all", Refusal.CIPHERTEXT, "路灯坏了"));
    }

    private static List<Forgery> frames() {
        byte[] sealed = Base64.getDecoder().decode(V1.encrypt());
        sealed[sealed.length - 1] ^= 1;
        List<Forgery> forgeries = new ArrayList<>(List.of(
                new Forgery("last byte of the ciphertext changed", Refusal.PADDING, base64(sealed)),
                new Forgery("another key", Refusal.PADDING, otherKey()),
                new Forgery("padding 0", Refusal.PADDING, withLast(0)),
                new Forgery("padding 33", Refusal.PADDING, withLast(33)),
                new Forgery("padding 255", Refusal.PADDING, withLast(255)),
                new Forgery("48 bytes of padding", Refusal.PADDING, encrypted(filled(96, 48))),
                new Forgery("length 0xFFFFFFFF", Refusal.LENGTH, withLength(0xFFFFFFFF)),
                new Forgery("length 0x7FFFFFFF", Refusal.LENGTH, withLength(0x7FFFFFFF)),
                new Forgery("length beyond the receiver", Refusal.LENGTH, withLength(28 + 16 + 1)),
                new Forgery("nothing but padding", Refusal.LENGTH, encrypted(filled(32, 32))),
                new Forgery("length one short", Refusal.RECEIVER, withLength(27)),
                new Forgery("length one over", Refusal.RECEIVER, withLength(29)),
                new Forgery("length 0", Refusal.RECEIVER, withLength(0)),
                new Forgery("for a robot", Refusal.RECEIVER, encrypted(frame("a", ""))),
                new Forgery("for a longer name", Refusal.RECEIVER, encrypted(frame("a", CORP + "2"))),
                new Forgery("for a shorter name", Refusal.RECEIVER, encrypted(frame("a", CORP.substring(1)))),
                new Forgery("V1 at another corp", Refusal.RECEIVER, V1.stamp(), V1.encrypt(), "wwlianhu00000002"),
                new Forgery("V1 at a robot", Refusal.RECEIVER, V1.stamp(), V1.encrypt(), ""),
                new Forgery("half a character", Refusal.TEXT, text(0xE8, 0xB7)),
                new Forgery("overlong", Refusal.TEXT, text(0xC0, 0xAF)),
                new Forgery("lone surrogate", Refusal.TEXT, text(0xED, 0xA0, 0x80))));
        IntStream.range(0, 32)
                .mapToObj(i -> new Forgery("padding byte " + i, Refusal.PADDING, withWrongPaddingByte(i)))
                .forEach(forgeries::add);
        return forgeries;
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void aForgeryIsRefusedForItsOwnReason(Forgery forgery) {
        // Given
        Seal seal = fixture.seal(forgery.receiveId(), CREDENTIAL);
        // When
        Opening opening = fixture.opened(seal, forgery.stamp(), forgery.encrypt());
        // Then
        assertSame(Refused.REFUSED, opening);
        assertEquals(List.of(forgery.why()), fixture.tally);
    }

    @Test
    void theSameEnvelopeTwiceIsRefusedUntilItsTimestampIsStale() {
        // Given
        Seal seal = fixture.seal(CORP, CREDENTIAL);
        fixture.now = SealFixture.NOW.minusSeconds(300);
        Opening first = fixture.opened(seal, V1.stamp(), V1.encrypt());
        // When
        List<Opening> later = Stream.of(-300, 0, 299, 300, 301)
                .map(seconds -> {
                    fixture.now = SealFixture.NOW.plusSeconds(seconds);
                    return fixture.opened(seal, V1.stamp(), V1.encrypt());
                })
                .toList();
        // Then
        assertInstanceOf(Opened.class, first);
        assertEquals(Collections.nCopies(5, Refused.REFUSED), later);
        assertEquals(
                List.of(Refusal.REPLAY, Refusal.REPLAY, Refusal.REPLAY, Refusal.REPLAY, Refusal.STALE), fixture.tally);
    }

    @Test
    void aMessageWithADocumentTypeInsideIsRefusedLikeAForgery() {
        // Given a genuine envelope around what nobody must read
        String inner = "<!DOCTYPE xml [<!ENTITY e \"x\">]>" + V1.plain().replace("路灯坏了", "&e;");
        String encrypt = encrypted(frame(inner, CORP));
        Seal seal = fixture.seal(CORP, CREDENTIAL);
        // When
        Opening opening = fixture.opened(seal, signed(encrypt), encrypt);
        // Then
        assertTrue(
                AppMessage.read(assertInstanceOf(Opened.class, opening).plain()).isEmpty());
        assertSame(Refused.REFUSED, seal.refused(Refusal.MESSAGE));
        assertEquals(List.of(Refusal.MESSAGE), fixture.tally);
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
        Stamp genuine = signed("1795219201", nonce, whole);
        assertEquals(genuine.signature(), signed("1795219201", grown, beheaded).signature());
        // When
        Opening opening = fixture.opened(
                fixture.seal("", CREDENTIAL), new Stamp(genuine.signature(), "1795219201", grown), beheaded);
        // Then
        assertSame(Refused.REFUSED, opening);
        assertEquals(List.of(Refusal.STAMP), fixture.tally);
        assertEquals(hidden, opensUnder(beheaded));
    }

    @Test
    void allReasonsAreOneAnswer() {
        // Given
        Seal seal = fixture.seal(CORP, CREDENTIAL);
        // When
        List<Refused> answers = EnumSet.allOf(Refusal.class).stream()
                .map(seal::refused)
                .distinct()
                .toList();
        // Then
        assertEquals(List.of(Refused.REFUSED), answers);
        assertEquals("REFUSED", answers.getFirst().toString());
        assertEquals(1, Refused.values().length);
        assertEquals(List.of(Refusal.values()), fixture.tally, "every reason was counted, each under its own name");
        assertTrue(coveredReasons().containsAll(EnumSet.complementOf(EnumSet.of(Refusal.REPLAY, Refusal.MESSAGE))));
    }

    private static EnumSet<Refusal> coveredReasons() {
        EnumSet<Refusal> covered = EnumSet.noneOf(Refusal.class);
        forgeries().forEach(forgery -> covered.add(forgery.why()));
        return covered;
    }

    /** What the beheaded ciphertext says when a properly signed stamp stands before it: the attack is real. */
    private static String opensUnder(String encrypt) {
        Opening opening = new SealFixture().seal("", CREDENTIAL).verified(signed(encrypt), encrypt);
        return assertInstanceOf(Opened.class, opening).plain();
    }

    private static @Nullable String application(String body) {
        return Envelope.ofApplication(bytes(body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String otherKey() {
        return new SealFixture()
                .seal(CORP, new Credential(TOKEN, AES_KEY.replace('A', 'B')))
                .seal("a", "n")
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
        return encrypted(Frame.pack(SealFixture.SALT, text, bytes(CORP)));
    }
}
