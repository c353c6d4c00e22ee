package lianhu.telephony.gateway;

import java.util.Optional;
import lianhu.core.call.CallStep;
import lianhu.telephony.ari.AriClient;
import lianhu.telephony.callflow.CallState;

/** Gives callers back to the dialplan, which records their words without us. */
final class DialplanFallback {
    private static final String CONTEXT = "hotline-fallback";

    private final AriClient ari;

    DialplanFallback(AriClient ari) {
        this.ari = ari;
    }

    void hand(String channel) {
        CommandRunner.drop(ari.continueInDialplan(channel, CONTEXT, "s"));
    }

    /** The database is away in the middle of a call: the dialplan records what the caller has to say. People who talk go on. */
    void withoutStore(CallState call) {
        if (!call.callerGone() && call.step() != CallStep.EMERGENCY_HAND_OVER && call.step() != CallStep.TALK) {
            hand(call.id().value());
        }
    }

    /**
     * A caller who does not hear the tone would not begin to speak: the dialplan has a tone of its own. False when the caller is not
     * asked to speak at present.
     */
    boolean withoutPrompts(Optional<CallState> call) {
        Optional<CallState> asked = call.filter(one -> one.step() == CallStep.RECORD_MESSAGE)
                .filter(one -> !one.callerGone() && one.messages().isEmpty());
        asked.ifPresent(one -> hand(one.id().value()));
        return asked.isPresent();
    }
}
