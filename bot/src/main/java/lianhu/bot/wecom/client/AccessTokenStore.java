package lianhu.bot.wecom.client;

import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import lianhu.bot.redis.RedisWithFallback;
import me.chanjar.weixin.common.bean.WxAccessToken;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;
import org.jspecify.annotations.Nullable;

/**
 * Stores the access token of one application for all copies of the gateway; without it WxJava drops the new token when a
 * late error reports the old one, and messages are lost.
 */
public final class AccessTokenStore extends WxCpDefaultConfigImpl {
    private static final long serialVersionUID = 1;
    private static final String FORGET =
            "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0";

    /** Seconds before its end from which a token is not used any more. */
    private static final int MARGIN = 200;

    private final transient RedisWithFallback redis;
    private final transient InstantSource clock;
    private final transient Lock lock;
    private final String key;

    /** The last token this copy saw, for the time Redis is unavailable. */
    private final transient AtomicReference<@Nullable CachedToken> own = new AtomicReference<>();

    private final transient ThreadLocal<String> used = new ThreadLocal<>();

    private record CachedToken(String token, Instant until) {
        @Override
        public String toString() {
            return "CachedToken[hidden]";
        }
    }

    public AccessTokenStore(String corp, WecomAccounts.Agent agent, RedisWithFallback redis, InstantSource clock) {
        this.redis = redis;
        this.clock = clock;
        // A new secret never finds the token of the old one.
        String name = corp + ":" + agent.agentId() + ":" + WecomAccounts.fingerprint(agent.secret());
        key = "lianhu:wecom:token:" + name;
        lock = new AccessTokenLock(redis, "lianhu:wecom:token-lock:" + name);
        setCorpId(corp);
        setAgentId(agent.agentId());
        setCorpSecret(agent.secret());
    }

    /** The token to use now, remembered as used by this thread; null when a new one is needed. */
    @Override
    public @Nullable String getAccessToken() {
        String token = redis.executeBlocking(AccessTokenStore::asText, this::localToken, Command.GET, key);
        if (token == null) {
            used.remove();
        } else {
            used.set(token);
        }
        return token;
    }

    @Override
    public boolean isAccessTokenExpired() {
        return getAccessToken() == null;
    }

    @Override
    public void expireAccessToken() {
        String mine = used.get();
        if (mine == null) {
            return;
        }
        own.updateAndGet(cachedToken -> cachedToken != null && cachedToken.token.equals(mine) ? null : cachedToken);
        redis.executeBlocking(answer -> 0, () -> 0, Command.EVAL, FORGET, "1", key, mine);
    }

    @Override
    @SuppressWarnings(
            "UnsynchronizedOverridesSynchronized") // Redis and an atomic hold the state, no field of the parent.
    public void updateAccessToken(WxAccessToken token) {
        updateAccessToken(token.getAccessToken(), token.getExpiresIn());
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public void updateAccessToken(String token, int seconds) {
        // WeCom gives the same token again until it ends, at the last with little time left.
        int life = Math.max(1, seconds > 2 * MARGIN ? seconds - MARGIN : seconds / 2);
        own.set(new CachedToken(token, clock.instant().plusSeconds(life)));
        used.set(token);
        redis.executeBlocking(answer -> 0, () -> 0, Command.SET, key, token, "EX", Integer.toString(life));
    }

    @Override
    public Lock getAccessTokenLock() {
        return lock;
    }

    private @Nullable String localToken() {
        CachedToken cachedToken = own.get();
        return cachedToken != null && clock.instant().isBefore(cachedToken.until) ? cachedToken.token : null;
    }

    private static @Nullable String asText(@Nullable Response answer) {
        return answer == null ? null : answer.toString();
    }

    @Override
    public String toString() {
        return "AccessTokenStore[" + getAgentId() + "]";
    }
}
