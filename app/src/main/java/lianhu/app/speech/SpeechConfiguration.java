package lianhu.app.speech;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import lianhu.adapters.speech.SpeechServer;
import lianhu.adapters.speech.SpeechSettings;
import lianhu.app.boot.Loopback;
import lianhu.app.boot.StartupException;

/** Checks the settings of the speech server. */
public final class SpeechConfiguration {
    private static final String PREFIX = "lianhu.speech.";
    private static final String PATH = "/v1/audio/transcriptions";

    /** A recording of two minutes on a slow machine; longer, and its ticket is due before its transcript is there. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);

    /**
     * Empty where no URL is set.
     *
     * @throws StartupException for a setting that is wrong
     */
    public static Optional<SpeechServer> of(SpeechSettings settings) {
        return settings.url().filter(url -> !url.isBlank()).map(url -> {
            if (settings.model().isBlank()) {
                throw new StartupException(PREFIX + "model 是空的：写转写服务里模型的名字，例如 whisper-1");
            }
            Duration timeout = settings.timeout();
            if (timeout.toSeconds() < 1 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
                throw new StartupException(PREFIX + "timeout 是等一段录音转完的时间，1 秒到 10 分钟，例如 60s");
            }
            return new SpeechServer(
                    address(url.strip()),
                    settings.model().strip(),
                    settings.key().map(String::strip).filter(key -> !key.isEmpty()),
                    timeout);
        });
    }

    /** Voices of residents go over it: only to this machine without TLS. */
    private static URI address(String url) {
        try {
            String base = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
            URI address = URI.create(base + PATH);
            String host = address.getHost();
            if (host == null || address.getQuery() != null || base.endsWith("/v1") || !isPrivate(address, host)) {
                throw wrongAddress();
            }
            return address;
        } catch (IllegalArgumentException e) {
            throw wrongAddress();
        }
    }

    private static boolean isPrivate(URI address, String host) {
        return "https".equals(address.getScheme()) || "http".equals(address.getScheme()) && Loopback.isHost(host);
    }

    private static StartupException wrongAddress() {
        return new StartupException(PREFIX + "url 写得不对：应是 https:// 开头的地址（本机可以用 http://127.0.0.1），不带 /v1，"
                + "例如 http://127.0.0.1:8000。网关在后面加 " + PATH);
    }

    private SpeechConfiguration() {}
}
