package lianhu.app.doctor;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lianhu.adapters.county.InvalidCountyException;
import lianhu.app.boot.BootstrapConfig;
import lianhu.app.boot.CountyFiles;
import lianhu.app.boot.Loopback;
import lianhu.app.boot.StartupException;
import lianhu.app.telephony.OutboundSettings;
import lianhu.app.telephony.PromptFolder;
import lianhu.app.telephony.TelephonyService;
import lianhu.core.call.CallLanguages;
import lianhu.telephony.gateway.CallGatewayOptions;
import lianhu.telephony.prompt.PromptFiles;
import org.eclipse.microprofile.config.Config;

/** Checks that Asterisk answers with the configured password, and what callers will hear. */
final class TelephonyChecks {
    private static final String SETTINGS = "lianhu.telephony.";
    private static final String URL = SETTINGS + "ari-url";
    /** The versions with which the tests run. */
    private static final String TESTED = "22.";

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int OK = 200;

    private final Config config;

    TelephonyChecks(Config config) {
        this.config = config;
    }

    Stream<DiagnosticResult> all() {
        return value("ari-url")
                .map(this::configured)
                .orElseGet(() -> List.of(DiagnosticResult.ok(
                        BootstrapConfig.isDemonstration(config)
                                ? "电话：演示用自带的 Asterisk"
                                : "没有接电话（没有设置 " + URL + "）：来电不进网关，紧急的事也不打电话叫人")))
                .stream();
    }

    private List<DiagnosticResult> configured(String url) {
        List<DiagnosticResult> results = new ArrayList<>();
        try {
            URI asterisk = TelephonyService.address(url);
            DiagnosticResult answer = asterisk(asterisk);
            results.add(answer);
            if (answer.severity() != DiagnosticResult.Severity.ERROR) {
                results.add(new TrunkChecks(
                                asterisk, authorization(), value("trunk-name").orElse("trunk"))
                        .result());
            }
            if (Loopback.isHost(asterisk.getHost())) {
                RecordingSpaceCheck.of(RecordingSpaceCheck.SPOOL).ifPresent(results::add);
            }
            if (value("prompts").isEmpty() && !Loopback.isHost(asterisk.getHost())) {
                results.add(DiagnosticResult.error(
                        "Asterisk 在别的机器上，没有说提示音放在哪：来电人什么也听不到",
                        "把数据目录下的 prompts 拷到那台机器，把那里的路径写进 " + SETTINGS + "prompts"));
            }
        } catch (StartupException wrong) {
            results.add(DiagnosticResult.error(wrong));
        }
        if (value("emergency-endpoint").isEmpty()) {
            results.add(DiagnosticResult.warning(
                    "没有设置急事转给谁：来电人按 9，只会听到“请直接拨打 119”",
                    "把线路写进 " + SETTINGS + "emergency-endpoint，例如 Local/119@outgoing/n"));
        }
        if (value("agent-endpoint")
                .filter(endpoint -> !endpoint.contains(CallGatewayOptions.EXTENSION))
                .isPresent()) {
            results.add(DiagnosticResult.error(
                    SETTINGS + "agent-endpoint 里没有 " + CallGatewayOptions.EXTENSION + "：所有座席都会响同一台话机",
                    "写成 PJSIP/" + CallGatewayOptions.EXTENSION + " 的样子；不改就去掉这一行"));
        }
        results.add(outbound());
        if (value("trunk").isPresent() && isAsking()) {
            results.add(followUps());
        }
        Optional<Path> county = CountyFiles.folder(BootstrapConfig.countyOf(config));
        CallLanguages languages = languages();
        var prompts = new PromptFolder(county, languages);
        prompts.unplayable()
                .forEach(name -> results.add(DiagnosticResult.error(
                        "县里录的提示音 " + name + ".wav 放不出来，" + instead(name), "请另存为 8 kHz、16 位、单声道的 WAV")));
        List<String> samples = prompts.samples();
        if (!samples.isEmpty()) {
            results.add(DiagnosticResult.warning(
                    samples.size() + " 条提示音还是机器念的样音：" + samples.getFirst() + " 等",
                    "请融媒体中心照 templates/voice/prompts.tsv 录好，按同样的名字放进县目录的 voice 里"));
        }
        languages.others().forEach(tag -> results.add(language(tag, languages.key(tag), prompts.missing(tag))));
        return results;
    }

    /** Where the folder of the county cannot be read, its own check says so. */
    private CallLanguages languages() {
        try {
            return CountyFiles.of(BootstrapConfig.countyOf(config))
                    .read()
                    .profile()
                    .languages();
        } catch (InvalidCountyException | IllegalArgumentException unreadable) {
            return new CallLanguages(List.of(CallLanguages.MANDARIN));
        }
    }

    /** What becomes of callers for whom this file cannot be played. */
    private static String instead(String prompt) {
        int slash = prompt.indexOf('/');
        if (slash < 0) {
            return "来电人听到的还是样音";
        }
        return prompt.endsWith("/" + PromptFiles.CHOOSE_LANGUAGE)
                ? "来电人选不到" + CallLanguages.name(prompt.substring(0, slash))
                : "来电人听到的是普通话";
    }

