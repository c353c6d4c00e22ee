package lianhu.app.doctor;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lianhu.adapters.county.InvalidCountyException;
import lianhu.adapters.sms.SmsService;
import lianhu.adapters.sms.SmsSettings;
import lianhu.app.boot.BootstrapConfig;
import lianhu.app.boot.CountyFiles;
import lianhu.app.boot.StartupException;
import lianhu.app.sms.SmsConfiguration;
import lianhu.core.sms.SmsTemplate;
import org.eclipse.microprofile.config.Config;

/** Checks that the SMS service answers with the configured token, and which texts the carrier has approved. */
final class SmsChecks {
    private static final String SETTINGS = "lianhu.sms.";
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private final Config config;

    SmsChecks(Config config) {
        this.config = config;
    }

    Stream<DiagnosticResult> all() {
        try {
            return SmsConfiguration.of(new ReadSettings(config), BootstrapConfig.isDemonstration(config))
                    .map(this::configured)
                    .orElseGet(() -> List.of(DiagnosticResult.ok("没有接短信（没有设置 " + SETTINGS + "url）：留了手机号的人要自己来查")))
                    .stream();
        } catch (StartupException | InvalidCountyException | IllegalArgumentException wrong) {
            return Stream.of(DiagnosticResult.error(wrong));
        }
    }

    private List<DiagnosticResult> configured(SmsService service) {
        List<DiagnosticResult> results = new ArrayList<>();
        results.add(answer(service));
        List<SmsTemplate> missing =
                CountyFiles.of(BootstrapConfig.countyOf(config)).smsApprovals().missing();
        if (!missing.isEmpty()) {
            results.add(DiagnosticResult.error(
                    missing.size() + " 个短信模板没有报备号，到时候发不出去："
                            + missing.stream().map(SmsTemplate::textName).collect(Collectors.joining("、")),
                    "报备下来以后写进县目录的 sms.csv，见 docs/sms.zh-CN.md"));
        }
        return results;
    }

    private static DiagnosticResult answer(SmsService service) {
        Optional<Integer> status = HttpProbe.status(service.url(), "Bearer " + service.token());
        return switch (status.orElse(0)) {
            case OK -> DiagnosticResult.ok("短信平台连得上");
            case UNAUTHORIZED, FORBIDDEN -> DiagnosticResult.error("短信平台不认这个口令：短信发不出去", "请对一下 " + SETTINGS + "token");
            case 0 -> DiagnosticResult.error("短信平台连不上：短信发不出去", "请看它在不在运行，" + SETTINGS + "url 对不对");
            default ->
                DiagnosticResult.error(
                        "短信平台的回答不对（" + status.get() + "）",
                        "用 GET 打开 " + SETTINGS + "url，口令对时应回 200，见 docs/sms.zh-CN.md");
        };
    }

    /** The settings, read without a running gateway. */
    private record ReadSettings(Config config) implements SmsSettings {
        @Override
        public Optional<String> url() {
            return text("url");
        }

        @Override
        public Optional<String> token() {
            return text("token");
        }

        @Override
        public Optional<String> callbackToken() {
            return text("callback-token");
        }

        @Override
        public Optional<String> signature() {
            return text("signature");
        }

        @Override
        public int dailyLimit() {
            return config.getOptionalValue(SETTINGS + "daily-limit", Integer.class)
                    .orElse(1);
        }

        @Override
        public Duration timeout() {
            return text("timeout").map(DurationConverter::parseDuration).orElse(Duration.ofSeconds(10));
        }

        private Optional<String> text(String name) {
            return config.getOptionalValue(SETTINGS + name, String.class);
        }
    }
}
