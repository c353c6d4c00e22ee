package lianhu.app.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NullUnmarked
class SpeechChecksTest {
    private static final String KEY = "a-key-of-24-characters--";

    private final Map<String, String> settings = new HashMap<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/v1/audio/transcriptions", exchange -> {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            boolean isKnown =
                    ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            int status = !isKnown ? 401 : !form.contains("whisper-1") ? 404 : form.contains("RIFF") ? 200 : 400;
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        settings.put(
                "lianhu.speech.url", "http://127.0.0.1:" + server.getAddress().getPort() + "/");
        settings.put("lianhu.speech.key", KEY);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aServerThatTranscribesSilenceIsSaidToWork() {
        assertEquals(List.of("✓ 转写服务连得上，模型 whisper-1"), lines());
    }

    @Test
    void theSilenceIsASecondOfTheTelephonesFormat() throws Exception {
        AudioInputStream sound = AudioSystem.getAudioInputStream(new ByteArrayInputStream(SpeechChecks.silence()));

        assertEquals(8_000, sound.getFrameLength());
        assertEquals(8_000, sound.getFormat().getSampleRate());
        assertEquals(16, sound.getFormat().getSampleSizeInBits());
    }

    @Test
    void withoutAServerThereIsNothingToPutRight() {
        settings.clear();

        assertTrue(lines().getFirst().startsWith("✓ 没有配置转写"), lines().toString());
    }

    @Test
    void aRefusedKeyIsNamedAndNotQuoted() {
        settings.put("lianhu.speech.key", "a-wrong-key");

        assertTrue(lines().getFirst().startsWith("✗ 转写服务不认这个钥匙"), lines().toString());
        assertFalse(lines().toString().contains("a-wrong-key"));
    }

    @Test
    void anUnknownModelIsNamed() {
        settings.put("lianhu.speech.model", "paraformer");

        assertTrue(lines().getFirst().startsWith("✗ 转写服务没有这个地址，或者没有模型 paraformer"), lines().toString());
    }

    @Test
    void aServerThatIsAwayIsNamed() {
        server.stop(0);

        assertTrue(lines().getFirst().startsWith("✗ 转写服务连不上"), lines().toString());
    }

    @Test
    void anOpenAddressOrAWrongSettingStopsTheStart() {
        for (String url : List.of(
                "http://speech.example.gov.cn",
                "http://127.0.0.1.example.org",
                "https://speech.example.gov.cn/v1",
                "127.0.0.1:8000",
                "https://speech.example.gov.cn?a=b")) {
            settings.put("lianhu.speech.url", url);
            assertTrue(lines().getFirst().contains("lianhu.speech.url 写得不对"), url + lines());
        }
        settings.put("lianhu.speech.url", "https://speech.example.gov.cn");
        settings.put("lianhu.speech.timeout", "20m");
        assertTrue(lines().getFirst().contains("lianhu.speech.timeout 是等"), lines().toString());
        settings.put("lianhu.speech.timeout", "60s");
        settings.put("lianhu.speech.model", " ");
        assertTrue(lines().getFirst().contains("lianhu.speech.model 是空的"), lines().toString());
    }

    private List<String> lines() {
        return new SpeechChecks(
                        new SmallRyeConfigBuilder().withDefaultValues(settings).build())
                .all()
                .map(DiagnosticResult::line)
                .toList();
    }
}
