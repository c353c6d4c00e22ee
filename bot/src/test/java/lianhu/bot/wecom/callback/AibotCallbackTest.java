package lianhu.bot.wecom.callback;

import static lianhu.bot.wecom.callback.CallbackFixture.bytes;
import static lianhu.bot.wecom.callback.CallbackFixture.said;
import static lianhu.bot.wecom.callback.CallbackFixture.stamp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import lianhu.bot.conversation.handler.ConversationFixture;
import lianhu.core.intake.ReportChannelContract;
import lianhu.core.intake.ReportSubmission;
import org.junit.jupiter.api.Test;

class AibotCallbackTest extends ReportChannelContract {
    private final CallbackFixture doors = new CallbackFixture();

    @Override
    protected ReportChannel channel(ReportSubmission reportSubmission) {
        CallbackFixture contract = new CallbackFixture(reportSubmission);
        return (id, words) ->
                contract.robot(said(id, ConversationFixture.HEAD, words)).map(contract::heard);
    }

    @Test
    void theReceiptIsAWholeStream() throws JsonProcessingException {
        // When
        ChannelReply channelReply = heard(doors.robot(said("m1", ConversationFixture.HEAD, "村口路灯不亮"))
                .await()
                .indefinitely());

        // Then
        JsonNode reply = new ObjectMapper().readTree(channelReply.body());
        assertEquals(200, channelReply.status());
        assertEquals("stream", reply.path("msgtype").asText());
        assertTrue(reply.path("stream").path("finish").asBoolean());
        assertTrue(reply.path("stream").path("content").asText().startsWith("@周婶 “村口路灯不亮”收到了"));
        assertEquals(List.of("aibot newreport"), doors.conversationFixture.counted);
    }

    @Test
    void aStreamThatIsAskedForHearsTheSame() {
        // Given
        ChannelReply first = heard(doors.robot(said("m1", ConversationFixture.HEAD, "村口路灯不亮"))
                .await()
                .indefinitely());

        // When
        ChannelReply again = heard(doors.robot(message("m2", "\"msgtype\":\"stream\",\"stream\":{\"id\":\"m1\"}"))
                .await()
                .indefinitely());

        // Then
        assertEquals(first, again);
        assertEquals(1, doors.conversationFixture.book.count());
    }

    @Test
    void whoOpensTheConversationIsGreetedInPlainText() {
        // When
        ChannelReply channelReply =
                heard(doors.robot(message("m1", "\"msgtype\":\"event\",\"event\":{\"eventtype\":\"enter_chat\"}"))
                        .await()
                        .indefinitely());

        // Then
        assertTrue(
                channelReply.body().startsWith("{\"msgtype\":\"text\",\"text\":{\"content\":\"给您派了事"),
                channelReply.body());
    }

    @Test
    void aPrivateMatterIsQuietInTheGroupAndProgressComesAside() {
        // Given
        doors.robot(said("m1", ConversationFixture.HEAD, "工资三个月没发了")).await().indefinitely();

        // When
        ChannelReply channelReply = heard(
                doors.robot(said("m2", ConversationFixture.HEAD, "到哪了")).await().indefinitely());

        // Then
        assertTrue(channelReply.body().contains("收到了，我们单独回您。"));
        assertEquals(1, doors.asides.size());
        assertTrue(doors.asides.getFirst().startsWith(ConversationFixture.HEAD + ": “工资三个月没发了”"));
    }

    @Test
    void aFileGetsAQuestion() {
        // When
        ChannelReply channelReply =
                heard(doors.robot(message("m1", "\"msgtype\":\"file\",\"file\":{\"url\":\"https://f.test/1\"}"))
                        .await()
                        .indefinitely());

        // Then
        assertTrue(channelReply.body().contains("请打字说什么事"), channelReply.body());
    }

