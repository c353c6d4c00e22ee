package lianhu.simulator;

import static lianhu.simulator.SimulatorFixture.HEADS;
import static lianhu.simulator.SimulatorFixture.PLAIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import lianhu.simulator.state.SimulatorConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatorTest {

    private final SimulatorFixture simulatorFixture = new SimulatorFixture();

    @AfterEach
    void end() {
        simulatorFixture.close();
    }

    @Test
    void aTakenPortIsSaid() {
        // When
        IOException taken = assertThrows(
                IOException.class,
                () -> Simulator.start(SimulatorConfig.demonstration(), simulatorFixture.simulator.port()));

        // Then
        assertTrue(String.valueOf(taken.getMessage()).contains("cannot listen"), taken.getMessage());
    }

    @Test
    void closingFreesThePort() throws IOException {
        // Given
        Simulator first = Simulator.start();
        int port = first.port();
        first.close();

        // When
        try (Simulator second = Simulator.start(SimulatorConfig.demonstration(), port)) {
            // Then
            assertEquals(port, second.port());
        }
    }

    @Test
    void tooManyWrongSecretsBlockForAnHour() {
        // Given
        String wrong = "/cgi-bin/gettoken?corpid=wwlianhu00000001&corpsecret=wrong";
        String right = "/cgi-bin/gettoken?corpid=wwlianhu00000001&corpsecret=lianhu-demonstration";
        for (int i = 0; i <= 2_000; i++) {
            simulatorFixture.get(wrong);
        }

        // When
        int blocked = new JsonObject(simulatorFixture.get(right)).getInteger("errcode");

        // Then
        assertEquals(45009, blocked);
        simulatorFixture.simulator.clock().move(Duration.ofHours(1));
        assertEquals(0, new JsonObject(simulatorFixture.get(right)).getInteger("errcode"));
    }

    @Test
    void aTokenThatNobodyIssuedOrNobodyGaveIsRefused() {
        // When
        int strange = new JsonObject(simulatorFixture.get("/cgi-bin/getcallbackip?access_token=strange"))
                .getInteger("errcode");
        int missing = new JsonObject(simulatorFixture.get("/cgi-bin/getcallbackip")).getInteger("errcode");

        // Then
        assertEquals(40014, strange);
        assertEquals(41001, missing);
    }

    @Test
    void aLongTextIsCutForTheApplicationAndRefusedForTheGroupRobot() {
        // Given
        String token = new JsonObject(simulatorFixture.get(
                        "/cgi-bin/gettoken?corpid=wwlianhu00000001&corpsecret=lianhu-demonstration"))
                .getString("access_token");
        JsonObject text = new JsonObject().put("content", "灯".repeat(700) + "𠮷".repeat(10));
        JsonObject message = new JsonObject()
                .put("touser", "lisi")
                .put("agentid", "1000002")
                .put("msgtype", "text")
                .put("text", text);

        // When
        int sent = simulatorFixture
                .post("/cgi-bin/message/send?access_token=" + token, message)
                .getInteger("errcode");
        int refused = simulatorFixture
                .post("/cgi-bin/webhook/send?key=key-heads", message)
                .getInteger("errcode");

        // Then
        assertEquals(0, sent);
        String shown = simulatorFixture.simulator.journal().seen().getFirst().text();
        assertEquals("灯".repeat(682), shown);
        assertEquals(2_046, shown.getBytes(StandardCharsets.UTF_8).length);
        assertEquals(40058, refused);
    }

    @Test
    void aPlainGroupHasNoWayIn() {
        // When
        JsonObject answer = simulatorFixture.post(
                "/_sim/groups",
                new JsonObject().put("chat", "p2").put("kind", "plain").put("webhook", "key-p2"));

        // Then
        assertTrue(answer.getString("error").contains("only internal groups have a webhook key"), answer.encode());
    }

    @Test
    void whoIsNotInAGroupCannotSpeakThere() {
        // When
        JsonObject stranger = simulatorFixture.send(PLAIN, "陌生人", "你好");
        JsonObject joined = simulatorFixture.post(
                "/_sim/say", SimulatorFixture.message(HEADS, "wangwu", "路灯坏了").put("join", true));

        // Then
        assertTrue(stranger.getString("error").contains("not in group"), stranger.encode());
        assertTrue(joined.getBoolean("heard"));
    }

    @Test
    void aVoiceReachesTheRobotAsWords() {
        // When
        simulatorFixture.post(
                "/_sim/private",
                new JsonObject()
                        .put("from", "lisi")
                        .put("to", "robot")
                        .put("voice", "路灯坏了")
                        .put("wait", true));

        // Then
        JsonObject heard = simulatorFixture.gateway.received.getFirst().json();
        assertEquals("single", heard.getString("chattype"));
        assertEquals("路灯坏了", heard.getJsonObject("voice").getString("content"));
    }

    @Test
    void onlyAMemberConfirmsMassMessages() throws IOException {
        // When
        int status = simulatorFixture
                .exchange(HttpRequest.newBuilder(simulatorFixture.uri("/_sim/confirm"))
                        .POST(BodyPublishers.ofString("{}")))
                .statusCode();

        // Then
        assertEquals(404, status);
    }

    @Test
    void thePageIsServed() {
        // When
        String page = simulatorFixture.get("/");

        // Then
        assertTrue(page.contains("模拟企业微信"));
        assertTrue(simulatorFixture.get("/simulator.js").contains("/_sim/"));
        assertTrue(simulatorFixture.get("/simulator.css").contains(".tier"));
    }
}
