package lianhu.simulator;

import static lianhu.simulator.Town.HEADS;
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

class FaultTest {

    private final Town town = new Town();

    @AfterEach
    void end() {
        town.close();
    }

    private HttpRequest.Builder webhook(String words) {
        JsonObject body =
                new JsonObject().put("msgtype", "markdown").put("markdown", new JsonObject().put("content", words));
        return HttpRequest.newBuilder(town.uri("/cgi-bin/webhook/send?key=key-heads"))
                .POST(BodyPublishers.ofString(body.encode()));
    }

    @ParameterizedTest
    @ValueSource(ints = {45009, 42001, 40001, -1})
    void anErrorCodeIsAnsweredAndNothingIsShown(int code) throws IOException {
        // Given
        town.fault("webhook/send", code);

        // When
        HttpResponse<String> first = town.exchange(webhook("一"));

        // Then
        assertEquals(code, new JsonObject(first.body()).getInteger("errcode"));
        assertEquals(0, new JsonObject(town.exchange(webhook("二")).body()).getInteger("errcode"));
        assertEquals(List.of("webhook 二"), town.shownIn(HEADS));
    }

    @Test
    void aBadGatewayIsNoJson() throws IOException {
        // Given
        town.fault("*", 502);

        // When
        HttpResponse<String> answer = town.exchange(webhook("一"));

        // Then
        assertEquals(502, answer.statusCode());
        assertTrue(town.shownIn(HEADS).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost", "half"})
    void whatWasAcceptedIsShownThoughTheAnswerIsLost(String kind) {
        // Given
        town.fault("webhook/send", kind);

        // When
        assertThrows(IOException.class, () -> town.exchange(webhook("一")));

        // Then
        assertEquals(List.of("webhook 一"), town.shownIn(HEADS));
    }

    @Test
    void silenceNeitherAcceptsNorAnswers() {
        // Given
        town.fault("webhook/send", "silence");

        // When
        assertThrows(
                HttpTimeoutException.class,
                () -> HttpClient.newHttpClient()
                        .send(
                                webhook("一").timeout(Duration.ofMillis(300)).build(),
                                HttpResponse.BodyHandlers.ofString()));

        // Then
        assertTrue(town.shownIn(HEADS).isEmpty());
    }

    @Test
    void aSlowAnswerComesLateButTheMessageIsThereAtOnce() throws IOException {
        // Given
        town.post(
                "/_sim/faults",
                new JsonObject().put("on", "webhook/send").put("fault", "slow").put("millis", 250));
        long start = System.nanoTime();

        // When
        town.exchange(webhook("一"));

        // Then
        assertTrue(System.nanoTime() - start >= 250_000_000);
        assertEquals(List.of("webhook 一"), town.shownIn(HEADS));
    }

    @Test
    void aChanceStrikesAboutAsOftenAsItSays() throws IOException {
        // Given
        town.post(
                "/_sim/faults",
                new JsonObject()
                        .put("seed", 7)
                        .put("on", "getcallbackip")
                        .put("fault", -1)
                        .put("chance", 0.3));
        HttpRequest.Builder request = HttpRequest.newBuilder(town.uri("/cgi-bin/getcallbackip"));
        int struck = 0;

        // When
        for (int i = 0; i < 200; i++) {
            struck += new JsonObject(town.exchange(request).body()).getInteger("errcode") == -1 ? 1 : 0;
        }

        // Then
        assertTrue(struck > 35 && struck < 85, "struck " + struck + " of 200");
    }

    @Test
    void aFaultThatDoesNotExistIsRefusedWithTheListOfThoseThatDo() {
        // When
        JsonObject answer = town.fault("callback", "explode");

        // Then
        assertTrue(answer.getString("error").contains("cut, double, lost, reorder"), answer.encode());
    }
}
