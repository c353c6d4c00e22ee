package lianhu.bot.wecom;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lianhu.bot.Tally;

/** The accounts whose callbacks we take, each with its seal. The address says which one it is, never the body. */
final class Seals {
    static final String ROBOTS = "aibot";
    static final String APPLICATIONS = "app";

    private final Map<String, Seal> robots = new HashMap<>();
    private final Map<String, Seal> applications = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Tally tally;

    Seals(WecomAccounts accounts, Once once, InstantSource clock, SecureRandom random, Tally tally) {
        this.tally = tally;
        accounts.aibots()
                .forEach((id, robot) -> robots.put(
                        id, new Seal(List.of(robot.callback()), "", clock, once, random, why -> refused(ROBOTS, why))));
        accounts.agents().forEach((name, agent) -> names.put(Integer.toString(agent.agentId()), name));
        accounts.agents()
                .values()
                .forEach(agent -> applications.put(
                        Integer.toString(agent.agentId()),
                        new Seal(
                                List.of(agent.callback()),
                                accounts.corpId(),
                                clock,
                                once,
                                random,
                                why -> refused(APPLICATIONS, why))));
    }

    Optional<Seal> robot(String id) {
        return Optional.ofNullable(robots.get(id));
    }

    /** What the settings call it; itself where it is none of ours. */
    String name(String agentId) {
        return names.getOrDefault(agentId, agentId);
    }

    Optional<Seal> application(String agentId) {
        return Optional.ofNullable(applications.get(agentId));
    }

    void refused(String door, Refusal why) {
        tally.refused(door, why.name());
    }
}
