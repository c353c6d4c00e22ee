package lianhu.app.doctor;

import io.quarkus.runtime.configuration.DurationConverter;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import lianhu.adapters.speech.HttpSpeechRecognizer;
import lianhu.adapters.speech.SpeechServer;
import lianhu.adapters.speech.SpeechSettings;
import lianhu.app.boot.StartupException;
import lianhu.app.speech.SpeechConfiguration;
import lianhu.core.report.Attachment;
import org.eclipse.microprofile.config.Config;

/** Has the speech server transcribe a second of silence: that proves address, key and model, and holds nobody's voice. */
final class SpeechChecks {
    private static final String SETTINGS = "lianhu.speech.";
    private static final int SAMPLES = 8_000;
    private static final int WAV_HEADER = 44;

    private final Config config;

    SpeechChecks(Config config) {
        this.config = config;
    }

    Stream<DiagnosticResult> all() {
        try {
            return Stream.of(SpeechConfiguration.of(new ReadSettings(config))
                    .map(SpeechChecks::answer)
                    .orElseGet(() -> DiagnosticResult.ok("没有配置转写（没有设置 " + SETTINGS + "url）：语音和录音由人听")));
        } catch (StartupException | IllegalArgumentException wrong) {
            return Stream.of(DiagnosticResult.error(wrong));
        }
    }

    private static DiagnosticResult answer(SpeechServer server) {
        Optional<Integer> status = status(server);
        return switch (status.orElse(0)) {
            case 200 -> DiagnosticResult.ok("转写服务连得上，模型 " + server.model());
            case 0 ->
                DiagnosticResult.error(
                        "转写服务连不上，或者没有按时回话：语音不转文字，由人听", "请看它在不在运行，" + SETTINGS + "url 对不对，见 docs/speech.zh-CN.md");
            case 401, 403 -> DiagnosticResult.error("转写服务不认这个钥匙：语音不转文字，由人听", "请对一下 " + SETTINGS + "key");
            case 404, 405 ->
                DiagnosticResult.error(
                        "转写服务没有这个地址，或者没有模型 " + server.model(), "请对一下 " + SETTINGS + "url 和 " + SETTINGS + "model");
            default -> DiagnosticResult.error("转写服务转不了一秒静音（" + status.get() + "）", "请看它的日志，再看 docs/speech.zh-CN.md");
        };
    }

    private static Optional<Integer> status(SpeechServer server) {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(server.timeout()).build()) {
            return Optional.of(client.send(
                            HttpSpeechRecognizer.request(server, "silence.wav", new Attachment("audio/wav", silence())),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode());
        } catch (IOException nobody) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** One second as the telephone records it: PCM of 16 bits, mono, 8 kHz. */
    static byte[] silence() {
        return ByteBuffer.allocate(WAV_HEADER + 2 * SAMPLES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(WAV_HEADER - 8 + 2 * SAMPLES)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(SAMPLES)
                .putInt(2 * SAMPLES)
                .putShort((short) 2)
                .putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(2 * SAMPLES)
                .array();
    }

    /** The settings, read without a running gateway. */
    private record ReadSettings(Config config) implements SpeechSettings {
        @Override
        public Optional<String> url() {
            return text("url");
        }

        @Override
        public String model() {
            return text("model").orElse("whisper-1");
        }

        @Override
        public Optional<String> key() {
            return text("key");
        }

        @Override
        public Duration timeout() {
            return text("timeout").map(DurationConverter::parseDuration).orElse(Duration.ofSeconds(60));
        }

        private Optional<String> text(String name) {
            return config.getOptionalValue(SETTINGS + name, String.class);
        }
    }
}
