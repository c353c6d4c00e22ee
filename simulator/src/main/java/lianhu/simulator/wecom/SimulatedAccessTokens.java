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

/** Access tokens: the same one as long as it is valid, two hours. */
public final class SimulatedAccessTokens {

    private static final Duration LIFE = Duration.ofHours(2);

    /** After about this many wrong calls in an hour WeCom blocks for an hour (its staff's answer, no document). */
    private static final int WRONG_CALLS = 2_000;

    private final SimulatedCorp simulatedCorp;
    private final CallQuota wrong;
    private final Set<String> old = new HashSet<>();
    private Instant blockedUntil = Instant.MIN;
    private @Nullable String token;
    private Instant expires = Instant.MIN;

    public SimulatedAccessTokens(SimulatedCorp simulatedCorp) {
        this.simulatedCorp = simulatedCorp;
        this.wrong = new CallQuota(WRONG_CALLS, Duration.ofHours(1), simulatedCorp.clock());
    }

    synchronized JsonObject get(@Nullable String corpId, @Nullable String secret) {
        Instant now = simulatedCorp.clock().instant();
        if (now.isBefore(blockedUntil)) {
            throw new WecomErrorException(45009, "gettoken is blocked after too many wrong calls");
        }
        boolean rightCorp = simulatedCorp.setup().corp().equals(corpId);
        if (!rightCorp || !simulatedCorp.setup().app().secret().equals(secret)) {
            if (!wrong.acquire("wrong")) {
                blockedUntil = now.plus(Duration.ofHours(1));
            }
            throw rightCorp
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
        if (old.contains(given) || (current && !simulatedCorp.clock().instant().isBefore(expires))) {
            throw new WecomErrorException(42001, "access_token expired");
        }
        if (!current) {
            throw new WecomErrorException(40014, "invalid access_token");
        }
    }

    /** WeCom may end a token before its time. */
    public synchronized void expire() {
        if (token != null) {
            old.add(token);
            token = null;
        }
    }
}
