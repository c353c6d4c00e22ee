package lianhu.app.telephony;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
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

    /** Whom key 9 calls, as a dial string of Asterisk: {@code Local/119@outgoing/n}. Empty: the caller is told to dial 119. */
    Optional<String> emergencyEndpoint();

    /** The seat of the duty room, which joins an emergency call: {@code PJSIP/1001}. */
    Optional<String> dutyEndpoint();

    /** Where the telephone of an agent is called; {@code {extension}} stands for what the agent types at the desk. */
    @WithDefault("PJSIP/{extension}")
    String agentEndpoint();

    /**
     * By which line people are called to an emergency, as a dial string of Asterisk with <code>{number}</code> in it: {@code
     * Local/{number}@outgoing/n}. Empty: nobody is called by telephone.
     */
    Optional<String> trunk();

    /** The trunk of the operator in {@code pjsip.conf}; whether it answers is shown on the desk and by the doctor. */
    @WithDefault("trunk")
    String trunkName();

    /**
     * Calls that all copies of the gateway together make at once, also those that agents call back. The lines of the trunk are needed for callers, too.
     * A third party whom an agent adds to a talk is not counted, here or in {@link #maxCallsPerNumber}: {@code MAX_OUTGOING} of the
     * dialplan bounds all calls.
     */
    @WithDefault("4")
    int maxOutbound();

    /**
     * Whether reporters by telephone or at the counter are asked by telephone if the matter is solved. These calls may use half of
     * {@link #maxOutbound}.
     */
    @WithDefault("false")
    boolean followUpCalls();

    /** Calls to one number in 24 hours. An emergency without an answer rings every few minutes: twenty are about three hours. */
    @WithDefault("20")
    int maxCallsPerNumber();

    /** Short numbers of the county that may be called, beside mobile telephones and landlines with their area code. */
    Optional<List<String>> shortNumbers();
}
