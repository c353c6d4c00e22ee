package lianhu.bot.wecom.callback;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.bot.BotMetrics;
import lianhu.bot.redis.ReplayGuard;
import lianhu.bot.wecom.client.WecomAccounts;

/** The accounts whose callbacks are accepted, each with its crypto. The address names the account, never the body. */
@Singleton
public final class CallbackAccounts {
    static final String ROBOTS = "aibot";
    static final String APPLICATIONS = "app";

    private final Map<String, CallbackCrypto> robots = new HashMap<>();
    private final Map<String, CallbackCrypto> applications = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final BotMetrics botMetrics;

    public CallbackAccounts(
            WecomAccounts accounts, ReplayGuard replayGuard, InstantSource clock, BotMetrics botMetrics) {
        this.botMetrics = botMetrics;
        SecureRandom random = new SecureRandom();
        accounts.aibots()
                .forEach((id, robot) -> robots.put(
                        id,
                        new CallbackCrypto(
                                List.of(robot.callback()),
                                "",
                                clock,
                                replayGuard,
                                random,
                                why -> countRejection(ROBOTS, why))));
        accounts.agents().forEach((name, agent) -> names.put(Integer.toString(agent.agentId()), name));
        accounts.agents()
                .values()
                .forEach(agent -> applications.put(
                        Integer.toString(agent.agentId()),
                        new CallbackCrypto(
                                List.of(agent.callback()),
                                accounts.corpId(),
                                clock,
                                replayGuard,
                                random,
                                why -> countRejection(APPLICATIONS, why))));
    }

    Optional<CallbackCrypto> robot(String id) {
        return Optional.ofNullable(robots.get(id));
    }

    /** The name in the settings; the id itself for an unknown application. */
    String name(String agentId) {
        return names.getOrDefault(agentId, agentId);
    }

    Optional<CallbackCrypto> application(String agentId) {
        return Optional.ofNullable(applications.get(agentId));
    }

    void countRejection(String channel, RejectReason why) {
        botMetrics.callbackRejected(channel, why.name());
    }
}
