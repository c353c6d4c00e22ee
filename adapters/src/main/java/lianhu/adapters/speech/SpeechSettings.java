package lianhu.adapters.speech;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The speech server. Without {@code url} nothing is transcribed. {@code docs/speech.zh-CN.md} tells what to run there. */
@ConfigMapping(prefix = "lianhu.speech")
public interface SpeechSettings {
    /** The gateway adds {@code /v1/audio/transcriptions}. */
    Optional<String> url();

    /** The name that servers of this protocol give their default model. */
    @WithDefault("whisper-1")
    String model();

    /** What the gateway shows the server. */
    Optional<String> key();

    /** Of one recording of up to two minutes, on a machine without a graphics card. */
    @WithDefault("60s")
    Duration timeout();
}
