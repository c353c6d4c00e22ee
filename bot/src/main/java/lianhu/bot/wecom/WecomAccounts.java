package lianhu.bot.wecom;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * The corp, its applications and its robots, after {@link #check} found nothing wrong with them.
 *
 * @param baseUrl without a slash at its end
 * @param mediaHosts lower case, {@code *.} in front for every host below
 * @param care as whom each account of customer service is called, by its open_kfid
 * @param isDemonstration then WeCom is a simulator on this machine
 */
record WecomAccounts(
        String corpId,
        URI baseUrl,
        List<String> mediaHosts,
        SortedMap<String, Agent> agents,
        Map<String, Aibot> aibots,
        SortedMap<String, Agent> care,
        boolean isDemonstration) {

    /** The one that speaks to people where nothing says which. */
    private static final String FIRST = "lianhu";

    /** A self-built application; the name is the one in its callback address and in sources of reports. */
    record Agent(String name, int agentId, String secret, Credential callback) {
        @Override
        public String toString() {
            return "Agent[" + name + " " + agentId + "]";
        }
    }

    /** A smart robot. */
    record Aibot(String id, Credential callback) {}

    /** @throws WrongSettings with everything that is wrong, in the operator's language */
    static WecomAccounts check(WecomSettings settings, boolean isDemonstration) {
        return new SettingsCheck(isDemonstration).check(settings);
    }

    /** The application that speaks to people: the one named lianhu, or the first of the alphabet. */
    Agent speaker() {
        return speaker(agents).orElseThrow();
    }

    /** Empty where there is no application. */
    static Optional<Agent> speaker(SortedMap<String, Agent> agents) {
        return Optional.ofNullable(agents.get(FIRST))
                .or(() -> agents.values().stream().findFirst());
    }

    /** The one of that name, or the one that speaks to people. */
    Agent agent(String name) {
        return Stream.concat(agents.values().stream(), care.values().stream())
                .filter(agent -> agent.name().equals(name))
                .findFirst()
                .orElseGet(this::speaker);
    }

    @Override
    public String toString() {
        return "WecomAccounts[" + corpId + " " + agents.keySet() + " " + aibots.keySet() + "]";
    }
}
