package lianhu.app.doctor;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** Checks that Redis answers, and that its line still gets security fixes. */
final class RedisChecks {
    private static final Pattern VALKEY = Pattern.compile("(?m)^valkey_version:(\\S{1,20})");
    private static final Pattern REDIS = Pattern.compile("(?m)^redis_version:((\\d{1,3})\\S{0,20})");
    private static final int LEAST_MAJOR = 7;
    private static final int TIMEOUT_SECONDS = 5;
    private static final String ADVICE = "上线请装系统软件源里的 Valkey，或 Redis 7 以上，把地址写进 quarkus.redis.hosts";

    private final Config config;

    RedisChecks(Config config) {
        this.config = config;
    }

    Stream<DiagnosticResult> all() {
        return Stream.of(config.getOptionalValue("quarkus.redis.hosts", String.class)
                .map(this::external)
                .orElseGet(() -> DiagnosticResult.warning("用的是自带的 Redis 6.2（只在本机、有口令）：这个版本不再有安全更新", ADVICE)));
    }

    private DiagnosticResult external(String hosts) {
        Vertx vertx = Vertx.vertx();
        try {
            RedisOptions options = new RedisOptions().setConnectionString(hosts.split(",")[0].strip());
            password().ifPresent(options::setPassword);
            Redis redis = Redis.createClient(vertx, options);
            String info = redis.send(Request.cmd(Command.INFO).arg("server"))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .toString();
            return version(info);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unreachable(e);
        } catch (Exception e) {
            return unreachable(e);
        } finally {
            vertx.close();
        }
    }

    private Optional<String> password() {
        return config.getOptionalValue("quarkus.redis.password", String.class);
    }

    private static DiagnosticResult unreachable(Exception e) {
        return DiagnosticResult.error(
                "Redis 连不上（" + e.getClass().getSimpleName() + "）：企业微信的凭证和发送速度没有地方记",
                "请看 Redis 是否在运行，quarkus.redis.hosts 和 quarkus.redis.password 对不对");
    }

    /** @param info the answer to {@code INFO server} */
    static DiagnosticResult version(String info) {
        var valkey = VALKEY.matcher(info);
        if (valkey.find()) {
            return DiagnosticResult.ok("Redis 连得上：Valkey " + valkey.group(1));
        }
        var redis = REDIS.matcher(info);
        if (!redis.find()) {
            return DiagnosticResult.warning("Redis 连得上，但看不出版本", ADVICE);
        }
        return Integer.parseInt(redis.group(2)) >= LEAST_MAJOR
                ? DiagnosticResult.ok("Redis 连得上：" + redis.group(1))
                : DiagnosticResult.warning("Redis " + redis.group(1) + " 不再有安全更新", ADVICE);
    }
}
