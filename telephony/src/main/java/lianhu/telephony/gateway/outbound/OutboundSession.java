package lianhu.telephony.gateway.outbound;

import java.time.Instant;
import lianhu.core.outbound.OutboundCall;
import lianhu.telephony.outbound.OutboundFlow;
import lianhu.telephony.outbound.OutboundScript;
import lianhu.telephony.outbound.OutboundState;
import lianhu.telephony.outbound.OutboundStep;

/**
 * An outbound call of this instance.
 *
 * @param due when the newest timer is over
 * @param isPlaced Asterisk has said that there is a channel
 */
record OutboundSession(OutboundCall call, OutboundState state, Instant due, boolean isPlaced) {
    boolean isTalking() {
        return state.step() == OutboundStep.CONNECTED;
    }

    /** Whether the called person waits for the reporter, or both talk. */
    boolean needsReporter() {
        return state.step() == OutboundStep.CONNECTING || state.step() == OutboundStep.RINGING || isTalking();
    }

    OutboundFlow flow() {
        return new OutboundFlow(OutboundScript.of(call));
    }

    OutboundSession with(OutboundState next) {
        return new OutboundSession(call, next, due, isPlaced);
    }

    OutboundSession until(Instant at) {
        return new OutboundSession(call, state, at, isPlaced);
    }

    OutboundSession placed() {
        return new OutboundSession(call, state, due, true);
    }
}
