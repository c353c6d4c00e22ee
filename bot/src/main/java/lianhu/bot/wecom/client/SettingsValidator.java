package lianhu.bot.wecom.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Finds everything that is wrong with the settings at once, so that an operator does not start ten times. */
final class SettingsValidator {
    private static final String PREFIX = "lianhu.wecom.";
    private static final Pattern CORP = Pattern.compile("w[wxp][0-9A-Za-z]{6,40}");
    private static final Pattern AGENT = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern KF = Pattern.compile("wk[0-9A-Za-z_-]{6,62}");
    private static final Pattern HOST = Pattern.compile("\\A(\\*\\.)?[0-9a-z-]{1,63}(\\.[0-9a-z-]{1,63}){1,9}");

    /** Published, so that any client can be pointed at the demonstration: worthless as secrets. */
    private static final String DEMONSTRATION_CORP = "wwlianhu00000001";

    private static final String DEMONSTRATION_KF = "wkLIANHU00000001";
    private static final String DEMONSTRATION_SECRET = "lianhu-demonstration";
    private static final String DEMONSTRATION_TOKEN = "lianhuTestToken2026";
    private static final String DEMONSTRATION_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

    private static final String EXAMPLE_SECRET = "应用详情页的 Secret";
    private static final String EXAMPLE_TOKEN = "接收消息页的 Token";
    private static final String EXAMPLE_KEY = "43 位的 EncodingAESKey";
    private static final CallbackCredentials PUBLISHED = new CallbackCredentials("absent", DEMONSTRATION_KEY);

    private final boolean isDemonstration;
    private final List<String> errors = new ArrayList<>();

    SettingsValidator(boolean isDemonstration) {
        this.isDemonstration = isDemonstration;
    }

    WecomAccounts validate(WecomSettings settings) {
        String corp = corp(settings.corpId());
        URI base = base(settings.baseUrl());
        List<String> hosts = settings.mediaHosts().stream().map(this::host).toList();
        SortedMap<String, WecomAccounts.Agent> agents = new TreeMap<>();
        settings.agents().forEach((name, agent) -> agents.put(name, agent(name, agent)));
        if (agents.isEmpty()) {
            addError("agents.\"lianhu\".agent-id", "没有设置任何应用，网关无法给人发消息", "1000002");
            addError("agents.\"lianhu\".secret", "没有设置", EXAMPLE_SECRET);
            addError("agents.\"lianhu\".token", "没有设置", EXAMPLE_TOKEN);
            addError("agents.\"lianhu\".aes-key", "没有设置", EXAMPLE_KEY);
        }
        SortedMap<String, WecomAccounts.Aibot> aibots = new TreeMap<>();
        settings.aibots().forEach((id, aibot) -> aibots.put(id, aibot(id, aibot)));
        SortedMap<String, WecomAccounts.Agent> care = new TreeMap<>();
        settings.kf().forEach((id, kf) -> kf(id, kf, agents).ifPresent(agent -> care.put(id, agent)));
        if (!errors.isEmpty()) {
            throw new InvalidSettingsException(errors);
        }
        return new WecomAccounts(
                corp,
                base,
                hosts,
                Collections.unmodifiableSortedMap(agents),
                Map.copyOf(aibots),
                Collections.unmodifiableSortedMap(care),
                isDemonstration);
    }

    private String corp(Optional<String> set) {
        String corp = required("corp-id", set, "ww1234567890abcdef");
        if (!corp.isEmpty() && !CORP.matcher(corp).matches()) {
            addError("corp-id", "不是企业 ID（管理后台“我的企业”页底部，以 ww 开头）", "ww1234567890abcdef");
        }
        rejectDemoValue("corp-id", corp, DEMONSTRATION_CORP, "ww1234567890abcdef");
        return corp;
    }

    private URI base(String set) {
        Optional<URI> base = parsed(set.endsWith("/") ? set.substring(0, set.length() - 1) : set);
        boolean isGood = base.filter(uri -> uri.getHost() != null)
                .filter(uri -> "https".equals(uri.getScheme()) || (isDemonstration && "http".equals(uri.getScheme())))
                .isPresent();
        if (!isGood) {
            addError("base-url", "不是以 https:// 开头的地址", WecomSettings.BASE_URL);
        }
        return base.orElse(URI.create(WecomSettings.BASE_URL));
    }

