package lianhu.bot.wecom.client;

import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import lianhu.bot.redis.RedisWithFallback;
import me.chanjar.weixin.common.error.WxErrorException;

/** The clients of all applications, over one pool of connections. */
@Singleton
public final class WxCorpClients {
    /** Pauses before the second and third try while WeCom says it is busy, in milliseconds; plus jitter. */
    private static final int[] PAUSES = {150, 400};

    private final WecomAccounts accounts;
    private final Map<String, WxCorpClient> byName = new TreeMap<>();

    /** A call that WeCom may refuse. */
    public interface Call<T> {
        T execute(WxCorpClient wxCorpClient) throws WxErrorException;
    }

    public WxCorpClients(WecomAccounts accounts, RedisWithFallback redis, WxHttpClientPool pool, InstantSource clock) {
        WxJavaLogSilencer.silence();
        this.accounts = accounts;
        Stream.concat(accounts.agents().values().stream(), accounts.kf().values().stream())
                .forEach(agent -> byName.computeIfAbsent(
                        agent.name(),
                        name -> new WxCorpClient(
                                new AccessTokenStore(accounts.corpId(), agent, redis, clock),
                                accounts.baseUrl().toString(),
                                pool)));
    }

    /** The one of that name, or the one that speaks to people. */
    public WecomAccounts.Agent agent(String name) {
        return accounts.agent(name);
    }

    public WecomAccounts.Agent defaultAgent() {
        return accounts.defaultAgent();
    }

    /** Tries three times while WeCom says that it is busy: such a message was not taken. Blocks. */
    public <T> T call(WecomAccounts.Agent agent, Call<T> call) throws WxErrorException {
        WxCorpClient wxCorpClient = byName.get(agent.name());
        if (wxCorpClient == null) {
            throw new IllegalArgumentException("no application " + agent.name());
        }
        for (int tried = 0; ; tried++) {
            try {
                return call.execute(wxCorpClient);
            } catch (WxErrorException | RuntimeException e) {
                if (!WecomErrorClassifier.isBusy(e) || tried == PAUSES.length || !pauseBeforeRetry(PAUSES[tried])) {
                    throw e;
                }
            }
        }
    }

    private static boolean pauseBeforeRetry(int millis) {
        try {
            Thread.sleep(millis + ThreadLocalRandom.current().nextInt(millis));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
