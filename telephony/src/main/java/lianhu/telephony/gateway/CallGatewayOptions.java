package lianhu.telephony.gateway;

import java.time.Duration;
import lianhu.telephony.prompt.PromptFiles;

/**
 * What the gateway has to know about its surroundings.
 *
 * @param instance owner of the calls, kept over restarts
 * @param emergencyEndpoint where the emergency desk is called, such as {@code Local/119@outgoing/n}
 * @param dutyEndpoint where the duty seat is called
 * @param agentEndpoint where the telephone of an agent is called, such as {@code PJSIP/{extension}}
 * @param trunkName of the operator's trunk in {@code pjsip.conf}; empty when its state is not asked for
 * @param lease after this time without a sign of life another instance adopts the calls of this one
 */
public record CallGatewayOptions(
        String instance,
        PromptFiles prompts,
        String emergencyEndpoint,
        String dutyEndpoint,
        String agentEndpoint,
        String trunkName,
        Duration lease) {
    /** Stands in {@link #agentEndpoint} for the extension. */
    public static final String EXTENSION = "{extension}";

    String agentEndpoint(String extension) {
        return agentEndpoint.replace(EXTENSION, extension);
    }

    /** Two renewals in a row may fail, and a caller whose gateway died waits for less than twenty seconds. */
    public static final Duration LEASE = Duration.ofSeconds(15);
}
