package lianhu.bot.wecom.callback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import lianhu.bot.wecom.callback.RobotMessage.Content;
import lianhu.bot.wecom.callback.RobotMessage.EncryptedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RobotMessageTest {

    @Test
    void theVectorIsWordsInAGroup() {
        // When
        RobotMessage message =
                RobotMessage.parse(CryptoFixture.vector("V2").plain()).orElseThrow();
        // Then
        assertEquals(
                new RobotMessage(
                        "CAIQ16HMjQYY/NGagIOAgAMgq4KM0AI=",
                        "AIBOT0001",
                        "wrLIANHU0001",
                        true,
                        "zhangsan",
                        "http://127.0.0.1:18080/cgi-bin/aibot/response?response_code=RC0001",
                        new Content.Text("@联户小助手 路灯坏了"),
                        null),
                message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"msgid", "chatid", "userid"})
    void anIdThatCannotBeStoredIsNoMessage(String field) {
        // Given
        String json = """
                {"msgid":"M1","aibotid":"B","chatid":"C","chattype":"group","from":{"userid":"U"},"msgtype":"text","text":{"content":"路灯坏了"}}""";
        // When
        String poisoned = json.replace("\"" + field + "\":\"", "\"" + field + "\":\"\\u0000");
        // Then
        assertTrue(RobotMessage.parse(json).isPresent());
        assertTrue(RobotMessage.parse(poisoned).isEmpty());
    }

    @Test
    void everyTypeGivesItsContent() {
        // When
        List<Content> contents = Stream.of(
                        "'msgtype':'voice','voice':{'content':'路灯坏了'}",
                        "'msgtype':'image','image':{'url':'https://a/1','aeskey':'K'}",
                        "'msgtype':'file','file':{'url':'https://a/2'}",
                        "'msgtype':'video','video':{'url':'https://a/3'}",
                        "'msgtype':'mixed','mixed':{'msg_item':[{'msgtype':'text','text':{'content':'@x 坏了'}},"
                                + "{'msgtype':'image','image':{'url':'https://a/4'}}]}",
                        "'msgtype':'stream','stream':{'id':'S1'}",
                        "'msgtype':'event','event':{'eventtype':'enter_chat'}",
                        "'msgtype':'event','event':{'eventtype':'feedback_event','feedback_event':{'id':'F'}}",
                        "'msgtype':'sticker','sticker':{}",
                        "'msgtype':'text','text':{}",
                        "'msgtype':'image','image':null",
                        "'msgtype':'mixed','mixed':{'msg_item':[]}",
                        "'msgtype':'event'")
                .map(RobotMessageTest::content)
                .toList();
        // Then
        assertEquals(
                List.of(
                        new Content.Voice("路灯坏了"),
                        new Content.Image(new EncryptedFile("https://a/1", "K")),
                        new Content.File(new EncryptedFile("https://a/2", null)),
                        new Content.Video(new EncryptedFile("https://a/3", null)),
                        new Content.Mixed(List.of(
                                new Content.Text("@x 坏了"), new Content.Image(new EncryptedFile("https://a/4", null)))),
                        new Content.StreamPoll("S1"),
                        new Content.EnteredChat(),
                        new Content.Other("feedback_event"),
                        new Content.Other("sticker"),
                        new Content.Other("text"),
                        new Content.Other("image"),
                        new Content.Other("mixed"),
                        new Content.Other("event")),
                contents);
    }

    @Test
    void aQuoteIsReadLikeAMessage() {
        // When
        RobotMessage message = message("'msgtype':'text','text':{'content':'@x 这个'},"
                + "'quote':{'msgtype':'image','image':{'url':'https://a/1'}}");
        // Then
        assertEquals(new Content.Text("@x 这个"), message.content());
        assertEquals(new Content.Image(new EncryptedFile("https://a/1", null)), message.quote());
    }

    @Test
    void aPressedCardIsReadWhereTheDocumentationPutsItAndWhereTheSdkLooks() {
        // Given
        String nested = "'msgtype':'event','event':{'eventtype':'template_card_event','template_card_event':"
                + "{'card_type':'vote_interaction','event_key':'urge','task_id':'T-1','selected_items':"
                + "{'selected_item':[{'question_key':'Q','option_ids':{'option_id':['A','B']}}]}}}";
        String flat =
                "'msgtype':'event','event':{'eventtype':'template_card_event','event_key':'urge','task_id':'T-1'}";
        // When
        List<Content> contents = List.of(content(nested), content(flat));
        // Then
        assertEquals(
                List.of(
                        new Content.CardPressed("urge", "T-1", "vote_interaction", Map.of("Q", List.of("A", "B"))),
                        new Content.CardPressed("urge", "T-1", null, Map.of())),
                contents);
    }

    @Test
    void aloneWithTheRobotThereIsNoGroup() {
        // When
        RobotMessage message = RobotMessage.parse(
                        json(
                                "{'msgid':'M','aibotid':'B','chattype':'single','from':{'userid':'z'},'msgtype':'text','text':{'content':'帮助'}}"))
                .orElseThrow();
        // Then
        assertNull(message.chat());
        assertEquals(false, message.inGroup());
    }

    @Test
    void aCharacterTheDatabaseCannotHoldIsReplaced() {
        // When
        Content content = content("'msgtype':'text','text':{'content':'a\\u0000b'}");
        // Then
        assertEquals(new Content.Text("a\uFFFDb"), content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "1616140317555161061",
                "<xml/>",
                "{'aibotid':'B','from':{'userid':'z'},'msgtype':'text'}",
                "{'msgid':'M','from':{'userid':'z'},'msgtype':'text'}",
                "{'msgid':'M','aibotid':'B','from':'z','msgtype':'text'}",
                "{'msgid':'M','aibotid':'B','from':{'userid':'z'}}",
                "{'msgid':'M','aibotid':'B','from':{'userid':'z'},'msgtype':'text'} {}"
            })
    void whatIsNoMessageGivesNothing(String opened) {
        // When
        boolean empty = RobotMessage.parse(json(opened)).isEmpty();
        // Then
        assertTrue(empty);
    }

    @Test
    void ourOwnReplySentBackToUsIsNoMessage() {
        // Given: a reply is signed and sealed exactly like a message
        CryptoFixture fixture = new CryptoFixture();
        CallbackCrypto callbackCrypto = fixture.seal("", CryptoFixture.CREDENTIAL);
        EncryptedReply reply = callbackCrypto.encrypt(
                json("{'msgtype':'stream','stream':{'id':'S','finish':true,'content':'收到'}}"), "n");
        DecryptResult decryptResult = fixture.opened(
                callbackCrypto,
                new SignatureParams(reply.signature(), reply.timestamp(), reply.nonce()),
                reply.encrypt());
        // When
        boolean empty = RobotMessage.parse(((DecryptResult.Decrypted) decryptResult).plaintext())
                .isEmpty();
        // Then
        assertTrue(empty);
    }

    @Test
    void printingAMessageShowsNoWords() {
        // When
        String printed = message("'msgtype':'text','text':{'content':'路灯'}").toString();
        // Then
        assertEquals("RobotMessage[M Text]", printed);
    }

    private static Content content(String fields) {
        return Objects.requireNonNull(message(fields).content());
    }

    private static RobotMessage message(String fields) {
        return RobotMessage.parse(json("{'msgid':'M','aibotid':'B','chatid':'C','chattype':'group',"
                        + "'from':{'userid':'z'}," + fields + "}"))
                .orElseThrow();
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
