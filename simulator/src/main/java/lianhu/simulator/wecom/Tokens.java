package lianhu.simulator.wecom;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import lianhu.simulator.world.Corp;
import lianhu.simulator.world.Quota;
import lianhu.simulator.world.Refused;
import org.jspecify.annotations.Nullable;

/** Access tokens: the same one as long as it is valid, two hours. */
public final class Tokens {

    private static final Duration LIFE = Duration.ofHours(2);

    /** After about this many wrong calls in an hour WeCom blocks for an hour (its staff's answer, no document). */
    private static final int WRONG_CALLS = 2_000;

    private final Corp corp;
    private final Quota wrong;
    private final Set<String> old = new HashSet<>();
    private Instant blockedUntil = Instant.MIN;
    private @Nullable String token;
    private Instant expires = Instant.MIN;

    public Tokens(Corp corp) {
        this.corp = corp;
        this.wrong = new Quota(WRONG_CALLS, Duration.ofHours(1), corp.clock());
    }

    synchronized JsonObject get(@Nullable String corpId, @Nullable String secret) {
        Instant now = corp.clock().instant();
        if (now.isBefore(blockedUntil)) {
            throw new Refused(45009, "gettoken is blocked after too many wrong calls");
        }
        boolean rightCorp = corp.setup().corp().equals(corpId);
        if (!rightCorp || !corp.setup().app().secret().equals(secret)) {
            if (!wrong.take("wrong")) {
                blockedUntil = now.plus(Duration.ofHours(1));
            }
            throw rightCorp ? new Refused(40001, "invalid credential") : new Refused(40013, "invalid corpid");
        }
        String current = token;
        if (current == null || !now.isBefore(expires)) {
            expire();
            current = UUID.randomUUID().toString().replace("-", "");
            token = current;
            expires = now.plus(LIFE);
        }
        return Answer.ok()
                .put("access_token", current)
                .put("expires_in", Duration.between(now, expires).toSeconds());
    }

    synchronized void check(@Nullable String given) {
        if (given == null || given.isEmpty()) {
            throw new Refused(41001, "access_token missing");
        }
        boolean current = given.equals(token);
        if (old.contains(given) || (current && !corp.clock().instant().isBefore(expires))) {
            throw new Refused(42001, "access_token expired");
        }
        if (!current) {
            throw new Refused(40014, "invalid access_token");
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
