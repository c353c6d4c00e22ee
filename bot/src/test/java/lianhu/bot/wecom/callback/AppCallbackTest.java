package lianhu.bot.wecom.callback;

import static lianhu.bot.wecom.callback.CallbackFixture.bytes;
import static lianhu.bot.wecom.callback.CallbackFixture.event;
import static lianhu.bot.wecom.callback.CallbackFixture.stamp;
import static lianhu.bot.wecom.callback.CallbackFixture.told;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import lianhu.bot.conversation.CardStatus;
import lianhu.bot.conversation.IncomingMedia;
import lianhu.bot.conversation.handler.ConversationFixture;
import lianhu.core.catalogue.Confidentiality;
import lianhu.core.intake.ReportChannelContract;
import lianhu.core.intake.ReportSubmission;
import lianhu.core.report.AttachmentId;
import lianhu.core.report.UntranscribedVoice;
import lianhu.core.ticket.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppCallbackTest extends ReportChannelContract {
    private static final AttachmentId VOICE = new AttachmentId("ab".repeat(32) + ".amr");

    private final CallbackFixture doors = new CallbackFixture();

    @Override
    protected ReportChannel channel(ReportSubmission reportSubmission) {
        CallbackFixture contract = new CallbackFixture(reportSubmission);
        return (id, words) ->
                contract.application(told(id, ConversationFixture.HEAD, words)).map(contract::heard);
    }

    @Test
    void wordsAreFiledAndTheAnswerIsEmpty() {
        // When
        Response response = hear(told("7001", ConversationFixture.HEAD, "村口路灯不亮"));

        // Then
        assertEquals(200, response.getStatus());
        assertNull(response.getEntity());
        assertEquals(
                "app:1000002:7001",
                doors.conversationFixture.book.report().source().toString());
        assertEquals(List.of(), doors.asides);
    }

    @Test
    void aQuestionIsAnsweredByAMessage() {
        // When
        hear(told("7001", "li.shen", "到哪了"));

        // Then
        assertTrue(doors.asides.getFirst().startsWith("li.shen: 没找到您报过的事。"), doors.asides.toString());
    }

    @Test
    void thePressedButtonAcceptsAndTheNextWordsWithThePhotoAreTheResult() {
        // Given
        doors.conversationFixture.photos.put(
                new IncomingMedia.AppImage("lianhu", "media1"), new AttachmentId("cd".repeat(32)));
        hear(told("7001", ConversationFixture.HEAD, "村口路灯不亮"));
        hear(press("accept", "code1"));
        State accepted = doors.conversationFixture.book.ticket().state();
        hear(press("result", "code2"));
        hear(event(ConversationFixture.KEEPER, "<MediaId>media1</MediaId><MsgId>7002</MsgId>")
                .replace("[event]", "[image]"));

        // When
        hear(told("7003", ConversationFixture.KEEPER, "换了灯头"));
        hear(told("7004", ConversationFixture.KEEPER, "发"));

        // Then
        assertEquals(State.ACCEPTED, accepted);
        assertEquals(State.FEEDBACK_DUE, doors.conversationFixture.book.ticket().state());
        assertEquals("换了灯头", doors.conversationFixture.book.lastEvent().words());
        assertEquals(1, doors.conversationFixture.book.lastEvent().attachments().size());
        assertEquals(List.of(new CardStatus("code2", "已办结")), doors.cardStatuses);
        assertEquals(
                List.of("签收：", "“村口路", "照片收到", "还没告诉", "办结："),
                doors.asides.stream()
                        .map(aside -> aside.substring(ConversationFixture.KEEPER.length() + 2))
                        .map(aside -> aside.substring(0, aside.indexOf("：") == 2 ? 3 : 4))
                        .toList());
    }

    @Test
    void theSamePressTwiceIsOneDeed() {
        // Given
        hear(told("7001", ConversationFixture.HEAD, "村口路灯不亮"));
        hear(press("accept", "code1"));

        // When
        hear(press("accept", "code1"));

        // Then
        assertEquals(4, doors.conversationFixture.book.ticket().version());
        assertEquals(doors.asides.getFirst(), doors.asides.getLast());
    }

    @Test
    void aPlaceJoinsTheReportBefore() {
        // Given
        hear(told("7001", ConversationFixture.HEAD, "村口路灯不亮"));
        String place = event(
                        ConversationFixture.HEAD,
                        "<Location_X>39.1</Location_X><Location_Y>100.2</Location_Y><Label>小学门口</Label><MsgId>7002</MsgId>")
                .replace("[event]", "[location]");

        // When
        hear(place);

        // Then
        assertEquals(1, doors.conversationFixture.book.count());
        assertEquals(
                "位置：小学门口（39.1,100.2）",
                doors.conversationFixture.book.lastEvent().words());
    }

    @Test
    void whoOpensTheApplicationIsGreetedOnce() {
        // When
        hear(event(ConversationFixture.KEEPER, "<Event>enter_agent</Event><EventKey></EventKey>"));
        hear(event(ConversationFixture.KEEPER, "<Event>enter_agent</Event><EventKey></EventKey><Again>1</Again>"));
        hear(event("li.shen", "<Event>enter_agent</Event><EventKey></EventKey>"));

        // Then
        assertEquals(2, doors.asides.size());
        assertTrue(doors.asides.getFirst().startsWith(ConversationFixture.KEEPER + ": 给您派了事"));
        assertTrue(doors.asides.getLast().startsWith("li.shen: 直接说一句话就能报事"));
    }

    @Test
    void whoPressesTheMenuHearsWhatCanBeDoneEachTime() {
        // When
        hear(event("li.shen", "<Event>click</Event><EventKey>help</EventKey>"));
        hear(event("li.shen", "<Event>click</Event><EventKey>help</EventKey><Again>1</Again>"));

        // Then
        assertEquals(2, doors.asides.size());
        assertTrue(doors.asides.getLast().startsWith("li.shen: 直接说一句话就能报事"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsubscribe", "LOCATION", "view", "batch_job_result", "of_next_year"})
    void anEventThatIsNotForUsIsTakenAndForgotten(String name) {
        // When
        Response response = hear(event(
                "li.shen",
                "<Event>" + name
                        + "</Event><EventKey></EventKey><Latitude>39.1</Latitude><Longitude>100.2</Longitude>"));

        // Then
        assertEquals(200, response.getStatus());
        assertEquals(List.of(), doors.asides);
        assertEquals(0, doors.conversationFixture.book.count());
    }

    @Test
    void aLinkIsAReport() {
        // When
        hear(event(
                        "li.shen",
                        "<Title>村口路灯不亮</Title><Description>照片在里面</Description><Url>https://x.test/1</Url><MsgId>7001</MsgId>")
                .replace("[event]", "[link]"));

        // Then
        assertEquals(
                "村口路灯不亮\n照片在里面\nhttps://x.test/1",
                doors.conversationFixture.book.report().words());
    }

    @Test
    void everyRefusalLooksTheSame() {
        // Given
        EncryptedReply good = doors.fromApplication(told("7001", ConversationFixture.HEAD, "路灯坏了"));
        EncryptedReply old = doors.fromApplication(told("7002", ConversationFixture.HEAD, "路灯坏了"));
        EncryptedReply once = doors.fromApplication(told("7003", ConversationFixture.HEAD, "你好"));
        doors.application(CallbackFixture.AGENT, once).await().indefinitely();
        String entity = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";

        // When
        List<Response> refused = List.of(
                sent(new SignatureParams("0".repeat(40), good.timestamp(), good.nonce()), bytes(good.xml())),
                sent(stamp(good), new byte[0]),
                sent(stamp(good), bytes(entity + good.xml())),
                sent(stamp(good), new byte[(1 << 20) + 1]),
                doors.application(CallbackFixture.AGENT, once).await().indefinitely(),
                doors.application(entity + told("7004", ConversationFixture.HEAD, "&e;"))
                        .await()
                        .indefinitely(),
                doors.application("no message").await().indefinitely(),
                late(old));

        // Then
        assertTrue(refused.stream().allMatch(response -> response.getStatus() == 404));
        refused.forEach(response -> assertNull(response.getEntity()));
        assertEquals(0, doors.conversationFixture.book.count());
        assertEquals(
                List.of("SIGNATURE", "ENVELOPE", "ENVELOPE", "ENVELOPE", "REPLAY", "MESSAGE", "MESSAGE", "STALE"),
                doors.conversationFixture.counted.stream()
                        .filter(line -> line.startsWith("app refused "))
                        .map(line -> line.substring("app refused ".length()))
                        .toList());
    }

    private Response sent(SignatureParams signatureParams, byte[] body) {
        return doors.applications
                .handle(CallbackFixture.AGENT, signatureParams, body)
                .await()
                .indefinitely();
    }

    private Response late(EncryptedReply encryptedReply) {
        doors.conversationFixture.now = doors.conversationFixture.now.plus(Duration.ofSeconds(301));
        return doors.application(CallbackFixture.AGENT, encryptedReply).await().indefinitely();
    }

    @Test
    void aChangeOfACustomerGroupIsHeard() {
        // When
        hear(event(
                "sys",
                "<Event>change_external_chat</Event><ChatId>wr1</ChatId><ChangeType>update</ChangeType>"
                        + "<UpdateDetail>add_member</UpdateDetail><MemChangeList><Item>wm1</Item></MemChangeList>"));

        // Then
        assertEquals(List.of("wr1"), doors.groupEvents);
        assertEquals(List.of(), doors.asides);
    }

    @Test
    void aVoiceWithoutWordsIsAReportThatWaitsToBeHeard() {
        // Given
        doors.conversationFixture.photos.put(new IncomingMedia.AppVoice("lianhu", "voice1"), VOICE);

        // When
        hear(voice("7001"));

        // Then
        assertEquals(
                UntranscribedVoice.PLACEHOLDER,
                doors.conversationFixture.book.report().words());
        assertEquals(List.of(VOICE), doors.conversationFixture.book.report().attachments());
        assertEquals(
                UntranscribedVoice.TITLE,
                doors.conversationFixture.book.receipt().title());
        assertEquals(
                Confidentiality.PRIVATE,
                doors.conversationFixture.book.receipt().confidentiality());
        assertTrue(doors.conversationFixture.book.ticket().owner().isDesk());
    }

    @Test
    void aVoiceJoinsTheWordsBefore() {
        // Given
        doors.conversationFixture.photos.put(new IncomingMedia.AppVoice("lianhu", "voice1"), VOICE);
        hear(told("7001", ConversationFixture.HEAD, "村口路灯不亮"));

        // When
        hear(voice("7002"));

        // Then
        assertEquals(1, doors.conversationFixture.book.count());
        assertEquals(List.of(VOICE), doors.conversationFixture.book.lastEvent().attachments());
    }

    @Test
    void aFilmIsAskedForInWords() {
        // When
        hear(event("li.shen", "<MediaId>v</MediaId><MsgId>7001</MsgId>").replace("[event]", "[video]"));

        // Then
        assertEquals(0, doors.conversationFixture.book.count());
        assertTrue(doors.asides.getFirst().contains("请打字说什么事"));
    }

    private static String voice(String id) {
        return event(ConversationFixture.HEAD, "<MediaId>voice1</MediaId><Format>amr</Format><MsgId>" + id + "</MsgId>")
                .replace("[event]", "[voice]");
    }

    @Test
    void anotherAgentAndAForgedEnvelopeAreRefusedAlike() {
        // Given
        EncryptedReply good = doors.fromApplication(told("7001", ConversationFixture.HEAD, "路灯坏了"));
        EncryptedReply robots = doors.fromRobot(told("7002", ConversationFixture.HEAD, "路灯坏了"));
        EncryptedReply misdirected = doors.fromApplication(
                told("7003", ConversationFixture.HEAD, "路灯坏了").replace("1000002", "1000003"));

        // When
        List<Response> refused = List.of(
                doors.application("1000003", good).await().indefinitely(),
                doors.application(CallbackFixture.AGENT, robots).await().indefinitely(),
                doors.application(CallbackFixture.AGENT, misdirected).await().indefinitely(),
                doors.applications
                        .handle(CallbackFixture.AGENT, CallbackFixture.stamp(good), CallbackFixture.bytes(good.json()))
                        .await()
                        .indefinitely());

        // Then
        assertTrue(refused.stream().allMatch(response -> response.getStatus() == 404));
        refused.forEach(response -> assertNull(response.getEntity()));
        assertEquals(0, doors.conversationFixture.book.count());
        assertEquals(
                List.of("ENVELOPE", "RECEIVER", "MESSAGE", "ENVELOPE"),
                doors.conversationFixture.counted.stream()
                        .map(line -> line.substring("app refused ".length()))
                        .toList());
    }

    private Response hear(String plain) {
        doors.conversationFixture.now = doors.conversationFixture.now.plusSeconds(1);
        return doors.application(plain).await().indefinitely();
    }

    private String press(String key, String code) {
        return event(
                ConversationFixture.KEEPER,
                "<Event>template_card_event</Event><EventKey>" + key + "</EventKey><TaskId>"
                        + doors.conversationFixture.book.receipt().ticket() + "_3_17</TaskId><ResponseCode>" + code
                        + "</ResponseCode>");
    }
}
