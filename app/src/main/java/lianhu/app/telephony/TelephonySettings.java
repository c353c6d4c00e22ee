package lianhu.app.telephony;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The Asterisk of the hotline. Without {@code ari-url} no call is taken. */
@ConfigMapping(prefix = "lianhu.telephony")
public interface TelephonySettings {
    /** For instance {@code http://127.0.0.1:8088}: the HTTP server of Asterisk, without {@code /ari}. */
    Optional<String> ariUrl();

    /** As in {@code ari.conf}. */
    @WithDefault("gateway")
    String ariUser();

    Optional<String> ariPassword();

    /**
     * Where Asterisk reads the prompts, as an absolute path. {@code <data-dir>/prompts} when empty, which is right where
     * Asterisk runs on the same machine.
     */
    Optional<String> prompts();

    /** Whom key 9 calls, as a dial string of Asterisk: {@code PJSIP/119@trunk}. Empty: the caller is told to dial 119. */
    Optional<String> emergencyEndpoint();

    /** The seat of the duty room, which joins an emergency call: {@code PJSIP/1001}. */
    Optional<String> dutyEndpoint();

    /** Where the telephone of an agent is called; {@code {extension}} stands for what the agent types at the desk. */
    @WithDefault("PJSIP/{extension}")
    String agentEndpoint();
}
