package lianhu.bot.wecom.client;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the doctor asks WeCom before people depend on it: are the settings whole, does each application get its token, is this
 * machine's address trusted, may customer service be called. Asks by itself, without the gateway's pool, cache or Redis, and
 * keeps no token.
 */
public final class WecomDiagnostics {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final int MOST_ACCOUNTS = 100;

    /** WeCom reports the address it saw: "not allow to access from your ip, …, from ip: 1.2.3.4, more info at …". */
    private static final Pattern SEEN = Pattern.compile("from ip: ?([0-9a-fA-F.:]{7,45})");

    private final WecomAccounts accounts;
    private final AtomicReference<@Nullable Instant> lastServerClock = new AtomicReference<>();

    private WecomDiagnostics(WecomAccounts accounts) {
        this.accounts = accounts;
    }

    /** How it ended. */
    public enum Status {
        OK,
        REJECTED,
        UNREACHABLE
    }

    /** One answer, in the operator's language; quotes no secret. */
    public record CheckResult(Status status, String message, String advice) {}

    /** @throws InvalidSettingsException with everything that is wrong */
    public static WecomDiagnostics of(Supplier<SmallRyeConfigBuilder> settings, boolean isDemonstration) {
        try {
            WecomSettings set =
                    settings.get().withMapping(WecomSettings.class).build().getConfigMapping(WecomSettings.class);
            return new WecomDiagnostics(WecomAccounts.check(set, isDemonstration));
        } catch (ConfigValidationException e) {
            List<String> problems = new ArrayList<>();
            for (int i = 0; i < e.getProblemCount(); i++) {
                problems.add("· " + e.getProblem(i).getMessage());
            }
            throw new InvalidSettingsException(problems);
        }
    }

    public int agents() {
        return accounts.agents().size();
    }

    public int robots() {
        return accounts.aibots().size();
    }

    public List<CheckResult> check() {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            return Stream.<Check>concat(
                            accounts.agents().values().stream().map(agent -> () -> check(client, agent)),
                            accounts.kf().entrySet().stream()
                                    .map(care -> () -> check(client, care.getKey(), care.getValue())))
                    .map(this::runSafely)
                    .toList();
        }
    }

    /** What WeCom's clock said when it answered. */
    public Optional<Instant> serverClock() {
        return Optional.ofNullable(lastServerClock.get());
    }

    private interface Check {
        CheckResult run() throws IOException, InterruptedException;
    }

    private CheckResult runSafely(Check check) {
        try {
            return check.run();
        } catch (IOException | DecodeException | ClassCastException e) {
            return unreachable();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unreachable();
        }
    }

    private CheckResult check(HttpClient client, WecomAccounts.Agent agent) throws IOException, InterruptedException {
        JsonObject token = token(client, agent);
        if (code(token) != 0) {
            return rejected(agent, "拿不到调用凭证", token);
        }
        // Whether an address is trusted shows only where a token is used.
        JsonObject used = call(client, "/cgi-bin/getcallbackip?access_token=" + encoded(token), Optional.empty());
        return code(used) != 0
                ? rejected(agent, "调不通接口", used)
                : new CheckResult(Status.OK, "企业微信应用“" + agent.name() + "”拿得到凭证，调得通接口", "");
    }

    /** Whether the application may call customer service, and has this account (document 94661). */
    private CheckResult check(HttpClient client, String account, WecomAccounts.Agent agent)
            throws IOException, InterruptedException {
        JsonObject token = token(client, agent);
        if (code(token) != 0) {
            return rejected(agent, "拿不到调用凭证", token);
        }
        JsonObject listed = call(
                client,
                "/cgi-bin/kf/account/list?access_token=" + encoded(token),
                Optional.of(new JsonObject().put("offset", 0).put("limit", MOST_ACCOUNTS)));
        if (code(listed) != 0) {
            return new CheckResult(
                    Status.REJECTED,
                    "微信客服账号 " + account + " 调不通（错误码 " + code(listed) + "）",
                    "管理后台“微信客服”的“可调用接口的应用”里勾上应用“" + agent.name() + "”");
        }
        boolean isThere = listed.getJsonArray("account_list", new JsonArray()).stream()
                .anyMatch(one -> one instanceof JsonObject found && account.equals(found.getString("open_kfid")));
        return isThere
                ? new CheckResult(Status.OK, "微信客服账号 " + account + " 调得通", "")
                : new CheckResult(
                        Status.REJECTED,
                        "应用“" + agent.name() + "”管不到微信客服账号 " + account,
                        "核对 lianhu.wecom.kf 里的 open_kfid，并在管理后台把这个账号分给应用");
    }

    private JsonObject token(HttpClient client, WecomAccounts.Agent agent) throws IOException, InterruptedException {
        return call(
                client,
                "/cgi-bin/gettoken?corpid=" + encoded(accounts.corpId()) + "&corpsecret=" + encoded(agent.secret()),
                Optional.empty());
    }

    private static int code(JsonObject answer) {
        return answer.getInteger("errcode", 0);
    }

    private static String encoded(JsonObject token) {
        return encoded(token.getString("access_token", ""));
    }

    private static String encoded(String word) {
        return URLEncoder.encode(word, StandardCharsets.UTF_8);
    }

    private JsonObject call(HttpClient client, String path, Optional<JsonObject> body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(accounts.baseUrl() + path)).timeout(TIMEOUT);
        body.ifPresent(json -> request.POST(HttpRequest.BodyPublishers.ofString(json.encode())));
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        response.headers().firstValue("Date").ifPresent(this::recordClock);
        return new JsonObject(response.body());
    }

    private void recordClock(String date) {
        try {
            lastServerClock.set(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException noDate) {
            lastServerClock.set(null);
        }
    }

    private CheckResult unreachable() {
        return new CheckResult(
                Status.UNREACHABLE,
                "连不上企业微信（" + accounts.baseUrl().getHost() + "）",
                "请看本机能不能上网、能不能解析这个域名、防火墙放不放行 443 端口；内网要设代理或专线");
    }

    private static CheckResult rejected(WecomAccounts.Agent agent, String what, JsonObject answer) {
        int code = code(answer);
        return new CheckResult(
                Status.REJECTED,
                "企业微信应用“" + agent.name() + "”" + what + "（错误码 " + code + "）",
                advice(agent, code, answer));
    }

    private static String advice(WecomAccounts.Agent agent, int code, JsonObject answer) {
        String setting = "lianhu.wecom.agents.\"" + agent.name() + "\".secret";
        return switch (code) {
            case 40013 -> "企业 ID 不对：管理后台“我的企业”页底部的企业 ID，填到 lianhu.wecom.corp-id";
            case 40001, 40091, 41004, 42007 -> "Secret 不对或已被重置：管理后台该应用的详情页重新查看，填到 " + setting + "，再重启网关";
            case 60020 -> "本机的出口 IP" + seenAddress(answer) + "不在“企业可信 IP”里：管理后台该应用的详情页“企业可信IP”里加上它（先要填好可信域名或回调地址）";
            case 45009 -> "调用太频繁被限了，凭证接口错多了要停一小时：过一小时再查";
            case 48002 -> "这个应用没有这个接口的权限：管理后台该应用的详情页里打开";
            case 50001, 301002 -> "这个应用没有启用，或企业未认证：请在管理后台核对";
            default -> "请按错误码查企业微信的“全局错误码”，或过几分钟再查";
        };
    }

    private static String seenAddress(JsonObject answer) {
        Matcher address = SEEN.matcher(answer.getString("errmsg", ""));
        return address.find() ? " " + address.group(1) + " " : "";
    }
}
