package lianhu.bot.wecom.callback;

import static lianhu.bot.wecom.callback.CryptoFixture.AES_KEY;
import static lianhu.bot.wecom.callback.CryptoFixture.CORP;
import static lianhu.bot.wecom.callback.CryptoFixture.CREDENTIAL;
import static lianhu.bot.wecom.callback.CryptoFixture.TOKEN;
import static lianhu.bot.wecom.callback.CryptoFixture.signed;
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
import lianhu.bot.wecom.callback.CryptoFixture.Vector;
import lianhu.bot.wecom.callback.DecryptResult.Decrypted;
import lianhu.bot.wecom.callback.DecryptResult.Rejected;
import lianhu.bot.wecom.client.CallbackCredentials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackCryptoTest {

    private final CryptoFixture fixture = new CryptoFixture();

    static List<Vector> vectors() {
        return CryptoFixture.vectors();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyVectorOpensToItsText(Vector vector) {
        // Given
        CallbackCrypto callbackCrypto = fixture.seal(vector.receiveId(), CREDENTIAL);
        // When
        DecryptResult decryptResult = fixture.opened(callbackCrypto, vector.stamp(), vector.encrypt());
        // Then
        assertEquals(
                vector.plain(), assertInstanceOf(Decrypted.class, decryptResult).plaintext());
        assertEquals(List.of(), fixture.tally);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void sealingGivesEveryVectorToTheLetter(Vector vector) {
        // Given
        CallbackCrypto callbackCrypto = fixture.seal(vector.receiveId(), CREDENTIAL);
        fixture.now = Instant.ofEpochSecond(Long.parseLong(vector.timestamp()));
        // When
        EncryptedReply encryptedReply = callbackCrypto.encrypt(vector.plain(), vector.nonce());
        // Then
        assertEquals(
                new EncryptedReply(vector.encrypt(), vector.signature(), vector.timestamp(), vector.nonce()),
                encryptedReply);
    }

    @Test
    void aReplyIsSealedWithTheCredentialAndNonceOfItsMessage() {
        // Given a change of both token and key, and a message still sealed the old way
        CallbackCredentials fresh = new CallbackCredentials("anotherToken", AES_KEY.replace('A', 'B'));
        CallbackCrypto callbackCrypto = fixture.seal("", fresh, CREDENTIAL);
        Vector vector = CryptoFixture.vector("V2");
        Decrypted decrypted = (Decrypted) fixture.opened(callbackCrypto, vector.stamp(), vector.encrypt());
        // When
        EncryptedReply reply = callbackCrypto.encryptReply(decrypted, "收到");
        // Then
        assertEquals(vector.nonce(), reply.nonce());
        DecryptResult heard = new CryptoFixture()
                .seal("", CREDENTIAL)
                .verifyAndDecrypt(
                        new SignatureParams(reply.signature(), reply.timestamp(), reply.nonce()), reply.encrypt());
        assertEquals("收到", assertInstanceOf(Decrypted.class, heard).plaintext());
    }

    @Test
    void whileOneTokenHasTwoKeysBothOpen() {
        // Given
        CallbackCredentials fresh = new CallbackCredentials(TOKEN, AES_KEY.replace('A', 'B'));
        CallbackCrypto both = fixture.seal(CORP, fresh, CREDENTIAL);
        EncryptedReply byFresh = fixture.seal(CORP, fresh).encrypt("new", "n1");
        EncryptedReply byOld = fixture.seal(CORP, CREDENTIAL).encrypt("old", "n2");
        // When
        List<DecryptResult> decryptResults = List.of(open(both, byFresh), open(both, byOld));
        // Then
        assertEquals(
                List.of("new", "old"),
                decryptResults.stream()
                        .map(decryptResult -> ((Decrypted) decryptResult).plaintext())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 0, 300})
    void fiveMinutesEitherWayAreLetIn(long seconds) {
        // Given
        Vector vector = CryptoFixture.vector("V1");
        fixture.now = CryptoFixture.NOW.plusSeconds(seconds);
        // When
        DecryptResult decryptResult = fixture.opened(fixture.seal(CORP, CREDENTIAL), vector.stamp(), vector.encrypt());
        // Then
        assertInstanceOf(Decrypted.class, decryptResult);
    }

    @Test
    void theLastCharacterOfAKeyMayCarryStrayBits() {
        // Given: 8, 9, - and so on all decode to the same 32 bytes as the canonical character
        CallbackCredentials stray = new CallbackCredentials(TOKEN, AES_KEY.substring(0, 42) + "9");
        Vector vector = CryptoFixture.vector("V1");
        // When
        DecryptResult decryptResult = fixture.opened(fixture.seal(CORP, stray), vector.stamp(), vector.encrypt());
        // Then
        assertInstanceOf(Decrypted.class, decryptResult);
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
        String said = assertThrows(IllegalArgumentException.class, () -> new CallbackCredentials(TOKEN, key))
                .toString();
        // Then
        assertFalse(said.contains("Hh") || said.contains("short"), said);
    }

    @Test
    void aRedeliveryUnderAFreshStampIsLetIn() {
        // Given
        Vector vector = CryptoFixture.vector("V2");
        CallbackCrypto callbackCrypto = fixture.seal("", CREDENTIAL);
        fixture.opened(callbackCrypto, vector.stamp(), vector.encrypt());
        // When WeCom comes again five seconds later
        SignatureParams again = signed("1795219206", "1372623150", vector.encrypt());
        DecryptResult decryptResult = fixture.opened(callbackCrypto, again, vector.encrypt());
        // Then
        assertInstanceOf(Decrypted.class, decryptResult);
    }

    @Test
    void twoMessagesUnderOneNonceAreTwo() {
        // Given
        CallbackCrypto callbackCrypto = fixture.seal("", CREDENTIAL);
        open(callbackCrypto, callbackCrypto.encrypt("路灯坏了", "1372623149"));
        // When
        DecryptResult second = open(callbackCrypto, callbackCrypto.encrypt("水管坏了", "1372623149"));
        // Then
        assertInstanceOf(Decrypted.class, second);
    }

    @Test
    void anEnvelopeOpensAtOneDoorOnlyWhenTwoShareACredential() {
        // Given
        Vector vector = CryptoFixture.vector("V2");
        fixture.opened(fixture.seal("", CREDENTIAL), vector.stamp(), vector.encrypt());
        // When
        DecryptResult decryptResult = fixture.opened(fixture.seal("", CREDENTIAL), vector.stamp(), vector.encrypt());
        // Then
        assertSame(Rejected.REJECTED, decryptResult);
        assertEquals(List.of(RejectReason.REPLAY), fixture.tally);
    }

    @Test
    void aReleasedEnvelopeOpensOnceMore() {
        // Given a message that could not be kept
        Vector vector = CryptoFixture.vector("V1");
        CallbackCrypto callbackCrypto = fixture.seal(CORP, CREDENTIAL);
        Decrypted decrypted = (Decrypted) fixture.opened(callbackCrypto, vector.stamp(), vector.encrypt());
        callbackCrypto.allowRedelivery(decrypted).await().indefinitely();
        // When
        DecryptResult again = fixture.opened(callbackCrypto, vector.stamp(), vector.encrypt());
        // Then
        assertInstanceOf(Decrypted.class, again);
        assertSame(Rejected.REJECTED, fixture.opened(callbackCrypto, vector.stamp(), vector.encrypt()));
    }

    @Test
    void aForgeryDoesNotUseUpTheGenuineEnvelope() {
        // Given the stamp of a genuine message with a changed body, and the right body at another door
        Vector vector = CryptoFixture.vector("V1");
        fixture.opened(fixture.seal(CORP, CREDENTIAL), vector.stamp(), vector.encrypt() + "AAAA");
        fixture.opened(fixture.seal("wwanother", CREDENTIAL), vector.stamp(), vector.encrypt());
        // When
        DecryptResult genuine = fixture.opened(fixture.seal(CORP, CREDENTIAL), vector.stamp(), vector.encrypt());
        // Then
        assertInstanceOf(Decrypted.class, genuine);
    }

    @Test
    void everySealingIsFresh() {
        // Given
        CallbackCrypto callbackCrypto = new CallbackCrypto(
                List.of(CREDENTIAL), "", () -> CryptoFixture.NOW, fixture.once, new SecureRandom(), why -> {});
        // When
        List<String> sealed = List.of(
                callbackCrypto.encrypt("a", "n").encrypt(),
                callbackCrypto.encrypt("a", "n").encrypt());
        // Then
        assertNotEquals(sealed.getFirst().substring(0, 20), sealed.getLast().substring(0, 20));
    }

    @Test
    void theReplyHasTheShapesWeComReads() {
        // Given
        EncryptedReply encryptedReply = new EncryptedReply("ENC+/=", "5169", "1795219201", "n-1");
        // When
        List<String> shapes = List.of(encryptedReply.json(), encryptedReply.xml());
        // Then
        assertEquals(
                List.of(
                        "{\"encrypt\":\"ENC+/=\",\"msgsignature\":\"5169\",\"timestamp\":1795219201,\"nonce\":\"n-1\"}",
                        "<xml><Encrypt><![CDATA[ENC+/=]]></Encrypt><MsgSignature><![CDATA[5169]]></MsgSignature>"
                                + "<TimeStamp>1795219201</TimeStamp><Nonce><![CDATA[n-1]]></Nonce></xml>"),
                shapes);
        assertEquals("ENC+/=", CallbackEnvelope.ofRobot(encryptedReply.json().getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                "ENC+/=", CallbackEnvelope.ofApplication(encryptedReply.xml().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aNonceThatWouldNeedEscapingIsNeverSent() {
        // Given
        CallbackCrypto callbackCrypto = fixture.seal("", CREDENTIAL);
        // When
        assertThrows(IllegalArgumentException.class, () -> callbackCrypto.encrypt("a", "n\"}"));
        // Then nothing was sealed
    }

    @Test
    void nothingSecretShowsWhenPrinted() {
        // Given
        Vector vector = CryptoFixture.vector("V1");
        DecryptResult opened = fixture.opened(fixture.seal(CORP, CREDENTIAL), vector.stamp(), vector.encrypt());
        // When
        String printed = opened + " " + CREDENTIAL;
        // Then
        assertEquals("Decrypted[hidden] CallbackCredentials[hidden]", printed);
    }

    private DecryptResult open(CallbackCrypto callbackCrypto, EncryptedReply encryptedReply) {
        return fixture.opened(
                callbackCrypto,
                new SignatureParams(encryptedReply.signature(), encryptedReply.timestamp(), encryptedReply.nonce()),
                encryptedReply.encrypt());
    }
}
