package lianhu.app.sms;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import lianhu.adapters.sms.SmsService;
import lianhu.adapters.sms.SmsSettings;
import lianhu.app.boot.Loopback;
import lianhu.app.boot.StartupException;

/** Checks the settings of the SMS service. */
public final class SmsConfiguration {
    /** Of the demonstration: public, hence refused elsewhere. */
    public static final String DEMO_TOKEN = "lianhu-demo-sms-token-2026";

    private static final String PREFIX = "lianhu.sms.";
    /** A shorter token can be guessed. */
    private static final int SHORTEST_TOKEN = 16;

    private static final int LONGEST_SIGNATURE = 20;
    /** The outbox waits as long for any call; then it takes the answer for lost. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(30);

    /**
     * Empty where no URL is set.
     *
     * @throws StartupException for a setting that is wrong or missing
     */
    public static Optional<SmsService> of(SmsSettings settings, boolean isDemonstration) {
        return settings.url().filter(url -> !url.isBlank()).map(url -> {
            checkToken("token", settings.token(), isDemonstration);
            checkToken("callback-token", settings.callbackToken(), isDemonstration);
            settings.signature().ifPresent(SmsConfiguration::checkSignature);
            if (settings.dailyLimit() < 1) {
                throw new StartupException(PREFIX + "daily-limit 是一个号码一天最多几条，至少 1，例如 6");
            }
            checkTimeout(settings.timeout());
            return new SmsService(address(url), settings.token().orElseThrow(), settings.timeout());
        });
    }

    private static void checkToken(String name, Optional<String> token, boolean isDemonstration) {
        String value = token.orElse("");
        if (value.length() < SHORTEST_TOKEN) {
            throw new StartupException(PREFIX + name + (value.isEmpty() ? " 没有设置" : " 太短") + "：接短信要一个 " + SHORTEST_TOKEN
                    + " 个字符以上的口令，例如 openssl rand -hex 24 的输出");
        }
        if (value.equals(DEMO_TOKEN) && !isDemonstration) {
            throw new StartupException(PREFIX + name + " 还是演示的口令，谁都知道：请换一个，例如 openssl rand -hex 24 的输出");
        }
    }

    private static void checkTimeout(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative() || timeout.compareTo(LONGEST_TIMEOUT) >= 0) {
            throw new StartupException(
                    PREFIX + "timeout 是等平台回话多久，要大于 0、小于 " + LONGEST_TIMEOUT.toSeconds() + " 秒，例如 10s");
        }
    }

    private static void checkSignature(String signature) {
        boolean hasBrackets = signature.contains("【") || signature.contains("】");
        if (signature.isBlank() || signature.length() > LONGEST_SIGNATURE || hasBrackets) {
            throw new StartupException(PREFIX + "signature 写报备过的签名，不带【】，不超过 " + LONGEST_SIGNATURE + " 个字，例如 云溪县");
        }
    }

    /** Numbers of residents go over it: only to this machine without TLS. */
    private static URI address(String url) {
        try {
            URI address = URI.create(url.strip());
            String host = address.getHost();
            if (host == null
                    || !"https".equals(address.getScheme())
                            && !("http".equals(address.getScheme()) && Loopback.isHost(host))) {
                throw wrongAddress();
            }
            return address;
        } catch (IllegalArgumentException e) {
            throw wrongAddress();
        }
    }

    private static StartupException wrongAddress() {
        return new StartupException(
                PREFIX + "url 写得不对：应是 https:// 开头的地址（本机可以用 http://127.0.0.1），例如 https://sms.example.gov.cn/messages");
    }

    private SmsConfiguration() {}
}
