package lianhu.simulator;

import static lianhu.simulator.SimulatorFixture.HEADS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultInjectionTest {

    private final SimulatorFixture simulatorFixture = new SimulatorFixture();

    @AfterEach
    void end() {
        simulatorFixture.close();
    }

    private HttpRequest.Builder webhook(String words) {
        JsonObject body =
                new JsonObject().put("msgtype", "markdown").put("markdown", new JsonObject().put("content", words));
        return HttpRequest.newBuilder(simulatorFixture.uri("/cgi-bin/webhook/send?key=key-heads"))
                .POST(BodyPublishers.ofString(body.encode()));
    }

    @ParameterizedTest
    @ValueSource(ints = {45009, 42001, 40001, -1})
    void anErrorCodeIsAnsweredAndNothingIsShown(int code) throws IOException {
        // Given
        simulatorFixture.fault("webhook/send", code);

        // When
        HttpResponse<String> first = simulatorFixture.exchange(webhook("一"));

        // Then
        assertEquals(code, new JsonObject(first.body()).getInteger("errcode"));
        assertEquals(0, new JsonObject(simulatorFixture.exchange(webhook("二")).body()).getInteger("errcode"));
        assertEquals(List.of("webhook 二"), simulatorFixture.entriesOf(HEADS));
    }

    @Test
    void aBadGatewayIsNoJson() throws IOException {
        // Given
        simulatorFixture.fault("*", 502);

        // When
        HttpResponse<String> answer = simulatorFixture.exchange(webhook("一"));

        // Then
        assertEquals(502, answer.statusCode());
        assertTrue(simulatorFixture.entriesOf(HEADS).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost", "half"})
    void whatWasAcceptedIsShownThoughTheAnswerIsLost(String kind) {
        // Given
        simulatorFixture.fault("webhook/send", kind);

        // When
        assertThrows(IOException.class, () -> simulatorFixture.exchange(webhook("一")));

        // Then
        assertEquals(List.of("webhook 一"), simulatorFixture.entriesOf(HEADS));
    }

    @Test
    void silenceNeitherAcceptsNorAnswers() {
        // Given
        simulatorFixture.fault("webhook/send", "silence");

        // When
        assertThrows(
                HttpTimeoutException.class,
                () -> HttpClient.newHttpClient()
                        .send(
                                webhook("一").timeout(Duration.ofMillis(300)).build(),
                                HttpResponse.BodyHandlers.ofString()));

        // Then
        assertTrue(simulatorFixture.entriesOf(HEADS).isEmpty());
    }

    @Test
    void aSlowAnswerComesLateButTheMessageIsThereAtOnce() throws IOException {
        // Given
        simulatorFixture.post(
                "/_sim/faults",
                new JsonObject().put("on", "webhook/send").put("fault", "slow").put("millis", 250));
        long start = System.nanoTime();

        // When
        simulatorFixture.exchange(webhook("一"));

        // Then
        assertTrue(System.nanoTime() - start >= 250_000_000);
        assertEquals(List.of("webhook 一"), simulatorFixture.entriesOf(HEADS));
    }

    @Test
    void aChanceStrikesAboutAsOftenAsItSays() throws IOException {
        // Given
        simulatorFixture.post(
                "/_sim/faults",
                new JsonObject()
                        .put("seed", 7)
                        .put("on", "getcallbackip")
                        .put("fault", -1)
                        .put("chance", 0.3));
        HttpRequest.Builder request = HttpRequest.newBuilder(simulatorFixture.uri("/cgi-bin/getcallbackip"));
        int struck = 0;

        // When
        for (int i = 0; i < 200; i++) {
            struck += new JsonObject(simulatorFixture.exchange(request).body()).getInteger("errcode") == -1 ? 1 : 0;
        }

        // Then
        assertTrue(struck > 35 && struck < 85, "struck " + struck + " of 200");
    }

    @Test
    void aFaultThatDoesNotExistIsRefusedWithTheListOfThoseThatDo() {
        // When
        JsonObject answer = simulatorFixture.fault("callback", "explode");

        // Then
        assertTrue(answer.getString("error").contains("cut, double, lost, reorder"), answer.encode());
    }
}
