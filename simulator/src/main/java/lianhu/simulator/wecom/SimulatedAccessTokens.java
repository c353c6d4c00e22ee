package lianhu.simulator.wecom;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import lianhu.simulator.state.CallQuota;
import lianhu.simulator.state.SimulatedCorp;
import lianhu.simulator.state.WecomErrorException;
import org.jspecify.annotations.Nullable;

/** Issues access tokens; a token is valid for two hours and is returned again until it expires. */
public final class SimulatedAccessTokens {

    private static final Duration LIFE = Duration.ofHours(2);

    /** After about this many failed calls in an hour WeCom blocks for an hour (WeCom support; not documented). */
    private static final int FAILED_CALLS = 2_000;

    private final SimulatedCorp simulatedCorp;
    private final CallQuota failures;
    private final Set<String> expired = new HashSet<>();
    private Instant blockedUntil = Instant.MIN;
    private @Nullable String token;
    private Instant expires = Instant.MIN;

    public SimulatedAccessTokens(SimulatedCorp simulatedCorp) {
        this.simulatedCorp = simulatedCorp;
        this.failures = new CallQuota(FAILED_CALLS, Duration.ofHours(1), simulatedCorp.clock());
    }

    synchronized JsonObject get(@Nullable String corpId, @Nullable String secret) {
        Instant now = simulatedCorp.clock().instant();
        if (now.isBefore(blockedUntil)) {
            throw new WecomErrorException(45009, "gettoken is blocked after too many wrong calls");
        }
        boolean isCorp = simulatedCorp.setup().corp().equals(corpId);
        if (!isCorp || !simulatedCorp.setup().app().secret().equals(secret)) {
            if (!failures.acquire("wrong")) {
                blockedUntil = now.plus(Duration.ofHours(1));
            }
            throw isCorp
                    ? new WecomErrorException(40001, "invalid credential")
                    : new WecomErrorException(40013, "invalid corpid");
        }
        String current = token;
        if (current == null || !now.isBefore(expires)) {
            expire();
            current = UUID.randomUUID().toString().replace("-", "");
            token = current;
            expires = now.plus(LIFE);
        }
        return ApiResponse.ok()
                .put("access_token", current)
                .put("expires_in", Duration.between(now, expires).toSeconds());
    }

    synchronized void check(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            throw new WecomErrorException(41001, "access_token missing");
        }
        boolean current = given.equals(token);
        if (expired.contains(given)
                || (current && !simulatedCorp.clock().instant().isBefore(expires))) {
            throw new WecomErrorException(42001, "access_token expired");
        }
        if (!current) {
            throw new WecomErrorException(40014, "invalid access_token");
        }
    }

    /** Expires the token early, as WeCom may do. */
    public synchronized void expire() {
        if (token != null) {
            expired.add(token);
            token = null;
        }
    }
}
