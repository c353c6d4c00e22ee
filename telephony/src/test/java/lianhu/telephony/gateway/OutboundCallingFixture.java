package lianhu.telephony.gateway;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Optional;
import lianhu.core.call.CallListenings;
import lianhu.core.call.ThirdPartyRequests;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.outbound.OutboundCallStore;
import lianhu.core.outbound.OutboundResult;
import lianhu.core.outbound.RedialPolicy;
import lianhu.telephony.gateway.outbound.OutboundCalling;

/** People are called to emergencies; reporters are not called. */
public final class OutboundCallingFixture {
    private OutboundCallingFixture() {}

    public static OutboundCalling of(
            String trunk,
            int lines,
            OutboundCallStore store,
            ThirdPartyRequests thirdParties,
            CallListenings listenings,
            OutboundCalling.Answers answers) {
        return new OutboundCalling(
                trunk,
                lines,
                20,
                store,
                thirdParties,
                listenings,
                answers,
                OutboundCallingFixture::redial,
                now -> false,
                call -> Uni.createFrom().item(Optional.empty()));
    }

    public static Optional<Instant> redial(OutboundCall call, OutboundResult result, Instant now) {
        return RedialPolicy.pauseAfter(result, call.attemptsOnPerson()).map(now::plus);
    }
}
