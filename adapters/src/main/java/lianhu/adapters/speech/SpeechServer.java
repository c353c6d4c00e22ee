package lianhu.adapters.speech;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The server that transcribes.
 *
 * @param transcriptions the address that recordings are posted to
 * @param key empty for a server that asks for none
 * @param timeout of one recording
 */
public record SpeechServer(URI transcriptions, String model, Optional<String> key, Duration timeout) {
    /** Without the key. */
    @Override
    public String toString() {
        return "SpeechServer[" + transcriptions.getHost() + "]";
    }
}
