package lianhu.telephony.gateway;

import java.time.Instant;
import lianhu.core.outbound.OutboundCall;
import lianhu.telephony.outbound.OutboundState;

/**
 * An outbound call of this instance.
 *
 * @param due when the newest timer is over
 */
record OutboundSession(OutboundCall call, OutboundState state, Instant due) {
    OutboundSession with(OutboundState next) {
        return new OutboundSession(call, next, due);
    }

    OutboundSession until(Instant at) {
        return new OutboundSession(call, state, at);
    }
}
