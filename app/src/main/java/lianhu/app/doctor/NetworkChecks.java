package lianhu.app.doctor;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lianhu.app.boot.BootstrapConfig;
import lianhu.app.boot.ProxySettings;
import lianhu.bot.wecom.client.InvalidSettingsException;
import lianhu.bot.wecom.client.WecomDiagnostics;
import org.eclipse.microprofile.config.Config;

/** Checks WeCom, and the gateway's own pages from outside. */
final class NetworkChecks {
    /** A callback of WeCom is rejected when its timestamp is five minutes off, as the robot documentation requires. */
    private static final Duration MAX_CLOCK_DRIFT = Duration.ofMinutes(4);

    private static final Duration WARN_CLOCK_DRIFT = Duration.ofSeconds(30);

    private final Config config;
    private final InstantSource clock;
    private final boolean isDemonstration;

    NetworkChecks(Config config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.isDemonstration = BootstrapConfig.isDemonstration(config);
    }

    Stream<DiagnosticResult> all() {
        List<DiagnosticResult> diagnosticResults = new ArrayList<>();
        if (isDemonstration) {
            diagnosticResults.add(DiagnosticResult.warning("这是演示：人和群是编的，密钥是公开的", "上线时用 --no-simulator 启动，填本县的企业微信设置"));
        }
        publicUrl().ifPresent(diagnosticResults::add);
        if (ProxySettings.isProxyUnnamed(config)) {
            diagnosticResults.add(DiagnosticResult.warning(
                    "没有写明反向代理，分不清网页是谁打开的：每个地址的次数限制不起作用",
                    "设 quarkus.http.proxy.proxy-address-forwarding 和 trusted-proxies，见 docs/reverse-proxy.md"));
        }
        diagnosticResults.addAll(wecom());
        return diagnosticResults.stream();
    }

    private List<DiagnosticResult> wecom() {
        List<DiagnosticResult> diagnosticResults = new ArrayList<>();
        try {
            WecomDiagnostics checkup = WecomDiagnostics.of(BootstrapConfig::builder, isDemonstration);
            diagnosticResults.add(
                    DiagnosticResult.ok("企业微信的设置写得对：" + checkup.agents() + " 个应用，" + checkup.robots() + " 个智能机器人"));
            checkup.check().forEach(checkResult -> diagnosticResults.add(result(checkResult)));
            diagnosticResults.add(checkup.serverClock()
                    .map(theirs -> clock(Duration.between(theirs, clock.instant())))
                    .orElseGet(() -> DiagnosticResult.warning("没有对过时钟（企业微信没有回答时间）", "请用 timedatectl 看时间是不是自动校准")));
        } catch (InvalidSettingsException wrong) {
            String.valueOf(wrong.getMessage())
                    .lines()
                    .skip(1)
                    .forEach(line -> diagnosticResults.add(DiagnosticResult.error(line.replaceFirst("^· ", ""), "")));
        }
        return diagnosticResults;
    }

    private DiagnosticResult result(WecomDiagnostics.CheckResult checkResult) {
        return switch (checkResult.status()) {
            case OK -> DiagnosticResult.ok(checkResult.message());
            case REJECTED -> DiagnosticResult.error(checkResult.message(), checkResult.advice());
            case UNREACHABLE ->
                isDemonstration
                        ? DiagnosticResult.warning("演示用的企业微信模拟器没有运行", "./lianhu run 会把它一起启动")
                        : DiagnosticResult.error(checkResult.message(), checkResult.advice());
        };
    }

    private static DiagnosticResult clock(Duration ahead) {
        String what =
                "时钟比企业微信" + (ahead.isNegative() ? "慢 " : "快 ") + ahead.abs().toSeconds() + " 秒";
        return ahead.abs().compareTo(MAX_CLOCK_DRIFT) > 0
                ? DiagnosticResult.error(what, "差五分钟以上，回调会被当成重放而拒绝：请打开自动校时（timedatectl set-ntp true）")
                : ahead.abs().compareTo(WARN_CLOCK_DRIFT) > 0
                        ? DiagnosticResult.warning(what, "请打开自动校时（timedatectl set-ntp true）")
                        : DiagnosticResult.ok(what);
    }

    private Optional<DiagnosticResult> publicUrl() {
        Optional<String> set = config.getOptionalValue("lianhu.public-url", String.class);
        if (set.isEmpty()) {
            return isDemonstration
                    ? Optional.empty()
                    : Optional.of(DiagnosticResult.error(
                            "没有设置 lianhu.public-url，发给居民的链接在手机上打不开",
                            "填备案过的域名，例如 lianhu.public-url=https://lianhu.example.gov.cn"));
        }
        String url = set.get();
        if (!isDemonstration && !url.startsWith("https://")) {
            return Optional.of(DiagnosticResult.error("lianhu.public-url 不是以 https:// 开头的地址", "企业微信的回调和网页授权都要 HTTPS"));
        }
        boolean answers = HttpProbe.status(URI.create(url.replaceAll("/$", "") + "/track"))
                .filter(status -> status == 200)
                .isPresent();
        return Optional.of(
                answers
                        ? DiagnosticResult.ok("lianhu.public-url 打得开（从本机；再用手机流量试一次）")
                        : DiagnosticResult.warning(
                                "从本机打不开 " + url + "/track", "网关没有运行时是正常的；运行着还打不开，请查域名、证书和反向代理，并用手机流量试"));
    }
}
