package lianhu.bot.wecom;

import static lianhu.bot.wecom.SealFixture.AES_KEY;
import static lianhu.bot.wecom.SealFixture.CORP;
import static lianhu.bot.wecom.SealFixture.CREDENTIAL;
import static lianhu.bot.wecom.SealFixture.TOKEN;
import static lianhu.bot.wecom.SealFixture.signed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import lianhu.bot.wecom.Opening.Opened;
import lianhu.bot.wecom.Opening.Refused;
import lianhu.bot.wecom.SealFixture.Vector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SealTest {

    private final SealFixture fixture = new SealFixture();

    static List<Vector> vectors() {
        return SealFixture.vectors();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyVectorOpensToItsText(Vector vector) {
        // Given
        Seal seal = fixture.seal(vector.receiveId(), CREDENTIAL);
        // When
        Opening opening = fixture.opened(seal, vector.stamp(), vector.encrypt());
        // Then
        assertEquals(vector.plain(), assertInstanceOf(Opened.class, opening).plain());
        assertEquals(List.of(), fixture.tally);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void sealingGivesEveryVectorToTheLetter(Vector vector) {
        // Given
        Seal seal = fixture.seal(vector.receiveId(), CREDENTIAL);
        fixture.now = Instant.ofEpochSecond(Long.parseLong(vector.timestamp()));
        // When
        Sealed sealed = seal.seal(vector.plain(), vector.nonce());
        // Then
        assertEquals(new Sealed(vector.encrypt(), vector.signature(), vector.timestamp(), vector.nonce()), sealed);
    }

    @Test
    void aReplyIsSealedWithTheCredentialAndNonceOfItsMessage() {
        // Given a change of both token and key, and a message still sealed the old way
        Credential fresh = new Credential("anotherToken", AES_KEY.replace('A', 'B'));
        Seal seal = fixture.seal("", fresh, CREDENTIAL);
        Vector vector = SealFixture.vector("V2");
        Opened opened = (Opened) fixture.opened(seal, vector.stamp(), vector.encrypt());
        // When
        Sealed reply = seal.reply(opened, "收到");
        // Then
        assertEquals(vector.nonce(), reply.nonce());
        Opening heard = new SealFixture()
                .seal("", CREDENTIAL)
                .verified(new Stamp(reply.signature(), reply.timestamp(), reply.nonce()), reply.encrypt());
        assertEquals("收到", assertInstanceOf(Opened.class, heard).plain());
    }

    @Test
    void whileOneTokenHasTwoKeysBothOpen() {
        // Given
        Credential fresh = new Credential(TOKEN, AES_KEY.replace('A', 'B'));
        Seal both = fixture.seal(CORP, fresh, CREDENTIAL);
        Sealed byFresh = fixture.seal(CORP, fresh).seal("new", "n1");
        Sealed byOld = fixture.seal(CORP, CREDENTIAL).seal("old", "n2");
        // When
        List<Opening> openings = List.of(open(both, byFresh), open(both, byOld));
        // Then
        assertEquals(
                List.of("new", "old"),
                openings.stream().map(opening -> ((Opened) opening).plain()).toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 0, 300})
    void fiveMinutesEitherWayAreLetIn(long seconds) {
        // Given
        Vector vector = SealFixture.vector("V1");
        fixture.now = SealFixture.NOW.plusSeconds(seconds);
        // When
        Opening opening = fixture.opened(fixture.seal(CORP, CREDENTIAL), vector.stamp(), vector.encrypt());
        // Then
        assertInstanceOf(Opened.class, opening);
    }

    @Test
    void theLastCharacterOfAKeyMayCarryStrayBits() {
        // Given: 8, 9, - and so on all decode to the same 32 bytes as the canonical character
        Credential stray = new Credential(TOKEN, AES_KEY.substring(0, 42) + "9");
        Vector vector = SealFixture.vector("V1");
        // When
        Opening opening = fixture.opened(fixture.seal(CORP, stray), vector.stamp(), vector.encrypt());
        // Then
        assertInstanceOf(Opened.class, opening);
        assertNotEquals(AES_KEY, stray.aesKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh*",
                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
            })
    void aWrongKeyStopsTheStartAndIsNotQuoted(String key) {
        // When
        String said = assertThrows(IllegalArgumentException.class, () -> new Credential(TOKEN, key))
                .toString();
        // Then
        assertFalse(said.contains("Hh") || said.contains("short"), said);
    }

    @Test
    void aRedeliveryUnderAFreshStampIsLetIn() {
        // Given
        Vector vector = SealFixture.vector("V2");
        Seal seal = fixture.seal("", CREDENTIAL);
        fixture.opened(seal, vector.stamp(), vector.encrypt());
        // When WeCom comes again five seconds later
        Stamp again = signed("1795219206", "1372623150", vector.encrypt());
        Opening opening = fixture.opened(seal, again, vector.encrypt());
        // Then
        assertInstanceOf(Opened.class, opening);
    }

    @Test
    void twoMessagesUnderOneNonceAreTwo() {
        // Given
        Seal seal = fixture.seal("", CREDENTIAL);
        open(seal, seal.seal("路灯坏了", "1372623149"));
        // When
        Opening second = open(seal, seal.seal("水管坏了", "1372623149"));
        // Then
        assertInstanceOf(Opened.class, second);
    }

    @Test
    void anEnvelopeOpensAtOneDoorOnlyWhenTwoShareACredential() {
        // Given
        Vector vector = SealFixture.vector("V2");
        fixture.opened(fixture.seal("", CREDENTIAL), vector.stamp(), vector.encrypt());
        // When
        Opening opening = fixture.opened(fixture.seal("", CREDENTIAL), vector.stamp(), vector.encrypt());
        // Then
        assertSame(Refused.REFUSED, opening);
        assertEquals(List.of(Refusal.REPLAY), fixture.tally);
    }

    @Test
    void aReleasedEnvelopeOpensOnceMore() {
        // Given a message that could not be kept
        Vector vector = SealFixture.vector("V1");
        Seal seal = fixture.seal(CORP, CREDENTIAL);
        Opened opened = (Opened) fixture.opened(seal, vector.stamp(), vector.encrypt());
        seal.release(opened).await().indefinitely();
        // When
        Opening again = fixture.opened(seal, vector.stamp(), vector.encrypt());
        // Then
        assertInstanceOf(Opened.class, again);
        assertSame(Refused.REFUSED, fixture.opened(seal, vector.stamp(), vector.encrypt()));
    }

    @Test
    void aForgeryDoesNotUseUpTheGenuineEnvelope() {
        // Given the stamp of a genuine message with a changed body, and the right body at another door
        Vector vector = SealFixture.vector("V1");
        fixture.opened(fixture.seal(CORP, CREDENTIAL), vector.stamp(), vector.encrypt() + "AAAA");
        fixture.opened(fixture.seal("wwanother", CREDENTIAL), vector.stamp(), vector.encrypt());
        // When
        Opening genuine = fixture.opened(fixture.seal(CORP, CREDENTIAL), vector.stamp(), vector.encrypt());
        // Then
        assertInstanceOf(Opened.class, genuine);
    }

    @Test
    void everySealingIsFresh() {
        // Given
        Seal seal =
                new Seal(List.of(CREDENTIAL), "", () -> SealFixture.NOW, fixture.once, new SecureRandom(), why -> {});
        // When
        List<String> sealed =
                List.of(seal.seal("a", "n").encrypt(), seal.seal("a", "n").encrypt());
        // Then
        assertNotEquals(sealed.getFirst().substring(0, 20), sealed.getLast().substring(0, 20));
    }

    @Test
    void theReplyHasTheShapesWeComReads() {
        // Given
        Sealed sealed = new Sealed("ENC+/=", "5169", "1795219201", "n-1");
        // When
        List<String> shapes = List.of(sealed.json(), sealed.xml());
        // Then
        assertEquals(
                List.of(
                        "{\"encrypt\":\"ENC+/=\",\"msgsignature\":\"5169\",\"timestamp\":1795219201,\"nonce\":\"n-1\"}",
                        "<xml><Encrypt><![CDATA[ENC+/=]]></Encrypt><MsgSignature><![CDATA[5169]]></MsgSignature>"
                                + "<TimeStamp>1795219201</TimeStamp><Nonce><![CDATA[n-1]]></Nonce></xml>"),
                shapes);
        assertEquals("ENC+/=", Envelope.ofRobot(sealed.json().getBytes(StandardCharsets.UTF_8)));
        assertEquals("ENC+/=", Envelope.ofApplication(sealed.xml().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aNonceThatWouldNeedEscapingIsNeverSent() {
        // Given
        Seal seal = fixture.seal("", CREDENTIAL);
        // When
        assertThrows(IllegalArgumentException.class, () -> seal.seal("a", "n\"}"));
        // Then nothing was sealed
    }

    @Test
    void nothingSecretShowsWhenPrinted() {
        // Given
        Vector vector = SealFixture.vector("V1");
        Opening opened = fixture.opened(fixture.seal(CORP, CREDENTIAL), vector.stamp(), vector.encrypt());
        // When
        String printed = opened + " " + CREDENTIAL;
        // Then
        assertEquals("Opened[hidden] Credential[hidden]", printed);
    }

    private Opening open(Seal seal, Sealed sealed) {
        return fixture.opened(
                seal, new Stamp(sealed.signature(), sealed.timestamp(), sealed.nonce()), sealed.encrypt());
    }
}
