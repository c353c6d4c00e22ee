package lianhu.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedSpeechTest {
    private final SimulatorFixture simulatorFixture = new SimulatorFixture();

    @AfterEach
    void end() {
        simulatorFixture.close();
    }

    @Test
    void aRecordingGetsTheFixedWordsWithAConfidence() throws IOException {
        // When
        HttpResponse<String> response = transcribe("a.amr", "#!AMR");
        // Then
        JsonObject json = new JsonObject(response.body());
        assertEquals(200, response.statusCode());
        assertTrue(json.getString("text").contains("模拟器的固定文字"), response.body());
        assertTrue(json.getJsonArray("segments").getJsonObject(0).getDouble("avg_logprob") < 0);
        assertEquals(
                new JsonArray().add("a.amr"),
                new JsonObject(simulatorFixture.get("/_sim/speech")).getJsonArray("files"));
    }

    @Test
    void whatIsNoSoundIsRefused() throws IOException {
        assertEquals(400, transcribe("a.txt", "words").statusCode());
    }

    private HttpResponse<String> transcribe(String name, String bytes) throws IOException {
        String form = String.join(
                "\r\n",
                "--b",
                "Content-Disposition: form-data; name=\"model\"",
                "",
                "whisper-1",
                "--b",
                "Content-Disposition: form-data; name=\"response_format\"",
                "",
                "verbose_json",
                "--b",
                "Content-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"",
                "",
                bytes,
                "--b--",
                "");
        return simulatorFixture.exchange(HttpRequest.newBuilder(simulatorFixture.uri("/speech/v1/audio/transcriptions"))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(form)));
    }
}
