package lianhu.app;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lianhu.bot.wecom.WecomCheckup;
import lianhu.bot.wecom.WrongSettings;
import org.eclipse.microprofile.config.Config;

/** What must be reached: WeCom, and our own pages from outside. */
final class OutsideCheck {
    /** A message of WeCom is refused when its stamp is five minutes off; the document of robots says so. */
    private static final Duration WRONG_CLOCK = Duration.ofMinutes(4);

    private static final Duration ODD_CLOCK = Duration.ofSeconds(30);

    private final Config config;
    private final InstantSource clock;
    private final boolean isDemonstration;

    OutsideCheck(Config config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.isDemonstration = EarlySettings.isDemonstration(config);
    }

    Stream<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        if (isDemonstration) {
            findings.add(Finding.odd("这是演示：人和群是编的，密钥是公开的", "上线时用 --no-simulator 启动，填本县的企业微信设置"));
        }
        publicUrl().ifPresent(findings::add);
        findings.addAll(wecom());
        return findings.stream();
    }

    private List<Finding> wecom() {
        List<Finding> findings = new ArrayList<>();
        try {
            WecomCheckup checkup = WecomCheckup.of(EarlySettings::builder, isDemonstration);
            findings.add(Finding.good("企业微信的设置写得对：" + checkup.agents() + " 个应用，" + checkup.robots() + " 个智能机器人"));
            checkup.ask().forEach(answer -> findings.add(finding(answer)));
            findings.add(checkup.clockOf()
                    .map(theirs -> clock(Duration.between(theirs, clock.instant())))
                    .orElseGet(() -> Finding.odd("没有对过时钟（企业微信没有回答时间）", "请用 timedatectl 看时间是不是自动校准")));
        } catch (WrongSettings wrong) {
            String.valueOf(wrong.getMessage())
                    .lines()
                    .skip(1)
                    .forEach(line -> findings.add(Finding.bad(line.replaceFirst("^· ", ""), "")));
        }
        return findings;
    }

    private Finding finding(WecomCheckup.Answer answer) {
        return switch (answer.end()) {
            case GOOD -> Finding.good(answer.what());
            case REFUSED -> Finding.bad(answer.what(), answer.advice());
            case UNREACHED ->
                isDemonstration
                        ? Finding.odd("演示用的企业微信模拟器没有运行", "./lianhu run 会把它一起启动")
                        : Finding.bad(answer.what(), answer.advice());
        };
    }

    private static Finding clock(Duration ahead) {
        String what =
                "时钟比企业微信" + (ahead.isNegative() ? "慢 " : "快 ") + ahead.abs().toSeconds() + " 秒";
        return ahead.abs().compareTo(WRONG_CLOCK) > 0
                ? Finding.bad(what, "差五分钟以上，回调会被当成重放而拒绝：请打开自动校时（timedatectl set-ntp true）")
                : ahead.abs().compareTo(ODD_CLOCK) > 0
                        ? Finding.odd(what, "请打开自动校时（timedatectl set-ntp true）")
                        : Finding.good(what);
    }

    private Optional<Finding> publicUrl() {
        Optional<String> set = config.getOptionalValue("lianhu.public-url", String.class);
        if (set.isEmpty()) {
            return isDemonstration
                    ? Optional.empty()
                    : Optional.of(Finding.bad(
                            "没有设置 lianhu.public-url，发给居民的链接在手机上打不开",
                            "填备案过的域名，例如 lianhu.public-url=https://lianhu.example.gov.cn"));
        }
        String url = set.get();
        if (!isDemonstration && !url.startsWith("https://")) {
            return Optional.of(Finding.bad("lianhu.public-url 不是以 https:// 开头的地址", "企业微信的回调和网页授权都要 HTTPS"));
        }
        boolean answers = Knock.at(URI.create(url.replaceAll("/$", "") + "/q/health/live"))
                .filter(status -> status == 200)
                .isPresent();
        return Optional.of(
                answers
                        ? Finding.good("lianhu.public-url 打得开（从本机；再用手机流量试一次）")
                        : Finding.odd("从本机打不开 " + url + "/q/health/live", "网关没有运行时是正常的；运行着还打不开，请查域名、证书和反向代理，并用手机流量试"));
    }
}
