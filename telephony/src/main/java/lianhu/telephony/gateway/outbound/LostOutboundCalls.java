package lianhu.telephony.gateway.outbound;

import io.smallrye.mutiny.Uni;
import java.lang.System.Logger.Level;
import lianhu.core.outbound.CallMatter;
import lianhu.core.outbound.OutboundCall;
import lianhu.core.outbound.OutboundResult;
import lianhu.telephony.ari.AriChannel;
import lianhu.telephony.ari.AriClient;
import lianhu.telephony.ari.AriException;
import lianhu.telephony.ari.AriSnapshot;
import lianhu.telephony.outbound.OutboundLeg;

/** Ends the outbound calls that nobody can carry on. Used on one event loop only. */
final class LostOutboundCalls {
    private static final System.Logger LOG = System.getLogger(LostOutboundCalls.class.getName());

    private final AriClient ari;
    private final OutboundEnds ends;
    private long failed;

    LostOutboundCalls(AriClient ari, OutboundEnds ends) {
        this.ari = ari;
        this.ends = ends;
    }

    /**
     * Whether a restarted gateway has nothing to carry on: the call has ended, or is that of an agent who had picked up and whose
     * caller is not there. The caller was called at once, and is not called a second time.
     */
    boolean includes(OutboundCall call, AriSnapshot snapshot) {
        OutboundLeg leg = OutboundLeg.of(call);
        return !snapshot.hasChannel(leg.channelId())
                || call.matter() instanceof CallMatter.OfCallback
                        && !snapshot.hasChannel(leg.reporterChannelId())
                        && snapshot.find(leg.channelId())
                                .filter(AriChannel::isUp)
                                .isPresent();
    }

    /** Hangs up what is left of the call first: the next attempt comes when the telephone is free, and nobody is left alone. */
    void end(OutboundCall call, AriSnapshot snapshot) {
        OutboundLeg leg = OutboundLeg.of(call);
        hangUp(leg.reporterChannelId(), snapshot)
                .chain(() -> hangUp(leg.channelId(), snapshot))
                .subscribe()
                .with(done -> ends.end(call, OutboundResult.LOST, 0), failure -> {
                    failed++;
                    LOG.log(
                            Level.WARNING,
                            "a channel of an outbound call is not hung up: {0}",
                            failure.getClass().getSimpleName());
                });
    }

    /** Channels that could not be hung up since the start. */
    long failed() {
        return failed;
    }

    private Uni<Void> hangUp(String channel, AriSnapshot snapshot) {
        return snapshot.hasChannel(channel)
                ? ari.hangUp(channel)
                        .onFailure(failure -> failure instanceof AriException refusal && refusal.isNotFound())
                        .recoverWithNull()
                : Uni.createFrom().voidItem();
    }
}