    private static DiagnosticResult language(String tag, char key, List<String> missing) {
        String name = CallLanguages.name(tag);
        if (missing.contains(tag + "/" + PromptFiles.CHOOSE_LANGUAGE)) {
            return DiagnosticResult.warning(
                    "县里列了" + name + "，没有录选它的那一句：来电人选不到" + name,
                    "请会说的人用" + name + "录一句“要说" + name + "，请按 " + key + "”，存成县目录的 voice/" + tag + "/"
                            + PromptFiles.CHOOSE_LANGUAGE + ".wav，录法见 docs/telephone.zh-CN.md");
        }
        return missing.isEmpty()
                ? DiagnosticResult.ok(name + "的提示音录齐了")
                : DiagnosticResult.warning(
                        name + "还有 " + missing.size() + " 条提示音没有录，来电人听到的是普通话：" + String.join("、", missing),
                        "请会说的人照 templates/voice/prompts.tsv 的意思录，放进县目录的 voice/" + tag + "；机器合成的听不懂，不要用");
    }

    private DiagnosticResult outbound() {
        try {
            OutboundSettings.check(config);
        } catch (StartupException wrong) {
            return DiagnosticResult.error(wrong);
        }
        Optional<String> trunk = value("trunk");
        if (trunk.filter(line -> line.startsWith("PJSIP/")).isPresent()) {
            return DiagnosticResult.warning(
                    "往外打的电话不经过拨号方案：交换机不再查一遍号码，也不限路数",
                    "用 telephony/asterisk 里的 extensions.conf，把 " + SETTINGS + "trunk 写成 Local/{number}@outgoing/n");
        }
        return trunk.isEmpty()
                ? DiagnosticResult.warning(
                        "没有设置往外打的线路：紧急的事只发消息，不打电话叫人",
                        "把线路写进 " + SETTINGS + "trunk，例如 Local/{number}@outgoing/n，先用一部自己的手机试")
                : DiagnosticResult.ok("紧急的事打电话叫人");
    }

    /** They may use half of the lines, and half of one is none. */
    private DiagnosticResult followUps() {
        int lines = config.getOptionalValue(SETTINGS + "max-outbound", Integer.class)
                .orElse(2);
        return lines < 2
                ? DiagnosticResult.error(
                        "打开了电话回访，一路也打不出去：max-outbound 只有 " + lines + " 路，全留给紧急的事",
                        "把 " + SETTINGS + "max-outbound 改成 2 或更大；不回访就去掉 " + SETTINGS + "follow-up-calls")
                : DiagnosticResult.ok("办好了的打电话回访");
    }

    private boolean isAsking() {
        return config.getOptionalValue(SETTINGS + "follow-up-calls", Boolean.class)
                .orElse(false);
    }

    private DiagnosticResult asterisk(URI address) {
        String authorization = authorization();
        Optional<Integer> status = HttpProbe.status(address.resolve("/ari/asterisk/info?only=system"), authorization);
        return switch (status.orElse(0)) {
            case OK -> broadcasts(address, authorization);
            case UNAUTHORIZED, FORBIDDEN ->
                DiagnosticResult.error(
                        "Asterisk 不认这个口令：来电由交换机录音，不进网关",
                        "请对一下 ari.conf 和 " + SETTINGS + "ari-user、" + SETTINGS + "ari-password");
            case 0 -> DiagnosticResult.error("Asterisk 连不上：来电由交换机录音，不进网关", "请看它在不在运行，http.conf 有没有打开，" + URL + " 对不对");
            default ->
                DiagnosticResult.error("Asterisk 的回答不对（" + status.get() + "）", "请看 " + URL + " 是不是 Asterisk 的地址");
        };
    }

    private String authorization() {
        String password = value("ari-password").orElse("");
        String user = value("ari-user").orElse("gateway");
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** The dialplan offers each call by this module; older versions do not have it. */
    private static DiagnosticResult broadcasts(URI address, String authorization) {
        Optional<Integer> module =
                HttpProbe.status(address.resolve("/ari/asterisk/modules/app_stasis_broadcast.so"), authorization);
        return module.filter(status -> status == OK).isPresent()
                ? version(HttpProbe.body(address.resolve("/ari/asterisk/info?only=system"), authorization))
                : DiagnosticResult.error(
                        "这个 Asterisk 没有 app_stasis_broadcast：来电由交换机录音，不进网关", "请用 22.10 或更新的版本，在 modules.conf 里载入它");
    }

    /** @param info what Asterisk says of itself, as JSON */
    static DiagnosticResult version(Optional<String> info) {
        String version = info.flatMap(TelephonyChecks::versionOf).orElse("");
        if (version.startsWith(TESTED)) {
            return DiagnosticResult.ok("Asterisk 连得上，版本 " + version);
        }
        return DiagnosticResult.warning(
                version.isEmpty() ? "Asterisk 连得上，没有说是哪个版本" : "Asterisk 连得上，版本 " + version + "，网关没有在这个版本上试过",
                "请装 22 版（22.10 或更新）；不换，上线前照 docs/telephone.zh-CN.md 逐条试");
    }

    private static Optional<String> versionOf(String info) {
        try {
            return Optional.ofNullable(new JsonObject(info).getJsonObject("system"))
                    .map(system -> system.getString("version"));
        } catch (DecodeException notJson) {
            return Optional.empty();
        }
    }

    private Optional<String> value(String name) {
        return config.getOptionalValue(SETTINGS + name, String.class);
    }
}
