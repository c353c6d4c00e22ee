package lianhu.bot.wecom;

import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import me.chanjar.weixin.common.error.WxErrorException;

/** The clients of all applications, over one pool of connections. */
final class Applications {
    /** Pauses before the second and third try while WeCom says it is busy, in milliseconds; plus jitter. */
    private static final int[] PAUSES = {150, 400};

    private final WecomAccounts accounts;
    private final Map<String, Application> byName = new TreeMap<>();

    /** A call that WeCom may refuse. */
    interface Call<T> {
        T on(Application application) throws WxErrorException;
    }

    Applications(WecomAccounts accounts, SharedMemory memory, HttpPool pool, InstantSource clock) {
        LibraryLogs.silence();
        this.accounts = accounts;
        Stream.concat(accounts.agents().values().stream(), accounts.care().values().stream())
                .forEach(agent -> byName.computeIfAbsent(
                        agent.name(),
                        name -> new Application(
                                new SharedTokens(accounts.corpId(), agent, memory, clock),
                                accounts.baseUrl().toString(),
                                pool)));
    }

    /** The one of that name, or the one that speaks to people. */
    WecomAccounts.Agent agent(String name) {
        return accounts.agent(name);
    }

    WecomAccounts.Agent speaker() {
        return accounts.speaker();
    }

    /** Tries three times while WeCom says that it is busy: such a message was not taken. Blocks. */
    <T> T call(WecomAccounts.Agent agent, Call<T> call) throws WxErrorException {
        Application application = byName.get(agent.name());
        if (application == null) {
            throw new IllegalArgumentException("no application " + agent.name());
        }
        for (int tried = 0; ; tried++) {
            try {
                return call.on(application);
            } catch (WxErrorException | RuntimeException e) {
                if (!Verdict.isBusy(e) || tried == PAUSES.length || !rested(PAUSES[tried])) {
                    throw e;
                }
            }
        }
    }

    private static boolean rested(int millis) {
        try {
            Thread.sleep(millis + ThreadLocalRandom.current().nextInt(millis));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
