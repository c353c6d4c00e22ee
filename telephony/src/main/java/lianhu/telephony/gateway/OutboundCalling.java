package lianhu.telephony.gateway;

import io.smallrye.mutiny.Uni;
import java.util.function.Function;
import lianhu.core.call.CallListenings;
import lianhu.core.call.ThirdPartyRequests;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.outbound.OutboundCallStore;

/**
 * How the gateway calls people, and what for.
 *
 * @param trunk a dial string of Asterisk with {@code {number}} in it, such as {@code PJSIP/{number}@trunk}; empty: nobody is
 *     called
 * @param lines calls that all instances together may have at once
 * @param callsPerDay attempts to one number in 24 hours
 * @param thirdParties whom agents want in their talks
 * @param listenings which talks team leads want to hear
 * @param acknowledgement stores the answer of a called person; completes when it is durable
 */
public record OutboundCalling(
        String trunk,
        int lines,
        int callsPerDay,
        OutboundCallStore store,
        ThirdPartyRequests thirdParties,
        CallListenings listenings,
        Function<OutboundCall, Uni<Void>> acknowledgement) {
    /** Replaced by the number. */
    public static final String NUMBER = "{number}";

    boolean isOn() {
        return !trunk.isEmpty();
    }

    String endpoint(String number) {
        return trunk.replace(NUMBER, number);
    }
}
