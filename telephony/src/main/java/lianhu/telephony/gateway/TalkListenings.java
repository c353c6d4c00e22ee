package lianhu.telephony.gateway;

import java.lang.System.Logger.Level;
import java.time.Clock;
import lianhu.core.call.CallListenings;
import lianhu.telephony.ari.AriClient;
import lianhu.telephony.ari.AriRequests;
import lianhu.telephony.callflow.event.PartyLeg;
import lianhu.telephony.eventloop.EventLoop;

/** Lets team leads hear a talk only when it is stored that they do. Used on one event loop only. */
final class TalkListenings {
    private static final System.Logger LOG = System.getLogger(TalkListenings.class.getName());

    private final AriClient ari;
    private final CallListenings listenings;
    private final Clock clock;
    private final EventLoop loop;

    TalkListenings(AriClient ari, CallListenings listenings, Clock clock, EventLoop loop) {
        this.ari = ari;
        this.listenings = listenings;
        this.clock = clock;
        this.loop = loop;
    }

    /** A listener whose listening cannot be stored hears nothing, and is hung up. */
    void begin(PartyLeg leg, long id) {
        listenings
                .begin(id, clock.instant())
                .emitOn(loop)
                .subscribe()
                .with(
                        isBegun -> AriRequests.drop(
                                isBegun
                                        ? ari.addListener(CommandRunner.bridgeId(leg.call()), leg.channelId())
                                        : ari.hangUp(leg.channelId())),
                        failure -> {
                            LOG.log(
                                    Level.WARNING,
                                    "a listening is not stored: {0}",
                                    failure.getClass().getName());
                            AriRequests.drop(ari.hangUp(leg.channelId()));
                        });
    }

    /** One that is not stored is shown until the end of the call. */
    void end(long id) {
        listenings
                .end(id, clock.instant())
                .subscribe()
                .with(
                        ended -> {},
                        failure -> LOG.log(
                                Level.WARNING,
                                "the end of a listening is not stored: {0}",
                                failure.getClass().getName()));
    }
}
