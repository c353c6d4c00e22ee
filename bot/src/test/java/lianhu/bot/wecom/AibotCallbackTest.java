package lianhu.bot.wecom;

import static lianhu.bot.wecom.DoorTown.bytes;
import static lianhu.bot.wecom.DoorTown.said;
import static lianhu.bot.wecom.DoorTown.stamp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import lianhu.bot.talk.Town;
import lianhu.core.DoorContract;
import lianhu.core.Reports;
import org.junit.jupiter.api.Test;

class AibotCallbackTest extends DoorContract {
    private final DoorTown doors = new DoorTown();

    @Override
    protected Door door(Reports reports) {
        DoorTown contract = new DoorTown(reports);
        return (id, words) -> contract.robot(said(id, Town.HEAD, words)).map(contract::heard);
    }

    @Test
    void theReceiptIsAWholeStream() throws JsonProcessingException {
        // When
        Heard heard = heard(doors.robot(said("m1", Town.HEAD, "村口路灯不亮")).await().indefinitely());

        // Then
        JsonNode reply = new ObjectMapper().readTree(heard.answer());
        assertEquals(200, heard.status());
        assertEquals("stream", reply.path("msgtype").asText());
        assertTrue(reply.path("stream").path("finish").asBoolean());
        assertTrue(reply.path("stream").path("content").asText().startsWith("@周婶 “村口路灯不亮”收到了"));
        assertEquals(List.of("aibot told"), doors.town.counted);
    }

    @Test
    void aStreamThatIsAskedForHearsTheSame() {
        // Given
        Heard first = heard(doors.robot(said("m1", Town.HEAD, "村口路灯不亮")).await().indefinitely());

        // When
        Heard again = heard(doors.robot(message("m2", "\"msgtype\":\"stream\",\"stream\":{\"id\":\"m1\"}"))
                .await()
                .indefinitely());

        // Then
        assertEquals(first, again);
        assertEquals(1, doors.town.book.count());
    }

    @Test
    void whoOpensTheConversationIsGreetedInPlainText() {
        // When
        Heard heard = heard(doors.robot(message("m1", "\"msgtype\":\"event\",\"event\":{\"eventtype\":\"enter_chat\"}"))
                .await()
                .indefinitely());

        // Then
        assertTrue(heard.answer().startsWith("{\"msgtype\":\"text\",\"text\":{\"content\":\"给您派了事"), heard.answer());
    }

    @Test
    void aPrivateMatterIsQuietInTheGroupAndProgressComesAside() {
        // Given
        doors.robot(said("m1", Town.HEAD, "工资三个月没发了")).await().indefinitely();

        // When
        Heard heard = heard(doors.robot(said("m2", Town.HEAD, "到哪了")).await().indefinitely());

        // Then
        assertTrue(heard.answer().contains("收到了，我们单独回您。"));
        assertEquals(1, doors.asides.size());
        assertTrue(doors.asides.getFirst().startsWith(Town.HEAD + ": “工资三个月没发了”"));
    }

    @Test
    void aFileGetsAQuestion() {
        // When
        Heard heard = heard(doors.robot(message("m1", "\"msgtype\":\"file\",\"file\":{\"url\":\"https://f.test/1\"}"))
                .await()
                .indefinitely());

        // Then
        assertTrue(heard.answer().contains("请打字说什么事"), heard.answer());
    }

    @Test
    void aPhotoBesideWordsThatCannotBeHadNowFollows() {
        // Given
        String mixed = "\"msgtype\":\"mixed\",\"mixed\":{\"msg_item\":[{\"msgtype\":\"text\",\"text\":{\"content\":"
                + "\"@联户小助手 路灯坏了\"}},{\"msgtype\":\"image\",\"image\":{\"url\":\"https://p.test/1\"}}]}";

        // When
        doors.robot(message("m1", mixed)).await().indefinitely();

        // Then
        assertEquals("路灯坏了", doors.town.book.report().words());
        assertEquals(1, doors.town.late.count());
    }

    @Test
    void theEchoComesBackAsItIs() {
        // Given
        Sealed echo = doors.fromRobot("6210990001");

        // When
        Response response = doors.robots
                .verify(DoorTown.ROBOT, echo.signature(), echo.timestamp(), echo.nonce(), echo.encrypt())
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
        Sealed good = doors.fromRobot(said("m1", Town.HEAD, "路灯坏了"));
        Sealed old = doors.fromRobot(said("m2", Town.HEAD, "路灯坏了"));
        Sealed once = doors.fromRobot(said("m3", Town.HEAD, "你好"));
        doors.robot(DoorTown.ROBOT, once).await().indefinitely();

        // When
        List<Response> refused = List.of(
                doors.robots
                        .hear(
                                DoorTown.ROBOT,
                                new Stamp("0".repeat(40), good.timestamp(), good.nonce()),
                                bytes(good.json()))
                        .await()
                        .indefinitely(),
                doors.robots
                        .hear(DoorTown.ROBOT, stamp(good), bytes(said("m1", Town.HEAD, "路灯坏了")))
                        .await()
                        .indefinitely(),
                doors.robots
                        .hear(DoorTown.ROBOT, stamp(good), new byte[0])
                        .await()
                        .indefinitely(),
                doors.robot("AIBOT9999", good).await().indefinitely(),
                doors.robot(DoorTown.ROBOT, once).await().indefinitely(),
                doors.robot("no message").await().indefinitely(),
                doors.robot(said("m4", Town.HEAD, "路灯坏了").replace(DoorTown.ROBOT, "AIBOT0002"))
                        .await()
                        .indefinitely(),
                late(old));

        // Then
        assertTrue(refused.stream().allMatch(response -> response.getStatus() == 404));
        refused.forEach(response -> assertNull(response.getEntity()));
        assertEquals(0, doors.town.book.count());
        assertEquals(
                List.of("SIGNATURE", "ENVELOPE", "ENVELOPE", "ENVELOPE", "REPLAY", "MESSAGE", "MESSAGE", "STALE"),
                doors.town.counted.stream()
                        .filter(line -> line.startsWith("aibot refused "))
                        .map(line -> line.substring("aibot refused ".length()))
                        .toList());
    }

    private Response late(Sealed sealed) {
        doors.town.now = doors.town.now.plus(Duration.ofSeconds(301));
        return doors.robot(DoorTown.ROBOT, sealed).await().indefinitely();
    }

    private Heard heard(Response response) {
        return doors.heard(response);
    }

    private static String message(String id, String rest) {
        return "{\"msgid\":\"" + id + "\",\"aibotid\":\"" + DoorTown.ROBOT + "\",\"chatid\":\"" + Town.CHAT
                + "\",\"chattype\":\"group\",\"from\":{\"userid\":\"" + Town.HEAD + "\"}," + rest + "}";
    }
}