    @Test
    void aPhotoBesideWordsThatCannotBeHadNowFollows() {
        // Given
        String mixed = "\"msgtype\":\"mixed\",\"mixed\":{\"msg_item\":[{\"msgtype\":\"text\",\"text\":{\"content\":"
                + "\"@联户小助手 路灯坏了\"}},{\"msgtype\":\"image\",\"image\":{\"url\":\"https://p.test/1\"}}]}";

        // When
        doors.robot(message("m1", mixed)).await().indefinitely();

        // Then
        assertEquals("路灯坏了", doors.conversationFixture.book.report().words());
        assertEquals(1, doors.conversationFixture.late.count());
    }

    @Test
    void theEchoComesBackAsItIs() {
        // Given
        EncryptedReply echo = doors.fromRobot("6210990001");

        // When
        Response response = doors.robots
                .verify(CallbackFixture.ROBOT, echo.signature(), echo.timestamp(), echo.nonce(), echo.encrypt())
                .await()
                .indefinitely();

        // Then
        assertEquals(200, response.getStatus());
        assertEquals("6210990001", response.getEntity());
        assertEquals("text", response.getMediaType().getType());
    }

    @Test
    void everyRefusalLooksTheSame() {
        // Given
        EncryptedReply good = doors.fromRobot(said("m1", ConversationFixture.HEAD, "路灯坏了"));
        EncryptedReply old = doors.fromRobot(said("m2", ConversationFixture.HEAD, "路灯坏了"));
        EncryptedReply once = doors.fromRobot(said("m3", ConversationFixture.HEAD, "你好"));
        doors.robot(CallbackFixture.ROBOT, once).await().indefinitely();

        // When
        List<Response> refused = List.of(
                doors.robots
                        .handle(
                                CallbackFixture.ROBOT,
                                new SignatureParams("0".repeat(40), good.timestamp(), good.nonce()),
                                bytes(good.json()))
                        .await()
                        .indefinitely(),
                doors.robots
                        .handle(CallbackFixture.ROBOT, stamp(good), bytes(said("m1", ConversationFixture.HEAD, "路灯坏了")))
                        .await()
                        .indefinitely(),
                doors.robots
                        .handle(CallbackFixture.ROBOT, stamp(good), new byte[0])
                        .await()
                        .indefinitely(),
                doors.robot("AIBOT9999", good).await().indefinitely(),
                doors.robot(CallbackFixture.ROBOT, once).await().indefinitely(),
                doors.robot("no message").await().indefinitely(),
                doors.robot(said("m4", ConversationFixture.HEAD, "路灯坏了").replace(CallbackFixture.ROBOT, "AIBOT0002"))
                        .await()
                        .indefinitely(),
                late(old));

        // Then
        assertTrue(refused.stream().allMatch(response -> response.getStatus() == 404));
        refused.forEach(response -> assertNull(response.getEntity()));
        assertEquals(0, doors.conversationFixture.book.count());
        assertEquals(
                List.of("SIGNATURE", "ENVELOPE", "ENVELOPE", "ENVELOPE", "REPLAY", "MESSAGE", "MESSAGE", "STALE"),
                doors.conversationFixture.counted.stream()
                        .filter(line -> line.startsWith("aibot refused "))
                        .map(line -> line.substring("aibot refused ".length()))
                        .toList());
    }

    private Response late(EncryptedReply encryptedReply) {
        doors.conversationFixture.now = doors.conversationFixture.now.plus(Duration.ofSeconds(301));
        return doors.robot(CallbackFixture.ROBOT, encryptedReply).await().indefinitely();
    }

    private ChannelReply heard(Response response) {
        return doors.heard(response);
    }

    private static String message(String id, String rest) {
        return "{\"msgid\":\"" + id + "\",\"aibotid\":\"" + CallbackFixture.ROBOT + "\",\"chatid\":\""
                + ConversationFixture.CHAT + "\",\"chattype\":\"group\",\"from\":{\"userid\":\""
                + ConversationFixture.HEAD + "\"}," + rest + "}";
    }
}
