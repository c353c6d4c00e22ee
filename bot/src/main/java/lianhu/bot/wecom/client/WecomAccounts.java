package lianhu.bot.wecom.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
 * @param kf the application that calls each account of customer service, by open_kfid
 * @param isDemonstration then WeCom is a simulator on this machine
 */
public record WecomAccounts(
        String corpId,
        URI baseUrl,
        List<String> mediaHosts,
        SortedMap<String, Agent> agents,
        Map<String, Aibot> aibots,
        SortedMap<String, Agent> kf,
        boolean isDemonstration) {

    /** The application that sends private messages unless another one is named. */
    private static final String FIRST = "lianhu";

    /** A self-built application; the name is the one in its callback address and in sources of reports. */
    public record Agent(String name, int agentId, String secret, CallbackCredentials callback) {
        @Override
        public String toString() {
            return "Agent[" + name + " " + agentId + "]";
        }
    }

    /** A smart robot. */
    public record Aibot(String id, CallbackCredentials callback) {}

    /** @throws InvalidSettingsException with everything that is wrong, in the operator's language */
    public static WecomAccounts check(WecomSettings settings, boolean isDemonstration) {
        return new SettingsValidator(isDemonstration).validate(settings);
    }

    /** The application that speaks to people: the one named lianhu, or the first of the alphabet. */
    public Agent defaultAgent() {
        return defaultAgent(agents).orElseThrow();
    }

    /** Empty where there is no application. */
    static Optional<Agent> defaultAgent(SortedMap<String, Agent> agents) {
        return Optional.ofNullable(agents.get(FIRST))
                .or(() -> agents.values().stream().findFirst());
    }

    /** The one of that name, or the one that speaks to people. */
    Agent agent(String name) {
        return Stream.concat(agents.values().stream(), kf.values().stream())
                .filter(agent -> agent.name().equals(name))
                .findFirst()
                .orElseGet(this::defaultAgent);
    }

    /** A short hash that stands for a secret in names of keys and in logs. */
    public static String fingerprint(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "WecomAccounts[" + corpId + " " + agents.keySet() + " " + aibots.keySet() + "]";
    }
}