    private static Optional<URI> parsed(String address) {
        try {
            return Optional.of(new URI(address));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private String host(String set) {
        String host = set.strip().toLowerCase(Locale.ROOT);
        boolean isHere = isDemonstration && (host.equals("localhost") || host.equals("127.0.0.1"));
        if (!isHere && !HOST.matcher(host).matches()) {
            addError("media-hosts", "“" + host + "”不是主机名", "*.qpic.cn,*.weixin.qq.com");
        }
        return host;
    }

    private WecomAccounts.Agent agent(String name, WecomSettings.Agent agent) {
        String prefix = "agents.\"" + name + "\".";
        if (!name.matches("[0-9A-Za-z_-]{1,32}")) {
            addError(prefix + "agent-id", "应用的名字要用字母、数字、- 或 _，它会出现在回调地址里", "1000002");
        }
        String id = required(prefix + "agent-id", agent.agentId(), "1000002");
        boolean isNumber = AGENT.matcher(id).matches();
        if (!id.isEmpty() && !isNumber) {
            addError(prefix + "agent-id", "不是应用的 AgentId（一串数字）", "1000002");
        }
        String secret = required(prefix + "secret", agent.secret(), EXAMPLE_SECRET);
        rejectDemoValue(prefix + "secret", secret, DEMONSTRATION_SECRET, EXAMPLE_SECRET);
        return new WecomAccounts.Agent(
                name, isNumber ? Integer.parseInt(id) : 0, secret, credential(prefix, agent.token(), agent.aesKey()));
    }

    private WecomAccounts.Aibot aibot(String id, WecomSettings.Aibot aibot) {
        return new WecomAccounts.Aibot(id, credential("aibots.\"" + id + "\".", aibot.token(), aibot.aesKey()));
    }

    private Optional<WecomAccounts.Agent> kf(
            String id, WecomSettings.Kf kf, SortedMap<String, WecomAccounts.Agent> agents) {
        String prefix = "kf.\"" + id + "\".";
        if (!KF.matcher(id).matches()) {
            addError(prefix + "agent", "“" + id + "”不是客服账号的 open_kfid（以 wk 开头）", "lianhu");
        }
        rejectDemoValue(prefix + "agent", id, DEMONSTRATION_KF, "lianhu");
        kf.secret()
                .ifPresent(secret ->
                        rejectDemoValue(prefix + "secret", secret.strip(), DEMONSTRATION_SECRET, "微信客服的 Secret"));
        Optional<String> name = kf.agent().map(String::strip);
        if (name.isPresent() && !agents.containsKey(name.get())) {
            addError(prefix + "agent", "没有叫“" + name.get() + "”的应用，已有 " + agents.keySet(), "lianhu");
        }
        return name.map(agents::get)
                .or(() -> WecomAccounts.defaultAgent(agents))
                .map(agent -> kf.secret()
                        .map(String::strip)
                        .filter(secret -> !secret.isEmpty())
                        // No application can have this name, so that nothing is called with another's secret.
                        .map(secret -> new WecomAccounts.Agent("kf:" + id, 0, secret, agent.callback()))
                        .orElse(agent));
    }

    private CallbackCredentials credential(String prefix, Optional<String> token, Optional<String> aesKey) {
        String word = required(prefix + "token", token, EXAMPLE_TOKEN);
        String key = required(prefix + "aes-key", aesKey, EXAMPLE_KEY);
        rejectDemoValue(prefix + "token", word, DEMONSTRATION_TOKEN, EXAMPLE_TOKEN);
        rejectDemoValue(prefix + "aes-key", isPublished(key) ? DEMONSTRATION_KEY : key, DEMONSTRATION_KEY, EXAMPLE_KEY);
        if (!word.isEmpty() && !key.isEmpty()) {
            try {
                return new CallbackCredentials(word, key);
            } catch (IllegalArgumentException e) {
                addError(prefix + "aes-key", "不是 EncodingAESKey：应为 43 位字母和数字，现在是 " + key.length() + " 位", EXAMPLE_KEY);
            }
        }
        return PUBLISHED;
    }

    /** The last character carries two bits that belong to no byte, so that four texts are one key. */
    private static boolean isPublished(String key) {
        try {
            return Arrays.equals(new CallbackCredentials("absent", key).key(), PUBLISHED.key());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private String required(String name, Optional<String> set, String example) {
        String value = set.map(String::strip).orElse("");
        if (value.isEmpty()) {
            addError(name, "没有设置", example);
        }
        return value;
    }

    private void rejectDemoValue(String name, String value, String published, String example) {
        if (!isDemonstration && value.equals(published)) {
            addError(name, "是演示用的公开值，任何人都知道，只能用于演示（lianhu.demo=true）", example);
        }
    }

    private void addError(String name, String wrong, String example) {
        errors.add("· " + PREFIX + name + "：" + wrong + "。例如 " + PREFIX + name + "=" + example);
    }
}
